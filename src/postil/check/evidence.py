"""What holds between notes and evidence records. An edition that keeps no records is not held to it."""

from __future__ import annotations

from collections.abc import Iterator

from postil.check.uses import citations, unknown
from postil.edition import Edition
from postil.problems import Problem, did_you_mean


def records_are_of_sources(edition: Edition) -> Iterator[Problem]:
    """Each evidence record is of a source of the bibliography."""
    for key, entry in (edition.evidence or {}).items():
        if key not in edition.sources:
            hint = did_you_mean(key, edition.sources, "add it there, or remove this record")
            yield unknown(entry.path, entry.line, key, edition, hint)


def passages_are_known(edition: Edition) -> Iterator[Problem]:
    """Each passage that a citation names is in the record of its source."""
    for path, line, citation in citations(edition):
        entry = (edition.evidence or {}).get(citation.key)
        if not citation.passage or (entry and entry.record.passage(citation.passage)):
            continue
        known = [passage.id for passage in entry.record.passages] if entry else []
        record = edition.paths.within(edition.paths.record(citation.key))
        hint = did_you_mean(citation.passage, known, f"it has {', '.join(known) or 'none'}") if entry else "write it"
        where = f"in {entry.path.name}" if entry else f"because the source has no evidence record, {record}"
        message = f"there is no passage '{citation.passage}' of '{citation.key}' {where}; {hint}"
        yield Problem(path, line, "passage-unknown", message, missing_from=(edition.paths.record(citation.key),))


def verdicts_rest_on_reading(edition: Edition) -> Iterator[Problem]:
    """Each verdict rests on at least one source that somebody has read."""
    if edition.evidence is None:
        return
    for note in edition.notes:
        records = (edition.evidence.get(key) for key in note.sources)
        if note.verdict and not any(entry and entry.record.read for entry in records):
            message = (
                f"the verdict '{note.verdict}' rests on no source that somebody has read; "
                "leave the verdict out, or say in the evidence record of one of its sources who read it"
            )
            home = tuple(map(edition.paths.record, note.sources))
            yield Problem(note.path, note.line("verdict"), "verdict-unread", message, missing_from=home)
