"""Where notes and records name sources, notes and charts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from postil.edition import Edition
from postil.model import CITATION_ROLES, Citation, Reference, composed
from postil.problems import Problem, ProblemError
from postil.reading.files import LARGEST, read_text
from postil.reading.memory import recall

_KEYS = "source_ids"


def unknown(path: Path, line: int, key: str, edition: Edition, hint: str) -> Problem:
    """What is wrong where a source is named that no bibliography of the edition has."""
    homes = edition.paths.bibliographies
    files = [home.name for home in homes if home.is_file()] or [homes[0].name]
    message = f"the source '{key}' is not in {' or '.join(files)}; {hint}"
    return Problem(path, line, "source-unknown", message, missing_from=homes)


def references(edition: Edition) -> Iterator[tuple[Path, int, Reference]]:
    """(file, line, reference) for every role in the texts of notes and records."""
    for note in edition.notes:
        for passage in note.passages:
            for reference in passage.references:
                yield note.path, passage.line + reference.line, reference
    for entry in edition.records():
        for reference in entry.references():
            yield entry.path, reference.line, reference


def citations(edition: Edition) -> Iterator[tuple[Path, int, Citation]]:
    """(file, line, citation) for every source that a note or a record names or cites."""
    for note in edition.notes:
        for citation in note.citations:
            yield note.path, note.line("sources"), citation
    for path, line, reference in references(edition):
        if reference.role in CITATION_ROLES:
            yield path, line, Citation(reference.target, reference.passage)


def rows(edition: Edition) -> Iterator[tuple[Path, int, str, list[str]]]:
    """(file, line, first cell, keys) for every row of a table that names its sources in a column `source_ids`.

    A table that cannot be read has none.
    """
    for path in edition.paths.tables():
        with suppress(ProblemError):
            yield from ((path, *row) for row in rows_of(path))


def rows_of(path: Path) -> list[tuple[int, str, list[str]]]:
    """(line, first cell, keys) for every row of a table. Raises ProblemError where it is none that we can read."""
    text = read_text(path, LARGEST)
    return recall("rows", text, partial(_rows, text))


def _rows(text: str) -> list[tuple[int, str, list[str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        names = reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
        if len(names) == 1 and (_KEYS in re.split(r"[;\t|]", names[0])[1:] or names[0].startswith("sep=")):
            raise ProblemError("table-source", "has columns that are not divided by commas; save it with commas")
        found = reader if _KEYS in names else ()
        return [(reader.line_num, str(next(iter(row.values()))), _keys_of(row, reader.line_num)) for row in found]
    except csv.Error as error:
        raise ProblemError("table-source", f"cannot be read: {error}", reader.line_num or 1) from None


def _keys_of(row: dict[Any, Any], line: int) -> list[str]:
    """The keys in a row of a table. Raises ProblemError where it has cells beyond the last column."""
    if None in row:
        message = "this row has more cells than the table has columns; put a cell with commas into quotation marks"
        raise ProblemError("table-source", message, line)
    return [composed(key.strip()) for key in (row[_KEYS] or "").split(";")]
