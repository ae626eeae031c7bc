"""The edition's own settings, `book/edition.yml`: what the text is, and where things stand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, ValidationInfo, field_validator

from postil.model import Kind, Side, Verdict, Vocabulary
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.fields import Closed, Day, in_words, is_language
from postil.reading.files import read_text
from postil.reading.markup import is_web_address
from postil.reading.memory import recall
from postil.reading.yaml_lines import Path as YamlPath
from postil.reading.yaml_lines import YamlError, load
from postil.text.forms import Form
from postil.vocabulary import VOCABULARY

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Motivation = Literal[  # Web Annotation Data Model, 3.3.5
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
]  # fmt: skip


LARGEST = 64 * 1024  # bytes


class Format(StrEnum):
    """How the characters of the text are read."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class OwnKind(Closed):
    """A kind of note that an edition brings; see `postil.model.Kind`."""

    sign: str = Field(min_length=1, max_length=2, description="One character that stands for the kind.")
    meaning: str = Field(min_length=1, description="What such a note does for the reader, in a sentence.")
    motivation: Motivation = Field(default="commenting", description="The W3C motivation for exports.")
    side: Side = Field(default=Side.RECORD, description="The margin of such notes: `words` or `record`.")
    asks: bool = Field(default=False, description="Whether it needs no source and may be answered in the key.")
    later: bool = Field(default=False, description="Whether it tells what came after the text.")
    judges: bool = Field(default=False, description="Whether a seminar seals it as it seals a verdict.")


class OwnVerdict(Closed):
    """A verdict that an edition brings; see `postil.model.Verdict`."""

    meaning: str = Field(min_length=1, description="When the verdict is given, in a sentence.")
    light: Colour = Field(description="Its colour on light paper, as #rrggbb, at 4.5:1 or more.")
    dark: Colour = Field(description="Its colour on dark paper, as #rrggbb, at 4.5:1 or more.")
    rating: Annotated[int, Field(ge=1, le=5)] | None = Field(default=None, description="From 1 to 5, for ClaimReview.")


Table = dict[str, OwnKind | None] | dict[str, OwnVerdict | None] | None


class Settings(Closed):
    """What an edition must say of itself. Paths are fixed: see `docs/architecture.md`."""

    title: str = Field(description="The article's title, exactly as it stands in the text.")
    date: Day = Field(description="The day from which the article could have been read, ISO 8601.")
    undated: bool = Field(
        default=False, description="Whether the text bears no date; `date` is then the earliest that it can be of."
    )
    language: str = Field(default="en", description="Language of the text, BCP 47.")
    format: Format = Field(
        default=Format.PLAIN,
        description="`plain`: every character stands for itself. `markdown`: headings, emphasis, links, quotations, "
        "lists, tables, footnotes and pictures are shown.",
    )
    form: Form = Field(
        default=Form.PROSE,
        description="`verse` keeps and numbers lines; `drama` and `dialogue` name speakers; `law` numbers articles.",
    )
    author: str = Field(default="", description="Who wrote the text, as a citation names them; empty if unknown.")
    editors: str = Field(default="", description="Who answers for the edition.")
    licence: str = Field(default="", description="Address of the licence of the notes.")
    version: str = Field(
        default="", max_length=40, description="Which release of the edition this is, such as `2.1`; named in exports."
    )
    origin: str = Field(default="", description="Where the text comes from, in a sentence.")
    kinds: dict[Name, OwnKind | None] | None = Field(
        default=None, description="The kinds of notes, in order of rank; a kind of the engine needs its name alone."
    )
    verdicts: dict[Name, OwnVerdict | None] | None = Field(
        default=None, description="The verdicts, in order of rank; a verdict of the engine needs its name alone."
    )

    @field_validator("kinds", "verdicts", mode="before")
    @classmethod
    def _names_alone(cls, table: object) -> object:
        """YAML reads nothing as an empty text: a name without fields, or a table without names."""
        if isinstance(table, dict):
            return {name: fields or None for name, fields in table.items()}
        return {} if table == "" else table

    @field_validator("kinds", "verdicts")
    @classmethod
    def _known_words(cls, table: Table, info: ValidationInfo) -> Table:
        known: Mapping[str, Kind | Verdict] = VOCABULARY.kinds if info.field_name == "kinds" else VOCABULARY.verdicts
        for name in (name for name, fields in (table or {}).items() if fields is None and name not in known):
            raise ValueError(f"'{name}' is not one of the engine's ({', '.join(known)}), so say what it means")
        if table == {} and info.field_name == "kinds":
            raise ValueError("must name at least one kind of note")
        return table

    @field_validator("title")
    @classmethod
    def _is_line(cls, title: str) -> str:
        if not title.strip():
            raise ValueError("must be the title of the text, as it stands there")
        return " ".join(title.split())

    @field_validator("licence")
    @classmethod
    def _is_address(cls, licence: str) -> str:
        if licence and not is_web_address(licence):
            raise ValueError("must be a web address, such as https://creativecommons.org/licenses/by/4.0/")
        return licence

    @field_validator("language")
    @classmethod
    def _is_language(cls, language: str) -> str:
        if not is_language(language):
            raise ValueError(f"'{language}' is not a tag such as en, de or pt-BR")
        return language

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which notes may write numbers and dates: that of the engine's words, and the text's."""
        return tuple(dict.fromkeys(("en", self.language)))

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds and verdicts of this edition."""
        kinds, verdicts = VOCABULARY.kinds, VOCABULARY.verdicts
        if self.kinds is not None:
            kinds = {n: Kind(n, **own.model_dump()) if own else kinds[n] for n, own in self.kinds.items()}
        if self.verdicts is not None:
            verdicts = {n: Verdict(n, **own.model_dump()) if own else verdicts[n] for n, own in self.verdicts.items()}
        return Vocabulary(kinds, verdicts)


def read_settings(path: Path) -> Settings | Problem:
    """Read `edition.yml`; a Problem says what is wrong with it."""
    if not path.exists() and not path.is_symlink():
        message = "this file is missing; it must give the title and the date of the article"
        return Problem(path, 1, "edition-settings", message)
    try:
        text = read_text(path, LARGEST)
    except ProblemError as error:
        return error.at(path)
    return recall("settings", text, partial(_settings, path, text), str(path))


def _settings(path: Path, text: str) -> Settings | Problem:
    lines: dict[YamlPath, int] = {}
    try:
        fields, lines = load(text)
        return Settings.model_validate(fields or {})
    except YamlError as error:
        message = f"cannot be read: {str(error).splitlines()[0]}"
        return Problem(path, error.line, "edition-settings", message, error.column)
    except ValidationError as error:
        first = min(
            error.errors(), key=lambda found: found["type"] != "extra_forbidden"
        )  # a slip hides what is missing
        place = first["loc"]
        line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), 1)
        message = ": ".join(filter(None, (".".join(map(str, place)), in_words(first))))
        if first["type"] == "extra_forbidden" and len(place) == 1:
            message += f"; {did_you_mean(str(place[0]), Settings.model_fields, 'take it out')}"
        return Problem(path, line, "edition-settings", message)
