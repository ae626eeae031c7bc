"""Notes and claims as CSV (RFC 4180, UTF-8). An apostrophe stands before what a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.evidence import borne_by
from postil.model import Claim, Note

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOTE_FIELDS = (
    "id", "paragraph", "sentence", "quote", "kind", "verdict", "claim", "title", "as_of", "by", "sources", "margin",
    "body", "address", "evidence", "version",
)  # fmt: skip
_CLAIM_FIELDS = ("paragraph", "sentence", "quote", "verdict", "title", "sources", "address", "evidence", "version")


def notes_table(edition: Edition, addresses: Addresses) -> str:
    """A row for each anchored note, in reading order."""
    return _table(_NOTE_FIELDS, (_row(edition.by_id[id], edition, addresses) for id in edition.reading_order))


def claims_table(edition: Edition, addresses: Addresses) -> str:
    """A row for each claim that a note judges or calls an opinion, in reading order."""
    notes = (edition.by_id[id] for id in edition.reading_order)
    rows = (_row(note, edition, addresses) for note in notes if note.verdict or note.claim == Claim.OPINION)
    return _table(_CLAIM_FIELDS, ({**row, "verdict": row["verdict"] or row["claim"]} for row in rows))


def _row(note: Note, edition: Edition, addresses: Addresses) -> dict[str, str]:
    anchor = edition.anchors[note.id]
    texts = [passage.words if passage else "" for passage in (note.margin, note.body)]
    return {
        "id": note.id,
        "paragraph": str(anchor.paragraph),
        "sentence": str(edition.paragraph(anchor.paragraph).sentence_at(anchor.start)),
        "quote": note.quote.exact,
        "kind": str(note.kind),
        "verdict": str(note.verdict or ""),
        "claim": str(note.claim or ""),
        "title": note.title,
        "as_of": note.as_of.isoformat(),
        "by": "; ".join(note.by),
        "sources": "; ".join(note.sources),
        "margin": texts[0],
        "body": texts[1],
        "address": addresses.of_note(note.id),
        "evidence": "\n".join(f"{borne.name}: {borne.line}" for borne in borne_by(note, edition)),
        "version": edition.settings.version,
    }


def _table(fields: Sequence[str], rows: Iterator[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(fields)
    writer.writerows([_harmless(row[name]) for name in fields] for row in rows)
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
