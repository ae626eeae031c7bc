"""BibTeX files as pybtex reads them, with the names and comments that biblatex has, and the entry at which it stopped.

What stands outside of entries says nothing, nor does a preamble. So does an entry that somebody has made a comment, by
`@comment{…}` or by `%` at the beginning of its lines, although BibTeX itself would read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import BibliographyData, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.utils import CaseInsensitiveDict

from postil.model import composed

_BEGINS = re.compile(r"@\s*([^\s@{}()\",=#%']+)\s*([{(])")
_NESTED = re.compile(r'[{}()"]')
_COMMENTED = re.compile(r"[^\n]*(?:\n[^\S\n]*%[^\n]*)*")  # the rest of a line, and lines that begin with the sign
# Signs, but for what may be an entry without its brace.
_BLANK = re.compile(r"^[^\S\n]*@(?!comment\b)\w[^\n]*|\S", re.MULTILINE | re.IGNORECASE)
_EDGES = re.compile(r"\A\s*and\s+|\s+and\s*\Z", re.IGNORECASE)
_TWICE = re.compile(r"(?<=\s)(?:and\s+)+(?=and\s)", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+et\.?\s+al(?:\.|\Z)", re.IGNORECASE)
_WRITTEN_OUT = 1024 * 1024  # letters for which all abbreviations of a file may stand
LENDERS = ("xdata", "crossref")  # fields that name the entries from which others are taken
# What no entry lends: what biblatex does not (its manual, 3.18, appendix B), and how a source is known.
_OWN = frozenset(
    {"ids", "xref", "entryset", "entrysubtype", "execute", "label", "options", "presort", "related", "relatedoptions",
    "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "state", "checked", *LENDERS}
)  # fmt: skip
_DAYS = ("date", "year", "month", "day")
_OF_WHOLE = {"title": "booktitle", "subtitle": "booksubtitle"}
_PART = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)


class Kind(Enum):
    """What a part of a file is: an entry or command, a comment, or text between these."""

    ENTRY = "entry"
    COMMENT = "comment"
    BETWEEN = "between"


class Part(NamedTuple):
    """A half-open span of a file. What never `ends` lacks a brace."""

    kind: Kind
    start: int
    end: int
    ends: bool = True


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a BibTeX file, in order."""
    at = 0
    while found := _BEGINS.search(text, at):
        start, after = found.span()
        yield Part(Kind.BETWEEN, at, start)
        if "%" in text[text.rfind("\n", at, start) + 1 or at : start]:
            rest = _COMMENTED.search(text, after)
            part = Part(Kind.COMMENT, start, rest.end() if rest else len(text))
        else:
            kind = Kind.COMMENT if found[1].lower() in ("comment", "preamble") else Kind.ENTRY
            end = _end(text, after, found[2] == "(")
            part = Part(kind, start, end or len(text), end is not None)
        yield part
        at = part.end
    yield Part(Kind.BETWEEN, at, len(text))


def _end(text: str, at: int, round_: bool) -> int | None:
    """Where the entry ends whose fields begin at `at`: within quotation marks, round brackets are words."""
    depth, quoted = 0, False
    for found in _NESTED.finditer(text, at):
        sign = found[0]
        if sign == '"' and not depth:
            quoted = not quoted
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        if depth < 0 or (round_ and sign == ")" and not depth and not quoted):
            return found.end()
    return None


def entries_alone(text: str) -> str:
    """The text of the same length and lines in which everything but the entries is blank."""
    written = []
    for part in parts_of(text):
        words = text[part.start : part.end]
        if part.kind == Kind.BETWEEN:
            words = _BLANK.sub(lambda found: found[0] if len(found[0]) > 1 else " ", words)
        written.append(re.sub(r"\S", " ", words) if part.kind == Kind.COMMENT else words)
    return "".join(written)


class _Abbreviations(CaseInsensitiveDict):  # type: ignore[misc]
    """What is defined by `@string`; where one is made of others, what they stand for could grow without measure."""

    left = _WRITTEN_OUT

    def __getitem__(self, name: str) -> str:
        words: str = super().__getitem__(name)
        self.left -= len(words)
        if self.left < 0:
            raise PybtexError(f"its abbreviations stand for more than {_WRITTEN_OUT} letters; write them out")
        return words


class EntryParser(Parser):  # type: ignore[misc]
    """The parser of BibTeX files; `key` is that of the last entry of which it read the fields, `wholes` are those of
    works of which others are parts.
    """

    key = ""
    wholes: frozenset[str] = frozenset()

    def parse_string(self, text: str) -> BibliographyData:
        """Read the entries of a file; those that lend their fields to others have done so."""
        self.macros: _Abbreviations = _Abbreviations(self.macros)
        data = super().parse_string(entries_alone(text))
        named = (entry.fields.get("crossref", "").split(",") for entry in data.entries.values())
        self.wholes = frozenset(composed(key.strip()).lower() for keys in named for key in keys)
        for entry in data.entries.values():
            _borrow(entry, data.entries, ())
        for key in [key for key, entry in data.entries.items() if entry.type.lower() == "xdata"]:
            del data.entries[key]
        return data

    def process_entry(self, entry_type: str, key: str, fields: Iterable[tuple[str, Any]]) -> None:
        """Take an entry up."""
        self.key = composed(key)
        plain = (
            (name, [plain_names(self.flatten_value_list(value))] if name in self.person_fields else value)
            for name, value in fields
        )
        super().process_entry(entry_type, self.key, plain)


def _borrow(entry: Entry, entries: Mapping[str, Entry], borrowers: tuple[str, ...]) -> None:
    """Write the fields that an entry lacks from those that it names as biblatex has it: `xdata`, then `crossref`.

    A field that names an entry which is not there, or one that borrows from this one, stays.
    """
    for field in LENDERS:
        named = [composed(key.strip()) for key in entry.fields.get(field, "").split(",")]
        lenders = [
            entries[key] for key in named if key in entries and key.lower() not in (*borrowers, entry.key.lower())
        ]
        for lender in lenders:
            _borrow(lender, entries, (*borrowers, entry.key.lower()))
            _lend(lender, entry, field)
        if lenders and len(lenders) == len(named):
            del entry.fields[field]


def _lend(lender: Entry, entry: Entry, field: str) -> None:
    whole = field == "crossref"  # of which the entry is a part
    has_day = any(name in entry.fields for name in ("date", "year"))
    for given, value in lender.fields.items():
        name = _OF_WHOLE.get(given.lower(), given) if whole else given
        if name not in entry.fields and given.lower() not in _OWN and not (has_day and given.lower() in _DAYS):
            entry.fields[name] = value
    for role, people in lender.persons.items():
        if role not in entry.persons and not (whole and role.lower() == "author"):
            entry.persons[role] = people


def plain_names(text: str) -> str:
    """A list of names as BibTeX has them: biblatex's `family=Goethe, given=Johann, prefix=von` is `von Goethe, Johann`.

    Without a name beside it `and` is none, nor are commas alone; `et al.` says that there are others.
    """
    found = split_name_list(" ".join(_TWICE.sub("", _EDGES.sub("", text)).split()))
    names = (name for name in found if name.strip(" ,"))
    return " and ".join(_ET_AL.sub(" and others", _plain_name(name)) for name in names)


def _plain_name(name: str) -> str:
    found = [_PART.fullmatch(part) for part in split_tex_string(name, ",")]
    parts = {match[1].lower(): match[2] for match in found if match}
    if "family" not in parts:
        return name
    family = f"{parts.get('prefix', '')} {parts['family']}".strip()
    return ", ".join(part for part in (family, parts.get("suffix"), parts.get("given")) if part)
