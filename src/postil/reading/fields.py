"""Kinds of values that several kinds of file share, as pydantic reads them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


def _iso_day(value: object) -> object:
    """A day as ISO 8601 writes it; of other texts, pydantic takes numbers for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("must be a day such as 2020-10-22")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\n]*$")]


class Closed(BaseModel):
    """A table of fields as a file gives it: it has no others, and stays as it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
