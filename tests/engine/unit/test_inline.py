"""Markdown in the article: its words, what lies on them, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.text.article import read_article
from postil.text.inline import Mark, Named, read_inline
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


def test_a_link_keeps_its_title() -> None:
    assert read_inline('[a](https://example.org "What *it* is") [b](c.md (Part 2))')[1] == (
        Mark(0, 1, "link", "https://example.org", "What *it* is"),
        Mark(2, 3, "elsewhere", "c.md", "Part 2"),
    )


def test_a_heading_has_a_level_and_no_signs() -> None:
    assert read_inline("### Of *apples* ###") == ("Of apples", (Mark(3, 9, "emphasis"),), 3)


@pytest.mark.parametrize("source", ["`code` & <b>tag</b>", "> said he", "- a list", "{cite}`key`", "&amp;"])
def test_other_markup_stays_text(source: str) -> None:
    assert read_inline(source) == (source, (), 0)


def test_a_link_to_a_script_is_no_link() -> None:
    assert read_inline("[a](javascript:alert(1))") == ("[a](javascript:alert(1))", (), 0)


def test_links_of_wikis_are_read() -> None:
    assert read_inline("A [[Goose]], [[Goose#Wing|the *wing*]].") == (
        "A Goose, the *wing*.",
        (Mark(2, 7, "elsewhere", "Goose"), Mark(9, 19, "elsewhere", "Goose")),
        0,
    )
    assert read_inline("[[#The Wing]]")[:2] == ("The Wing", (Mark(0, 8, "link", "#the-wing"),))
    headed = read_article("# T\n\n## The Wing\n\nSee [[#The Wing]], [[#No]].\n", "T", markdown=True).paragraphs[-1]
    assert [mark.form for mark in headed.marks] == ["link", "elsewhere"]


@pytest.mark.parametrize("source", ["![[a.png]]", "[[1, 2], [3, 4]]", "[[1]]", "`[[a]]`", "[[a\nb]]", "[[]]"])
def test_other_brackets_stay_text(source: str) -> None:
    assert read_inline(source) == (source, (), 0)


def test_a_number_in_brackets_may_be_a_link() -> None:
    assert read_inline("[[1]](https://example.org/)")[0] == "[1]"
    assert read_inline("[[a]](https://example.org/)")[0] == "[a]"


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


@pytest.mark.parametrize(
    "source",
    [
        "`a*b*c` and ``x`*y*`` and `__init__`",
        "Euler wrote $e^{i*\\pi}*1 + 1 = 0$ and \\(y_1*z*\\).",
        "An address <mailto :a> and a note[^1] that nobody wrote.",
    ],
)
def test_code_mathematics_and_references_to_nothing_are_left_alone(source: str) -> None:
    assert read_inline(source)[:2] == (source, ())


def test_pictures_and_links_within_the_text_lie_on_their_words() -> None:
    words, marks, _ = read_inline(
        "See ![A *map*](images/harbour.png), [above](#intro), [the next](two.md)[^n].", Named(frozenset({"n"}))
    )
    assert words == "See A map, above, the next[n]."
    assert [(words[m.start : m.end], m.form, m.address) for m in marks] == [
        ("A map", "image", "images/harbour.png"),
        ("above", "link", "#intro"),
        ("the next", "elsewhere", "two.md"),
        ("[n]", "reference", "#fn:n"),
    ]


def test_a_picture_without_words_is_called_by_its_title_or_its_name() -> None:
    assert read_inline('![](a/my%20map.png) ![](b.png "The harbour")')[0] == "my map.png The harbour"


def test_the_words_of_a_picture_and_its_title_are_both_read() -> None:
    words, marks, _ = read_inline('![A map](a.png "The harbour in 1850")')
    assert words == "A map (The harbour in 1850)" and marks == (Mark(0, len(words), "image", "a.png"),)


def test_a_picture_on_another_host_is_a_link_to_it() -> None:
    assert read_inline("![built](https://example.org/b.svg)")[1] == (Mark(0, 5, "link", "https://example.org/b.svg"),)


def test_money_is_no_mathematics() -> None:
    assert read_inline("It cost $5 and *not* $10.")[0] == "It cost $5 and not $10."


def test_a_block_of_code_is_one_paragraph_and_its_comments_are_no_headings() -> None:
    code = "```python\n# read *the* file\n\nrows = [x*2 for x in y]*3\n```"
    article = read_article(f"# Title\n\n{code}\n\nAfter *it*.\n\n    indented = 1\n", markdown=True)
    assert [(p.text, p.level, [m.form for m in p.marks]) for p in article.paragraphs] == [
        ("Title", 1, []),
        (code, 0, ["code"]),
        ("After it.", 0, ["emphasis"]),
        ("    indented = 1", 0, ["code"]),
    ]
