"""From a quote to the span it stands on, and from overlapping spans to segments. Pure functions.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4). Unlike it, a
quote must stand in exactly one place: none or several are for the caller to refuse, never to guess between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from postil.model import Quote
from postil.text.article import Article, Paragraph, fold, fold_quote

_WORD = re.compile(r"\S+")
_HEADS = (16, 4, 1)  # how many first letters of a quote `find_all` looks for before it looks closer
_LIKEST = 10  # paragraphs in which `alike` looks closer
_REACH = 6  # words by which the likest passage may be longer or shorter than the quote, at either end


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
    folded = _folded(quote)
    return [anchor for paragraph in article.paragraphs for anchor in _find_in(folded, paragraph)]


def find_all(quotes: Iterable[Quote], article: Article) -> dict[Quote, list[Anchor]]:
    """What `find` gives, for many quotes in one pass: a paragraph is searched for those whose head it has."""
    found: dict[Quote, list[Anchor]] = {quote: [] for quote in quotes}
    by_head: dict[str, list[tuple[Quote, Quote]]] = defaultdict(list)
    for quote in found:
        folded = _folded(quote)
        by_head[_head(folded.exact)].append((quote, folded))
    lengths = {len(head) for head in by_head}
    for paragraph in article.paragraphs:
        text = paragraph.folded.text
        stretches = {text[at : at + length] for length in lengths for at in range(len(text))}
        for head in stretches & by_head.keys():
            for quote, folded in by_head[head]:
                found[quote] += _find_in(folded, paragraph)
    return found


def _head(exact: str) -> str:
    return exact[: next((length for length in _HEADS if length <= len(exact)), 0)]


def _folded(quote: Quote) -> Quote:
    return Quote(fold_quote(quote.exact), fold_quote(quote.prefix), fold_quote(quote.suffix))


def _find_in(quote: Quote, paragraph: Paragraph) -> Iterable[Anchor]:
    folded = paragraph.folded
    at = folded.text.find(quote.exact) if quote.exact else -1
    while at >= 0:
        before, after = folded.text[:at].rstrip(), folded.text[at + len(quote.exact) :].lstrip()
        if before.endswith(quote.prefix) and after.startswith(quote.suffix):
            yield Anchor(paragraph.number, *folded.span(at, len(quote.exact)))
        at = folded.text.find(quote.exact, at + 1)


def crosses_paragraphs(quote: Quote, article: Article) -> bool:
    """Whether the quote would be found if the article had no paragraphs."""
    return fold_quote(quote.exact) in fold(" ".join(paragraph.text for paragraph in article.paragraphs)).text


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words of the article that are like a quote, and how much: `score` from 0 to 100, as RapidFuzz counts it."""

    score: float
    anchor: Anchor
    words: str


def alike(quote: Quote, article: Article) -> list[Likeness]:
    """The whole words most like the quote in each of the paragraphs most like it, the likest first."""
    exact = fold_quote(quote.exact)
    texts = [paragraph.folded.text for paragraph in article.paragraphs]
    likest = process.extract(exact, texts, scorer=fuzz.partial_ratio, processor=None, limit=_LIKEST)
    found = (_alike_in(exact, article.paragraphs[index]) for _, _, index in likest)
    return sorted((likeness for likeness in found if likeness), key=lambda likeness: -likeness.score)


def _alike_in(exact: str, paragraph: Paragraph) -> Likeness | None:
    folded = paragraph.folded
    alignment = fuzz.partial_ratio_alignment(exact, folded.text)
    if not alignment:
        return None
    words = [match.span() for match in _WORD.finditer(folded.text)]
    first = sum(end <= alignment.dest_start for _, end in words)
    last = sum(start < alignment.dest_end for start, _ in words) - 1
    starts = words[max(0, first - _REACH) : first + _REACH + 1]
    ends = words[max(0, last - _REACH) : last + _REACH + 1]
    spans = [(start, end) for start, _ in starts for _, end in ends if start < end]
    start, end = max(spans, key=lambda span: fuzz.ratio(exact, folded.text[slice(*span)]), default=(0, 0))
    if start == end:
        return None
    anchor = Anchor(paragraph.number, *folded.span(start, end - start))
    return Likeness(fuzz.ratio(exact, folded.text[start:end]), anchor, folded.text[start:end])


def selector(anchor: Anchor, article: Article) -> Quote:
    """The quote that stands at the anchor and nowhere else, with as few words before or after it as are needed.

    Raises ValueError where two paragraphs are the same, so that no words tell one from the other.
    """
    text = next(paragraph.text for paragraph in article.paragraphs if paragraph.number == anchor.paragraph)
    exact, before, after = text[anchor.start : anchor.end], text[: anchor.start].split(), text[anchor.end :].split()
    for count in range(max(len(before), len(after)) + 1):
        prefix, suffix = " ".join(before[max(0, len(before) - count) :]), " ".join(after[:count])
        for quote in (Quote(exact, prefix), Quote(exact, "", suffix), Quote(exact, prefix, suffix)):
            if find(quote, article) == [anchor]:
                return quote
    raise ValueError(f"“{exact}” stands in two paragraphs that are the same")


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
