"""The sources: a BibTeX file, or CSL JSON, whose entries may also say how each is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from pybtex.database import BibliographyData, Entry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from postil.model import Source, SourceGroup, State, composed
from postil.problems import Problem, ProblemError
from postil.reading.bibtex import LENDERS, EntryParser, Kind, entries_alone, parts_of
from postil.reading.csl_items import ITEM, read_items
from postil.reading.entries import date_problem, source_of
from postil.reading.files import read_text, refuse_unseen
from postil.reading.latex import decode, in_pairs
from postil.reading.markup import KEY, is_web_address
from postil.reading.memory import recall
from postil.text.characters import position, unseen

LARGEST = 4 * 1024 * 1024  # bytes
_LONGEST = 1000  # letters of a field that is read as LaTeX
_ENTRY = re.compile(r"@(?!(?:string|comment|preamble)\b)\w+\s*[{(]\s*([^,\s{}()=]+)", re.IGNORECASE)
_STRAY = re.compile(r"\s*,\s*[\w+-]+\s*=")  # a field outside of its entry
_COMMENTS = re.compile(r"%.*|\s+")
_KEYLESS = re.compile(r"@(?!(?:string|comment|preamble)\b)\w+\s*[{(]\s*,?\s*\w+\s*=", re.IGNORECASE)
_HINTS = {  # what pybtex says → what would be right
    "expected": "; look before it for a comma or a brace that is missing",
    "undefined string": "; put the words in braces, or define the abbreviation by @string",
    "Too many commas": "; put “and” between names",
}
_SPACED_KEY = re.compile(r"@\w+\s*[{(]\s*([^\s,={}()\"]+[^\S\n]+[^,={}()\"\n]+),")
_UNREAD = (".ris", ".enw", ".nbib", ".rdf", ".xml", ".yaml", ".yml")
_LISTS = {  # how lists of sources begin
    "RIS": re.compile(r"\s*TY  ?- "),
    "EndNote's": re.compile(r"\s*%[0A] \S"),
    "PubMed's": re.compile(r"\s*PMID- "),
    "BibTeX": re.compile(r"\s*(?:%[^\n]*\n\s*)*@\w+\s*[{(]"),
    "CSL JSON": re.compile(r'\s*\[\s*\{(?=[^{}\[\]]*"type"\s*:\s*"[a-z_-]+")(?=[^{}\[\]]*"title"\s*:)'),
}
_EXPORT = "export it as BibTeX, or as CSL JSON into a file named *.json"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GROUPS_ALONE = re.compile(r"[^\\%$#&~^_]*")  # nothing of LaTeX but braces
_FEW = 50  # braces, which pybtex reads also where each is in another
_LATEX_FIELDS = ("title", "gloss", "note")


def kind_of_list(text: str) -> str:
    """What a list of sources is in, such as RIS; nothing where it is none."""
    return next((kind for kind, begins in _LISTS.items() if begins.match(text)), "")


def other_lists(*paths: Path) -> Iterator[Problem]:
    """Lists of sources beside these files, where none of these is there: of their name, in other formats."""
    if not any(path.exists() or path.is_symlink() for path in paths):
        beside = sorted(paths[0].parent.glob(f"{paths[0].stem}.*"))
        for path in (path for path in beside if path.suffix in _UNREAD):
            message = (
                f"is not read; export the sources as BibTeX into {paths[0].name}, or as CSL JSON into {paths[1].name}"
            )
            yield Problem(path, 1, "source-unreadable", message)


def read_sources(*paths: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The entries of .bib and CSL JSON files by key, and what is wrong with them; a file that is missing has none."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in (path for path in paths if path.exists() or path.is_symlink()):
        try:
            text = read_text(path, LARGEST)
            found = recall("sources", text, partial(_read, path, text), str(path))
        except ProblemError as error:
            problems.append(error.at(path))
            continue
        for source, wrong in found:
            problems += wrong
            if source.key in sources:
                message = f"the source '{source.key}' is also in {sources[source.key].path.name}; keep one"
                problems.append(Problem(path, source.line, "source-field-value", message))
            sources.setdefault(source.key, source)
    return sources, problems


def _read(path: Path, text: str) -> list[tuple[Source, list[Problem]]]:
    """Each source of a file, and what is wrong with it. Raises ProblemError."""
    refuse_unseen(text)
    if path.suffix == ".json":
        lines, data, wholes = _lines(text, ITEM), read_items(text), frozenset[str]()
    else:
        lines = _lines(entries_alone(text), _ENTRY)
        data, wholes = _read_bibtex(text, lines)
    made = ((source_of(key, entry, path, lines.get(key, 1)), entry) for key, entry in data.entries.items())
    return [
        (replace(source, lends=source.key.lower() in wholes), list(_problems(source, entry))) for source, entry in made
    ]


def _lines(text: str, begins: re.Pattern[str]) -> dict[str, int]:
    """The line on which each entry begins, by its key; of two with one key, the second."""
    return {composed(match[1]): text.count("\n", 0, match.start(1)) + 1 for match in begins.finditer(text)}


def _read_bibtex(text: str, lines: Mapping[str, int]) -> tuple[BibliographyData, frozenset[str]]:
    _refuse_slips(text)
    parser = EntryParser()
    try:
        return parser.parse_string(text), parser.wholes
    except PybtexError as error:
        line, message = getattr(error, "lineno", None) or lines.get(parser.key, 1), str(error).replace("\n", " ")
        hint = next((hint for words, hint in _HINTS.items() if words in message), "")
        raise ProblemError("source-unreadable", f"cannot be read: {message}{hint}", line) from None
    except RecursionError:
        raise ProblemError("source-unreadable", "cannot be read: braces stand too deep in one another") from None


def _refuse_slips(text: str) -> None:
    """Name a file without entries, and the entry of which a brace is missing or stands too early."""
    parts = list(parts_of(text))
    between = (text[part.start : part.end] for part in parts if part.kind == Kind.BETWEEN)
    if all(part.kind != Kind.ENTRY for part in parts) and any(_COMMENTS.sub("", words) for words in between):
        kind = kind_of_list(text)
        message = f"{f'is {kind}, and ' if kind else ''}holds no entry such as @misc{{key, …}}; {_EXPORT}"
        raise ProblemError("source-unreadable", message, 1)
    for part in (part for part in parts if part.kind != Kind.BETWEEN):
        if not part.ends:
            message = "the entry that begins here does not end; a brace is missing in it"
            raise ProblemError("source-unreadable", message, position(text, part.start)[0])
        if _KEYLESS.match(text, part.start):
            message = "the entry that begins here has no key; name it, as in @book{doe2020, title = …"
            raise ProblemError("source-unreadable", message, position(text, part.start)[0])
        if spaced := _SPACED_KEY.match(text, part.start):
            message = f"the key '{spaced[1].rstrip()}' has a space in it; write it as one word"
            raise ProblemError("source-unreadable", message, position(text, part.start)[0])
        if part.kind == Kind.ENTRY and _STRAY.match(text, part.end):
            begins = position(text, part.start)[0]
            message = f"the entry that begins on line {begins} ends here, before its last fields; a brace is too much"
            raise ProblemError("source-unreadable", message, position(text, part.end)[0])


def _problems(source: Source, entry: Entry) -> Iterator[Problem]:
    def problem(code: str, message: str) -> Problem:
        return Problem(source.path, source.line, code, f"the source '{source.key}' {message}")

    if entry.type.lower() == "set":
        yield problem("source-field-value", "is no source, but a set of others; cite each of them, and take it out")
        return
    for message in (*_values(source, entry), *_lent(entry), *_run_together(source)):
        yield problem("source-field-value", message)
    if not source.fields.get("title"):
        yield problem("source-field-missing", "has no title")
    if not source.names:
        yield problem("source-field-missing", "has no author, no editor and no organization")
    if source.fields["keywords"] not in set(SourceGroup):
        yield problem("source-group", f"must say keywords = {{…}} with one of {', '.join(SourceGroup)}")
    if source.state not in set(State):
        yield problem("source-state", "must say state = {checked} or state = {unchecked}")
    elif source.state == State.CHECKED and not _is_day(source.fields.get("checked", "")):
        yield problem("source-state", "is checked and must say when: checked = {2026-11-23}")


def _values(source: Source, entry: Entry) -> Iterator[str]:
    if not re.fullmatch(KEY, source.key):
        yield "must have a key without spaces and without any of , { } # % ( ) = ~ < > ` \\ and quotation marks"
    for name, words in (("key", source.key), *(("name", str(name)) for name in source.names), *source.fields.items()):
        if found := unseen(words):
            yield f"has a {name} that cannot be printed: {found[2]}"
    if source.url and not is_web_address(source.url):
        yield (
            "must have as url one whole address without spaces that begins with https:// or http://; signs such as "
            '| ^ < > " are written %7C %5E %3C %3E %22'
        )
    when, year = source.fields.get("date", ""), decode(entry.fields.get("year", ""))
    if wrong := date_problem(when):
        yield wrong
    elif when[:1].isdecimal() and year.isdecimal() and not when.startswith(year):
        yield f"says year {year} and date {when}; they must agree"
    for field in _LATEX_FIELDS:
        if len(entry.fields.get(field, "")) > _LONGEST:
            yield f"has a {field} of more than {_LONGEST} letters; shorten it"
        elif not is_latex(entry.fields.get(field, "")):
            yield f"has a {field} that is not plain LaTeX: braces must come in pairs"


def _lent(entry: Entry) -> Iterator[str]:
    for field in LENDERS:
        if field in entry.fields:
            yield f"takes fields by {field} from '{entry.fields[field]}', which is no other entry of this file"


def _run_together(source: Source) -> Iterator[str]:
    for name in source.names:
        if (name.given and re.search(r"[;&]", str(name))) or " " in name.suffix:
            yield f"has the name '{name}'; put “and” between names, and braces around one that is of no person"


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@cache
def is_latex(text: str) -> bool:
    """Whether pybtex, whose styles a user may choose, can read a field as LaTeX."""
    if not set("\\{}").intersection(text):
        return True
    if _GROUPS_ALONE.fullmatch(text) and text.count("{") < _FEW and in_pairs(text):
        return True  # pybtex would take long to say so
    try:
        Text.from_latex(text)
    except (PybtexError, ValueError, RecursionError):
        return False
    return True
