"""ClaimReview of schema.org: a review of each claim that a note judges.

The rating is ordinal, from 1 (the record says otherwise) to 5 (the record bears it out as it stands), named with the
verdict's own word; the numbers only order the words. A disputed claim gets its name and no number, because an even
division of serious opinion is not a middle degree of truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.evidence import borne_by
from postil.export.long_json import document
from postil.model import Note, Verdict

CITATION = "citation"
"""What names the works that a review leans on, with what they say: most of its length."""


def claim_reviews(edition: Edition, addresses: Addresses) -> str:
    """The reviews as one JSON-LD document, in reading order."""
    return _document(_reviews(edition, addresses))


def as_script(edition: Edition, addresses: Addresses) -> str:
    """The reviews as an HTML data block, which no text can end early; the page itself names their sources."""
    reviews = (
        {name: told for name, told in review.items() if name != CITATION} for review in _reviews(edition, addresses)
    )
    text = _document(reviews).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _document(reviews: Iterable[dict[str, Any]]) -> str:
    return document({"@context": "https://schema.org"}, "@graph", reviews)


def _reviews(edition: Edition, addresses: Addresses) -> Iterator[dict[str, Any]]:
    for note in map(edition.by_id.__getitem__, edition.reading_order):
        if note.verdict:
            yield _review(note, note.verdict, edition, addresses)


def _review(note: Note, verdict: Verdict, edition: Edition, addresses: Addresses) -> dict[str, Any]:
    settings = edition.settings
    return {
        "@type": "ClaimReview",
        "url": addresses.of_note(note.id),
        "author": {"@type": "Organization", "name": ", ".join(note.by)},
        "claimReviewed": note.quote.exact,
        "reviewBody": f"{note.title}. {note.margin.words}",
        "reviewRating": _rating(verdict),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {
                "@type": "CreativeWork",
                "name": settings.title,
                "url": addresses.of_chapter(note.id),
                **({} if settings.undated else {"datePublished": settings.date.isoformat()}),
            },
        },
        CITATION: list(_citations(note, edition)),
        **({"version": settings.version} if settings.version else {}),
        **({"license": settings.licence} if settings.licence else {}),
    }


def _citations(note: Note, edition: Edition) -> Iterator[dict[str, str]]:
    """The sources as works; the abstract of each is what it says that the review relies on."""
    borne = list(borne_by(note, edition))
    for key in note.sources:
        source = edition.sources[key]
        said = " ".join(passage.line for passage in borne if passage.source == source)
        work = {"url": source.url, "name": source.fields.get("title", ""), "abstract": said}
        yield {"@type": "CreativeWork", **{name: value for name, value in work.items() if value}}


def _rating(verdict: Verdict) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": verdict.name}
    if verdict.rating:
        rating |= {"ratingValue": verdict.rating, "bestRating": 5, "worstRating": 1}
    return rating
