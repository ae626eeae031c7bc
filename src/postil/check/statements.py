"""What a note states must be carried: by a passage of a source that it cites, or by the article itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from rapidfuzz import fuzz, process

from postil.edition import Edition
from postil.model import Note, Number, Quotation, Source, Statement, When
from postil.problems import Problem
from postil.reading.evidence import Evidence
from postil.reading.memory import recall
from postil.text.statements import folded, statements

_CLIP = 160  # characters of a passage that a message repeats
_ROUNDED = 10  # from here on a number may be that of a source without its decimals
_LARGE = 10_000  # and from here on without its last digits
_SCALES = (("thousand", Decimal(10**3)), ("million", Decimal(10**6)), ("billion", Decimal(10**9)))  # units of tables
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_TITLES = ("title", "gloss", "note", "date", "year")


@dataclass(frozen=True)
class Carrier:
    """Something that can carry a statement: texts, each in its languages, and days on which the source was read."""

    texts: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[date, ...] = ()

    def carries(self, statement: Statement) -> bool:
        """Whether the statement is in one of the texts."""
        what = statement.what
        if isinstance(what, Quotation):
            return self._quotes(what.words)
        return self._counts(what) if isinstance(what, Number) else self._dates(what)

    @cached_property
    def digest(self) -> str:
        """A digest of the texts and the days."""
        return hashlib.sha256(repr((self.texts, self.days)).encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def _statements(self) -> list[Statement]:
        return recall("statements", repr(self.texts), self._found)

    def _found(self) -> list[Statement]:
        return [found for text, languages in self.texts for found in statements(text, languages)]

    @cached_property
    def _words(self) -> str:
        return "\n".join(folded(text) for text, _ in self.texts)

    @cached_property
    def _whens(self) -> list[When]:
        given = [s.what for s in self._statements if isinstance(s.what, When)]
        return [*given, *(When(day.year, day.month, day.day) for day in self.days)]

    @cached_property
    def _numbers(self) -> set[Decimal]:
        given = {s.what.value for s in self._statements if isinstance(s.what, Number)}
        return given | {Decimal(when.year) for when in self._whens if when.year}

    def _quotes(self, words: str) -> bool:
        """Whether the words are in a text, as whole words where their script puts space between words."""
        if words not in self._words:
            return False
        return bool(_UNSPACED.search(words) or re.search(rf"(?<!\w){re.escape(words)}(?:e?s)?(?!\w)", self._words))

    def _counts(self, number: Number) -> bool:
        low, high = number.value, number.value + number.span - 1
        return any(low <= given <= high or _rounds(given, low) for given in self._numbers) or any(
            word in self._words and self._counts(Number(low / scale)) for word, scale in _SCALES if low >= scale
        )

    def _dates(self, when: When) -> bool:
        """Whether a date of the source gives what the statement gives; its year may be elsewhere in the source."""
        return any(
            when.month == (given.month if when.month else None)
            and when.day == (given.day if when.day else None)
            and (when.year in (None, given.year) or (given.year is None and Decimal(when.year) in self._numbers))
            for given in self._whens
        )


def _rounds(given: Decimal, stated: Decimal) -> bool:
    """Whether a number of the source, given more exactly, is the stated one."""
    if stated >= _LARGE and len(stated.normalize().as_tuple().digits) > 1:
        stated, given = stated.normalize(), given.normalize()
    places, exact = stated.as_tuple().exponent, given.as_tuple().exponent
    assert isinstance(places, int) and isinstance(exact, int)  # noqa: S101  (numbers in texts are finite)
    return stated >= _ROUNDED and exact < places and abs(given - stated) <= Decimal(1).scaleb(places) / 2


class Carriers:
    """What carries the statements of an edition's notes."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        settings = edition.settings
        languages = settings.languages
        self.article = Carrier(((edition.article.text, languages), (settings.title, languages)), (settings.date,))
        self._of_source: dict[str, Carrier] = {}

    def of_source(self, key: str) -> Carrier:
        """What a source says, and how the bibliography describes it."""
        if key not in self._of_source:
            entry = (self.edition.evidence or {}).get(key)
            self._of_source[key] = _of_source(self.edition.sources.get(key), entry.record if entry else None)
        return self._of_source[key]

    def unsupported(self, note: Note) -> list[Statement]:
        """The statements of a note that nothing carries, each once for each line."""
        carriers = [self.article, *map(self.of_source, note.cited)]
        given = " ".join(carrier.digest for carrier in carriers)
        return recall("unsupported", repr(note.statements), lambda: list(_uncarried(note, carriers)), given)


def _uncarried(note: Note, carriers: Sequence[Carrier]) -> Iterator[Statement]:
    seen: set[tuple[int, str]] = set()
    for statement in note.statements:
        place = statement.line, statement.text
        if place not in seen and not any(carrier.carries(statement) for carrier in carriers):
            seen.add(place)
            yield statement


def _of_source(source: Source | None, record: Evidence | None) -> Carrier:
    fields = [source.fields[name] for name in _TITLES if name in source.fields] if source else []
    texts = [(text, ("en",)) for text in fields]
    for passage in record.passages if record else ():
        texts += [(text, ("en",)) for text in (passage.says, passage.means, passage.where) if text]
        texts += [(passage.words, (passage.lang,))] if passage.words else []
    return Carrier(tuple(texts), tuple(reading.on for reading in record.read) if record else ())


def statements_are_carried(edition: Edition) -> Iterator[Problem]:
    """Each statement of a note whose sources all have evidence records is carried."""
    if edition.evidence is not None:
        records = edition.evidence
        yield from problems_of(edition, (note for note in edition.notes if records.keys() >= set(note.cited)))


def problems_of(edition: Edition, notes: Iterable[Note]) -> Iterator[Problem]:
    """A problem for each statement of the notes that nothing carries; it names the passage that is nearest."""
    carriers = Carriers(edition)
    for note in notes:
        for statement in carriers.unsupported(note):
            message = (
                f"{_kind(statement)} {_shown(statement)} is in no passage of a source cited here, no word of the "
                f"article and no value; {_nearest(statement, note, edition)}"
            )
            home = (*edition.paths.bibliographies, *map(edition.paths.record, note.cited))
            yield Problem(note.path, statement.line, "statement-unsupported", message, missing_from=home)


def _kind(statement: Statement) -> str:
    return {Number: "the number", When: "the date", Quotation: "the quotation"}[type(statement.what)]


def _shown(statement: Statement) -> str:
    """The statement, and what is about it where it is written otherwise there."""
    if isinstance(statement.what, Quotation) or statement.text in statement.around:
        return statement.text
    return f"{statement.text} (“…{statement.around}…”)"


def _nearest(statement: Statement, note: Note, edition: Edition) -> str:
    records = [entry.record for key in note.cited if (entry := (edition.evidence or {}).get(key))]
    passages = {f"{record.source}#{p.id}": f"{p.words} {p.says}".strip() for record in records for p in record.passages}
    if not passages:
        home = f"; write it into {edition.paths.within(edition.paths.record(note.cited[0]))}" if note.cited else ""
        return f"none of the sources has a passage yet{home}"
    near = process.extractOne(statement.around, passages, scorer=fuzz.token_set_ratio)
    text = near[0] if len(near[0]) <= _CLIP else f"{near[0][:_CLIP]}…"
    return f"the nearest is {near[2]}: “{text}”"
