"""Where notes and records name sources, notes and charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from postil.edition import Edition
from postil.model import CITATION_ROLES, Citation, Reference
from postil.reading.files import LARGEST, read_text

_KEYS = "source_ids"


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
    """(file, line, first cell, keys) for every row of a table that names its sources in a column `source_ids`."""
    for path in edition.paths.tables():
        reader = csv.DictReader(io.StringIO(read_text(path, LARGEST), newline=""))
        if _KEYS in (reader.fieldnames or ()):
            yield from (
                (path, reader.line_num, str(next(iter(r.values()))), (r[_KEYS] or "").split(";")) for r in reader
            )
