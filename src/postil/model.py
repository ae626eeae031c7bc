"""The edition's records: plain frozen data that every other module passes around.

What there are thousands of has no slots, because pickle keeps such an object in one step, and one with slots field by
field in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from unicodedata import normalize

CITATION_ROLES = frozenset({"cite:p", "cite:t"})


def composed(key: str) -> str:
    """A key of a source as it is compared: a letter and its accents are one character (Unicode’s form C)."""
    return normalize("NFC", key)


class Side(StrEnum):
    """Which of the margin's two questions a note answers: what the words are, or what the record shows."""

    WORDS = "words"
    RECORD = "record"


class Tier(StrEnum):
    """How soon a reader meets a note: an essential one stands open when the page does."""

    ESSENTIAL = "essential"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a note does for the reader.

    `sign` is one character; `motivation` the word of the W3C Web Annotation Data Model, section 3.3.5; `side` the
    margin in which such notes stand unless they say otherwise. A kind that `asks` needs no source and may be answered
    in the teacher's key; one that is `later` tells what came after the text; one that `judges` is sealed in a seminar.
    """

    name: str
    sign: str
    meaning: str
    motivation: str = "commenting"
    side: Side = Side.RECORD
    asks: bool = False
    later: bool = False
    judges: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of a claim that can be checked.

    `light` and `dark` are its colour on light and on dark paper, as `#rrggbb`. `rating`, from 1 (the record says
    otherwise) to 5 (confirmed), orders verdicts for ClaimReview; None where a number would mislead.
    """

    name: str
    meaning: str
    light: str
    dark: str
    rating: int | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The kinds and the verdicts of an edition by name, each in order of rank."""

    kinds: Mapping[str, Kind]
    verdicts: Mapping[str, Verdict]

    def rank(self, kind: Kind) -> int:
        """The place of a kind in its table, from 0."""
        return list(self.kinds).index(kind.name)


class Claim(StrEnum):
    """Whether the words that a note is about can be checked at all."""

    FACT = "fact"
    OPINION = "opinion"


class State(StrEnum):
    """How a source is known: its own words were read, or not yet."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"


class Standing(StrEnum):
    """What a reader has to know of a source before anything else: whether it was read for the edition."""

    READ = "read"
    EXCERPT = "excerpt"
    UNREAD = "unread"


class SourceGroup(StrEnum):
    """Who answers for a source: the `keywords` of its entry."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    SCHOLARSHIP = "scholarship"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Quote:
    """The W3C Web Annotation TextQuoteSelector: exact words, told apart by what stands beside them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Citation:
    """A source by its key and, where it is named, the passage of the source's evidence record: `key#passage`."""

    key: str
    passage: str = ""

    @classmethod
    def parse(cls, text: str) -> Citation:
        """A citation as notes write it."""
        key, _, passage = text.partition("#")
        return cls(composed(key), passage)

    def __str__(self) -> str:
        return f"{self.key}#{self.passage}" if self.passage else self.key


@dataclass(frozen=True)
class Reference:
    """What a role in a note points at: `role` without braces, the `target`, and its line within the text, from 0.

    `passage` is that of the source's evidence record, where a citation names one.
    """

    role: str
    target: str
    line: int
    passage: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of a note's MyST text; `line` is the line of its file on which it begins, from 1.

    `words` are what a reader reads of it, on one line, and `references` what its roles point at.
    """

    text: str
    line: int
    words: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Number:
    """A number that a text states; one with a `span` is any from `value` on, as 1990 with a span of 10 for a decade."""

    value: Decimal
    span: int = 1


@dataclass(frozen=True)
class When:
    """A date that a text states, as far as it gives year, month and day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks, folded for comparison."""

    words: str


@dataclass(frozen=True)
class Statement:
    """A number, a date or a quotation in a text: `text` as it is there, `around` it what helps to tell where, and the
    `line` of its file, from 1."""

    text: str
    line: int
    what: Number | When | Quotation
    around: str = ""


@dataclass(frozen=True)
class Note:
    """One note file, read and valid.

    `statements` are those of title, margin and body; `lines` maps the name of a field to its line, from 1; `digest` is
    of the file.
    """

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
    citations: tuple[Citation, ...] = ()
    tier: Tier | None = None
    own_side: Side | None = None
    via: str = ""
    replaces: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    lines: Mapping[str, int] | None = None
    digest: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources that the margin names, in order, each once."""
        return tuple(dict.fromkeys(citation.key for citation in self.citations))

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of the sources that the note names or cites anywhere, in order, each once."""
        return tuple(dict.fromkeys(citation.key for citation in self.all_citations))

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """The sources, with the passages that are named, of the list of sources and of the texts, each once."""
        roles = (r for passage in self.passages for r in passage.references if r.role in CITATION_ROLES)
        return tuple(dict.fromkeys([*self.citations, *(Citation(r.target, r.passage) for r in roles)]))

    @property
    def side(self) -> Side:
        """The margin in which the note stands."""
        return self.own_side or self.kind.side

    @property
    def judgement(self) -> Verdict | Claim | None:
        """The verdict of the note, or that its words are an opinion; None where it says neither."""
        return self.verdict or (Claim.OPINION if self.claim == Claim.OPINION else None)

    @property
    def essential(self) -> bool:
        """Whether the note stands open when the page does."""
        return self.tier == Tier.ESSENTIAL

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Margin and, where there is one, body."""
        return (self.margin, self.body) if self.body else (self.margin,)

    def line(self, field: str) -> int:
        """The line of `field` in the note's file, from 1; 1 where the field does not stand there."""
        return (self.lines or {}).get(field, 1)


@dataclass(frozen=True)
class Name:
    """Who answers for a work: a person, or a body, which has a `family` name alone."""

    family: str
    given: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.family, self.suffix, self.given)))


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography, in characters. `fields` has one `date` as its publisher gives it, and its `year`.

    `names` are the authors or, where the work was `edited` and has none, the editors; `others`: there are more. A work
    that `lends` its fields is there for its parts, which are cited. `type` is the kind of work, and `roles` are all who
    are named for it, both as CSL calls them; the type is empty where nothing says it.
    """

    key: str
    path: Path
    line: int
    fields: Mapping[str, str]
    names: tuple[Name, ...] = ()
    edited: bool = False
    others: bool = False
    lends: bool = False
    type: str = ""
    roles: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Who answers for it, as a citation in a text says it; empty where nobody does."""
        families = [name.family for name in self.names]
        if self.others or len(families) > 2:
            return f"{families[0]} et al." if families else ""
        return " and ".join(families)

    @property
    def people(self) -> str:
        """Who answers for it, in full, as a list of sources says it."""
        people = "; ".join(map(str, self.names)) + (" et al." if self.others else "")
        return f"{people} ({'eds' if len(self.names) > 1 or self.others else 'ed.'})" if self.edited else people

    @property
    def url(self) -> str:
        """Where the work can be read; empty where no address was seen."""
        return self.fields.get("url", "")

    @property
    def state(self) -> str:
        """How the work is known: a value of State, or what else the entry says."""
        return self.fields.get("state", "")
