"""Front matter at the head of a Markdown file → what it says of the text, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

_FRONT = re.compile(r"---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LANGUAGES = ("language", "lang")


def split_metadata(text: str) -> tuple[dict[str, str], str]:
    """Title, author, date and language, as far as they are said, and the text after them.

    What is no mapping of YAML is no front matter: a text may begin with a rule.
    """
    found = _FRONT.match(text)
    try:
        data = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError:
        data = None
    if not found or not isinstance(data, dict):
        return {}, text
    said = {
        "title": _words(data.get("title")),
        "author": _words(data.get("author", data.get("authors"))),
        "date": _words(data.get("date"))[:10],
        "language": next((_words(data[name]) for name in _LANGUAGES if name in data), ""),
    }
    return {name: words for name, words in said.items() if words}, text[found.end() :]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
