"""Kinds of values that several kinds of file share, as pydantic reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from postil.text.characters import shown

_TYPES = {  # what pydantic says in words of its own
    "dict_type": "must hold names and values",
    "model_type": "must hold names and values, such as title: On rivers",
    "model_attributes_type": "must hold names and values, such as title: On rivers",
    "list_type": "must be a list, such as [one, two]",
    "string_type": "must be a text",
    "missing": "is missing",
    "extra_forbidden": "is unknown",
}
_CLIP = 60  # characters of a wrong value that a message repeats
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def is_language(tag: str) -> bool:
    """Whether a text is a tag of a language, BCP 47, such as `de` or `pt-BR`."""
    return bool(_LANGUAGE.fullmatch(tag))


def _iso_day(value: object) -> object:
    """A day as ISO 8601 writes it; of other texts, pydantic takes numbers for seconds since 1970."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else "")
        except ValueError:
            raise ValueError("must be a day such as 2020-10-22") from None
    return value


def _partial_date(value: object) -> object:
    """A day, a month or a year that the calendar knows."""
    if isinstance(value, str):
        try:
            written = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", value)
            date(*(int(part or 1) for part in written.groups())) if written else date(0, 0, 0)
        except ValueError:
            raise ValueError("must be a year, a month or a day, such as 1901, 1901-04 or 1901-04-02") from None
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
    BeforeValidator(_partial_date),
]
LONGEST_LINE = 80  # letters
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE, pattern=r"^[^\n]*$")
]


def in_words(error: Mapping[str, Any]) -> str:
    """What pydantic finds wrong with a value, in words for people: no pattern, and no name of an exception."""
    if error["type"] == "string_pattern_mismatch":
        return f"'{shown(str(error['input']))[:_CLIP]}' has not the form that it must have"
    message = _TYPES.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    message = re.sub(r"^Input should be", "must be", message)
    return message[:1].lower() + message[1:]


class MisplacedError(ValueError):
    """What is wrong with a part of a record that can only be seen in the whole: `place` leads to the part."""

    def __init__(self, message: str, *place: str | int) -> None:
        super().__init__(message)
        self.place = place


class Closed(BaseModel):
    """A table of fields as a file gives it: it has no others, and stays as it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
