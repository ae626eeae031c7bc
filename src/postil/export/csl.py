"""The sources as CSL JSON, the schema csl-data of the Citation Style Language 1.0.2."""

from __future__ import annotations

import json
from typing import Any

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.bodies import plain
from postil.model import Source, SourceGroup

_TYPES = {
    SourceGroup.OFFICIAL: "webpage",
    SourceGroup.AGENCY: "article-newspaper",
    SourceGroup.PRESS: "article-newspaper",
    SourceGroup.SCHOLARSHIP: "article",
    SourceGroup.REFERENCE: "webpage",
}


def csl_json(edition: Edition, addresses: Addresses) -> str:
    """Every source, by key; how it is known stands in `note`."""
    items = [_item(edition.sources[key]) for key in sorted(edition.sources)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(source: Source) -> dict[str, Any]:
    fields = {name: plain(value) for name, value in source.fields.items()}
    checked = fields.get("checked", "")
    optional = {
        "issued": _date(fields.get("date") or fields.get("year", "")),
        "accessed": _date(checked),
        "URL": source.url,
        "DOI": fields.get("doi", ""),
        "note": ". ".join(filter(None, (fields.get("note", ""), source.state))),
    }
    return {
        "id": source.key,
        "type": _TYPES.get(SourceGroup(fields.get("keywords", "reference")), "webpage"),
        "title": fields.get("title", ""),
        "author": [{"literal": name} for name in fields.get("author", "").split(" and ") if name],
        **{name: value for name, value in optional.items() if value},
    }


def _date(iso: str) -> dict[str, Any] | None:
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    return {"date-parts": [parts]} if parts else None
