"""The schemas of an edition's own files as JSON Schema 2020-12, for editors that complete and complain while typing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from postil.model import Vocabulary
from postil.reading.evidence import Evidence
from postil.reading.history import Correction
from postil.reading.notes import Fields
from postil.reading.parallels import Comparison
from postil.reading.records import Event, Person, Term
from postil.reading.removed import Removed
from postil.reading.seminar import Answer, Plan
from postil.reading.settings import Settings
from postil.vocabulary import VOCABULARY

# A schema's name → what its file holds.
_HOLDS: dict[str, Any] = {
    "note": Fields,
    "edition": Settings,
    "evidence": Evidence,
    "corrections": list[Correction],
    "removed": list[Removed],
    "people": list[Person],
    "glossary": list[Term],
    "timeline": list[Event],
    "parallels": Comparison,
    "session-path": Plan,
    "key": list[Answer],
}


def schemas(vocabulary: Vocabulary = VOCABULARY) -> Iterator[tuple[str, str]]:
    """The name and the JSON text of each schema; that of notes knows the kinds and verdicts of the `vocabulary`."""
    for name in _HOLDS:
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema_of(name, vocabulary)}
        yield name, json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_names() -> list[str]:
    """The names of the schemas."""
    return list(_HOLDS)


def schema_of(name: str, vocabulary: Vocabulary = VOCABULARY) -> dict[str, Any]:
    """The schema of a name, as data."""
    schema = TypeAdapter(_HOLDS[name]).json_schema()
    if _HOLDS[name] is Fields:
        fields = schema["properties"]
        fields["kind"]["enum"] = list(vocabulary.kinds)
        fields["verdict"]["anyOf"] = [{"enum": list(vocabulary.verdicts)}, {"type": "null"}]
    return schema
