"""Markdown in the article: its words, what lies on them, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.text.article import read_article
from postil.text.inline import Mark, read_inline
from tests.support.edition import TITLE, SmallEdition


def test_emphasis_and_links_lie_on_the_words() -> None:
    words, marks, level = read_inline("A *b **c*** [d\n*e*](https://example.org/f).")
    assert (words, level) == ("A b c d\ne.", 0)
    assert marks == (
        Mark(4, 5, "strong"),
        Mark(2, 5, "emphasis"),
        Mark(8, 9, "emphasis"),
        Mark(6, 9, "link", "https://example.org/f"),
    )


def test_a_heading_has_a_level_and_no_signs() -> None:
    assert read_inline("### Of *apples* ###") == ("Of apples", (Mark(3, 9, "emphasis"),), 3)


@pytest.mark.parametrize(
    "source", ["`code` & <b>tag</b>", "> said he", "- a list", "{cite}`key`", "&amp;", "```{raw} html"]
)
def test_other_markup_stays_text(source: str) -> None:
    assert read_inline(source) == (source, (), 0)


def test_a_link_to_a_script_is_no_link() -> None:
    assert read_inline("[a](javascript:alert(1))") == ("[a](javascript:alert(1))", (), 0)


@given(st.text(alphabet="ab*_[]()# \\\n!", min_size=1))
def test_marks_lie_within_the_words(source: str) -> None:
    words, marks, _ = read_inline(source)
    assert all(0 <= mark.start < mark.end <= len(words) for mark in marks)


def test_places_in_the_article_and_in_the_words() -> None:
    (plain, marked) = read_article("One two.\n\nA *b*.", markdown=True).paragraphs
    assert [plain.place(offset) for offset in (0, 4, 8, 99)] == [0, 4, 8, 8]
    assert [marked.place(offset) for offset in (0, 12, 16, 99)] == [0, None, 4, 4]


def test_a_paragraph_with_emphasis_is_not_divided(small: SmallEdition) -> None:
    small.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\nformat: markdown\n")
    small.write("book/article.txt", f"{TITLE}\n\nIt *rose*. It fell.\n")
    small.chapter("one", f"{TITLE}\n\nIt *rose*.")
    small.chapter("two", "It fell.")
    assert "article-divided" in small.codes()
