"""Dates in words. Days, months and years come as ISO 8601 texts of decreasing precision."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def latest_day() -> date:
    """Today where the day is furthest: whoever writes there is not ahead of the machine that checks it."""
    return datetime.now(timezone(timedelta(hours=14))).date()


@cache
def in_words(text: str, language: str) -> str:
    """`2020-10-23` as 23 October 2020, `2020-10` as October 2020, as a language writes them; other texts as they are.

    The words are those of Unicode's CLDR, whatever the machine's own language is; `language` is a BCP 47 tag.
    """
    found = _DATE.fullmatch(text)
    try:
        day = date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        return text
    locale = _locale(language)
    return format_date(day, "long", locale) if found[3] else format_skeleton("yMMMM", day, locale=locale)


def before_christ(year: int, language: str) -> str:
    """A year before our era as a language writes it: 44 as 44 BC."""
    locale = _locale(language)
    era = locale.eras["abbreviated"][0]
    parts = {"G": era, "y": str(year), "'": ""}
    return re.sub(r"G+|y+|'", lambda found: parts[found[0][0]], str(locale.datetime_skeletons["Gy"].pattern))


def span_in_words(begin: str, end: str, language: str) -> str:
    """`2020-10` and `2020-11` as October – November 2020, as a language writes spans; texts of unlike precision, or of
    another kind, are joined.
    """
    locale = _locale(language)
    skeleton = {4: "y", 7: "yMMMM", 10: "yMMMd"}.get(len(begin), "") if len(begin) == len(end) else ""
    if not skeleton or not all(map(re.compile(r"[\d-]+").fullmatch, (begin, end))):
        return str(locale.interval_formats[None]).format(in_words(begin, language), in_words(end, language))
    first, last = (date(*(int(part) for part in [*text.split("-"), "1", "1"][:3])) for text in (begin, end))
    return str(format_interval(first, last, skeleton, locale=locale))


def within_year(text: str, language: str) -> str:
    """`2020-10-23` as 23 Oct, `2020-10` as Oct, as a language writes them; nothing for a year alone."""
    year, _, rest = text.partition("-")
    if not rest:
        return ""
    month, _, day = rest.partition("-")
    moment = date(int(year), int(month), int(day or 1))
    return format_skeleton("MMMd" if day else "MMM", moment, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    """English without a country puts the day first; a language that CLDR does not know is written as English."""
    tag = language.replace("_", "-")
    try:
        return Locale.parse("en-GB" if tag == "en" else tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def as_fraction(text: str) -> float:
    """Where a date stands in its year: `2020` as 2020.5 (the middle), `2020-07` and `2020-07-02` likewise within it."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if not month:
        return year + 0.5
    days = monthrange(year, month)[1]
    return year + (month - 1 + ((day - 0.5) / days if day else 0.5)) / 12
