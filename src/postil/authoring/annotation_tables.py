"""Annotations as a table, CSV as Hypothesis and Readwise export it → the objects that they would be in JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

_COLUMNS = {  # what columns are called, in small letters → what Annotator calls it
    "quote": ("quote", "highlight", "highlighted text", "exact", "selected text", "selection"),
    "text": ("comment", "note", "annotation", "comments", "notes", "body", "text"),
    "user": ("author", "user", "creator", "username"),
    "created": ("created at", "created", "highlighted at", "date"),
    "tags": ("tags", "tag"),
    "type": ("annotation/reply type", "type"),
}
_DELIMITERS = ",;\t"


def rows(text: str) -> Iterator[dict[str, Any]] | None:
    """The annotations in a table that has a column of quotes; None for any other text. Raises csv.Error."""
    text = text.lstrip("\ufeff")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, restval="")
    names = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    found = {
        field: next((names[called] for called in calls if called in names), None) for field, calls in _COLUMNS.items()
    }
    if found["quote"] is None or found["text"] is None:
        return None
    return (
        _annotation({field: row[name].strip() for field, name in found.items() if name is not None}) for row in reader
    )


def _annotation(row: dict[str, str]) -> dict[str, Any]:
    reply = {"references": ["elsewhere"]} if "reply" in row.get("type", "").casefold() else {}
    tags = [tag.strip() for tag in row.get("tags", "").split(",") if tag.strip()]
    return {
        **{name: row[name] for name in ("quote", "text", "user", "created") if row.get(name)},
        "tags": tags,
        **reply,
    }
