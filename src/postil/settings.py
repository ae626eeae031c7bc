"""The edition's own settings, `book/edition.yml`: what the text is, and where things stand."""

from __future__ import annotations

import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from postil.model import Problem


class Settings(BaseModel):
    """What an edition must say of itself. Paths are fixed: see `docs/architecture.md`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(description="The article's title, exactly as it stands in the text.")
    date: datetime.date = Field(description="The day from which the article could have been read, ISO 8601.")
    language: str = Field(default="en", description="Language of the text, BCP 47.")


def read_settings(path: Path) -> Settings | Problem:
    """Read `edition.yml`; a Problem says what is wrong with it."""
    try:
        return Settings.model_validate(YAML(typ="safe").load(path.read_text("utf-8")) or {})
    except FileNotFoundError:
        message = "this file is missing; it must give the title and the date of the article"
    except (YAMLError, UnicodeDecodeError) as error:
        message = f"cannot be read: {str(error).splitlines()[0]}"
    except ValidationError as error:
        first = error.errors()[0]
        message = f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"
    return Problem(path, 1, "edition-settings", message)
