"""A bibliography as CSL JSON (csl-data of the Citation Style Language 1.0.2) → entries as BibTeX's."""

from __future__ import annotations

import json
import re
from typing import Any

from pybtex.database import BibliographyData, Entry, Person

from postil.problems import ProblemError
from postil.reading.latex import encode

_FIELDS = {"title": "title", "DOI": "doi", "URL": "url", "note": "note", "publisher": "publisher"}
OWN = ("state", "checked", "keywords", "gloss")  # fields of an edition: lines of `note`, as Zotero has it, or `custom`
_LINE = re.compile(rf"^({'|'.join(OWN)}):[^\S\n]*(.*)$\n?", re.MULTILINE)


def read_items(text: str) -> BibliographyData:
    """The items of a CSL JSON file by their ids. Raises ProblemError."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 0)
        raise ProblemError("source-unreadable", f"is not JSON: {error}", line, column) from None
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ProblemError("source-unreadable", "is not CSL JSON: a list of items, each with id, type and title")
    data = BibliographyData()
    for number, item in enumerate(items, 1):
        key = item.get("citation-key") or item.get("id")
        if not isinstance(key, str | int) or key == "":
            raise ProblemError("source-unreadable", f"item {number} has no id")
        if str(key) in data.entries:
            raise ProblemError("source-unreadable", f"the id '{key}' stands there twice")
        data.entries[str(key)] = _entry(item)
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
    fields = {ours: encode(_words(item.get(theirs))) for theirs, ours in _FIELDS.items()}
    fields |= {name: encode(_words(own.get(name))) for name in OWN}
    fields["date"] = _date(item.get("issued"))
    persons = {
        role: [_person(name) for name in item.get(role) or () if isinstance(name, dict)]
        for role in ("author", "editor", "translator")
    }
    entry = Entry("misc", {name: value for name, value in fields.items() if value})
    entry.persons.update({role: people for role, people in persons.items() if people})
    return entry


def _words(value: Any) -> str:
    """Words without the few marks of HTML that CSL JSON allows in them."""
    return re.sub(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>", "", value) if isinstance(value, str) else ""


def _person(name: dict[str, Any]) -> Person:
    part = {field: encode(_words(value)) for field, value in name.items()}
    if part.get("literal"):
        return Person(last=f"{{{part['literal']}}}")
    before = part.get("dropping-particle") or part.get("non-dropping-particle") or ""
    given, family, suffix = (part.get(name, "") for name in ("given", "family", "suffix"))
    return Person(first=given, prelast=before, last=family, lineage=suffix)


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    days = value.get("date-parts")
    if isinstance(days, list) and days:
        return "/".join(_day(day) for day in days[:2])
    return next((value[name] for name in ("raw", "literal") if isinstance(value.get(name), str)), "")


def _day(parts: Any) -> str:
    try:
        year, *rest = (int(part) for part in parts)
        return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
    except (TypeError, ValueError):
        return "nonsense"
