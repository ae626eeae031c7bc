"""What holds for days: nothing that an edition tells as done lies after today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postil.edition import Edition
from postil.problems import Problem
from postil.reading.book_yaml import line_of
from postil.reading.files import read_text
from postil.reading.records import Entry
from postil.reading.settings import LARGEST
from postil.text.dates import latest_day

_YEAR = re.compile(r"(?<![-\d])\d{4}(?![\dX])")


def nothing_done_is_to_come(edition: Edition) -> Iterator[Problem]:
    """The text, events, posts, corrections and readings are of today or before."""
    today = latest_day().isoformat()
    for path, line, what, day in (*_of_the_text(edition), *_of_records(edition)):
        if day > today[: len(day)]:
            yield Problem(path, line, "date-future", f"{what} {day} is later than today")


def works_are_out_or_nearly(edition: Edition) -> Iterator[Problem]:
    """A work bears no year after the next, since publishers date ahead no further, and was opened today or before."""
    today = latest_day()
    for source in edition.sources.values():
        for year in _YEAR.findall(source.fields.get("date", "")):
            if int(year) > today.year + 1:
                message = f"the source '{source.key}' is of {year}, which is to come; write when it came out"
                yield Problem(source.path, source.line, "date-future", message)
        checked = source.fields.get("checked", "")
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", checked) and checked > today.isoformat():
            message = f"the source '{source.key}' is checked {checked}, later than today; write when you opened it"
            yield Problem(source.path, source.line, "date-future", message)


Told = tuple[Path, int, str, str]


def _of_the_text(edition: Edition) -> Iterator[Told]:
    path = edition.paths.settings
    yield path, line_of(read_text(path, LARGEST), ("date",)), "the date", edition.settings.date.isoformat()


def _of_records(edition: Edition) -> Iterator[Told]:
    for event in edition.apparatus.events:
        yield event.path, event.line, "the date", event.record.date
    for person in edition.apparatus.people:
        yield from ((person.path, person.line, "since", post.since) for post in person.record.posts)
    for record in (edition.evidence or {}).values():
        yield from ((record.path, record.line, "read on", read.on.isoformat()) for read in record.record.read)
    history: tuple[Entry[Any], ...] = (*edition.corrections, *edition.releases, *edition.removed)
    yield from ((told.path, told.line, "on", told.record.on.isoformat()) for told in history if told.record.on)
