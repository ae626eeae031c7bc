"""Records: people, terms and events, each a YAML list in the folder of the apparatus.

Like notes these files come from strangers: plain YAML, and texts in the MyST that notes may use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError, model_validator
from slugify import slugify

from postil.model import Reference, composed
from postil.problems import Problem, ProblemError
from postil.reading.fields import Closed, PartialDate, in_words
from postil.reading.files import read_text, refuse_unseen
from postil.reading.markup import KEY, forbidden, references
from postil.reading.memory import recall
from postil.reading.yaml_lines import Path as YamlPath
from postil.reading.yaml_lines import YamlError, load

_LARGEST = 1024 * 1024  # bytes

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Key = Annotated[str, StringConstraints(pattern=rf"^{KEY}$", max_length=200), AfterValidator(composed)]


def _each_once(keys: list[str]) -> list[str]:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"'{key}' stands there {keys.count(key)} times; name each once")
    return keys


class Record(Closed):
    """What every record has. `marked_up` names the fields that hold MyST."""

    marked_up: ClassVar[tuple[str, ...]] = ("text",)

    def marked_texts(self) -> Iterator[tuple[str, str]]:
        """The name and the text of every field that holds MyST."""
        yield from ((field, getattr(self, field)) for field in self.marked_up)


class SourcedRecord(Record):
    """A record that its sources bear out."""

    sources: Annotated[list[Key], AfterValidator(_each_once)] = Field(
        min_length=1, description="Keys of references.bib that bear the record out, each once."
    )
    notes: Annotated[list[Slug], AfterValidator(_each_once)] = Field(
        default=[],
        max_length=40,
        description="Ids of the notes that tell of it, where no words show it; if left out, those on its sources.",
    )


Alias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120)]


class NamedRecord(SourcedRecord):
    """A record of somebody or something that texts name."""

    id: Slug
    aliases: Annotated[list[Alias], AfterValidator(_each_once)] = Field(
        default=[],
        max_length=40,
        description="Other forms under which the text and the notes name it, each once; found at the bounds of words.",
    )


class Post(Closed):
    """An office that somebody held."""

    since: PartialDate = Field(description="First day known, ISO 8601: a year, a month or a day.")
    until: PartialDate = Field(default="", validate_default=False, description="Last day known; left out if open.")
    post: Text

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Post:
        if self.until and self.until < self.since[: len(self.until)]:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class Person(NamedRecord):
    """A person or an institution that the text names or leaves without a name."""

    name: Text
    original: str = Field(default="", max_length=200, description="The name in its own script.")
    language: Language = Field(default="en", description="Language of `original`, BCP 47.")
    transliteration: str = Field(default="", max_length=200, description="`original` in Latin letters.")
    kind: Annotated[str, StringConstraints(pattern="^(person|institution)$")] = Field(
        description="`person` or `institution`."
    )
    on_the_day: Text = Field(description="The role at the time of the text.")
    posts: list[Post] = Field(default=[])
    text: Text


class Term(NamedRecord):
    """A term of the trade, or one that the text is built from."""

    term: Text
    original: str = Field(default="", max_length=200, description="The term in its own script.")
    language: Language = Field(default="en", description="Language of `original`, BCP 47.")
    transliteration: str = ""
    text: Text


class Event(SourcedRecord):
    """Something that happened on a known date."""

    date: PartialDate = Field(description="ISO 8601: a year, a month or a day.")
    thread: Slug = Field(description="Which story it belongs to.")
    title: Annotated[Text, StringConstraints(max_length=80)]
    label: str = Field(default="", max_length=40, description="A short form of the title, beside its point.")
    own_id: str = Field(
        default="", alias="id", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", description="Made from the title if left out."
    )
    text: Text

    @property
    def id(self) -> str:
        """The event's own part of its address."""
        return self.own_id or slugify(self.title) or self.date


R = TypeVar("R", bound=Record)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record, and where it stands: `line` counts from 1."""

    path: Path
    line: int
    record: R

    def references(self) -> Iterator[Reference]:
        """Every source that the record names or cites."""
        for key in getattr(self.record, "sources", ()):
            yield Reference("cite:p", key, self.line)
        for _field, text in self.record.marked_texts():
            for reference in references(text):
                yield Reference(reference.role, reference.target, self.line, reference.passage)


def read_records(path: Path, kind: type[R]) -> tuple[tuple[Entry[R], ...], list[Problem]]:
    """Read a file of records; a file that does not exist, or is empty, holds none."""
    if not (path.exists() or path.is_symlink()):
        return (), []
    return read_entries(path, kind.__name__, partial(_listed, path, kind))


Data = Any
Lines = dict[YamlPath, int]
Found = tuple[list[tuple[int, R]], list[Problem]]
"""Records, each with the line at which it stands, and what is wrong in their file."""


def _listed(path: Path, kind: type[R], data: Data, lines: Lines) -> Found[R]:
    """The records of a list of the data of a file, and what is wrong with it."""
    if data is None:
        return [], []
    if not isinstance(data, list):
        message = "must be a list of records, each beginning with a dash"
        return [], [Problem(path, lines[()], "record-unreadable", message)]
    places: list[Lines] = [{} for _ in data]
    for where, line in lines.items():
        if where:
            places[where[0]][where[1:]] = line  # type: ignore[index]  # of a list, so a number
    records, problems = [], []
    for place, item in zip(places, data, strict=True):
        record, found = validate(path, place, item, kind)
        problems += found
        if record:
            records.append((place[()], record))
    return records, problems


def read_entries(
    path: Path, kind: str, make: Callable[[Data, Lines], Found[R]], largest: int = _LARGEST
) -> tuple[tuple[Entry[R], ...], list[Problem]]:
    """What is made of the data of a YAML file of at most `largest` bytes, or was before; or what is wrong.

    What is remembered names no file, since there may be thousands, each a path to be made again.
    """
    made = made_of(path, kind, make, largest)
    records, problems = ([], [made]) if isinstance(made, Problem) else made
    return tuple(Entry(path, line, record) for line, record in records), problems


def made_of(path: Path, kind: str, make: Callable[[Data, Lines], Made], largest: int = _LARGEST) -> Made | Problem:
    """What is made of the data of a YAML file of at most `largest` bytes, and of the line of each of its entries by its
    path, or was before; or what is wrong with the file.
    """
    try:
        text = read_text(path, largest)
        refuse_unseen(text)
    except ProblemError as error:
        return error.at(path)

    def made() -> Made | Problem:
        try:
            data, lines = load(text)
        except YamlError as error:
            return Problem(path, error.line, "record-unreadable", f"is not plain YAML: {error}", error.column)
        return make(data, lines)

    return recall(kind, text, made, str(path))


def validate(path: Path, place: dict[YamlPath, int], item: Any, kind: type[R]) -> tuple[R | None, list[Problem]]:
    """A record, or what is wrong with it; `place` has the line of each field by its path."""
    try:
        record = kind.model_validate(item)
    except ValidationError as error:
        return None, [_problem(path, place, found, kind) for found in error.errors()]
    wrong = [
        Problem(path, line_of(field.split("."), place), "record-field", f"{field}: {message}")
        for field, text in record.marked_texts()
        for _, message in forbidden(text)
    ]
    return record, wrong


def _problem(path: Path, place: dict[YamlPath, int], error: Any, kind: type[R]) -> Problem:
    loc = (*error["loc"], *getattr(error.get("ctx", {}).get("error"), "place", ()))
    where = ".".join(str(part) for part in loc)
    message = ": ".join(filter(None, (where, f"{in_words(error)}{_right(kind, error['loc'])}")))
    return Problem(path, line_of(loc, place), "record-field", message)


def _right(kind: type[BaseModel], loc: Sequence[Any]) -> str:
    """What a field is to say, as far as its schema tells."""
    name, *rest = [part for part in loc if isinstance(part, str)] or [""]
    field = kind.model_fields.get(name)
    inner = get_args(field.annotation) if field else ()
    below = next((part for part in inner if isinstance(part, type) and issubclass(part, BaseModel)), None)
    if rest and below:
        return _right(below, rest)
    return f"; {field.description.rstrip('.')}" if field and field.description else ""


def line_of(loc: Sequence[Any], place: Mapping[YamlPath, int]) -> int:
    """The line of a field by its path, or else of what it is part of; numbers may come as text."""
    path = tuple(int(part) if str(part).isdecimal() else part for part in loc)
    return next(place[path[:length]] for length in range(len(path), -1, -1) if path[:length] in place)
