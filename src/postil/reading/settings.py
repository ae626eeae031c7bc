"""The edition's own settings, `book/edition.yml`: what the text is, and where things stand."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from postil.problems import Problem
from postil.reading.yaml_lines import YamlError, load


class Format(StrEnum):
    """How the characters of the text are read."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class Settings(BaseModel):
    """What an edition must say of itself. Paths are fixed: see `docs/architecture.md`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(description="The article's title, exactly as it stands in the text.")
    date: datetime.date = Field(description="The day from which the article could have been read, ISO 8601.")
    language: str = Field(default="en", description="Language of the text, BCP 47.")
    format: Format = Field(
        default=Format.PLAIN,
        description="`plain`: every character stands for itself. `markdown`: headings, emphasis and links are shown.",
    )
    editors: str = Field(default="", description="Who answers for the edition.")
    licence: str = Field(default="", description="Address of the licence of the notes.")
    origin: str = Field(default="", description="Where the text comes from, in a sentence.")


def read_settings(path: Path) -> Settings | Problem:
    """Read `edition.yml`; a Problem says what is wrong with it."""
    try:
        return Settings.model_validate(load(path.read_text("utf-8"))[0] or {})
    except FileNotFoundError:
        message = "this file is missing; it must give the title and the date of the article"
    except (YamlError, UnicodeDecodeError) as error:
        message = f"cannot be read: {str(error).splitlines()[0]}"
    except ValidationError as error:
        first = error.errors()[0]
        message = f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"
    return Problem(path, 1, "edition-settings", message)
