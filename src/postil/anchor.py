"""From a quote to the span it stands on, and from overlapping spans to segments. Pure functions.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4). Unlike it, a
quote must stand in exactly one place: none or several are for the caller to refuse, never to guess between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from postil.model import Quote
from postil.text import Article, Paragraph, fold, fold_quote


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A half-open span of code points within the paragraph numbered `paragraph`."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same notes stand; `ids` in the order given, outermost first."""

    start: int
    end: int
    ids: tuple[str, ...]


def find(quote: Quote, article: Article) -> list[Anchor]:
    """Every place in the article where the quote stands between its prefix and suffix, in reading order."""
    return [anchor for paragraph in article.paragraphs for anchor in _find_in(quote, paragraph)]


def _find_in(quote: Quote, paragraph: Paragraph) -> Iterable[Anchor]:
    exact, prefix, suffix = map(fold_quote, (quote.exact, quote.prefix, quote.suffix))
    folded = paragraph.folded
    at = folded.text.find(exact) if exact else -1
    while at >= 0:
        before, after = folded.text[:at].rstrip(), folded.text[at + len(exact) :].lstrip()
        if before.endswith(prefix) and after.startswith(suffix):
            yield Anchor(paragraph.number, *folded.span(at, len(exact)))
        at = folded.text.find(exact, at + 1)


def crosses_paragraphs(quote: Quote, article: Article) -> bool:
    """Whether the quote would be found if the article had no paragraphs."""
    return fold_quote(quote.exact) in fold(article.text).text


def nearest(quote: Quote, article: Article) -> str:
    """The whole words of the article that are most like the quote, for a message."""
    exact = fold_quote(quote.exact)
    likenesses = ((fuzz.partial_ratio_alignment(exact, p.folded.text), p) for p in article.paragraphs)
    found = [(alignment, paragraph) for alignment, paragraph in likenesses if alignment]
    if not found:
        return ""
    alignment, paragraph = max(found, key=lambda pair: pair[0].score)
    folded = paragraph.folded.text
    start = folded.rfind(" ", 0, alignment.dest_start + 1) + 1
    end = folded.find(" ", alignment.dest_end - 1)
    return folded[start : end if end >= 0 else len(folded)]


def segments(spans: Mapping[str, tuple[int, int]], cuts: Sequence[tuple[int, int]]) -> list[Segment]:
    """Cut the `cuts` (such as sentences) wherever one of the `spans` begins or ends.

    The segments of one cut, joined, are that cut. In each, the ids run from the longest span to the shortest.
    """
    edges = sorted({edge for span in spans.values() for edge in span})
    outermost = sorted(spans, key=lambda id: (spans[id][0] - spans[id][1], spans[id][0], id))
    result = []
    for start, end in cuts:
        points = [start, *(edge for edge in edges if start < edge < end), end]
        for left, right in pairwise(points):
            ids = tuple(id for id in outermost if spans[id][0] <= left and right <= spans[id][1])
            result.append(Segment(left, right, ids))
    return result
