"""Front matter at the head of a Markdown file → what it says of the text, and the text without it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from postil.reading.book_yaml import load_any
from postil.reading.yaml_lines import YamlError
from postil.text.received import UnfitTextError, require_words

_FRONT = re.compile(r"---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[A-Za-z][\w-]*\s*[:=]")  # how a mapping begins
_HOUR = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ].*")  # of a day
_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_LANGUAGES = ("language", "lang")


def split_metadata(text: str) -> tuple[dict[str, str], str]:
    """Title, author, date and language, as far as they are said, and the text after them.

    Front matter is YAML between lines of `---` or TOML between lines of `+++`. What does not begin with a field is
    none: a text may begin with a rule. Raises UnfitTextError for front matter that cannot be read, or is all there is.
    """
    found = _FRONT.match(text) or _TOML.match(text)
    if not found or not _FIELD.match(found[1]):
        return {}, text
    data = _read_toml(found[1]) if text.startswith("+") else _read_yaml(found[1])
    if not isinstance(data, dict):
        return {}, text
    require_words(text, found.end())
    said = {
        "title": _words(data.get("title")),
        "author": _words(data.get("author", data.get("authors"))),
        "date": _HOUR.sub("", _words(data.get("date"))),
        "language": next((_words(data[name]) for name in _LANGUAGES if name in data), ""),
    }
    return {name: words for name, words in said.items() if words}, text[found.end() :]


def _read_yaml(front: str) -> Any:
    try:
        return load_any(front)
    except YamlError as error:
        line, column = error.line + 1, error.column or 1
        raise UnfitTextError(line, column, f"front matter cannot be read: {error}") from None


def _read_toml(front: str) -> Any:
    try:
        return tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]) + 1, int(place[2])) if place else (2, 1)
        raise UnfitTextError(line, column, f"front matter cannot be read: {_PLACE.sub('', str(error))}") from None


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
