"""From a quote to the span it stands on, and from overlapping spans to segments. Pure functions.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4). Unlike it, a
quote must stand in exactly one place: none or several are for the caller to refuse, never to guess between.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from postil.model import Quote
from postil.text.article import Article, Paragraph, pieces
from postil.text.characters import seen
from postil.text.counting import is_unspaced
from postil.text.folding import fold_quote

_OTHER_CASE = 99.0  # of 100: the same letters, large where they were small
_WORD = re.compile(r"[^\s—–]+|[—–]+")
_LETTER = re.compile(r"\S")  # where no spaces are between words
_HEADS = (16, 4, 1)  # how many first letters of a quote `find_all` looks for before it looks closer
_LONG = 64  # letters of a quote, from which on comparing it takes long
_LIKEST = 10  # paragraphs in which `resolve` looks closer
_CONTEXT = 32  # characters kept on either side of a quote
_MOST_CONTEXT = 1000  # what a note's field may hold
CLEAR = 10  # of 100: by which a place must lead the next
_REACH = 6  # words by which the likest passage may be longer or shorter than the quote, at either end


@dataclass(frozen=True, order=True)
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
    """Every place in the article where the quote is, between its prefix and suffix, in reading order."""
    return _find(_folded(quote), article)


def _find(quote: Quote, article: Article) -> list[Anchor]:
    """As `find`, of a folded quote."""
    starts = _starts(quote.exact, article) if quote.exact else []
    indexes = dict.fromkeys(bisect_right(article.starts, start) - 1 for start in starts)
    return [anchor for index in indexes for anchor in _find_in(quote, index, article)]


def find_all(quotes: Iterable[Quote], article: Article) -> dict[Quote, list[Anchor]]:
    """What `find` gives, for many quotes in one pass: a paragraph is searched for those whose head it has."""
    found: dict[Quote, list[Anchor]] = {quote: [] for quote in quotes}
    by_head: dict[str, list[tuple[list[Anchor], Quote]]] = defaultdict(list)
    for quote, anchors in found.items():
        folded = _folded(quote)
        by_head[_head(folded.exact)].append((anchors, folded))
    lengths = {len(head) for head in by_head}
    for index, paragraph in enumerate(article.paragraphs):
        text = paragraph.folded.text
        stretches = {text[at : at + length] for length in lengths for at in range(len(text))}
        for head in stretches & by_head.keys():
            for anchors, folded in by_head[head]:
                anchors += _find_in(folded, index, article)
    return found


def _head(exact: str) -> str:
    return exact[: next((length for length in _HEADS if length <= len(exact)), 0)]


def _folded(quote: Quote) -> Quote:
    return Quote(fold_quote(quote.exact), fold_quote(quote.prefix), fold_quote(quote.suffix))


def _find_in(quote: Quote, index: int, article: Article) -> Iterator[Anchor]:
    paragraph, first = article.paragraphs[index], article.starts[index]
    folded = paragraph.folded
    at = folded.text.find(quote.exact) if quote.exact else -1
    while at >= 0:
        if _is_between(quote, article.folded, first + at):
            yield Anchor(paragraph.number, *folded.span(at, len(quote.exact)))
        at = folded.text.find(quote.exact, at + 1)


def _is_between(quote: Quote, text: str, start: int) -> bool:
    """Whether the folded quote, which is at `start` of the folded text, has its prefix before and its suffix after."""
    end = start + len(quote.exact)
    before = start - text.endswith(" ", 0, start)
    after = end + text.startswith(" ", end)
    return text.endswith(quote.prefix, 0, before) and text.startswith(quote.suffix, after)


def crosses_paragraphs(quote: Quote, article: Article) -> bool:
    """Whether the quote would be found if the article had no paragraphs."""
    return fold_quote(quote.exact) in article.folded


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words of the article that may be those of a quote. Scores run from 0 to 100, as RapidFuzz counts likeness.

    `exact` says how like the words are, `beside` how like what is before and after them is to prefix and suffix; None
    where the quote has neither.
    """

    anchor: Anchor
    words: str
    exact: float
    beside: float | None = None

    @property
    def score(self) -> float:
        """Both together; the words count three times as much as what is beside them."""
        return self.exact if self.beside is None else (3 * self.exact + self.beside) / 4


def resolve(quote: Quote, article: Article) -> list[Likeness]:
    """Where the words of a quote may be now, the likeliest place first.

    Where the exact words are still there, these places alone; else the whole words most like them in each of the
    paragraphs most like them. Whether the first leads clearly is for `leading` to say.
    """
    folded = _folded(quote)
    exactly = _find(Quote(folded.exact), article)
    found = [(anchor, folded.exact, 100.0) for anchor in exactly] or _alike(folded.exact, article)
    likely = (Likeness(anchor, words, score, _beside(folded, anchor, article)) for anchor, words, score in found)
    return sorted(likely, key=lambda likeness: -likeness.score)


def leading(likely: Sequence[Likeness]) -> Likeness | None:
    """The first of what `resolve` found, where it leads the next clearly; else None."""
    if not likely:
        return None
    best, next_ = likely[0], likely[1] if len(likely) > 1 else None
    if next_ and best.exact - next_.exact < CLEAR and (best.beside or 0) - (next_.beside or 0) < CLEAR:
        return None
    return best


def _alike(exact: str, article: Article) -> list[tuple[Anchor, str, float]]:
    texts = [paragraph.folded.text for paragraph in article.paragraphs]
    other_case = [
        (Anchor(paragraph.number, *paragraph.folded.span(at, len(exact))), text[at : at + len(exact)], _OTHER_CASE)
        for paragraph, text in zip(article.paragraphs, texts, strict=True)
        if len(text.lower()) == len(text) and (at := text.lower().find(exact.lower())) >= 0
    ]
    if other_case:
        return other_case
    likest = _likest(exact, texts, article)
    return [found for index in likest if (found := _alike_in(exact, article.paragraphs[index]))]


def _likest(exact: str, texts: Sequence[str], article: Article) -> list[int]:
    """The places of the paragraphs most like the words; of many words, of those that have the most of them.

    So a long quote, of which each comparison takes long, is compared with few.
    """
    if len(exact) <= _LONG:
        found = process.extract(exact, texts, scorer=fuzz.partial_ratio, processor=None, limit=_LIKEST)
        return [index for _, _, index in found]
    shared = Counter(index for piece in pieces(exact) for index in article.having.get(piece, ()))
    return [index for index, count in shared.most_common(_LIKEST) if 2 * count >= max(shared.values())]


def _alike_in(exact: str, paragraph: Paragraph) -> tuple[Anchor, str, float] | None:
    folded = paragraph.folded
    alignment = fuzz.partial_ratio_alignment(exact, folded.text)
    if not alignment:
        return None
    word = _LETTER if is_unspaced(folded.text) else _WORD
    words = [match.span() for match in word.finditer(folded.text)]
    first = sum(end <= alignment.dest_start for _, end in words)
    last = sum(start < alignment.dest_end for start, _ in words) - 1
    starts = list(_edges(folded.text, words[max(0, first - _REACH) : first + _REACH + 1]))
    ends = list(_edges(folded.text, words[max(0, last - _REACH) : last + _REACH + 1]))
    spans = [(start, end) for start, _ in starts for _, end in ends if start < end]
    start, end = max(spans, key=lambda span: fuzz.ratio(exact, folded.text[slice(*span)]), default=(0, 0))
    if start == end:
        return None
    anchor = Anchor(paragraph.number, *folded.span(start, end - start))
    return anchor, folded.text[start:end], fuzz.ratio(exact, folded.text[start:end])


def _edges(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where words begin and end, with the marks around them and without."""
    for start, end in words:
        bare = text[start:end].strip("".join(c for c in text[start:end] if not c.isalnum()))
        at = start + text[start:end].find(bare)
        yield from dict.fromkeys(((start, end), (at, at + len(bare)) if bare else (start, end)))


def _beside(quote: Quote, anchor: Anchor, article: Article) -> float | None:
    start, end = _span(anchor, article)
    before = article.folded[max(0, start - len(quote.prefix) - 1) : start].strip()
    after = article.folded[end : end + len(quote.suffix) + 1].strip()
    given = [(there, words) for there, words in ((before, quote.prefix), (after, quote.suffix)) if words]
    return sum(fuzz.ratio(there, words) for there, words in given) / len(given) if given else None


def _span(anchor: Anchor, article: Article) -> tuple[int, int]:
    """Where the words at an anchor begin and end in the article as it is compared with."""
    index = article.index[anchor.paragraph]
    folded = article.paragraphs[index].folded
    first = article.starts[index]
    return first + bisect_left(folded.starts, anchor.start), first + bisect_left(folded.ends, anchor.end) + 1


def selector(anchor: Anchor, article: Article) -> Quote:
    """The quote that is at the anchor and nowhere else.

    Words of some length that are there once need nothing beside them; others get what is before and after them, also in
    the paragraphs beside theirs: 32 characters, as other tools give, or more until the place is the only one. So they
    are sure to be found again when the text is revised. Raises ValueError where that is not enough.
    """
    text = article.paragraphs[article.index[anchor.paragraph]].text
    exact = " ".join(seen(text[anchor.start : anchor.end]).split())
    if not exact:
        raise ValueError("holds no words that can be seen")
    start, end = _span(anchor, article)
    others = _starts(fold_quote(exact), article)
    if others == [start] and len(exact) >= _CONTEXT:
        return Quote(exact)
    length = _CONTEXT
    while length <= _MOST_CONTEXT:
        quote = Quote(exact, _before(article.folded, start, length), _after(article.folded, end, length))
        folded = _folded(quote)
        others = [place for place in others if _is_between(folded, article.folded, place)]
        if others == [start]:
            return quote
        length *= 2
    raise ValueError(f"“{exact}” is there {len(others)} times, and what is beside it does not tell where")


def _starts(exact: str, article: Article) -> list[int]:
    """Where in the folded article the folded words begin, within one paragraph each."""
    found = []
    at = article.folded.find(exact)
    while at >= 0:
        index = bisect_right(article.starts, at) - 1
        if at + len(exact) <= article.starts[index] + len(article.paragraphs[index].folded.text):
            found.append(at)
        at = article.folded.find(exact, at + 1)
    return found


def _before(text: str, start: int, length: int) -> str:
    """At most so many characters before a place, from the beginning of a word where there is one."""
    words = text[max(0, start - length) : start]
    cut = start > length and not text[start - length - 1].isspace() and " " in words.strip()
    return (words.partition(" ")[2] if cut else words).strip()


def _after(text: str, end: int, length: int) -> str:
    words = text[end : end + length]
    cut = end + length < len(text) and not text[end + length].isspace() and " " in words.strip()
    return (words.rpartition(" ")[0] if cut else words).strip()


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
