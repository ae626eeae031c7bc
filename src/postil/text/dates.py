"""Dates in words. Days, months and years come as ISO 8601 texts of decreasing precision."""

from __future__ import annotations

import calendar


def in_words(text: str) -> str:
    """`2020-10-23` as 23 October 2020, `2020-10` as October 2020; any other text as it is."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        return text
    name = f"{calendar.month_name[int(month)]} {year}"
    return f"{int(day)} {name}" if day.isdecimal() else name


def as_fraction(text: str) -> float:
    """Where a date stands in its year: `2020` as 2020.5 (the middle), `2020-07` and `2020-07-02` likewise within it."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if not month:
        return year + 0.5
    days = calendar.monthrange(year, month)[1]
    return year + (month - 1 + ((day - 0.5) / days if day else 0.5)) / 12
