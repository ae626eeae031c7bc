"""The sources: a BibTeX file whose entries also say how each is known, read with pybtex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pybtex.database import BibliographyData, BibliographyDataError, parse_string
from pybtex.exceptions import PybtexError
from pybtex.scanner import PybtexSyntaxError

from postil.model import Problem, Source, SourceGroup, State

_ENTRY = re.compile(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The entries of a .bib file by key, and what is wrong with them."""
    try:
        text = path.read_text("utf-8")
        data = parse_string(text, "bibtex")
    except (PybtexSyntaxError, BibliographyDataError, PybtexError) as error:
        line = getattr(error, "lineno", 1) or 1
        message = str(error).replace("\n", " ")
        return {}, [Problem(path, line, "source-unreadable", f"cannot be read: {message}")]
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Problem(path, 1, "source-unreadable", f"cannot be read: {error}")]
    sources = {source.key: source for source in _sources(path, text, data)}
    return sources, [problem for source in sources.values() for problem in _problems(source)]


def _sources(path: Path, text: str, data: BibliographyData) -> Iterator[Source]:
    lines = {match[1]: text[: match.start(1)].count("\n") + 1 for match in _ENTRY.finditer(text)}
    for key, entry in data.entries.items():
        people = {role: " and ".join(map(str, persons)) for role, persons in entry.persons.items()}
        yield Source(key, path, lines.get(key, 1), {**entry.fields, **people})


def _problems(source: Source) -> Iterator[Problem]:
    def problem(code: str, message: str) -> Problem:
        return Problem(source.path, source.line, code, f"the source '{source.key}' {message}")

    for field in ("title", "author"):
        if not source.fields.get(field):
            yield problem("source-field-missing", f"has no {field}")
    if source.fields.get("keywords") not in set(SourceGroup):
        yield problem("source-group", f"must say keywords = {{…}} with one of {', '.join(SourceGroup)}")
    if source.state not in set(State):
        yield problem("source-state", "must say state = {checked} or state = {unchecked}")
    elif source.state == State.CHECKED and not _ISO_DATE.match(source.fields.get("checked", "")):
        yield problem("source-state", "is checked and must say when: checked = {2026-11-23}")
