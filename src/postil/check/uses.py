"""Where notes and records name sources, notes and charts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postil.edition import Edition
from postil.model import Citation, Reference
from postil.reading.markup import CITATION_ROLES


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


def tables(root: Path) -> list[Path]:
    """The data tables of the edition at `root`."""
    return sorted((root / "data").glob("*.csv"))
