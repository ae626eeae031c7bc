"""Annotations made elsewhere → drafts of notes on the same words, with all that they say.

What is read is untrusted: what a note may not hold is shown as it was written, as code, or not made a note at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markdownify import ATX, MarkdownConverter

from postil.authoring.annotations import Annotation, Target, Text, read_annotations
from postil.authoring.drafts import Draft, shortened, split_text
from postil.edition import Edition
from postil.model import Claim, Kind, Quote
from postil.reading.markup import forbidden, is_web_address, overloaded, parse, plain
from postil.reading.notes import parse_note
from postil.text.anchor import Anchor, crosses_paragraphs, find, leading, resolve, selector
from postil.text.folding import letters

_TITLE = 60
_SPECIAL = re.compile(r"([\\`*_<>#+!|~$%:@^\[\]{}])")
_HEADING = re.compile(r" {0,3}#{1,6}[^\S\n]+(\S.*?)[^\S\n#]*\Z")
_OVER = "runs over the end of a paragraph; a note stays inside one"
_HTML = ("text/html", "application/xhtml+xml")
_NAMES = ("kind", "verdict", "claim", "as_of")  # of fields that a tag such as `kind:context` may set


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft, or why an annotation could not become one; `quote` is what it was about, `words` all that it says.

    `place` is the line and the column of what is not even JSON.
    """

    quote: str
    words: str
    draft: Draft | None = None
    reason: str = ""
    place: tuple[int, int] = (0, 0)

    def refusal(self, file: str, reason: str) -> list[str]:
        """The lines that say why it is not imported, and all that it says."""
        line, column = self.place
        words = " ".join(self.quote.split())
        about = f"{file}:{line}:{column}" if line else f"not imported: “{words}”" if words else "not imported"
        return [f"{about}: {reason}", *(f"  {said}" for said in self.words.split("\n"))]


def imported(text: str, edition: Edition) -> Iterator[Imported]:
    """A draft or a reason for each target of each annotation of a JSON text. Raises ImportFailedError."""
    for annotation in read_annotations(text):
        if fault := annotation.fault:
            yield Imported("", annotation.words(), reason=str(fault), place=(fault.line, fault.column))
            continue
        for target in annotation.targets or (Target(()),):
            yield _imported(annotation, target, edition)


def _imported(annotation: Annotation, target: Target, edition: Edition) -> Imported:
    about = next((quote.exact for quote in (*target.quotes, *(span.start for span in target.spans))), "")
    if not about and annotation.links == (annotation.id,):
        return Imported(about, annotation.words(), reason="is elsewhere; save what its address gives, and import that")
    if not about and annotation.replies:
        return Imported(about, annotation.words(), reason="answers another annotation; put what it says into that note")
    try:
        quote = selector(_place(target, edition), edition.article)
        return Imported(about, annotation.words(), _draft(annotation, quote, edition))
    except ValueError as error:
        return Imported(about, annotation.words(), reason=str(error))
    except RecursionError:
        return Imported(about, annotation.words(), reason="has HTML whose elements are too deep in one another")


def _place(target: Target, edition: Edition) -> Anchor:
    """The one place of the target's words. Raises ValueError."""
    problem = ""
    for span in target.spans:
        first, last = _found(span.start, edition), _found(span.end, edition)
        if isinstance(first, Anchor) and isinstance(last, Anchor):
            if first.paragraph == last.paragraph and first.start < last.start:
                return Anchor(first.paragraph, first.start, last.end if span.whole else last.start)
            backwards = (last.paragraph, last.start) <= (first.paragraph, first.start)
            problem = problem or ("ends before it begins" if backwards else _OVER)
    for quote in target.quotes:
        found = _found(quote, edition)
        if isinstance(found, Anchor):
            return found
        problem = problem or found
    raise ValueError(
        problem or "has neither a TextQuoteSelector nor a text fragment, so it does not say which words it is about"
    )


def _found(quote: Quote, edition: Edition) -> Anchor | str:
    """The place of a quote of the same letters, capitals or not, as style sheets, PDFs and fragments have it; of
    several, the one whose surroundings are clearly likest; or what keeps it from one.
    """
    likely = resolve(quote, edition.article)
    same = [found for found in likely if found.exact == 100 or letters(found.words) == letters(quote.exact)]
    if not same:
        if crosses_paragraphs(quote, edition.article):
            return _OVER
        return "does not stand in the article" + (f"; nearest is “{likely[0].words}”" if likely else "")
    best = leading(same)
    return best.anchor if best else f"stands {len(same)} times, and what stands beside it does not tell where"


def _draft(annotation: Annotation, quote: Quote, edition: Edition) -> Draft:
    fields = {name: value for name, value in map(_field, annotation.tags) if name in _NAMES}
    title, words = _title_and_words(annotation, edition)
    return Draft(
        quote,
        _kind(annotation, fields, edition),
        title,
        _date(fields.get("as_of", "")) or _begun(annotation.created) or edition.settings.date,
        annotation.creators or ("unknown",),
        split_text(words, edition.settings.language),
        edition.vocabulary.verdicts.get(fields.get("verdict", "")),
        next((claim for claim in Claim if claim == fields.get("claim")), None),
        tuple(key for key, _ in _sources(annotation, edition)),
        annotation.id,
        file=_file(annotation, quote, edition),
    )


def _file(annotation: Annotation, quote: Quote, edition: Edition) -> tuple[str, str]:
    """The name and the text of the note that an export of ours brings; nothing where it cannot stand as it is."""
    name = annotation.id.rpartition("#note-")[2]
    path = edition.paths.note(name)
    if not annotation.note or path.parent != edition.paths.notes:
        return "", ""
    note, _ = parse_note(path, annotation.note, edition.frame)
    places = find(quote, edition.article)
    if note is None or find(note.quote, edition.article) != places:
        return "", ""
    return ("", "") if name in edition.by_id and edition.places[name] != places else (name, annotation.note)


def is_there(draft: Draft, edition: Edition) -> bool:
    """Whether the edition has the note that a draft is of, perhaps in other words by now."""
    name, _ = draft.file
    return name in edition.by_id


def _title_and_words(annotation: Annotation, edition: Edition) -> tuple[str, str]:
    """A text that only names what is found is the title; all others, the links and the other tags are what is said."""
    named = next((t for t in annotation.texts if t.purpose == "identifying" and len(t.value) <= _TITLE), None)
    parts = [_myst(text) for text in annotation.texts if text is not named]
    said = plain(parse("\n\n".join(parts)))
    known = {word for _, words in _sources(annotation, edition) for word in words}
    parts += [_link(address) for address in annotation.links if address not in known]
    tags = [tag for tag in annotation.tags if tag not in known and not _is_used(tag, edition)]
    parts += [f"Tags: {_literal(', '.join(tags))}"] if tags else []
    words = "\n\n".join(parts)
    title = " ".join(named.value.split()) if named else shortened(said, _TITLE)
    return title or "Imported", words or "(no text)"


def _myst(text: Text) -> str:
    """A text in the MyST of notes; a line with what a note may not hold stands as code, as it was written."""
    words = text.value.strip().replace("\r\n", "\n")
    if text.form in _HTML:
        words = _Markdown(heading_style=ATX).convert(words).strip()
    written = words.split("\n")
    if text.form and text.form not in (*_HTML, "text/markdown"):
        words = _literal(words)
    if overloaded(words):
        return words
    for _ in range(words.count("\n") + 1):
        wrong = {line for line, _ in forbidden(words)}
        if not wrong:
            return words
        lines = enumerate(zip(words.split("\n"), written, strict=True))
        words = "\n".join(_permitted(own) if at in wrong else line for at, (line, own) in lines)
    return words if not next(forbidden(words), None) else "\n\n".join(map(_code, text.value.split("\n")))


class _Markdown(MarkdownConverter):
    """HTML as Markdown, in which the cells of a table are words in a row."""

    def convert_table(self, _element: Any, text: str, **_: Any) -> str:
        """The rows, each a line of its own."""
        return f"\n\n{text.strip()}\n\n"

    def convert_tr(self, _element: Any, text: str, **_: Any) -> str:
        """The cells, with a dot between each and the next."""
        return f"{text.strip().removesuffix('·').strip()}\n\n"

    def convert_td(self, _element: Any, text: str, **_: Any) -> str:
        """The words of a cell."""
        return f"{' '.join(text.split())} · "

    convert_th = convert_td


def _permitted(line: str) -> str:
    """A line as a note may hold it: a heading as strong words, any other as code."""
    strong = _HEADING.sub(r"**\1**", line)
    return strong if strong != line and not next(forbidden(strong), None) else _code(line)


def _code(line: str) -> str:
    longest = max(map(len, re.findall("`+", line)), default=0)
    marks, space = "`" * (longest + 1), " " if "`" in line else ""
    return f"{marks}{space}{line.strip()}{space}{marks}" if line.strip() else ""


def _literal(words: str) -> str:
    """Words as MyST that shows them as they are."""
    return _SPECIAL.sub(r"\\\1", words)


def _link(address: str) -> str:
    return f"[{_literal(address)}]({address})" if is_web_address(address) else _code(address)


def _field(tag: str) -> tuple[str, str]:
    name, _, value = tag.partition(":")
    return name.strip(), value.strip()


def _is_used(tag: str, edition: Edition) -> bool:
    """Whether a field of the note says what the tag says."""
    name, value = _field(tag)
    known = {
        "kind": value in edition.vocabulary.kinds,
        "verdict": value in edition.vocabulary.verdicts,
        "claim": value in list(Claim),
        "as_of": _date(value) is not None,
    }
    return known.get(name, not value and name in edition.vocabulary.kinds)


def _sources(annotation: Annotation, edition: Edition) -> Iterator[tuple[str, set[str]]]:
    """The keys that the tags name, and those whose addresses are linked, each with the words that named it."""
    for key, source in edition.sources.items():
        named = {tag for tag in annotation.tags if tag.strip() == key}
        named |= {link for link in annotation.links if source.url and link == source.url}
        if named:
            yield key, named


def _kind(annotation: Annotation, fields: dict[str, str], edition: Edition) -> Kind:
    """The kind that a tag names, `kind:context` or `context` alone; else by the motivation; else one that comments."""
    kinds = edition.vocabulary.kinds
    for name in (fields.get("kind", ""), *(tag.strip() for tag in annotation.tags)):
        if name in kinds:
            return kinds[name]
    for motivation in (*annotation.motivations, "commenting"):
        for kind in kinds.values():
            if kind.motivation == motivation and not kind.judges:
                return kind
    return next(iter(kinds.values()))


def _begun(text: str) -> date | None:
    """The day of an hour; where clocks are ahead of ours, today."""
    day = _date(text)
    return min(day, date.today()) if day else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
