"""What a chart draws is what its table says, and its download; and in October 2020 it showed only what was known."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

import pytest
from lxml import html

from tests.support.built import BUILT, PAGES


def figures() -> Iterator[html.HtmlElement]:
    """Each published figure once, from the page of its notebook."""
    for name in PAGES:
        if name.startswith("notebooks/"):
            yield from html.parse(BUILT / name).getroot().cssselect("figure.postil-chart[data-chart]")


FIGURES = {figure.get("data-chart"): figure for figure in figures()}


def plain(value: object) -> str:
    """A value as text, numbers in one spelling."""
    try:
        return f"{float(str(value)):g}"
    except ValueError:
        return str(value)


def table(figure: html.HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in figure.cssselect(".postil-chart-data tbody tr")]


@pytest.mark.parametrize("name", FIGURES)
def test_the_table_is_the_download(name) -> None:
    with (BUILT / f"_charts/{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [cell.text_content() for cell in FIGURES[name].cssselect(".postil-chart-data th")]
    assert rows == table(FIGURES[name])


@pytest.mark.parametrize("part", ["now", "then"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_point_drawn_stands_in_a_row_of_the_table(name, part) -> None:
    found = FIGURES[name].cssselect(f"script.chart-{part}")
    if not found:
        pytest.skip("nothing of this chart was unknown then")
    rows = [{plain(cell) for cell in row} for row in table(FIGURES[name])]
    for trace in json.loads(found[0].text)["data"]:
        if trace.get("hoverinfo") == "skip":
            continue  # a coastline
        for x, y in zip(trace["x"], trace["y"], strict=True):
            assert x is None or y in (None, 0) or any({plain(x), plain(y)} <= row for row in rows), (x, y)


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_says_what_a_reader_needs(name) -> None:
    figure = FIGURES[name]
    assert figure.cssselect(".postil-chart-title")[0].text_content()
    assert figure.cssselect(".postil-chart-reading")[0].text_content().endswith(".")
    assert figure.cssselect(".postil-chart-foot a[href*='#source-']")
    assert figure.cssselect(".postil-chart-foot a[href*='#s']")
    assert figure.cssselect(".postil-chart-foot a[download]")
    assert figure.cssselect(".postil-chart-foot a[href*='mybinder.org']")
    assert figure.cssselect(".postil-chart-drawing")[0].get("aria-label")


def test_as_read_then_a_chart_shows_only_what_was_known(reader) -> None:
    page = reader().open("book/chapters/02-putin-at-valdai.html?view=then")
    page.keyboard.press("ArrowDown")
    figure = page.locator("figure.postil-chart").first
    figure.scroll_into_view_if_needed()
    page.wait_for_selector("figure.postil-chart[data-drawn]")
    years = page.evaluate("document.querySelector('.postil-chart-drawing').data[0].x")
    drawn = page.evaluate("document.querySelector('.postil-chart-drawing').data.map(t => t.y.slice(18))")
    assert years[17] == 2020
    assert all(value == 0 for trace in drawn for value in trace)
    figure.locator("summary").click()
    shown = figure.locator("tbody tr:visible").all_inner_texts()
    assert shown and all(int(row.split()[0]) <= 2020 for row in shown)
    page.keyboard.press("o")
    page.wait_for_function(
        "document.querySelector('.postil-chart-drawing').data[0].y.slice(18).some(value => value > 0)"
    )


def test_a_link_to_a_chart_draws_it_without_further_ado(reader) -> None:
    page = reader().open("book/chapters/02-putin-at-valdai.html?view=present#chart-exercises-by-year")
    page.wait_for_selector("#chart-exercises-by-year[data-drawn]", timeout=20_000)
    assert page.locator("figure.postil-chart:visible").count() == 1
    box = page.locator("#chart-exercises-by-year .postil-chart-drawing").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 900
