"""A text and what is known of it → the files of an edition that builds. Pure: nothing is written here.

The files that do not depend on the text are in `template/`; those for GitHub are links to this repository's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import distribution
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from string import Template

import yaml

from postil.authoring.drafts import Draft, id_for, note_text, shortened
from postil.paths import FOLDER, Paths
from postil.reading.settings import Format
from postil.text.anchor import Anchor, selector
from postil.text.article import Article, Paragraph, read_article
from postil.text.characters import seen
from postil.text.counting import count_words, is_unspaced
from postil.text.divisions import divides
from postil.text.forms import Form
from postil.text.headings import heading_of
from postil.text.inline import read_inline
from postil.vocabulary import VOCABULARY

LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of notes, unless the editors choose another
UNKNOWN = "Unknown"  # who wrote a text of which nobody says it
MOST_CHAPTERS = 30
LONGEST_CHAPTER = 2500  # words; a longer stretch without headings is divided
_SHORTEST_CHAPTER = 150  # words; what stands before the first heading and is shorter goes with it
_LONGEST_TITLE = 120  # characters
_ONE_PAGE = 6000  # words of a text that is pleasant to read on one page
_ALONE = "The text"  # the only chapter
_FIRST_LETTERS = 14  # of a chapter without a heading, in a script without spaces
_LONGEST_QUOTE = 300  # letters of the first question
_MOST_TRIED = 50  # sentences that are looked at for the first question
_VERBATIM = (".github/", ".ci/", "tools/")  # this repository's own files
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\Z")
# What calls a letter or a book of Project Gutenberg by a title, at the head of the text.
_TITLED = re.compile(
    r"\s*(?:(?:[A-Z][\w-]*: ?[^\n]*\n)*?|(?:The )?Project Gutenberg[^\n]*\n(?:[^\n]*\n){0,30}?)"
    r"(?:Title|Subject): ([^\n]*\w[^\n]*)"
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$|~:@&!])")


@dataclass(frozen=True, slots=True)
class About:
    """What a text alone does not say.

    `licence` is the address of the licence of the notes, `place` the folder of the edition in its repository.
    """

    title: str
    author: str
    date: date
    editors: str
    language: str = "en"
    licence: str = LICENCE
    repository: str = ""
    place: str = ""
    origin: str = ""
    format: Format = Format.PLAIN
    form: Form = Form.PROSE


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of whole paragraphs under a title."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(_words, self.paragraphs))


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(map(_words, self.paragraphs))


def guess_title(text: str, *, markdown: bool = False) -> str:
    """The first line that has words, as it is read, or its heading, or what a field at the head of a letter or of a
    book of Project Gutenberg calls it; nothing where that is too long for a title.
    """
    shown = seen(text)
    if named := _TITLED.match(shown):
        shown = named[1]
    lines = (" ".join(line.split()) for line in shown.split("\n"))
    first = next((line for line in lines if any(map(str.isalnum, line))), "")
    heading = _MARKDOWN_HEADING.match(first)
    title = read_inline(first)[0] if markdown else heading[1] if heading else first
    return title if len(title) <= _LONGEST_TITLE else ""


def chapters(article: Article, form: Form = Form.PROSE) -> list[Chapter]:
    """Cut the text at its headings, and stretches without them at ends of paragraphs into nearly equal parts."""
    sections = _sections(article, form)
    if len(sections) > 1 and not sections[0].heading and sections[0].words < _SHORTEST_CHAPTER:
        first, second, *rest = sections
        sections = [_Section(second.heading, first.paragraphs + second.paragraphs), *rest]
    parts = [part for section in sections for part in _divide(section)]
    if len(parts) > MOST_CHAPTERS:
        runs = _runs([part.words for part in parts], MOST_CHAPTERS)
        parts = [
            Chapter(parts[start].title, tuple(p for part in parts[start:end] for p in part.paragraphs))
            for start, end in runs
        ]
    return [chapter if chapter.title else Chapter(_named(chapter, parts), chapter.paragraphs) for chapter in parts]


def _named(chapter: Chapter, parts: list[Chapter]) -> str:
    """A chapter without a heading goes by its first words; the only one has the text's own title over these."""
    return _first_words(chapter) if len(parts) > 1 else _ALONE


def _sections(article: Article, form: Form) -> list[_Section]:
    sections = [_Section("")]
    for paragraph in article.paragraphs:
        heading = heading_of(paragraph, form) if paragraph.number or divides(paragraph.text) else ""
        if heading:
            sections.append(_Section(heading))
        sections[-1].paragraphs.append(paragraph)
    return [section for section in sections if section.paragraphs]


def _divide(section: _Section) -> list[Chapter]:
    count = -(-section.words // LONGEST_CHAPTER)
    runs = _runs([_words(paragraph) for paragraph in section.paragraphs], max(1, count))
    titles = [f"{section.heading} ({n})" if n > 1 and section.heading else section.heading for n in range(1, 1000)]
    return [
        Chapter(title, tuple(section.paragraphs[start:end])) for title, (start, end) in zip(titles, runs, strict=False)
    ]


def _runs(weights: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Half-open spans of at most `count` runs that together are all, as nearly of one weight as their order allows."""
    reached = [0, *accumulate(weights)]
    cuts = {min(range(len(reached)), key=lambda i: abs(reached[i] - reached[-1] * n / count)) for n in range(1, count)}
    edges = sorted({0, len(weights), *cuts})
    return list(pairwise(edges))


def _words(paragraph: Paragraph) -> int:
    return count_words(paragraph.text)


def _first_words(chapter: Chapter) -> str:
    numbered = [paragraph for paragraph in chapter.paragraphs if paragraph.number] or chapter.paragraphs
    first = next((paragraph for paragraph in numbered if any(map(str.isalnum, paragraph.text))), numbered[0])
    line = first.text.partition("\n")[0]
    words = line.split()
    if is_unspaced(line):
        return shortened(line, _FIRST_LETTERS)
    return shortened(" ".join(words[:6]) + ("…" if len(words) > 6 else ""), _LONGEST_TITLE)


def edition_files(text: str, about: About) -> Iterator[tuple[str, str]]:
    """The path in the edition and the content of every file."""
    article = read_article(text, about.title, about.language, markdown=about.format == Format.MARKDOWN, form=about.form)
    parts = chapters(article, about.form)
    on_one_page = len(parts) > 1 and sum(part.words for part in parts) <= _ONE_PAGE
    names = [f"{number:02}-{id_for(part.title, set())[:40].strip('-')}" for number, part in enumerate(parts, 1)]
    at = Paths(Path())
    yield at.within(at.article), text
    yield at.within(at.settings), _settings(about)
    for name, part in zip(names, parts, strict=True):
        yield f"{FOLDER}/chapters/{name}.md", _chapter(part, article)
    pages = [*names, "whole"] if on_one_page else names
    if on_one_page:
        yield f"{FOLDER}/chapters/whole.md", "# The whole text on one page\n\n:::{whole-edition}\n:::\n"
    question = _first_question(article, about)
    if question:
        id = id_for(question.title, set())
        yield at.within(at.note(id)), note_text(question)
    yield from _from_template(_values(about, pages))


def _settings(about: About) -> str:
    values = {
        "title": about.title,
        "author": "" if about.author == UNKNOWN else about.author,
        "date": about.date,
        "language": about.language,
        "format": str(about.format) if about.format != Format.PLAIN else "",
        "form": str(about.form) if about.form != Form.PROSE else "",
        "editors": about.editors,
        "licence": about.licence,
        "origin": about.origin,
    }
    fields = {name: value for name, value in values.items() if value}
    comment = "# What the text is. `postil check` refuses a field that it does not know.\n"
    return comment + yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10_000)


def _chapter(chapter: Chapter, article: Article) -> str:
    words = article.text[chapter.paragraphs[0].start : chapter.paragraphs[-1].end]
    colons = max([2, *(len(run) for run in re.findall(r"^\s*(:{3,})", words, re.MULTILINE))]) + 1
    fence = ":" * colons
    return f"# {in_markdown(chapter.title)}\n\n{fence}{{article}}\n{words}\n{fence}\n"


def _first_question(article: Article, about: About) -> Draft | None:
    """A question on the first sentence that stands nowhere else; a question needs no source."""
    tried: set[str] = set()  # what stands twice stands twice wherever it is met
    for paragraph in article.paragraphs:
        for start, end in paragraph.sentences if paragraph.number and not heading_of(paragraph, about.form) else ():
            if len(tried) >= _MOST_TRIED:
                return None
            if paragraph.text[start:end] in tried:
                continue
            tried.add(paragraph.text[start:end])
            try:
                quote = selector(Anchor(paragraph.number, start, _shorter(paragraph.text, start, end)), article)
            except ValueError:
                continue
            text = (
                "What do these words promise the reader? This is the edition's first note: change it, or remove its "
                "file when there are others."
            )
            return Draft(
                quote,
                VOCABULARY.kinds["question"],
                "What does the beginning promise?",
                about.date,
                (about.editors,),
                text,
            )
    return None


def _shorter(text: str, start: int, end: int) -> int:
    """Where the first words of a sentence end that is too long for a quote; its end where it is not."""
    if end - start <= _LONGEST_QUOTE:
        return end
    space = text.rfind(" ", start + 1, start + _LONGEST_QUOTE)
    return space if space > start else start + _LONGEST_QUOTE


def _values(about: About, pages: list[str]) -> dict[str, str]:
    buttons = {"use_repository_button": True, "use_edit_page_button": True, "use_issues_button": True}
    linked = {"html": buttons} if about.repository else {}
    place = {"path_to_book": about.place} if about.place else {}
    repository = {"repository": {"url": about.repository, "branch": "main", **place}, **linked}
    return {
        "title": in_markdown(about.title),
        "author": in_markdown(about.author),
        "editors": in_markdown(about.editors),
        "date": about.date.isoformat(),
        "licence": about.licence,
        "origin": in_markdown(about.origin or "Say here where the text was found, and by what right it is printed."),
        "first_page": pages[0],
        "title_yaml": json.dumps(about.title, ensure_ascii=False),
        "editors_yaml": json.dumps(about.editors, ensure_ascii=False),
        "year": str(date.today().year),
        "repository_yaml": yaml.safe_dump(repository, sort_keys=False),
        "chapters": "\n".join(f"      - file: {FOLDER}/chapters/{page}" for page in pages),
    }


def _from_template(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    root = files("postil") / "template"
    pending = [("", root)]
    while pending:
        prefix, folder = pending.pop()
        for entry in folder.iterdir():
            name = prefix + entry.name
            if entry.name == "__pycache__":  # made when the package is installed
                continue
            if entry.is_dir():
                pending.append((f"{name}/", entry))
            elif name.startswith("requirements"):
                yield name, entry.read_text("utf-8").replace("-e .\n", f"{engine()}\n")
            else:
                text = entry.read_text("utf-8")
                yield name, text if name.startswith(_VERBATIM) else Template(text).substitute(values)


def engine() -> str:
    """The engine as pip can install it again: from where it came (PEP 610), else by its version."""
    found = distribution("postil")
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    url = origin.get("url", "")
    if "vcs_info" in origin:
        return f"postil @ {origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    return f"postil @ {url}" if url else f"postil=={found.version}"


def in_markdown(words: str) -> str:
    """Words as Markdown takes them for themselves."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
