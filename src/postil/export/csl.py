"""The sources as CSL JSON, the schema csl-data of the Citation Style Language 1.0.2."""

from __future__ import annotations

import json
import re
from typing import Any

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.model import Name, Source, SourceGroup
from postil.reading.csl_items import OWN
from postil.reading.csl_names import DATES, variables

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_TYPES = {
    SourceGroup.OFFICIAL: "webpage",
    SourceGroup.AGENCY: "article-newspaper",
    SourceGroup.PRESS: "article-newspaper",
    SourceGroup.SCHOLARSHIP: "article",
    SourceGroup.REFERENCE: "webpage",
}


def csl_json(edition: Edition, addresses: Addresses) -> str:
    """Every source, by key; how it is known are lines of `note`, as Zotero writes what CSL has no field for."""
    items = [csl_item(edition.sources[key]) for key in sorted(edition.sources)]
    return json.dumps(items, ensure_ascii=False) + "\n"


def csl_item(source: Source) -> dict[str, Any]:
    """A source as an item of CSL JSON."""
    fields = source.fields
    checked = fields.get("checked", "")
    names = [_name(name) for name in source.names] + ([{"literal": "others"}] if source.others else [])
    own = [f"{name}: {fields[name]}" for name in OWN if name in fields]
    optional = {
        "issued": _date(fields.get("date") or fields.get("year", "")),
        **{variable: _date(fields.get(name, "")) for variable, name in DATES.items()},
        **({"accessed": _date(checked)} if checked else {}),
        "URL": source.url,
        "DOI": fields.get("doi", ""),
        "note": "\n".join(filter(None, [fields.get("note", ""), *own])),
    }
    kind = source.type or _TYPES.get(SourceGroup(fields.get("keywords", "reference")), "webpage")
    answers = next((role for role, named in source.roles.items() if named == source.names), "author")
    return {
        "id": source.key,
        "type": kind,
        "title": fields.get("title", ""),
        **{role: [_name(name) for name in named] for role, named in source.roles.items()},
        answers: names,
        **{name: value for name, value in optional.items() if value},
        **variables(kind, fields),
    }


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: words for part, words in parts.items() if words}


def _date(iso: str) -> dict[str, Any] | None:
    days = [[int(part) for part in day.split("-")] for day in iso.split("/") if _DAY.fullmatch(day)]
    return {"date-parts": days} if days else {"raw": iso} if iso else None
