"""Published values, `values.yml`: numbers that notebooks count and texts name, so that nobody types them.

`postil values` writes the file from what the notebooks publish; a build compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import Field, StringConstraints

from postil.problems import Problem
from postil.reading.records import Data, Entry, Lines, Record, Text, made_of, validate

NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_HEAD = "# Written by `postil values`. What notebooks count; texts name it as {value}`name`.\n"

Figure = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\n]*$")]


class Value(Record):
    """A number, or a few words, that a notebook publishes."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    value: Figure = Field(description="As readers see it.")
    notebook: Annotated[Text, StringConstraints(max_length=200)] = Field(description="The notebook that counts it.")
    says: Annotated[Text, StringConstraints(max_length=400)] = Field(description="What is counted, in a sentence.")


Values = dict[str, Entry[Value]]
"""The published values of an edition by name."""


def read_values(path: Path) -> tuple[Values, list[Problem]]:
    """The values in a file, and what is wrong with them; a file that does not exist, or is empty, holds none."""
    if not (path.exists() or path.is_symlink()):
        return {}, []
    made = made_of(path, "values", partial(_values, path))
    return ({}, [made]) if isinstance(made, Problem) else made


def _values(path: Path, data: Data, lines: Lines) -> tuple[Values, list[Problem]]:
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        return {}, [
            Problem(path, lines[()], "record-unreadable", "must hold names, each with value, notebook and says")
        ]
    values: Values = {}
    problems: list[Problem] = []
    for name, item in data.items():
        place = {path[1:]: line for path, line in lines.items() if path[:1] == (name,)}
        value, found = validate(path, place, item, Value)
        problems += found
        if value:
            values[name] = Entry(path, place[()], value)
    return values, problems


def values_text(values: Iterable[tuple[str, Value]]) -> str:
    """The text of the file that holds the values, in order of their names."""
    data = {name: value.model_dump() for name, value in sorted(values, key=lambda pair: pair[0])}
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
