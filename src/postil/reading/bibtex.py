"""BibTeX files as pybtex reads them, with the names that biblatex has, and with the entry at which it stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database.input.bibtex import Parser

_EDGES = re.compile(r"\A\s*and\s+|\s+and\s*\Z", re.IGNORECASE)
_TWICE = re.compile(r"(?<=\s)(?:and\s+)+(?=and\s)", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+et\.?\s+al(?:\.|\Z)", re.IGNORECASE)
_PART = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)


class EntryParser(Parser):  # type: ignore[misc]
    """The parser of BibTeX files; `key` is that of the last entry of which it read the fields."""

    key = ""

    def process_entry(self, entry_type: str, key: str, fields: Iterable[tuple[str, Any]]) -> None:
        """Take an entry up."""
        self.key = key
        plain = (
            (name, [plain_names(self.flatten_value_list(value))] if name in self.person_fields else value)
            for name, value in fields
        )
        super().process_entry(entry_type, key, plain)


def plain_names(text: str) -> str:
    """A list of names as BibTeX has them: biblatex's `family=Goethe, given=Johann, prefix=von` is `von Goethe, Johann`.

    Without a name beside it `and` is none, nor are commas alone; `et al.` says that there are others.
    """
    found = split_name_list(" ".join(_TWICE.sub("", _EDGES.sub("", text)).split()))
    names = (name for name in found if name.strip(" ,"))
    return " and ".join(_ET_AL.sub(" and others", _plain_name(name)) for name in names)


def _plain_name(name: str) -> str:
    found = [_PART.fullmatch(part) for part in split_tex_string(name, ",")]
    parts = {match[1].lower(): match[2] for match in found if match}
    if "family" not in parts:
        return name
    family = f"{parts.get('prefix', '')} {parts['family']}".strip()
    return ", ".join(part for part in (family, parts.get("suffix"), parts.get("given")) if part)
