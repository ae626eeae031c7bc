"""An entry of a bibliography → a source as everything else shows it: in characters, with one date and one address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry, Person

from postil.model import Name, Source, SourceGroup, State
from postil.reading.bibtex import plain_names
from postil.reading.csl_names import MAKERS, ROLES, TYPE, role_of, type_of
from postil.reading.latex import decode, decode_address
from postil.text.calendar import day_named
from postil.text.edtf import SEASONS, ends, moment

_ANSWER = ("author", "editor", "translator", *MAKERS)  # who answers for a work, where those before are not named
_BODIES = ("organization", "institution", "publisher")  # where nobody is
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"n\.? ?d\.|undated|no date|circa|ca?\. ?\d|about|before|after|forthcoming|in press", re.IGNORECASE
)
_MONTH_AND_YEAR = re.compile(r"([^\d~]*[^\W\d_]{3}[^\d~]*?)[\s,]+([0-9]{4})")
_HOW_TO_DATE = "has the date '{}'; write 2020, 2020-10 or 2020-10-22, or two of them with a stroke between"
_ADDRESS = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)
_DOI = re.compile(r"(https?://(?:dx\.)?doi\.org/|doi[:\s]\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def source_of(key: str, entry: Entry, path: Path = Path(), line: int = 1) -> Source:
    """The source that an entry describes.

    `date` is the day, month or year it came out, from `date` or from `year` and `month`; `year` the year alone. `url`
    is its address, or else that of its DOI, of how it was published or of its preprint. A source that says neither its
    state nor its group is unchecked, and a work of reference.
    """
    given = {name.lower(): value for name, value in entry.fields.items()}
    fields = {name: decode(value) for name, value in given.items()}
    fields |= {name: decode_address(given[name]) for name in ("url", "doi") if name in given}
    fields |= {"date": re.sub(r"[{}]", "", given["date"])} if "date" in given else {}
    doi = _doi(fields.get("doi", ""))
    fields |= {"doi": doi} if doi else {}
    several = _ADDRESS.findall(fields.get("url", ""))  # as Mendeley writes them
    fields["url"] = (several[0] if len(several) > 1 else fields.get("url")) or _address(given, doi)
    if fields.get("title") and fields.get("subtitle"):
        fields["title"] = f"{fields['title']}: {fields['subtitle']}"
    fields["date"] = _issued(fields)
    fields["year"] = _year(fields)
    fields["keywords"] = _group(fields.get("keywords", ""))
    fields["state"] = fields.get("state") or State.UNCHECKED
    roles = {role: people for role in ROLES if (people := _people(entry, given, role))}
    role = next((role for role in _ANSWER if role in roles), "")
    people = roles.get(role, [])
    named = [person for person in people if str(person).lower() != "others"]
    names = _names(people)
    body = next((fields[name] for name in _BODIES if fields.get(name)), "")
    return Source(
        key,
        path,
        line,
        {name: value for name, value in fields.items() if value and name != TYPE},
        names or ((Name(body),) if body else ()),
        edited=role == "editor",
        others=len(named) < len(people),
        type=fields.get(TYPE) or type_of(entry.type),
        roles={role_of(role): _names(people) for role, people in roles.items()},
    )


def _people(entry: Entry, given: Mapping[str, str], role: str) -> list[Person]:
    found: list[Person] = entry.persons.get(role) or []
    return found or [Person(name) for name in split_name_list(plain_names(given.get(role, "")))]


def _names(people: Sequence[Person]) -> tuple[Name, ...]:
    named = map(_name, (person for person in people if str(person).lower() != "others"))
    return tuple(name for name in named if str(name))


def date_problem(text: str) -> str:
    """What is wrong with a date as biblatex writes it (ISO 8601-2, levels 0 and 1); empty where nothing is.

    Words may follow it, such as `or soon after`, or say that it is not known: `n.d.`, `about 1640`.
    """
    numbers = re.match(r"[-\d/.:X?~%]*", text)
    days = numbers[0] if numbers else ""
    if not days:
        return "" if not text or _IN_WORDS.match(text) else _HOW_TO_DATE.format(text)
    parts = ends(days)
    moments = [moment(part) for part in parts or () if part]
    if not parts or not all(moments):
        return _HOW_TO_DATE.format(text)
    if not all(_is_day(found.date) for found in moments if found):
        return f"has the date '{text}', which no calendar knows"
    begin, end = parts[0].rstrip("?~%"), parts[-1].rstrip("?~%")
    if end[:4].isdecimal() and begin[:4].isdecimal() and end < begin[: len(end)]:
        return f"has the date '{text}', which ends before it begins"
    return ""


def _is_day(written: str) -> bool:
    year, *rest = written.removeprefix("-").split("-")
    try:
        return bool(date(int(year) or 1, *map(int, [*rest, "1", "1"][:2])))
    except ValueError:
        return False


def _doi(written: str) -> str:
    """A DOI alone; empty where it is none. In an address signs such as `(` may be written as `%28`."""
    found = _DOI.fullmatch(written)
    return "" if not found else unquote(found[2]) if (found[1] or "").startswith("http") else found[2]


def _address(given: Mapping[str, str], doi: str) -> str:
    """Where a work without `url` can be read; empty where nothing says so."""
    if doi:
        return f"https://doi.org/{quote(doi, safe='/:;()._-+~!$*,')}"
    published = _ADDRESS.search(decode_address(given.get("howpublished", "")))
    archive = given.get("archiveprefix", given.get("eprinttype", "")).lower()
    preprint = _ARXIV.fullmatch(given.get("eprint", "").strip()) if archive == "arxiv" else None
    return published[0] if published else f"https://arxiv.org/abs/{preprint[1]}" if preprint else ""


def _issued(fields: Mapping[str, str]) -> str:
    written = fields.get("date", "").partition("T")[0].strip()
    written = day_named(written) or written
    in_words = _MONTH_AND_YEAR.fullmatch(written)
    month, year = in_words.groups() if in_words else (fields.get("month", ""), fields.get("year", "").strip())
    months, day = _months(month)
    if written and not (in_words and months):
        return written
    if not re.fullmatch(r"[0-9]{4}|[0-9]{2,3}X{1,2}", year):
        return ""
    day = fields.get("day", day)
    if not months:
        return year
    dates = [f"{year}-{month:02}" for month in months]
    return f"{dates[0]}-{int(day):02}" if day.isdecimal() and len(dates) == 1 else "/".join(dates)


def _months(written: str) -> tuple[list[int], str]:
    """The number of a month or season, or of the first and last of several, and the day that may stand beside it.

    As in `10 jan`, `May--June` and `Spring`; none where it is not known.
    """
    if written.strip().isdecimal():
        return [int(written)], ""
    words = re.findall(r"[^\W\d_]+", written.lower())
    months = [n for word in words for n, month in enumerate(_MONTHS, 1) if word.startswith(month)]
    found = (months or [SEASONS[word] for word in words if word in SEASONS])[:2]
    days = re.findall(r"\d+", written)
    return sorted(set(found)), days[0] if len(days) == len(found) == 1 else ""


def _year(fields: Mapping[str, str]) -> str:
    found = re.match(r"/?(-?[0-9]{2,4}X*)", fields.get("date", ""))
    about = _ABOUT.match(fields.get("date", ""))
    return found[1] if found else f"c. {about[1]}" if about else fields.get("year", "").strip()


def _group(keywords: str) -> str:
    """The group among keywords; one that stands alone and is none is left for the check to name."""
    words = [word.strip() for word in re.split(r"[,;]", keywords) if word.strip()]
    known = [word for word in words if word in set(SourceGroup)]
    return known[0] if known else keywords if len(words) == 1 else SourceGroup.REFERENCE


_ABOUT = re.compile(r"(?:c(?:a|irca)?\.?|about|around)\s*([0-9]{3,4})\b", re.IGNORECASE)
_HOMONYM = re.compile(r"(?:^|\s)0\d{3}\Z")  # by which DBLP tells people of one name apart


def _name(person: Person) -> Name:
    given = " ".join([*person.first_names, *person.middle_names])
    family = " ".join([*person.prelast_names, *person.last_names])
    family = _HOMONYM.sub("", family)
    if not family:
        given, _, family = given.rpartition(" ")
    return Name(decode(family), decode(given), decode(" ".join(person.lineage_names)))
