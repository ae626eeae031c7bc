"""The edition's records: plain frozen data that every other module passes around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a note does for the reader."""

    CONTEXT = "context"
    CORRECTION = "correction"
    TRANSLATION = "translation"
    SOURCE = "source"
    UPDATE = "update"
    QUESTION = "question"


class Verdict(StrEnum):
    """What the record says of a claim that can be checked."""

    CONFIRMED = "confirmed"
    IMPRECISE = "imprecise"
    MISTRANSLATED = "mistranslated"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    DISPUTED = "disputed"

    @property
    def meaning(self) -> str:
        """When the verdict is given, in a sentence or two."""
        return _MEANINGS[self]


_MEANINGS = {
    Verdict.CONFIRMED: "The record bears the claim out as it stands.",
    Verdict.IMPRECISE: "The claim is right in substance, but a date, a name, a number or the scope is off.",
    Verdict.MISTRANSLATED: "The words mislead; the record, or the likely wording of the original, says something else.",
    Verdict.UNSUPPORTED: "No source was found for it. That is not the same as false.",
    Verdict.CONTRADICTED: "The record says otherwise.",
    Verdict.OUTDATED: "It was so once, and is presented as if it were so on the day of the text.",
    Verdict.DISPUTED: "Serious people disagree, and the note says who and why.",
}


class Claim(StrEnum):
    """Whether the words that a note is about can be checked at all."""

    FACT = "fact"
    OPINION = "opinion"


class State(StrEnum):
    """How a source is known: its own words were read, or not yet."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"


class SourceGroup(StrEnum):
    """Who answers for a source: the `keywords` of its entry."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    SCHOLARSHIP = "scholarship"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Quote:
    """The W3C Web Annotation TextQuoteSelector: exact words, told apart by what stands beside them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a role in a note points at: `role` without braces, the `target`, and its line within the text, from 0."""

    role: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a note's MyST text; `line` is the line of its file on which it begins, from 1.

    `words` are what a reader reads of it, on one line, and `references` what its roles point at.
    """

    text: str
    line: int
    words: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One note file, read and valid. `lines` maps the name of a field to its line, from 1; `digest` is of the file."""

    id: str
    path: Path
    quote: Quote
    kind: Kind
    title: str
    as_of: date
    by: tuple[str, ...]
    margin: Passage
    body: Passage | None = None
    verdict: Verdict | None = None
    claim: Claim | None = None
    sources: tuple[str, ...] = ()
    lines: Mapping[str, int] | None = None
    digest: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Margin and, where there is one, body."""
        return (self.margin, self.body) if self.body else (self.margin,)

    def line(self, field: str) -> int:
        """The line of `field` in the note's file, from 1; 1 where the field does not stand there."""
        return (self.lines or {}).get(field, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography. `issued` is the date of the work as its publisher gives it."""

    key: str
    path: Path
    line: int
    fields: Mapping[str, str]

    @property
    def url(self) -> str:
        """Where the work can be read; empty where no address was seen."""
        return self.fields.get("url", "")

    @property
    def state(self) -> str:
        """How the work is known: a value of State, or what else the entry says."""
        return self.fields.get("state", "")
