"""The seminar kit as data: session paths and the teacher's key, YAML in the folder of the kit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from postil.paths import Paths
from postil.problems import Problem
from postil.reading.records import Data, Entry, Lines, Record, Slug, Text, made_of, read_records, validate

_PLACES = ("sentence", "note", "chart", "page")
_VIEW = r"^(text|then|seminar|present)(\.(text|then|seminar|present))*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]*$")]


class Stop(Record):
    """A place at which a class stops, and for how long: a sentence, a note, a chart or a page."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [place]} for place in _PLACES]})
    marked_up: ClassVar[tuple[str, ...]] = ()

    sentence: Annotated[str, StringConstraints(pattern=r"^\d+-\d+$")] = Field(
        default="", description="Paragraph-sentence."
    )
    note: Slug = Field(default="", description="The id of a note.")
    chart: Slug = Field(default="", description="The name of a chart.")
    page: Line = Field(default="", description="A page as _toc.yml names it.")
    claims: list[Slug] = Field(
        default=[], description="At a page with the ledger of claims: the notes whose lines are shown alone."
    )
    view: Annotated[str, StringConstraints(pattern=_VIEW)] = Field(
        default="", description="As in the address: words out of text, then, seminar, present, joined by dots."
    )
    minutes: float = Field(gt=0, allow_inf_nan=False, description="How long the class stays.")
    say: Line = Field(description="One line shown to the class.")
    tell: str = Field(
        default="", max_length=600, description="For the teacher alone: what to expect, and where it goes wrong."
    )

    @model_validator(mode="after")
    def _one_place(self) -> Stop:
        if sum(bool(getattr(self, place)) for place in _PLACES) != 1:
            raise ValueError(f"a stop names exactly one of {', '.join(_PLACES)}")
        if self.claims and not self.page:
            raise ValueError("claims are lines of a page: name the page of the ledger")
        return self

    @property
    def place(self) -> tuple[str, str]:
        """What kind of place it is, and which: `("sentence", "2-4")`."""
        return next((place, getattr(self, place)) for place in _PLACES if getattr(self, place))

    @property
    def is_then(self) -> bool:
        """Whether the class sees what could be known on the day of the text."""
        return "then" in self.view.split(".")


class Plan(Record):
    """A file of the kit: the way of a class through the edition in one session."""

    marked_up: ClassVar[tuple[str, ...]] = ()

    title: Line
    stops: list[Stop] = Field(min_length=1)


class Answer(Record):
    """What a good answer to a question contains, for the teacher."""

    marked_up: ClassVar[tuple[str, ...]] = ("answer",)

    question: Slug = Field(description="The id of a note of kind question.")
    answer: Text = Field(description="MyST, as in notes.")
    look_at: list[Slug] = Field(default=[], description="Ids of notes that bear the answer out.")


@dataclass(frozen=True, slots=True)
class SessionPath:
    """The stops of a plan in order. `id` is the name of the file without its ending."""

    id: str
    path: Path
    title: str
    stops: tuple[Entry[Stop], ...]

    def times(self) -> Iterator[float]:
        """When each stop begins, in minutes from the start."""
        elapsed = 0.0
        for entry in self.stops:
            yield elapsed
            elapsed += entry.record.minutes

    @property
    def minutes(self) -> float:
        """How long the whole path takes."""
        return sum(entry.record.minutes for entry in self.stops)


@dataclass(frozen=True, slots=True)
class Seminar:
    """The kit of an edition. `key` is None where there is no file of it."""

    paths: tuple[SessionPath, ...] = ()
    key: tuple[Entry[Answer], ...] | None = None

    def path(self, id: str) -> SessionPath | None:
        """The session path of that id."""
        return next((path for path in self.paths if path.id == id), None)


def read_seminar(kit: Paths) -> tuple[Seminar, list[Problem]]:
    """Read the session paths and the key; an edition may lack any of them."""
    paths, problems = [], []
    for file in sorted(kit.seminar.glob("*.yml")):
        if file != kit.key:
            path, found = _read_path(file)
            problems += found
            paths += [path] if path else []
    key, wrong = read_records(kit.key, Answer)
    return Seminar(tuple(paths), key if kit.key.exists() else None), problems + wrong


def _read_path(file: Path) -> tuple[SessionPath | None, list[Problem]]:
    made = made_of(file, "path", partial(_path, file))
    return (None, [made]) if isinstance(made, Problem) else made


def _path(file: Path, data: Data, lines: Lines) -> tuple[SessionPath | None, list[Problem]]:
    if not isinstance(data, dict):
        return None, [Problem(file, lines[()], "record-unreadable", "must have a title and a list of stops")]
    plan, problems = validate(file, lines, data, Plan)
    if not plan:
        return None, problems
    stops = tuple(Entry(file, lines["stops", index], stop) for index, stop in enumerate(plan.stops))
    return SessionPath(file.stem, file, plan.title, stops), []
