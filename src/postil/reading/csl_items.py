"""A bibliography as CSL JSON (csl-data of the Citation Style Language 1.0.2) → entries as BibTeX's."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import takewhile
from typing import Any

from pybtex.database import BibliographyData, Entry, Person

from postil.model import composed
from postil.problems import ProblemError
from postil.reading.csl_names import DATES, ROLES, TYPE, entry_of, field_of, role_of, type_of
from postil.reading.json_values import JsonError, faults_in_words
from postil.reading.latex import encode
from postil.text.edtf import SEASONS

_FIELDS = {"title": "title", "DOI": "doi", "URL": "url", "note": "note", "language": "language"}
OWN = ("state", "checked", "keywords", "gloss")  # fields of an edition: lines of `note`, as Zotero has it, or `custom`
ITEM = re.compile(r'"(?:id|citation-key)"\s*:\s*"?([^",\s}]+)')
_LISTS = ("items", "references")  # of Better BibTeX and of Pandoc
_DIVIDED = re.compile(r",|\band\b", re.IGNORECASE)
_YEAR = 4  # letters
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#[0-9]+|#x[0-9a-fA-F]+);")
_LINE = re.compile(rf"^({'|'.join(OWN)}):[^\S\n]*(.*)$\n?", re.MULTILINE)


def read_items(text: str) -> BibliographyData:
    """The items of a CSL JSON file by their ids. Raises ProblemError."""
    try:
        with faults_in_words():
            items = json.loads(text, parse_int=str, parse_float=str)
    except JsonError as error:
        raise ProblemError("source-unreadable", str(error), error.line, error.column) from None
    if isinstance(items, dict):
        inner = next((items[name] for name in _LISTS if name in items), None)
        items = [items] if inner is None and "id" in items and "title" in items else inner
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ProblemError("source-unreadable", "is not CSL JSON: a list of items, each with id, type and title")
    data = BibliographyData()
    for number, item in enumerate(items, 1):
        key = item.get("citation-key") or item.get("id")
        if not isinstance(key, str) or not key:
            own = "is in Zotero's own form, which is no CSL JSON; export the list as CSL JSON, or as BibTeX"
            raise ProblemError("source-unreadable", own if "itemType" in item else f"item {number} has no id")
        key = composed(key)
        if key in data.entries:
            line = [
                text.count("\n", 0, found.start()) + 1 for found in ITEM.finditer(text) if composed(found[1]) == key
            ] or [1]
            raise ProblemError("source-unreadable", f"the id '{key}' stands there twice; keep one", line[-1])
        data.entries[key] = _entry(item)
    return data


def as_bibtex(data: BibliographyData) -> str:
    """Entries as a .bib file."""
    parts = []
    for key, entry in data.entries.items():
        people = {role: " and ".join(map(str, persons)) for role, persons in entry.persons.items()}
        lines = [f"  {name} = {{{value}}},\n" for name, value in (people | dict(entry.fields)).items()]
        parts.append(f"@{entry.type}{{{key},\n{''.join(lines)}}}\n")
    return "\n".join(parts)


def _entry(item: dict[str, Any]) -> Entry:
    custom = item.get("custom")
    own = custom if isinstance(custom, dict) else {}
    note = _words(item.get("note"))
    own |= {found[1]: found[2] for found in _LINE.finditer(note)}
    item = item | {"note": _LINE.sub("", note).strip()}
    kind = _words(item.get("type"))
    names = {**{variable: name for variable in item if (name := field_of(variable, kind))}, **_FIELDS}
    fields = {ours: encode(_words(item.get(theirs))) for theirs, ours in names.items()}
    fields |= {name: encode(_words(own.get(name))) for name in OWN}
    dates = {**DATES, "accessed": ""} if fields["checked"] else DATES  # our own exports say by it when it was checked
    fields |= {name: _date(item.get(variable)) for variable, name in dates.items() if name}
    fields["date"] = _date(item.get("issued"))
    fields[TYPE] = kind if kind != type_of(entry_of(kind)) else ""
    entry = Entry(entry_of(kind), {name: value for name, value in fields.items() if value})
    people = {role: [_person(name) for name in _listed(item.get(role_of(role)))] for role in ROLES}
    entry.persons.update({role: persons for role, persons in people.items() if persons})
    return entry


def _words(value: Any) -> str:
    """Words without the entities of HTML that publishers write into them; its few marks are read with LaTeX's."""
    value = value[0] if isinstance(value, list) and value else value  # as Crossref writes titles
    return _ENTITY.sub(lambda found: unescape(found[0]), value) if isinstance(value, str) else ""


def _listed(names: Any) -> list[dict[str, Any]]:
    """Names, of which each may stand as it is printed, and one need not be in a list."""
    found = names if isinstance(names, list) else [names]
    return [{"literal": name} if isinstance(name, str) else name for name in found if isinstance(name, str | dict)]


def _person(name: dict[str, Any]) -> Person:
    part = {field: _whole(encode(_words(value))) for field, value in name.items()}
    if part.get("literal"):
        return Person(last=f"{{{part['literal']}}}")
    before = " ".join(filter(None, (part.get("dropping-particle"), part.get("non-dropping-particle"))))
    given, family, suffix = (part.get(name, "") for name in ("given", "family", "suffix"))
    return Person(first=given, prelast=before, last=family, lineage=suffix)


def _whole(words: str) -> str:
    """A part of a name with braces around it where BibTeX would divide it."""
    return f"{{{words}}}" if _DIVIDED.search(words) else words


def _date(value: Any) -> str:
    """A date as biblatex writes it; one in no form of CSL's is left as it stands, for the check to name."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else json.dumps(value) if value else ""
    days = value.get("date-parts")
    if isinstance(days, list) and any(days):
        mark = "~" if value.get("circa") not in (None, False, "", "0", "false") else ""
        named = str(value.get("season", ""))
        number = 20 + int(named) if named in tuple("1234") else SEASONS.get(named.lower(), 0)
        season = f"-{number}" if number else ""
        return "/".join(f"{day}{season * (len(day) == _YEAR)}{mark * bool(day)}" for day in map(_day, days[:2]))
    words = next((value[name] for name in ("raw", "literal", "edtf") if isinstance(value.get(name), str)), None)
    return json.dumps(value) if words is None and value.keys() - {"date-parts", "season", "circa"} else words or ""


def _day(parts: Any) -> str:
    """Year, month and day as far as they are given: none is, or 0 is, where a span is open."""
    try:
        numbers = list(takewhile(bool, (int(str(part or 0)) for part in parts if isinstance(parts, list))))
    except (TypeError, ValueError):
        return json.dumps(parts)
    if not numbers:
        return "" if isinstance(parts, list) else json.dumps(parts)
    year, *rest = numbers
    return "-".join([f"{'-' * (year < 0)}{abs(year):04}", *(f"{part:02}" for part in rest)])
