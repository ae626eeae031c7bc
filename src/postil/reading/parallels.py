"""The text beside other texts: one it reuses, its translations, its versions. One file names the witnesses and sets
their words beside those of the text, sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, model_validator

from postil.problems import Problem
from postil.reading.fields import Closed, MisplacedError
from postil.reading.records import Data, Entry, Key, Language, Lines, Record, Slug, Text, made_of, validate

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1200)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Relation(StrEnum):
    """What the witnesses are to the text."""

    REUSE = "reuse"
    TRANSLATION = "translation"
    VERSIONS = "versions"


class Likeness(StrEnum):
    """How sure it is that a sentence goes with what is beside it."""

    CLOSE = "close"
    LIKELY = "likely"
    NONE = "none"


class Witness(Closed):
    """A text that is set beside the edition's."""

    id: Slug
    name: Short = Field(description="What its column is called.")
    about: Words = Field(default="", description="Where and when it came out.")
    language: Language = Field(default="en", description="Its language, BCP 47.")
    sources: list[Key] = Field(default=[], description="Keys of references.bib under which it was read.")


class Reading(Closed):
    """What a witness has at a place. `says` is MyST."""

    witness: Slug
    words: Words = Field(default="", description="A few of its words, exactly as printed.")
    means: Words = Field(default="", description="Our translation of `words`.")
    says: Words = Field(default="", description="What it says there, in our words.")


class Exchange(Closed):
    """A name or a place that another has taken the place of."""

    was: Short = Field(description="What the witness has.")
    now: Short = Field(description="What the text has.")


class Parallel(Record):
    """A sentence of the text beside what the witnesses have at that place."""

    marked_up: ClassVar[tuple[str, ...]] = ("changed",)

    sentence: Annotated[str, StringConstraints(pattern=r"^\d+-\d+$")] = Field(description="Paragraph-sentence.")
    article: Text = Field(description="Exact words of that sentence.")
    readings: list[Reading] = Field(min_length=1, description="What the witnesses have there; one at most of each.")
    exchanged: list[Exchange] = Field(default=[], description="Names and places that were exchanged.")
    changed: Words = Field(default="", description="What was swapped, added or left out.")
    sure: Likeness

    def marked_texts(self) -> Iterator[tuple[str, str]]:
        """The remarks and what each witness says."""
        yield from super().marked_texts()
        yield from ((f"readings.{index}.says", reading.says) for index, reading in enumerate(self.readings))


class Comparison(Record):
    """A file of parallels."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    relation: Relation = Field(description="`reuse`, `translation` or `versions`.")
    label: Short = Field(description="What the ribbon beside the text says, such as: follows a text of April 2014.")
    witnesses: list[Witness] = Field(min_length=1, description="In the order of the columns.")
    rows: list[Parallel]

    @model_validator(mode="after")
    def _knows_its_witnesses(self) -> Comparison:
        known = [witness.id for witness in self.witnesses]
        for number, row in enumerate(self.rows):
            named = [reading.witness for reading in row.readings]
            for index, id in enumerate(named):
                if id not in known or id in named[:index]:
                    wrong = "is not among the witnesses" if id not in known else "has two readings"
                    message = f"at sentence {row.sentence} '{id}' {wrong}; known are {', '.join(known)}"
                    raise MisplacedError(message, "rows", number, "readings", index, "witness")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys under which the witnesses were read."""
        return tuple(dict.fromkeys(key for witness in self.witnesses for key in witness.sources))


Parallels = tuple[Entry[Comparison] | None, tuple[Entry[Parallel], ...], list[Problem]]


def read_parallels(path: Path) -> Parallels:
    """The comparison in a file, its rows, and what is wrong; nothing where there is no file."""
    if not (path.exists() or path.is_symlink()):
        return None, (), []
    made = made_of(path, "parallels", partial(_parallels, path))
    return (None, (), [made]) if isinstance(made, Problem) else made


def _parallels(path: Path, data: Data, lines: Lines) -> Parallels:
    if not isinstance(data, dict):
        message = "must say relation, label, witnesses and rows"
        return None, (), [Problem(path, lines[()], "record-unreadable", message)]
    record, problems = validate(path, lines, data, Comparison)
    if record is None:
        return None, (), problems
    rows = []
    for index, item in enumerate(data["rows"]):
        place = {field[2:]: line for field, line in lines.items() if field[:2] == ("rows", index)}
        row, wrong = validate(path, place, item, Parallel)
        problems += wrong
        rows += [Entry(path, place[()], row)] if row else []
    return Entry(path, lines["witnesses",], record), tuple(rows), problems
