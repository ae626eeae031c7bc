"""An entry of a bibliography → a source as everything else shows it: in characters, with one date and one address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry, Person

from postil.model import Name, Source, SourceGroup, State
from postil.reading.bibtex import plain_names
from postil.reading.latex import decode, decode_address

_ROLES = ("author", "editor", "translator")  # who answers for a work, where those before are not named
_BODIES = ("organization", "institution", "publisher")  # where nobody is
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART = re.compile(r"-?\d{4}-2[1-4]|-?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|-?\d{2,3}X{1,2}", re.ASCII)
_IN_WORDS = re.compile(
    r"n\.? ?d\.|undated|no date|circa|ca?\. ?\d|about|before|after|forthcoming|in press", re.IGNORECASE
)
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
    fields |= {"date": given["date"]} if "date" in given else {}
    doi = _doi(fields.get("doi", ""))
    fields |= {"doi": doi} if doi else {}
    fields["url"] = fields.get("url") or _address(given, doi)
    if fields.get("title") and fields.get("subtitle"):
        fields["title"] = f"{fields['title']}: {fields['subtitle']}"
    fields["date"] = _issued(fields)
    fields["year"] = _year(fields)
    fields["keywords"] = _group(fields.get("keywords", ""))
    fields["state"] = fields.get("state") or State.UNCHECKED
    role = next((role for role in _ROLES if entry.persons.get(role) or given.get(role)), "")
    people = entry.persons.get(role) or [Person(name) for name in split_name_list(plain_names(given.get(role, "")))]
    names = tuple(_name(person) for person in people if str(person).lower() != "others")
    body = next((fields[name] for name in _BODIES if fields.get(name)), "")
    return Source(
        key,
        path,
        line,
        {name: value for name, value in fields.items() if value},
        names or ((Name(body),) if body else ()),
        edited=role == "editor",
        others=len(names) < len(people),
    )


def date_problem(text: str) -> str:
    """What is wrong with a date as biblatex writes it (ISO 8601-2, levels 0 and 1); empty where nothing is.

    Words may follow it, such as `or soon after`, or say that it is not known: `n.d.`, `about 1640`.
    """
    numbers = re.match(r"[-\d/.:X?~%]*", text)
    days = numbers[0] if numbers else ""
    if not days:
        return "" if not text or _IN_WORDS.match(text) else _HOW_TO_DATE.format(text)
    first, *rest = days.split("/")
    if len(rest) > 1 or not (first or any(rest)):
        return _HOW_TO_DATE.format(text)
    for part in (first, *(part if len(part) != 2 else f"{first[:-2]}{part}" for part in rest)):
        found = _PART.fullmatch(part.rstrip("?~%"))
        if not found and not (not part or part.endswith("..")):
            return _HOW_TO_DATE.format(text)
        if found and found[1] and not _is_day(*found.groups("1")):
            return f"has the date '{text}', which no calendar knows"
    return ""


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year) or 1, int(month), int(day)))
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
    year = fields.get("year", "").strip()
    if written or not re.fullmatch(r"[0-9]{4}", year):
        return written
    month, day = _month(fields.get("month", ""))
    day = fields.get("day", day)
    if not month:
        return year
    return f"{year}-{month:02}-{int(day):02}" if day.isdecimal() else f"{year}-{month:02}"


def _month(written: str) -> tuple[int, str]:
    """The number of a month, 0 where it is not known, and the day that may stand beside its name, as in `10 jan`."""
    if written.strip().isdecimal():
        return int(written), ""
    words = re.findall(r"[^\W\d_]+", written.lower())
    months = [n for word in words for n, month in enumerate(_MONTHS, 1) if word.startswith(month)]
    days = re.findall(r"\d+", written)
    return (months[0], days[0] if len(days) == len(months) == 1 else "") if months else (0, "")


def _year(fields: Mapping[str, str]) -> str:
    found = re.match(r"/?(-?[0-9]{2,4}X*)", fields.get("date", ""))
    return found[1] if found else fields.get("year", "").strip()


def _group(keywords: str) -> str:
    """The group among keywords; one that stands alone and is none is left for the check to name."""
    words = [word.strip() for word in re.split(r"[,;]", keywords) if word.strip()]
    known = [word for word in words if word in set(SourceGroup)]
    return known[0] if known else keywords if len(words) == 1 else SourceGroup.REFERENCE


def _name(person: Person) -> Name:
    given = " ".join([*person.first_names, *person.middle_names])
    family = " ".join([*person.prelast_names, *person.last_names])
    return Name(decode(family), decode(given), decode(" ".join(person.lineage_names)))
