"""When the text is revised: for each note whose quote no longer stands in one place, where its words are now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from postil.authoring.front_matter import with_fields
from postil.edition import Edition
from postil.model import Note, Quote
from postil.reading.files import read_text, write_again
from postil.reading.notes import LARGEST, split_front_matter
from postil.reading.yaml_lines import load
from postil.text.anchor import Likeness, leading, resolve, selector
from postil.text.folding import fold_quote

SAFE = 85  # of 100: from here on the words are the same but for a letter, a mark or a word
LEAST_BESIDE = 50  # of 100: what is before and after the words must be as like as this
_TURNS = re.compile(  # a word that makes another statement of the same words, in languages of many texts
    r"\d+|\b(?:not|never|no|none|nobody|nothing|neither|nor|without|nicht|kein\w*|nie|ohne|pas|jamais|sans|nunca|sin|"
    r"non|mai|не|нет|никогда|без)\b|n['’]t\b|[不没沒未無无非]"
)


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
    return Proposal(note, quote, best.score, _doubt(note.quote, likely))


def _doubt(quote: Quote, likely: list[Likeness]) -> str:
    best = likely[0]
    if sorted(_TURNS.findall(fold_quote(quote.exact).lower())) != sorted(_TURNS.findall(best.words.lower())):
        return "a number or a negation is another"
    if best.exact < SAFE:
        return f"the words have changed much: {best.exact:.0f} of 100 alike, {SAFE} are safe"
    if best.beside is not None and best.beside < LEAST_BESIDE:
        return f"what is beside the words is another: {best.beside:.0f} of 100 alike, {LEAST_BESIDE} are safe"
    if leading(likely) is None:
        return f"the words stand {len(likely)} times" if best.exact == 100 else "another passage is almost as like"
    return ""


def apply(proposal: Proposal) -> None:
    """Write the new quote into the note's file; everything else stays as it is.

    Raises ValueError for a proposal that has no quote, and for a file that cannot be rewritten without changing other
    fields: it is not touched.
    """
    quote, path = proposal.quote, proposal.note.path
    if quote is None:
        raise ValueError(proposal.reason)
    fields = {"quote": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    before = read_text(path, LARGEST)
    after = with_fields(before, fields, after="quote")
    if _data(after) != {**_data(before), **fields}:
        raise ValueError("cannot be rewritten without changing other fields; write the quote by hand")
    write_again(path, after)


def _data(text: str) -> dict[str, object]:
    data, _ = load(split_front_matter(text)[0])
    return {"prefix": "", "suffix": "", **data}
