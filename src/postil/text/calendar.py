"""Dates as people write them, in several languages: 22 October 2020, October 22, 2020-10-22, 2020年10月22日."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from postil.model import When

_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º)?\.?"
_DAYS = rf"(?<!\d){_DAY}(?:\s*(?:-|–|—|,|and|to|or|und|et|и)\s*{_DAY})*"
_YEAR = r"(?:1[5-9]|20)\d\d"
_OF = r"(?:of\s+|de\s+|d['’])?"
_SHORT = {"en": {"sept": 9}}
_ALSO_WORDS = r"(?P<month>May|March)"  # of English: months only after a word of time
_AFTER = (
    r"(?:in|of|since|until|till|by|early|late|mid|from|to|through|between|last|next|this|and|during|before|after|–|-)"
)
_DIGIT = re.compile(r"\d")
_EASTERN = re.compile(
    rf"(?P<year>{_YEAR})\s*[年년](?:\s*(?P<month>\d{{1,2}})\s*[月월](?:\s*(?P<days>\d{{1,2}})\s*[日号號일])?)?"
    r"|(?<!\d)(?P<month2>\d{1,2})\s*[月월]\s*(?P<days2>\d{1,2})\s*[日号號일]"
)
_IN_DIGITS = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])(?:-(?P<days>[0-3]\d))?(?![-\d])"
    rf"|(?P<days2>[0-3]?\d)[./](?P<month2>[01]?\d)[./](?P<year2>{_YEAR})(?!\d))"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})", re.ASCII)

Found = tuple[int, int, When]


def dates(text: str, languages: Sequence[str] = ("en",)) -> Iterator[Found]:
    """(start, end, date) for each date of a text, as far as it is given; a bare year is a number, not a date."""
    taken: list[tuple[int, int]] = []
    patterns = _patterns(tuple(languages))
    if not _DIGIT.search(text):  # then only a bare month can be there
        patterns = tuple((pattern, months) for pattern, months in patterns if r"\d" not in pattern.pattern)
    for pattern, months in patterns:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            whens = list(_read(match, months))
            if whens:
                taken.append(match.span())
            for when in whens:
                yield *match.span(), when


def day_named(words: str) -> str:
    """The day, as ISO 8601 writes it, of words that are one day whose month has a name or whose year comes first.

    Nothing where they are not: in `3/4/2020` nobody knows which is the month.
    """
    if found := _YEAR_FIRST.fullmatch(words):
        return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if not re.search(r"[^\W\d_]{3}|日", words):
        return ""
    whens = [when for start, end, when in dates(words) if not words[:start].strip() and not words[end:].strip()]
    day = whens[0] if len(whens) == 1 else None
    return f"{day.year:04}-{day.month:02}-{day.day:02}" if day and day.year and day.month and day.day else ""


def _read(match: re.Match[str], months: dict[str, int]) -> Iterator[When]:
    """The dates in a match, several where it has several days; none where there is no such day."""
    parts = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    name = parts.get("month", "").casefold().rstrip(".")
    month = months.get(name) or (int(name) if name.isdecimal() else None)
    year = int(parts["year"]) if "year" in parts else None
    days = [int(day) for day in re.findall(r"\d+", parts.get("days", ""))]
    if (month is not None and not 1 <= month <= 12) or not all(1 <= day <= 31 for day in days):
        return
    if not days:
        yield When(year, month)
    for day in days:
        yield When(year, month, day)


@cache
def _patterns(languages: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    found: list[tuple[re.Pattern[str], dict[str, int]]] = [(_IN_DIGITS, {}), (_EASTERN, {})]
    for language in dict.fromkeys(languages):
        months = _months(language)
        if months:
            found += [(pattern, months) for pattern in _of_language(language, months)]
    return tuple(found)


def _of_language(language: str, months: dict[str, int]) -> Iterator[re.Pattern[str]]:
    english = language.partition("-")[0] == "en"
    flags = re.NOFLAG if english else re.IGNORECASE
    names = [name.capitalize() if english else name for name in sorted(months, key=len, reverse=True)]
    first = re.escape("".join(sorted({letter for name in names for letter in (name[0], name[0].upper())})))
    month = rf"(?=[{first}])(?P<month>{'|'.join(map(re.escape, names))})\b\.?"  # most words are passed by in one step
    year = rf"(?P<year>{_YEAR})(?!\d)"
    yield re.compile(rf"(?P<days>{_DAYS})\s+{_OF}{month}(?:,?\s+{_OF}{year})?", flags)
    yield re.compile(rf"\b{month}\s+(?P<days>{_DAYS})(?![\d,.]*\d)(?:,?\s+{year})?", flags)
    yield re.compile(rf"\b{month},?\s+{_OF}{year}", flags)
    if english:
        safe = "|".join(name for name in names if name not in ("May", "March", "Mar", "Sept", "Dec", "Jan"))
        yield re.compile(rf"\b(?=[{first}])(?P<month>{safe})\b")
        yield re.compile(rf"(?<=\b)(?i:{_AFTER})[\s-]*{_ALSO_WORDS}\b")
    else:
        yield re.compile(rf"\b{month}", flags)


def _months(language: str) -> dict[str, int]:
    """The names of the months of a language, in small letters; none where Babel does not know it."""
    try:
        tables = Locale.parse(language, sep="-").months
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = dict(_SHORT.get(language.partition("-")[0], {}))
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[context][width].items():
                if not any(c.isdigit() for c in name) and len(name) > 2:
                    names.setdefault(name.casefold().rstrip("."), number)
    return names
