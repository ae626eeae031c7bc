"""The numbered lines of the text. They are the same on every size of paper and in every handout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from postil.compat.weasyprint import BlockBox, LineBox, TextBox
from postil.edition import Edition
from postil.model import Note
from postil.paper.illustrations import pictures_in
from postil.paper.typeset import heights, measured
from postil.reading.chapters import Piece
from postil.text.anchor import Anchor
from postil.text.article import Article, Paragraph, direction
from postil.text.markdown import Shape

_SOFT = "\u00ad"  # a soft hyphen
_TAGS = {"emphasis": "em", "strong": "b", "speaker": "b", "number": "b", "reference": "sup"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed: a half-open span of a paragraph. `number` counts from 1; the title's lines have 0."""

    paragraph: Paragraph
    start: int
    end: int
    number: int

    @property
    def is_first(self) -> bool:
        """Whether the paragraph begins with this line."""
        return self.start == 0

    def part(self, start: int, end: int) -> Line | None:
        """What of the line stands in a span of its paragraph; None where that is nothing."""
        first, last = max(self.start, start), min(self.end, end)
        return Line(self.paragraph, first, last, self.number) if first < last else None


def break_lines(article: Article) -> list[Line]:
    """Break the paragraphs into lines at the measure of the style sheet, by laying them out once."""
    blocks = (f'<p{_attributes(p)} id="p{p.number}">{escape(p.text)}</p>' for p in article.paragraphs)
    broken = _broken("".join(blocks))
    lines: list[Line] = []
    number = 0
    for paragraph in article.paragraphs:
        for start, end in _spans(paragraph.text, broken[f"p{paragraph.number}"]):
            number = paragraph.line_at(start) if paragraph.line else number + (paragraph.number > 0)
            lines.append(Line(paragraph, start, end, number if paragraph.number else 0))
    return lines


def printed(lines: Sequence[Line], edition: Edition, numbers: Mapping[str, int]) -> Markup:
    """Lines as HTML, each with its number; where a sentence begins, the sentence's; and the marks of notes.

    `numbers` has the number of each note to be marked, by its id. It is printed where the note's words end; the words
    of essential notes are underlined. A picture is above the line in which its words begin.
    """
    marks = {(edition.anchors[id].paragraph, edition.anchors[id].end, id): number for id, number in numbers.items()}
    noted = [edition.anchors[id] for id in numbers if id in edition.essential] if numbers else []
    essential = frozenset(edition.essential) if numbers else frozenset()
    parts: list[str] = []
    for index, line in enumerate(lines):
        if index == 0 or line.paragraph is not lines[index - 1].paragraph:
            parts.append("</p>" if parts else "")
            parts.append(f"<p{_attributes(line.paragraph)}>")
        again = index > 0 and line.number == lines[index - 1].number
        number = f'<span class="postil-print-line-number">{line.number}</span>' if line.number and not again else ""
        indent = "\u00a0" * len(_indent(line))
        words = indent + _words(line, marks, noted, essential)
        parts.append(pictures_in(line.paragraph, line.start, line.end, edition))
        line_of_words = f'{number}<span class="postil-print-words">{words}</span>'
        parts.append(f'<span class="postil-print-line">{line_of_words}</span> ')
    return Markup("".join([*parts, "</p>"]))  # noqa: S704  (the words are escaped where they are put in)


def heights_above(lines: Sequence[Line], edition: Edition) -> list[float]:
    """What the pictures above each line take, in mm."""
    above = [pictures_in(line.paragraph, line.start, line.end, edition) for line in lines]
    blocks = "".join(
        f'<div class="postil-print-measured" id="{at}">{html}</div>' for at, html in enumerate(above) if html
    )
    tall = heights(blocks) if blocks else {}
    return [tall.get(str(at), 0.0) for at in range(len(lines))]


def _indent(line: Line) -> str:
    """The space before a line of verse; before the rest of one that is too long, a little more."""
    paragraph = line.paragraph
    before = paragraph.text[: line.start].rpartition("\n")[2]
    if not keeps_lines(paragraph) or not line.start:
        return paragraph.indent
    return before if before.isspace() or not before else "    "


def lines_of(lines: Sequence[Line], pieces: Iterable[Piece]) -> list[Line]:
    """What of the lines is in some pieces of the text."""
    by_paragraph: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_paragraph[line.paragraph.number].append(line)
    parts = (line.part(piece.start, piece.end) for piece in pieces for line in by_paragraph[piece.paragraph.number])
    return [line for line in parts if line]


def place_of(edition: Edition, lines: Iterable[Line], note: Note) -> Line:
    """The line on which the words of a note end, where its mark stands."""
    anchor = edition.anchors[note.id]
    return next(line for line in lines if line.paragraph.number == anchor.paragraph and anchor.end <= line.end)


def _words(line: Line, marks: Mapping[tuple[int, int, str], int], noted: Sequence[Anchor], essential: Set[str]) -> str:
    """The words of a line, with what is printed between them."""
    paragraph = line.paragraph
    between: dict[int, str] = {}
    for (number, end, id), mark in sorted(marks.items(), key=lambda item: item[1]):
        if number == paragraph.number and line.start < end <= line.end:
            comma = '<span class="postil-print-mark">,</span>' if end in between else ""
            kind = "postil-print-mark" if id in essential else "postil-print-mark postil-print-quiet"
            link = f'{comma}<a class="{kind}" id="mark-{id}" href="#note-{id}">{mark}</a>'
            between[end] = f"{between.get(end, '')}{link}"
    for index, (start, _) in enumerate(paragraph.sentences, 1):
        if line.start <= start < line.end:
            told = f"{paragraph.number}.{index}" if paragraph.number else ""
            kind = ' class="postil-print-sentence-number"' if told else ""
            between[start] = f'{between.get(start, "")}<span{kind} id="s{paragraph.number}-{index}">{told}</span>'
    spans = [(anchor.start, anchor.end) for anchor in noted if anchor.paragraph == paragraph.number]
    emphasised = ((mark.start, mark.end) for mark in paragraph.marks)
    inside = {edge for span in (*spans, *emphasised) for edge in span if line.start < edge < line.end}
    edges = sorted({line.start, line.end, *between, *inside})
    pieces = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        words = _marked(paragraph, start, end)
        if any(first <= start < end <= last for first, last in spans):
            words = f'<span class="postil-print-noted">{words}</span>'
        pieces.append(between.get(start, "") + words)
    return "".join(pieces)


def _marked(paragraph: Paragraph, start: int, end: int) -> str:
    """Words with the emphasis that an article of Markdown gives them; its links cannot be followed on paper."""
    html = escape(paragraph.text[start:end])
    for mark in paragraph.marks:
        if mark.form in _TAGS and mark.start <= start < end <= mark.end:
            html = f"<{_TAGS[mark.form]}>{html}</{_TAGS[mark.form]}>"
    return html


def keeps_lines(paragraph: Paragraph) -> bool:
    """Whether the ends of lines of a paragraph are to be seen: verse, lists, tables, lines of an address."""
    return bool(paragraph.line or paragraph.breaks or paragraph.shape == Shape.TABLE)


def _attributes(paragraph: Paragraph) -> str:
    """Class, language and direction of a paragraph."""
    language = paragraph.language
    return f' class="{_kind(paragraph)}" lang="{escape(language)}" dir="{direction(language)}"'


def _kind(paragraph: Paragraph) -> str:
    if not paragraph.number:
        return "postil-print-article-title"
    form = (
        "postil-print-article-heading"
        if paragraph.level
        else "postil-print-article-verse"
        if keeps_lines(paragraph)
        else ""
    )
    return f"postil-print-article-text {form}".rstrip()


def _broken(body: str) -> Mapping[str, list[str]]:
    """The words of each line of each paragraph, by the paragraph's id."""
    found: dict[str, list[str]] = defaultdict(list)
    for box in measured(body):
        if isinstance(box, BlockBox) and box.element_tag == "p":
            lines = [line for line in box.descendants() if isinstance(line, LineBox)]
            words = ["".join(b.text for b in line.descendants() if isinstance(b, TextBox)) for line in lines]
            found[box.element.get("id")] += words
    return found


def _spans(text: str, lines: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where lines stand in the text: the words of a line, without the space at its ends.

    WeasyPrint leaves soft hyphens out of what it sets; they belong to the words beside them.
    """
    kept = [at for at, character in enumerate(text) if character != _SOFT]
    bare, at = text.replace(_SOFT, ""), 0
    for line in lines:
        words = line.replace(_SOFT, "").split()
        start = bare.index(words[0], at)
        for word in words:
            at = bare.index(word, at) + len(word)
        first, last = kept[start], kept[at - 1] + 1
        yield first - _softs(text[:first][::-1]), last + _softs(text[last:])


def _softs(text: str) -> int:
    """How many soft hyphens a text begins with."""
    return len(text) - len(text.lstrip(_SOFT))
