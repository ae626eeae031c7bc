"""What has changed in an edition: its releases, `book/changes.yml`, and its corrections, `book/corrections.yml`.

`postil release` writes the first from the history of the notes, so that a build needs no git; people write the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import Field, StringConstraints

from postil.problems import Problem
from postil.reading.fields import Closed, Day, Line
from postil.reading.records import Entry, Record, Slug, Text, read_records

_HEAD = "# Written by `postil release` from the history of the notes; the newest first.\n"
_Told = Annotated[Text, StringConstraints(max_length=600)]


class Correction(Record):
    """An error of fact that the edition made and mended."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    note: Slug = Field(description="The note that says it rightly now, or another part of the edition.")
    was: _Told = Field(description="What the edition said, in a sentence.")
    now: _Told = Field(description="What it says now.")
    on: Day | None = Field(default=None, description="When it was mended, ISO 8601.")
    found: str = Field(default="", max_length=200, description="Who found it.")


class Merged(Closed):
    """A note that became part of another."""

    was: Slug
    into: Slug


class Rejudged(Closed):
    """A note whose verdict changed; `none` where it had none, or has none now."""

    note: Slug
    was: Line
    now: Line


class Release(Record):
    """A release of the edition, and what became of the notes since the one before."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    version: Annotated[Line, StringConstraints(max_length=40)] = Field(description="As `version` in edition.yml.")
    on: Day = Field(description="The day of the release, ISO 8601.")
    added: list[Slug] = Field(default=[], description="New notes.")
    changed: list[Slug] = Field(default=[], description="Notes whose words or sources changed.")
    merged: list[Merged] = Field(default=[], description="Notes that became part of others.")
    removed: list[Slug] = Field(default=[], description="Notes that were taken out.")
    verdicts: list[Rejudged] = Field(default=[], description="Notes that judge otherwise.")


def read_corrections(path: Path) -> tuple[tuple[Entry[Correction], ...], list[Problem]]:
    """The corrections in a file, and what is wrong with it; a file that does not exist holds none."""
    return read_records(path, Correction)


def read_releases(path: Path) -> tuple[tuple[Entry[Release], ...], list[Problem]]:
    """The releases in a file, and what is wrong with it; a file that does not exist holds none."""
    return read_records(path, Release)


def releases_text(releases: Iterable[Release]) -> str:
    """The text of the file that holds the releases."""
    data = [release.model_dump(exclude_defaults=True) for release in releases]
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
