"""Evidence records: for each source what it says that the notes rely on, and who read how much of it.

One YAML file a source under `book/evidence/`. Like notes they come from strangers: plain YAML, and plain words.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, model_validator

from postil.problems import Problem
from postil.reading.fields import Closed, Day, Line, MisplacedError
from postil.reading.markup import PASSAGE
from postil.reading.records import Data, Entry, Found, Key, Lines, Record, Text, read_entries, validate

LARGEST = 64 * 1024  # bytes
MOST_WORDS = 12
MOST_CHARACTERS = 24  # of a script that puts no space between words
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "yue", "wuu"})

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]


class Extent(StrEnum):
    """How much of a work was read."""

    WHOLE = "whole"
    OPENING = "opening"
    EXCERPT = "excerpt"


class Reading(Closed):
    """Somebody opened the source and read it."""

    by: Line = Field(description="Who read it.")
    on: Day = Field(description="On which day, ISO 8601.")


class SourcePassage(Closed):
    """Something that a source says."""

    id: Annotated[str, StringConstraints(max_length=60, pattern=f"^{PASSAGE}$")] = Field(
        description="What it is about, lower-case words joined by hyphens; notes cite it as `key#id`."
    )
    says: Annotated[Text, StringConstraints(max_length=2000)] = Field(
        description="What the source says, in our words, with every number, date and name that notes take from it."
    )
    words: Short = Field(
        default="",
        description=f"At most {MOST_WORDS} words, or {MOST_CHARACTERS} characters of a script without spaces, exactly "
        "as printed; only where the wording matters.",
    )
    lang: Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$")] = Field(
        default="", description="Language of `words`, BCP 47; required with them."
    )
    means: Short = Field(default="", description="Our translation of `words`.")
    where: Short = Field(default="", description="Where in the work: a page, a paragraph, an answer.")

    @model_validator(mode="after")
    def _quotes_briefly(self) -> SourcePassage:
        if self.words and not self.lang:
            raise ValueError("`words` need their language: lang: ru")
        if self.means and not self.words:
            raise ValueError("`means` translates `words`, and there are none")
        unspaced = self.lang.partition("-")[0].lower() in _UNSPACED
        size, most, unit = len(self.words.split()), MOST_WORDS, "words"
        if unspaced:
            size, most, unit = sum(not c.isspace() for c in self.words), MOST_CHARACTERS, "characters"
        if size > most:
            raise ValueError(f"`words` has {size} {unit}; at most {most}, so quote less and tell the rest in `says`")
        return self


class Evidence(Record):
    """What is known of a source: who read how much of it, and what it says."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    source: Key = Field(max_length=100, description="A key of references.bib.")
    extent: Extent = Field(description="How much of the work was read.")
    read: list[Reading] = Field(default=[], max_length=20, description="Who read it, and when; none if nobody has.")
    passages: list[SourcePassage] = Field(default=[], max_length=60, description="What it says that notes rely on.")

    @model_validator(mode="after")
    def _tells_passages_apart(self) -> Evidence:
        ids = [passage.id for passage in self.passages]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                raise MisplacedError(f"two passages have the id '{id}'", "passages", index, "id")
        return self

    def passage(self, id: str) -> SourcePassage | None:
        """The passage of that id."""
        return next((passage for passage in self.passages if passage.id == id), None)

    @property
    def readers(self) -> int:
        """How many people have read the source."""
        return len({reading.by for reading in self.read})


Records = dict[str, Entry[Evidence]]
"""The evidence records of an edition by the key of their source."""


def read_evidence(folder: Path) -> tuple[Records | None, list[Problem]]:
    """The records in a folder, and what is wrong with them; None where there is no folder."""
    if folder.is_symlink():
        return None, [Problem(folder, 0, "file-unreadable", "is a link; records must stand in a folder of their own")]
    if not folder.is_dir():
        return None, []
    records: Records = {}
    problems: list[Problem] = []
    for path in sorted(path for path in folder.iterdir() if path.suffix in (".yml", ".yaml")):
        found, wrong = read_entries(path, "evidence", partial(_record, path), LARGEST)
        problems += wrong
        entry = found[0] if found else None
        if entry and entry.record.source in records:
            other = records[entry.record.source].path.name
            message = f"the source '{entry.record.source}' has a record already, {other}; put both into one"
            problems.append(Problem(path, entry.line, "evidence-duplicate", message))
        elif entry:
            records[entry.record.source] = entry
    return records, problems


def _record(path: Path, data: Data, lines: Lines) -> Found[Evidence]:
    if not isinstance(data, dict):
        return [], [Problem(path, lines[()], "record-unreadable", "must say source, extent, read and passages")]
    record, problems = validate(path, lines, data, Evidence)
    return ([(lines[("source",)], record)] if record else []), problems
