"""Dates as the Extended Date/Time Format has them (ISO 8601-2, levels 0 and 1), which biblatex and CSL take."""

from __future__ import annotations

import re
from typing import NamedTuple

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}  # in the place of a month
_OPEN = ("", "..")
_MOMENT = re.compile(
    r"(?P<year>-?\d{4}|-?\d{2,3}X{1,2})(?:-(?:2(?P<season>[1-4])|(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?))?"
    r"(?P<doubt>[?~%]?)",
    re.ASCII,
)


class Moment(NamedTuple):
    """A day, a month, a season or one of some `years`, as far as it is known.

    `date` is as ISO 8601 writes it, of decreasing precision: of several years the first. Seasons are 1 to 4, from
    spring. `doubt` is `~` for about, `?` for perhaps, `%` for both.
    """

    date: str
    season: int
    years: int
    doubt: str

    @property
    def plain(self) -> bool:
        """Whether the date says it all."""
        return not self.season and self.years == 1 and not self.doubt and not self.date.startswith("-")


def moment(text: str) -> Moment | None:
    """What a date such as `2020-05~`, `2020-21` or `198X` says; None where it is in no such form.

    Whether a calendar has the day is not asked. What is unknown of a day, as in `2020-05-XX`, is left out.
    """
    found = _MOMENT.fullmatch(text)
    if not found or ("X" in found["year"] and (found["month"] or found["season"])):
        return None
    parts = [found["year"].replace("X", "0"), found["month"], found["day"]]
    known = [part for part in parts[: parts.index("XX")] if part] if "XX" in parts else list(filter(None, parts))
    if "XX" in parts[: len(known)] or (found["month"] == "XX" and found["day"] not in (None, "XX")):
        return None
    return Moment("-".join(known), int(found["season"] or 0), 10 ** found["year"].count("X"), found["doubt"])


def ends(text: str) -> list[str] | None:
    """The text of a date, or of both ends of a span, of which one may be open and is empty; None where it is neither.

    The end of a span may be its last two digits alone, as in `2020-10-03/05`.
    """
    first, *rest = text.split("/")
    rest = [part if len(part) != 2 or part in _OPEN else f"{first[:-2]}{part}" for part in rest]
    found = ["" if part in _OPEN else part for part in (first, *rest)]
    return found if len(found) <= 2 and any(found) else None
