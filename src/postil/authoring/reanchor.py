"""When the text is revised: for each note whose quote no longer stands in one place, where its words are now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from postil.edition import Edition
from postil.model import Note, Quote
from postil.text.anchor import Likeness, leading, resolve, selector

SAFE = 85  # of 100: from here on the words are the same but for a letter, a mark or a word
LEAST_BESIDE = 50  # of 100: what is before and after the words must be as like as this


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new place for a note. `score` is from 0 to 100; `reason` says why an unsafe one must be looked at."""

    note: Note
    quote: Quote | None
    score: float
    reason: str = ""

    @property
    def safe(self) -> bool:
        """Whether it may be applied unseen."""
        return self.quote is not None and not self.reason


def proposals(edition: Edition) -> Iterator[Proposal]:
    """A proposal for every note that is not anchored, in the order of the notes."""
    for note in edition.notes:
        if note.id not in edition.anchors:
            yield _propose(note, edition)


def _propose(note: Note, edition: Edition) -> Proposal:
    likely = resolve(note.quote, edition.article)
    if not likely:
        return Proposal(note, None, 0, "nothing in the article is like it")
    best = likely[0]
    try:
        quote = selector(best.anchor, edition.article)
    except ValueError as error:
        return Proposal(note, None, best.score, str(error))
    return Proposal(note, quote, best.score, _doubt(likely))


def _doubt(likely: list[Likeness]) -> str:
    best = likely[0]
    if best.exact < SAFE:
        return f"the words have changed much: {best.exact:.0f} of 100 alike, {SAFE} are safe"
    if best.beside is not None and best.beside < LEAST_BESIDE:
        return f"what is beside the words is another: {best.beside:.0f} of 100 alike, {LEAST_BESIDE} are safe"
    if leading(likely) is None:
        return f"the words stand {len(likely)} times" if best.exact == 100 else "another passage is almost as like"
    return ""


def apply(proposal: Proposal) -> None:
    """Write the new quote into the note's file; every other line stays as it is.

    Raises ValueError for a proposal that has no quote.
    """
    quote = proposal.quote
    if quote is None:
        raise ValueError(proposal.reason)
    lines = proposal.note.path.read_text("utf-8").split("\n")
    fields = {"quote": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    written = [_field(name, words) for name, words in fields.items() if words]
    first = proposal.note.line("quote") - 1
    kept = [line for at, line in enumerate(lines) if at not in _places(proposal.note, lines)]
    at = sum(number not in _places(proposal.note, lines) for number in range(first))
    proposal.note.path.write_text("\n".join([*kept[:at], *written, *kept[at:]]), "utf-8")


def _places(note: Note, lines: list[str]) -> set[int]:
    """The lines, from 0, on which quote, prefix and suffix stand, with the lines that go on from them."""
    places = set()
    for field in ("quote", "prefix", "suffix"):
        if field in (note.lines or {}):
            at = note.line(field) - 1
            places.add(at)
            while re.match(r"\s+\S", lines[at + 1]):
                at += 1
                places.add(at)
    return places


def _field(name: str, words: str) -> str:
    return str(yaml.safe_dump({name: words}, allow_unicode=True, width=10_000)).rstrip("\n")
