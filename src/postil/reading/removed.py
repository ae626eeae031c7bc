"""What became of notes that are no longer there: `book/removed.yml`, so that old addresses still say something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from postil.problems import Problem
from postil.reading.fields import Day
from postil.reading.records import Entry, Record, Slug, Text, read_records


class Removed(Record):
    """A note that was taken out. One that was merged into another is named there, by `replaces`."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    id: Slug = Field(description="The id that the note had.")
    on: Day = Field(description="The day on which it was taken out, ISO 8601.")
    why: Annotated[Text, StringConstraints(max_length=400)] = Field(description="Why, in a sentence or two.")


def read_removed(path: Path) -> tuple[tuple[Entry[Removed], ...], list[Problem]]:
    """The removed notes in a file, and what is wrong with it; a file that does not exist holds none."""
    return read_records(path, Removed)
