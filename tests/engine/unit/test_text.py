"""The article as paragraphs and sentences, and the folding that likens quotes to it."""

from hypothesis import given
from hypothesis import strategies as st

from postil.text.article import read_article
from postil.text.folding import fold, fold_quote
from tests.support.edition import ARTICLE, FIRST, TITLE

TEXTS = st.text(st.sampled_from("ab “”‘’\"'\n\t\u00a0é"), max_size=60)


def test_blocks_are_numbered_and_the_title_is_not_a_paragraph() -> None:
    article = read_article(ARTICLE, TITLE)
    assert [paragraph.number for paragraph in article.paragraphs] == [0, 1, 2]
    assert article.paragraphs[1].text == FIRST


def test_a_paragraph_knows_its_place_in_the_article() -> None:
    for paragraph in read_article(ARTICLE, TITLE).paragraphs:
        assert ARTICLE[paragraph.start : paragraph.end] == paragraph.text


def test_sentences_cover_the_words_of_their_paragraph() -> None:
    paragraph = read_article(ARTICLE, TITLE).paragraphs[1]
    assert [paragraph.text[start:end] for start, end in paragraph.sentences] == [
        "The river rose in spring.",
        "It rose “very high”, and the bridge fell.",
        "Nobody was hurt.",
    ]


@given(TEXTS)
def test_folding_leaves_single_spaces_and_straight_quotes(text: str) -> None:
    folded = fold(text).text
    assert "  " not in folded
    assert not set(folded) & set("“”‘’\n\t\u00a0")


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS.filter(lambda text: text.strip()), st.data())
def test_a_span_of_the_folded_text_leads_back_to_the_same_words(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    length = data.draw(st.integers(1, len(folded.text) - start))
    left, right = folded.span(start, length)
    assert fold_quote(text[left:right]) == folded.text[start : start + length].strip()
