"""The one sentence that a contributor's source says → its evidence record, with which others can go on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from postil.problems import Problem
from postil.reading.evidence import Evidence, Extent
from postil.reading.records import validate

PASSAGE = "finding"  # the id of the first passage


def record_text(key: str, says: str, by: str, on: date) -> str:
    """The record of a source of which somebody has read what they quote: an excerpt, until somebody reads more."""
    record = {
        "source": key,
        "extent": str(Extent.EXCERPT),
        "read": [{"by": by, "on": on}],
        "passages": [{"id": PASSAGE, "says": " ".join(says.split())}],
    }
    return yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None)


def record_problems(path: Path, key: str, says: str, by: str, on: date) -> list[Problem]:
    """What keeps the sentence from being a record."""
    data = yaml.load(record_text(key, says, by, on), yaml.BaseLoader)  # noqa: S506  (strings alone)
    return validate(path, {(): 1}, data, Evidence)[1]
