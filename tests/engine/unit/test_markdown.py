"""Blocks of Markdown: headings, quotations, lists, tables, footnotes and code are told apart, and no word is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model import Quote
from postil.reading.illustrations import named
from postil.text.anchor import find
from postil.text.article import read_article
from postil.text.inline import Mark
from postil.text.markdown import Shape, read_blocks

TABLE = "| Year | *Ships* |\n|:-----|------:|\n| 1901 | 12 a\\|b |\n| 1902 |"


def read(source: str) -> list[tuple[str, Shape, int]]:
    return [(block.words, block.shape, block.level) for block in read_blocks(source)]


LINKED = """[//]: # (a remark)

See [the docs][docs], [Other] and [none].

[docs]: https://example.org/a "The docs"
[other]: <https://example.org/b>

The end.
"""


def test_links_by_reference_lead_where_the_text_says_and_all_of_it_stays() -> None:
    first, last = read_blocks(LINKED)
    assert (first.words, last.words) == ("See the docs, Other and [none].", "The end.")
    assert first.marks == (
        Mark(4, 12, "link", "https://example.org/a", "The docs"),
        Mark(14, 19, "link", "https://example.org/b"),
    )
    assert (first.start, LINKED[first.end :]) == (0, "\n\nThe end.\n")


def test_what_only_says_where_links_lead_is_a_text_where_it_is_all() -> None:
    assert read("[a]: https://example.org/a\n") == [("[a]: https://example.org/a", Shape.PARAGRAPH, 0)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("> [!NOTE]\n> It *rose*.", "Note\nIt rose."),
        ("> [!warning]- Mind it\n> It rose.", "Mind it\nIt rose."),
        ("> [!TIP]", "Tip"),
        ("> It rose [!note] here.", "It rose [!note] here."),
    ],
)
def test_boxes_of_github_are_quotations_with_a_head(source: str, words: str) -> None:
    (block,) = read_blocks(source)
    assert (block.words, block.shape) == (words, Shape.QUOTATION)


P, Q, F, C = Shape.PARAGRAPH, Shape.QUOTATION, Shape.FOOTNOTE, Shape.CODE
FENCED = "```\n# no\n\n| a |\n|---|\n```"


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("# One\nIt *rose*.\n## Two ##\n", [("One", P, 1), ("It rose.", P, 0), ("Two", P, 2)]),
        ("On rivers\n=========\n\nIt rose.\nOne\n---\n", [("On rivers", P, 1), ("It rose.\nOne", P, 2)]),
        ("It rose.\n\n---\n\nIt fell.", [("It rose.", P, 0), ("---", P, 0), ("It fell.", P, 0)]),
        ("So:\n> It *rose*,\n> they say.\n>\n> > It fell.\n\nThen.", [
            ("So:", P, 0), ("It rose,\nthey say.", Q, 0), ("It fell.", Q, 0), ("Then.", P, 0)
        ]),
        ("Three:\n- one\n  more\n  - *two*\n1. three\n\n    goes on\n", [
            ("Three:", P, 0), ("- one more\n  - two\n1. three", Shape.LIST, 0), ("goes on", P, 0)
        ]),
        ("The ships:\n" + TABLE, [("The ships:", P, 0), ("Year\tShips\n1901\t12 a|b\n1902\t", Shape.TABLE, 0)]),
        ("It rose.[^a] And[^2].\n\n[^a]: In *spring*,\n    they say.\n[^2]: Later.", [
            ("It rose.[a] And[2].", P, 0), ("[a] In spring,\nthey say.", F, 0), ("[2] Later.", F, 0)
        ]),
        ("It rose  \nand\nfell.", [("It rose\nand fell.", P, 0)]),
        ("A -- b\n- c? | d\n", [("A -- b", P, 0), ("- c? | d", Shape.LIST, 0)]),
        (f"{FENCED}\nIt rose.", [(FENCED, C, 0), ("It rose.", P, 0)]),
        ("In 1901. It\n1902. was", [("In 1901. It\n1902. was", P, 0)]),
        (">", [(">", P, 0)]),
    ],
)  # fmt: skip
def test_blocks_are_told_apart(source: str, blocks: list[tuple[str, Shape, int]]) -> None:
    assert read(source) == blocks


SIGNS = [*"ab*_[]()#>|-+`:!\\\t \n", "\n\n", "    ", "1.", "```", "~~~", "[^1]", "[^1]:"]


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_blocks_follow_each_other_and_hold_every_letter(source: str) -> None:
    blocks = list(read_blocks(source))
    at = 0
    for block in blocks:
        assert not source[at : block.start].strip() and block.start < block.end and block.words.strip()
        assert all(0 <= mark.start < mark.end <= len(block.words) for mark in block.marks)
        at = block.end
    assert not source[at:].strip()
    article = read_article(source, markdown=True)
    assert all(p.sentences and p.text[p.sentences[-1][1] :].strip() == "" for p in article.paragraphs)


def test_the_cells_of_a_table_are_its_sentences_and_its_words_are_found() -> None:
    article = read_article(TABLE, markdown=True)
    (table,) = article.paragraphs
    assert [table.text[start:end] for start, end in table.sentences] == ["Year", "Ships", "1901", "12 a|b", "1902"]
    assert len(find(Quote("1901 12"), article)) == 1


def test_cells_beyond_those_of_the_head_stay() -> None:
    (table,) = read_article("| a | b |\n|---|---|\n| 1 | 2 | 3 | |\n| 4 |\n", markdown=True).paragraphs
    assert table.text == "a\tb\n1\t2 | 3\n4\t"


def test_links_within_a_text_lead_to_headings_and_footnotes_and_others_nowhere() -> None:
    source = (
        "# The River\n\nSee [it](#the-river), [again](#the-river-1), [no](#sea), [x](y.md)[^1].\n\n## The river\n\n"
        "[^1]: So.\n\n[^2]: Never.\n"
    )
    article = read_article(source, markdown=True)
    assert article.targets == {"the-river": 1, "the-river-1": 3, "fnref:1": 2, "fn:1": 4}
    marks = [(mark.form, mark.target) for paragraph in article.paragraphs for mark in paragraph.marks]
    assert marks == [
        ("link", "the-river"), ("link", "the-river-1"), ("elsewhere", "sea"), ("elsewhere", ""), ("reference", "fn:1"),
        ("footnote", "fnref:1"), ("elsewhere", "fnref:2"),
    ]  # fmt: skip


def test_a_long_text_is_read_in_time() -> None:
    start = time.process_time()
    blocks = list(
        read_blocks("> a *b* | c\n" * 20_000 + "\n" + "- [x](y) `z`\n" * 20_000 + "\n" + "| a |\n|---|\n" * 10_000)
    )
    assert {block.shape for block in blocks} >= {Shape.QUOTATION, Shape.LIST, Shape.TABLE}
    assert time.process_time() - start < 30


def test_each_picture_is_where_it_is_written() -> None:
    text = "![k](k.png) again ![k](k.png)\n\n| A | B |\n|---|---|\n| x | ![d](<d e.png>) |\n"
    found = [(line, column) for line, column, _ in named(read_article(text, markdown=True))]
    assert found == [(1, 6), (1, 24), (5, 13)]
