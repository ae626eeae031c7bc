"""The sources: a BibTeX file whose entries also say how each is known, read with pybtex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from postil.model import Source, SourceGroup, State
from postil.problems import Problem, ProblemError
from postil.reading.files import read_text, refuse_unseen
from postil.reading.markup import KEY, is_web_address

_LARGEST = 4 * 1024 * 1024  # bytes
_LONGEST = 1000  # letters of a field that is read as LaTeX
_ENTRY = re.compile(r"^[^\S\n]*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
_COMMAND = re.compile(r"@\s*(string|preamble)\s*[{(]", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LATEX_FIELDS = ("title", "gloss", "note")


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The entries of a .bib file by key, and what is wrong with them."""
    try:
        text = read_text(path, _LARGEST)
        refuse_unseen(text)
        _refuse_commands(text)
        data = parse_string(text, "bibtex")
    except ProblemError as error:
        return {}, [Problem(path, error.line, error.code, str(error))]
    except PybtexError as error:
        line = getattr(error, "lineno", 1) or 1
        message = str(error).replace("\n", " ")
        return {}, [Problem(path, line, "source-unreadable", f"cannot be read: {message}")]
    except RecursionError:
        return {}, [Problem(path, 1, "source-unreadable", "cannot be read: braces stand too deep in one another")]
    sources = {source.key: source for source in _sources(path, text, data)}
    return sources, [problem for source in sources.values() for problem in _problems(source)]


def _refuse_commands(text: str) -> None:
    """Abbreviations can grow without measure where one is made of others; entries need none."""
    command = _COMMAND.search(text)
    if command:
        line = text.count("\n", 0, command.start()) + 1
        raise ProblemError("source-unreadable", f"@{command[1]} is not allowed; write every value out", line)


def _sources(path: Path, text: str, data: BibliographyData) -> Iterator[Source]:
    lines = {match[1]: text[: match.start(1)].count("\n") + 1 for match in _ENTRY.finditer(text)}
    for key, entry in data.entries.items():
        people = {role: " and ".join(map(str, persons)) for role, persons in entry.persons.items()}
        yield Source(key, path, lines.get(key, 1), {**entry.fields, **people})


def _problems(source: Source) -> Iterator[Problem]:
    def problem(code: str, message: str) -> Problem:
        return Problem(source.path, source.line, code, f"the source '{source.key}' {message}")

    for message in _values(source):
        yield problem("source-field-value", message)
    for field in ("title", "author"):
        if not source.fields.get(field):
            yield problem("source-field-missing", f"has no {field}")
    if source.fields.get("keywords") not in set(SourceGroup):
        yield problem("source-group", f"must say keywords = {{…}} with one of {', '.join(SourceGroup)}")
    if source.state not in set(State):
        yield problem("source-state", "must say state = {checked} or state = {unchecked}")
    elif source.state == State.CHECKED and not _is_day(source.fields.get("checked", "")):
        yield problem("source-state", "is checked and must say when: checked = {2026-11-23}")


def _values(source: Source) -> Iterator[str]:
    if not re.fullmatch(KEY, source.key):
        yield "must have a key without spaces and without any of , { } # % ( ) = ~ < > ` \\ and quotation marks"
    if "url" in source.fields and not is_web_address(source.url):
        yield "must have as url an address that begins with https:// or http://"
    if "crossref" in source.fields:
        yield "has the field crossref; write the fields of the other entry out"
    for field in LATEX_FIELDS:
        if len(source.fields.get(field, "")) > _LONGEST:
            yield f"has a {field} of more than {_LONGEST} letters; shorten it"
        elif field in source.fields and not _is_latex(source.fields[field]):
            yield f"has a {field} that is not plain LaTeX: braces must come in pairs"


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@cache
def rich(text: str) -> Text:
    """A field as rich text. LaTeX is slow to read, and the same few names stand in hundreds of entries.

    Raises PybtexError, ValueError or RecursionError where the field is not LaTeX.
    """
    return Text.from_latex(text)


def _is_latex(text: str) -> bool:
    if not set("\\{}").intersection(text):
        return True
    try:
        rich(text)
    except (PybtexError, ValueError, RecursionError):
        return False
    return True
