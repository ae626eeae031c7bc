"""A note file → a Note, or Problems that say file, line, what is wrong and what would be right."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from postil import __version__
from postil.model import Citation, Claim, Note, Passage, Quote, Side, Statement, Tier, Vocabulary
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.fields import Closed, Day, Line, in_words
from postil.reading.files import read_text, refuse_unseen
from postil.reading.markup import (
    KEY,
    OVERLOADED,
    PASSAGE,
    block_break,
    forbidden,
    lined,
    overloaded,
    parse,
    plain,
    references,
)
from postil.reading.markup import words as count_words
from postil.reading.memory import recall
from postil.reading.yaml_lines import YamlError, load
from postil.text.characters import shown
from postil.text.statements import statements
from postil.vocabulary import VOCABULARY

_CLIP = 60  # characters of a wrong value that a message repeats
MARGIN_WORDS = 60
BODY_WORDS = 400
_LETTERS = 15  # for each word at most; some scripts put no space between words
LARGEST = 16 * 1024  # bytes
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(.*?)^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"(?!(?:aux|con|nul|prn|com[0-9]|lpt[0-9])\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")  # not a device of Windows

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Id = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CitationText = Annotated[str, StringConstraints(max_length=160, pattern=f"^{KEY}(#{PASSAGE})?$")]


@dataclass(frozen=True)
class Frame:
    """What an edition lays down for all its notes: kinds and verdicts, the published values by name, and the languages
    in which they may write numbers and dates."""

    vocabulary: Vocabulary = VOCABULARY
    values: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)

    @cached_property
    def digest(self) -> str:
        """A digest of it and of the version of this engine, whose rules may differ from those of another."""
        return hashlib.sha256(f"{__version__}\0{self.vocabulary}\0{self.values}\0{self.languages}".encode()).hexdigest()


FRAME = Frame()
IN_ANNOTATIONS = "urn:postil:note"
"""The name under which an annotation that we export brings the file of the note."""


class Fields(Closed):
    """The front matter of a note: the schema that editors complete from and `postil check` enforces."""

    quote: Annotated[Words, StringConstraints(min_length=1)] = Field(
        description="The exact words of the article that the note is about, inside one paragraph."
    )
    prefix: Words = Field(default="", description="Words just before the quote, where it stands more than once.")
    suffix: Words = Field(default="", description="Words just after the quote, where it stands more than once.")
    kind: str = Field(description="What the note does for the reader: a kind of the edition's vocabulary.")
    verdict: str | None = Field(default=None, description="Only where the note judges a claim that can be checked.")
    claim: Claim | None = Field(default=None, description="`opinion` where the words cannot be true or false.")
    title: Annotated[Line, StringConstraints(max_length=60)] = Field(
        description="The finding, not the topic, in at most 60 characters."
    )
    tier: Tier | None = Field(default=None, description="`essential` where the note stands open at once.")
    side: Side | None = Field(default=None, description="The margin, where it is not that of the kind.")
    replaces: list[Id] = Field(
        default=[], max_length=20, description="Ids of notes that were merged into this one; their addresses lead here."
    )
    sources: list[CitationText] = Field(
        default=[],
        max_length=20,
        description="Keys of references.bib, each once, or `key#passage`; required for all but a question.",
    )
    via: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^\S*$")] = Field(
        default="", description="Address or id of the annotation that an import made the note from."
    )
    as_of: Day = Field(description="The day on which what the note says could first be known, ISO 8601.")
    by: list[Line] = Field(min_length=1, max_length=20, description="Who wrote the note.")


_MEANT = (".md", ".markdown", ".txt")  # what an editor may make of `.md`; another ending than that is refused by name


def find_notes(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The note files in a folder and the folders within it, and what there cannot be one."""
    if folder.is_symlink():
        return [], [Problem(folder, 0, "file-unreadable", "is a link; the notes must stand in a folder of their own")]
    paths: list[Path] = []
    problems: list[Problem] = []
    if not folder.exists():
        return paths, problems

    def unreadable(error: OSError) -> None:
        message = f"cannot be read: {(error.strerror or str(error)).lower()}"
        problems.append(Problem(Path(error.filename), 0, "file-unreadable", message))

    for at, folders, names in os.walk(folder, onerror=unreadable):
        inside = [Path(at, name) for name in names + folders]
        paths += [path for path in inside if path.suffix.lower() in _MEANT or path.is_symlink()]
    return sorted(paths, key=lambda path: path.parts), problems  # paths themselves are slow to compare


def read_note(path: Path, frame: Frame = FRAME) -> tuple[Note | None, list[Problem]]:
    """Read one note file. The note is None where any problem keeps it from being one."""
    try:
        text = read_text(path, LARGEST)
    except ProblemError as error:
        return None, [error.at(path)]
    return recall("note", text, lambda: parse_note(path, text, frame), f"{path} {frame.digest}")


def _digest(path: Path, text: str, frame: Frame) -> str:
    """A digest of all that a note is made from: its place, its file, and what the edition lays down."""
    return hashlib.sha256(f"{frame.digest}\0{path}\0{text}".encode("utf-8", "surrogateescape")).hexdigest()


def parse_note(path: Path, text: str, frame: Frame = FRAME) -> tuple[Note | None, list[Problem]]:
    """The text of a note file as a note; `path` is where the file is or would be."""
    text = text if text.endswith("\n") else f"{text}\n"
    try:
        refuse_unseen(text)
        yaml, end = split_front_matter(text)
        body_line = text[:end].count("\n")
        fields, lines = _load(yaml)
    except ProblemError as error:
        return None, [error.at(path)]
    problems = list(_id_problems(path))
    try:
        checked = Fields.model_validate(fields)
    except ValidationError as error:
        return None, problems + [_field_problem(path, lines, e) for e in error.errors()]
    if overloaded(text):
        return None, [*problems, Problem(path, body_line + 1, "note-markup", OVERLOADED)]
    problems += _vocabulary_problems(path, checked, lines, frame.vocabulary)
    passages, text_problems = _passages(path, text, body_line, frame)
    problems += text_problems
    if problems:
        return None, problems
    return _note(path, checked, lines, passages, frame, _digest(path, text, frame)), []


def split_front_matter(text: str) -> tuple[str, int]:
    """The YAML between the two lines of `---` at the beginning of a file, and where what follows begins.

    Raises ProblemError.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        raise ProblemError("note-front-matter", "must begin with front matter between two lines of ---")
    return match[1], match.end()


def _load(yaml: str) -> tuple[Any, dict[str, int]]:
    """The front matter as data, and the line of each field in the file; the first `---` is line 1."""
    try:
        data, lines = load(yaml)
    except YamlError as error:
        message = f"the front matter is not plain YAML: {error}"
        raise ProblemError("note-front-matter", message, error.line + 1, error.column) from None
    if not isinstance(data, dict):
        raise ProblemError("note-front-matter", "the front matter must be lines of `name: value`")
    return data, {str(path[0]): line + 1 for path, line in lines.items() if len(path) == 1}


def _id_problems(path: Path) -> Iterator[Problem]:
    if not _ID.match(path.stem) or len(path.stem) > 60 or path.suffix != ".md":
        message = (
            f"the file name '{path.name}' must be lower-case words joined by hyphens, at most 60 letters, then .md"
        )
        yield Problem(path, 1, "note-id", message)


def _field_problem(path: Path, lines: dict[str, int], error: Any) -> Problem:
    field = str(error["loc"][0]) if error["loc"] else ""
    line = lines.get(field, 1)
    given = shown(str(error.get("input")))[:_CLIP]
    if error["type"] == "missing":
        return Problem(path, 1, "note-field-missing", f"the field '{field}' is missing: {_describe(field)}")
    if error["type"] == "extra_forbidden":
        hint = did_you_mean(field, Fields.model_fields, f"known are {', '.join(Fields.model_fields)}")
        return Problem(path, line, "note-field-unknown", f"the field '{field[:_CLIP]}' is unknown; {hint}")
    if error["type"] == "enum":
        message = f"the {field} '{given}' is unknown; use {error['ctx']['expected']}"
        return Problem(path, line, "note-field-value", message)
    where = "".join(f" {part + 1}" for part in error["loc"][1:] if isinstance(part, int))
    return Problem(path, line, "note-field-value", f"{field}{where}: {in_words(error)}; {_describe(field)}")


def _vocabulary_problems(
    path: Path, fields: Fields, lines: dict[str, int], vocabulary: Vocabulary
) -> Iterator[Problem]:
    if fields.kind not in vocabulary.kinds:
        message = f"the kind '{shown(fields.kind)[:_CLIP]}' is unknown; use {_one_of(vocabulary.kinds)}"
        yield Problem(path, lines["kind"], "note-kind", message)
    if fields.verdict is not None and fields.verdict not in vocabulary.verdicts:
        use = f"use {_one_of(vocabulary.verdicts)}" if vocabulary.verdicts else "this edition has no verdicts"
        message = f"the verdict '{shown(fields.verdict)[:_CLIP]}' is unknown; {use}"
        yield Problem(path, lines["verdict"], "note-verdict", message)
    keys = [Citation.parse(text).key for text in fields.sources]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        message = f"sources: '{key}' stands there {keys.count(key)} times; name each source once"
        yield Problem(path, lines["sources"], "note-field-value", message)


def _one_of(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _describe(field: str) -> str:
    description = Fields.model_fields[field].description if field in Fields.model_fields else ""
    return (description or "").rstrip(".")


def _passages(path: Path, text: str, body_line: int, frame: Frame) -> tuple[list[Passage], list[Problem]]:
    """Margin and, where there is a `+++`, body; `body_line` counts the lines before the text."""
    lines = text.split("\n")[body_line:]
    cut = block_break("\n".join(lines))
    parts = [(0, lines)] if cut is None else [(0, lines[:cut]), (cut + 1, lines[cut + 1 :])]
    passages = [_passage("\n".join(part), body_line + offset + 1, frame) for offset, part in parts]
    problems = [problem for passage in passages for problem in _markup_problems(path, passage)]
    limits = zip(passages, (MARGIN_WORDS, BODY_WORDS), ("note-margin-long", "note-body-long"), strict=False)
    for passage, most, code in limits:
        words, letters = count_words(parse(passage.text)), len(passage.words)
        if words > most or letters > most * _LETTERS:
            margin = code == "note-margin-long"
            name = "margin text" if margin else "text after +++"
            size = f"{words} words; at most {most}" if words > most else f"{letters} letters; at most {most * _LETTERS}"
            way = "move some of it below +++" if margin else "divide it between two notes"
            message = f"the {name} has {size}, so shorten it or {way}"
            problems.append(Problem(path, passage.line, code, message))
    if not passages[0].text.strip():
        problems.append(
            Problem(path, passages[0].line, "note-empty", "the margin text is missing: one or two sentences")
        )
    return passages, problems


def _passage(text: str, line: int, frame: Frame) -> Passage:
    return Passage(text, line, plain(parse(text), frame.values), tuple(references(text)))


def _markup_problems(path: Path, passage: Passage) -> Iterator[Problem]:
    for line, message in forbidden(passage.text):
        yield Problem(path, passage.line + line, "note-markup", message)


def _statements(fields: Fields, lines: dict[str, int], passages: list[Passage], frame: Frame) -> Iterator[Statement]:
    """What title, margin and body state that can be checked word by word."""
    yield from statements(fields.title, frame.languages, lines.get("title", 1))
    for passage in passages:
        for line, text in lined(passage.text):
            yield from statements(text, frame.languages, passage.line + line)


def _note(
    path: Path, fields: Fields, lines: dict[str, int], passages: list[Passage], frame: Frame, digest: str
) -> Note:
    body = passages[1] if len(passages) > 1 and passages[1].text.strip() else None
    return Note(
        id=path.stem,
        path=path,
        quote=Quote(fields.quote, fields.prefix, fields.suffix),
        kind=frame.vocabulary.kinds[fields.kind],
        title=fields.title,
        as_of=fields.as_of,
        by=tuple(fields.by),
        margin=passages[0],
        body=body,
        verdict=frame.vocabulary.verdicts[fields.verdict] if fields.verdict else None,
        claim=fields.claim,
        citations=tuple(map(Citation.parse, fields.sources)),
        tier=fields.tier,
        own_side=fields.side,
        replaces=tuple(fields.replaces),
        statements=tuple(_statements(fields, lines, passages, frame)),
        via=fields.via,
        lines=lines,
        digest=digest,
    )
