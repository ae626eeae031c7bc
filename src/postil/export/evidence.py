"""The passages that a note rests on, for the formats that carry them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postil.edition import Edition
from postil.model import Note, Source
from postil.reading.evidence import SourcePassage
from postil.text.quotation import quoted


@dataclass(frozen=True, slots=True)
class Borne:
    """A passage of a source that a note names."""

    source: Source
    label: str
    passage: SourcePassage

    @property
    def name(self) -> str:
        """The passage as notes name it: `key#passage`."""
        return f"{self.source.key}#{self.passage.id}"

    @property
    def line(self) -> str:
        """What it says in one line: our words, then its own, then what these mean."""
        exact = f" {quoted(self.passage.words)}" if self.passage.words else ""
        means = f" ({quoted(self.passage.means)})" if self.passage.means else ""
        return f"{self.passage.says}{exact}{means}"


def borne_by(note: Note, edition: Edition) -> Iterator[Borne]:
    """The passages that a note names in its list of sources or in its text, each once, in order."""
    records = edition.evidence or {}
    for citation in note.all_citations if records else ():
        entry = records.get(citation.key)
        passage = entry.record.passage(citation.passage) if entry and citation.passage else None
        if passage:
            yield Borne(edition.sources[citation.key], edition.labels[citation.key], passage)
