"""Every kind of page as the browser prints it: no page a third white, no interface, heads of tables on each page."""

from __future__ import annotations

import pytest

from tests.support.paper import WHITE, pages_of, says, too_white, whites, words_of

KINDS = {
    "cover": "book/index.html",
    "chapter": "book/chapters/04-pushed-together.html",
    "all notes": "book/chapters/02-putin-at-valdai.html?view=all",
    "as of then": "book/chapters/02-putin-at-valdai.html?view=then",
    "whole": "book/chapters/whole.html",
    "claims": "book/apparatus/claims.html",
    "passage": "book/apparatus/borrowed-passage.html",
    "people": "book/apparatus/people.html",
    "timeline": "book/apparatus/timeline.html",
    "sources": "book/apparatus/sources-official.html",
    "chart": "notebooks/exercises.html",
    "long chart": "notebooks/alliances.html",
    "exercises": "book/seminar/exercises.html",
    "plan": "book/seminar/second-language.html",
    "key": "book/seminar/key.html",
}
SAID_BY_CONTROLS = ("Start reading", "Table of the data", "How this was made", "In this paragraph")


@pytest.mark.parametrize("kind", KINDS)
def test_no_printed_page_but_the_last_is_a_third_white(reader, kind: str) -> None:
    page = reader(1360, color_scheme="dark").open(KINDS[kind])
    for size in ("A4", "Letter"):
        pdf = page.pdf(format=size)
        white = whites(pdf)
        assert too_white(white) == [] and any(white), size  # where the paper is dark, none is white
    words = words_of(pdf)
    assert not [said for said in SAID_BY_CONTROLS if says(words, said)]


def test_a_worksheet_begins_a_page_and_only_its_last_is_white(reader) -> None:
    page = reader(1360).open("book/seminar/worksheets.html")
    sheets = page.locator(".postil-worksheet")
    for size in ("A4", "Letter"):
        pdf = page.pdf(format=size)
        pages = pages_of(pdf)
        firsts = [n for n, printed in enumerate(pages) if "Name or code" in printed]
        assert len(firsts) == sheets.count() and firsts[0] == 0
        ends = {n - 1 for n in firsts} | {len(pages) - 1}
        assert [n for n, white in enumerate(whites(pdf)) if white > WHITE and n not in ends] == []


@pytest.mark.parametrize(("name", "column"), [("claims", "Finding"), ("chart", "Began"), ("plan", "Minute")])
def test_a_table_says_its_columns_on_each_of_its_pages(reader, name: str, column: str) -> None:
    page = reader(1360).open(KINDS[name])
    heads = page.locator("thead", has_text=column).count()
    assert sum(column in printed for printed in pages_of(page.pdf(format="A4"))) > heads


def test_in_a_text_a_chart_that_was_drawn_is_printed_as_its_narrow_picture(reader) -> None:
    page = reader(1360).open("book/chapters/02-putin-at-valdai.html")
    chart = page.locator("figure.postil-chart")
    chart.scroll_into_view_if_needed()
    page.mouse.move(300, 300)
    page.locator("figure.postil-chart[data-drawn]").wait_for()
    still = chart.locator(".postil-chart-narrow")
    assert not still.is_visible() and chart.locator(".main-svg").first.is_visible()
    page.set_viewport_size({"width": 658, "height": 900})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert still.is_visible() and not chart.locator(".main-svg").first.is_visible()
