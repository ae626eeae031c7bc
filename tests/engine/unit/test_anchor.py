"""Anchoring: a quote stands where its exact words stand, and nowhere else; spans are cut into segments."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from postil.model import Quote
from postil.text import anchor as anchoring
from postil.text.anchor import Anchor, crosses_paragraphs, find, leading, resolve, segments, selector
from postil.text.article import read_article
from postil.text.folding import fold_quote
from tests.support.edition import ARTICLE, TITLE

SMALL = read_article(ARTICLE, TITLE)
PARAGRAPHS = st.lists(st.text(st.sampled_from("abc “”'’"), min_size=1, max_size=40), min_size=1, max_size=4).map(
    lambda blocks: read_article("\n\n".join(blocks))
)


def words_at(anchor: Anchor) -> str:
    paragraph = next(p for p in SMALL.paragraphs if p.number == anchor.paragraph)
    return paragraph.text[anchor.start : anchor.end]


def test_a_quote_stands_on_its_exact_words() -> None:
    (anchor,) = find(Quote("the bridge fell"), SMALL)
    assert (anchor.paragraph, words_at(anchor)) == (1, "the bridge fell")


def test_quote_marks_and_white_space_are_forgiven() -> None:
    (anchor,) = find(Quote('rose  "very\nhigh"'), SMALL)
    assert words_at(anchor) == "rose “very high”"


def test_nothing_else_is_forgiven() -> None:
    for wrong in ("The Bridge fell", "the bridge fel l", "the bridge fell,", "the bridges fell"):
        assert find(Quote(wrong), SMALL) == []


def test_a_quote_that_stands_twice_is_found_twice() -> None:
    assert [a.paragraph for a in find(Quote("river rose"), SMALL)] == [1, 2]


def test_prefix_and_suffix_tell_places_apart() -> None:
    assert [a.paragraph for a in find(Quote("river rose", prefix="autumn the"), SMALL)] == [2]
    assert [a.paragraph for a in find(Quote("river rose", suffix="in spring"), SMALL)] == [1]
    assert find(Quote("river rose", prefix="winter the"), SMALL) == []


def test_a_quote_over_the_end_of_a_paragraph_is_not_found_but_known() -> None:
    quote = Quote("Nobody was hurt. In autumn")
    assert find(quote, SMALL) == []
    assert crosses_paragraphs(quote, SMALL)


def test_the_nearest_passage_is_named_in_whole_words() -> None:
    assert resolve(Quote("and the bridges felt"), SMALL)[0].words == "and the bridge fell"


def test_the_nearest_passage_is_named_in_letters_where_words_have_no_spaces() -> None:
    chinese = read_article("春\n\n春天來了，河水漲得很高，橋也塌了，沒有人受傷。\n", "春")
    assert resolve(Quote("河水漲得真高，橋"), chinese)[0].words == "河水漲得很高，橋"


REFRAIN = "Grind, mill, grind,\nAnd let the river go."
SONG = read_article(
    "\n\n".join(["The Song", "The wheel goes round.", REFRAIN, "Nobody hears it slow.", REFRAIN]), "The Song"
)


def test_context_reaches_into_neighbouring_paragraphs() -> None:
    quote = Quote("let the river go", prefix="hears it slow. Grind, mill, grind, And")
    assert [anchor.paragraph for anchor in find(quote, SONG)] == [4]
    for anchor in find(Quote(REFRAIN), SONG):
        assert find(selector(anchor, SONG), SONG) == [anchor]


def test_what_is_beside_the_words_decides_between_places() -> None:
    likely = resolve(Quote("let the river go", prefix="it slow.\n\nGrind, mill, grind,\nAnd "), SONG)
    assert [likeness.exact for likeness in likely] == [100, 100]
    assert leading(likely).anchor.paragraph == 4
    assert leading(resolve(Quote("let the river go"), SONG)) is None


@pytest.mark.parametrize(
    "sentence", ["The river number {} rose over bridge {} in spring. ", "第{}河漲了，过了第{}桥。"]
)
def test_a_long_quote_is_compared_with_few_paragraphs(monkeypatch: pytest.MonkeyPatch, sentence: str) -> None:
    """Else an import of some hundred takes minutes: comparing a long quote with each paragraph takes long."""
    parts = ["".join(sentence.format(n * 7919, at) for at in range(9)) for n in range(1, 200)]
    article = read_article("\n\n".join(parts), "On rivers")
    monkeypatch.setattr(anchoring.process, "extract", None)
    likely = resolve(Quote(parts[100][:90].replace("1", "2", 1)), article)
    assert likely[0].anchor.paragraph == 101 and likely[0].exact > 90
    assert resolve(Quote("Nothing of it stands there, " * 4), article) == []


def test_words_of_some_length_that_are_there_once_need_nothing_beside_them() -> None:
    (long,) = find(Quote("It rose “very high”, and the bridge fell."), SMALL)
    assert selector(long, SMALL) == Quote("It rose “very high”, and the bridge fell.")
    (short,) = find(Quote("spring"), SMALL)
    assert selector(short, SMALL) == Quote("spring", "On rivers The river rose in", '. It rose "very high", and the')


def test_identical_paragraphs_that_nothing_tells_apart_are_refused_in_linear_time() -> None:
    article = read_article("\n\n".join(["On rivers", *["It rose. It fell."] * 2000]), "On rivers")
    with pytest.raises(ValueError, match="does not tell where"):
        selector(Anchor(1000, 0, 8), article)
    assert selector(Anchor(1, 0, 8), article)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The un\u00adfathom\u00adable sea", "The unfathomable sea"),
        ("harbour, \u200bfishermen drank", "harbour, fishermen drank"),
        ("Le garc\u0327on du cafe\u0301", "Le garçon du café"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 사람", "한국 사람"),
    ],
)
def test_words_are_found_as_read_and_as_copied(text: str, read: str) -> None:
    article = read_article(f"{text}.")
    for exact in (text, read):
        (anchor,) = find(Quote(exact), article)
        assert article.text[anchor.start : anchor.end] == text
    assert find(selector(anchor, article), article) == [anchor]


@given(PARAGRAPHS, st.data())
def test_every_stretch_of_a_paragraph_can_be_found_again(article, data) -> None:
    assume(article.paragraphs)
    paragraph = data.draw(st.sampled_from(article.paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    exact = paragraph.text[start:end]
    assume(exact.strip())
    found = [(a.paragraph, fold_quote(paragraph.text[a.start : a.end])) for a in find(Quote(exact), article)]
    assert (paragraph.number, fold_quote(exact)) in found


@given(PARAGRAPHS, st.text(st.sampled_from("abc “'"), min_size=1, max_size=5))
def test_whatever_is_found_reads_as_the_quote(article, exact) -> None:
    by_number = {paragraph.number: paragraph.text for paragraph in article.paragraphs}
    for anchor in find(Quote(exact), article):
        assert fold_quote(by_number[anchor.paragraph][anchor.start : anchor.end]) == fold_quote(exact)


@given(
    PARAGRAPHS, st.text(st.sampled_from("abc "), min_size=1, max_size=3), st.text(st.sampled_from("abc"), max_size=2)
)
def test_a_prefix_only_ever_narrows(article, exact, prefix) -> None:
    assert set(find(Quote(exact, prefix=prefix), article)) <= set(find(Quote(exact), article))


SPANS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 29), st.integers(1, 30)).map(sorted).filter(lambda s: s[0] < s[1]).map(tuple),
)
CUTS = [(0, 12), (13, 30)]


@given(SPANS)
def test_the_segments_of_a_cut_joined_are_the_cut(spans) -> None:
    parts = segments(spans, CUTS)
    for start, end in CUTS:
        inside = [part for part in parts if start <= part.start and part.end <= end]
        assert [inside[0].start, *(part.end for part in inside)] == [*(part.start for part in inside), end]


@given(SPANS)
def test_a_segment_bears_exactly_the_notes_that_cover_it(spans) -> None:
    for part in segments(spans, CUTS):
        for at in range(part.start, part.end):
            assert set(part.ids) == {id for id, (start, end) in spans.items() if start <= at < end}


@given(SPANS)
def test_longer_spans_stand_outside_shorter_ones(spans) -> None:
    for part in segments(spans, CUTS):
        lengths = [spans[id][1] - spans[id][0] for id in part.ids]
        assert lengths == sorted(lengths, reverse=True)
