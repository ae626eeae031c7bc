"""Front matter at the head of a Markdown file → what it says of the text, and the text without it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from postil.reading.book_yaml import load_texts
from postil.reading.yaml_lines import YamlError
from postil.text.calendar import day_named
from postil.text.received import UnfitTextError, require_words

_FRONT = re.compile(r"---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Pandoc's: lines that begin with a percent sign, for the title, the authors and the date; others set in go on with one.
_PANDOC = re.compile(r"%[^\S\n]+(\S.*(?:\n[^\S\n]+\S.*)*)\n(?:%(.*(?:\n[^\S\n]+\S.*)*)\n)?(?:%(.*)\n)?")
# MultiMarkdown's: fields at the head of the file, up to an empty line, the first of a name that only they have.
_FIELDS = re.compile(
    r"(?:(?i:title|author|authors|date|subtitle|language)[^\S\n]*:[^\S\n]+\S[^\n]*\n)"
    r"(?:(?:[A-Za-z][\w -]{0,40}[^\S\n]*:(?:[^\S\n][^\n]*)?|[^\S\n]+\S[^\n]*)\n)*(?=[^\S\n]*\n)"
)
_JSON = re.compile(r"\s*\{\s*\"")
_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[A-Za-z][\w-]*\s*[:=]")  # how a mapping begins
_HOUR = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ].*")  # of a day
_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_LANGUAGES = ("language", "lang")


def split_metadata(text: str) -> tuple[dict[str, str], str]:
    """Title, author, date and language, as far as they are said, and the text after them.

    Front matter is YAML between lines of `---`, TOML between lines of `+++`, JSON, lines that begin with `%`, or
    MultiMarkdown's fields. What does not begin with a field is none: a text may begin with a rule. Raises
    UnfitTextError for front matter that cannot be read, or is all there is.
    """
    if block := _PANDOC.match(text):
        title, authors, day = (" ".join((part or "").split()) for part in block.groups())
        return _said(text, block.end(), {"title": title, "author": authors.replace(";", ","), "date": day})
    if fields := _FIELDS.match(text):
        return _said(text, fields.end(), _fields(fields[0]))
    if begun := _JSON.match(text):
        data, end = _read_json(text, begun[0].index("{"))
        return _said(text, end, _fields_of(data)) if isinstance(data, dict) else ({}, text)
    found = _FRONT.match(text) or _TOML.match(text)
    if not found or not _FIELD.match(found[1]):
        return {}, text
    data = _read_toml(found[1]) if text.startswith("+") else _read_yaml(found[1])
    if not isinstance(data, dict):
        return {}, text
    return _said(text, found.end(), _fields_of(data))


def _fields_of(data: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": _words(data.get("title")),
        "author": _words(data.get("author", data.get("authors"))),
        "date": _words(data.get("date")),
        "language": next((_words(data[name]) for name in _LANGUAGES if name in data), ""),
    }


def _fields(lines: str) -> dict[str, str]:
    """Fields of MultiMarkdown, of which each may go on in lines that are set in."""
    joined = re.sub(r"\n[^\S\n]+", " ", lines).strip().split("\n")
    parts = (line.partition(":") for line in joined)
    return _fields_of({name.strip().lower(): value.strip() for name, _, value in parts})


def _read_json(text: str, start: int) -> tuple[Any, int]:
    """The data that begin at an offset, and where they end; none where there is no object of fields."""
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
    return (data if isinstance(data, dict) and {"title", "author", "date"}.intersection(data) else None), end


def _said(text: str, end: int, said: Mapping[str, str]) -> tuple[dict[str, str], str]:
    require_words(text, end)
    said = {**said, "date": day_named(said["date"]) or _HOUR.sub("", said["date"])}
    return {name: words for name, words in said.items() if words}, text[end:]


def _read_yaml(front: str) -> Any:
    try:
        return load_texts(front)
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
    return "" if isinstance(value, bool) or value in (None, "~", "null") else " ".join(str(value).split())
