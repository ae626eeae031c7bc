"""What a chart draws is what its table says, and its download; and in October 2020 it showed only what was known."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from lxml import html
from playwright.sync_api import Page

from postil.charts import SOFT
from postil.check.statements import Carrier, Carriers
from postil.text.statements import statements
from tests.support import ROOT
from tests.support.browser import Contexts, address
from tests.support.built import BUILT, PAGES
from tests.support.chapters import CHARTED
from tests.support.notebooks import figure_of

AMOUNTS = ("military-spending", "spending-share", "trade", "arms-to-china", "arms-shares", "assembly-votes")
"""Charts whose marks are at the values of their tables; the others place marks by count, order or map."""

DRAWN = """() => [...document.querySelectorAll("figure.postil-chart")].every((figure) => {
  const drawing = figure.querySelector(".postil-chart-drawing");
  const wide = drawing.querySelector("svg.main-svg")?.width.baseVal.value;
  return figure.dataset.drawn && wide === Math.floor(drawing.clientWidth);
})"""
WALK = """(steps) => Array.from({ length: steps }, () => {
  const label = document.activeElement.getAttribute("aria-label");
  const down = new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(down);
  return label;
})"""

AS_READ_THEN_WHILE_A_CHART_IS_DRAWN = """(() => {
  let plotly;
  Object.defineProperty(window, "Plotly", { get: () => plotly, set: (given) => {
    const { react } = given;
    given.react = (...figure) => {
      given.react = react;
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "o", bubbles: true }));
      return react(...figure);
    };
    plotly = given;
  } });
})()"""


class Chart(NamedTuple):
    """A published chart on its own page: the page, its figure and the table of its data."""

    page: html.HtmlElement
    figure: html.HtmlElement
    table: html.HtmlElement


def charts() -> Iterator[tuple[str, Chart]]:
    for name in PAGES:
        if name.startswith("notebooks/"):
            page = html.parse(BUILT / name).getroot()
            tables = page.cssselect("details.postil-chart-data")
            for figure, table in zip(page.cssselect("figure[data-chart]"), tables, strict=True):
                yield figure.get("data-chart"), Chart(page, figure, table)


CHARTS = dict(charts())


def rows_of(chart: Chart) -> list[list[str]]:
    return [[said(cell) for cell in row] for row in chart.table.cssselect("tbody tr")]


def said(cell: html.HtmlElement) -> str:
    """The words of a cell; of one that cites, the keys of its sources."""
    return ";".join(cited(cell, "")) or cell.text_content()


def cited(within: html.HtmlElement, place: str) -> list[str]:
    """The keys of the sources that a place on a page cites."""
    return [link.get("href").partition("#source-")[2] for link in within.cssselect(f"{place} a.postil-cite")]


def drawn(name: str, view: str) -> list[dict]:
    """The traces of a figure; none where a view has no figure of its own."""
    figure = figure_of(BUILT / f"_charts/{name}.js")[view]
    return figure["data"] if figure else []


@pytest.mark.parametrize("name", CHARTS)
def test_the_table_is_the_download(name) -> None:
    with (BUILT / f"_charts/{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [cell.text_content() for cell in CHARTS[name].table.cssselect("th")]
    assert _closer(rows) == _closer(rows_of(CHARTS[name]))


def _closer(rows: list[list[str]]) -> list[list[str]]:
    """Rows in which semicolons have no spaces after them, which the page puts between sources."""
    return [[cell.replace("; ", ";") for cell in row] for row in rows]


@pytest.mark.parametrize("part", ["now", "then"])
@pytest.mark.parametrize("name", AMOUNTS)
def test_every_point_drawn_is_a_value_of_the_table(name, part) -> None:
    rows = rows_of(CHARTS[name])
    for trace in drawn(name, part):
        if trace.get("hoverinfo") == "skip":
            continue  # a band of uncertainty
        for x, y in zip(trace["x"], trace["y"], strict=True):
            (row,) = [row for row in rows if row[0] == str(x)]
            assert y is None or any(abs(float(cell) - y) < 0.06 for cell in row[1:] if cell.replace(".", "").isdigit())


@pytest.mark.parametrize("name", CHARTS)
def test_each_mark_says_what_it_is(name) -> None:
    entries = {entry.get("data-key") for entry in CHARTS[name].page.cssselect(".postil-entry")}
    for trace in drawn(name, "now"):
        if trace.get("hoverinfo") != "skip":
            assert all(words is not None and "nan" not in words.lower().split() for words in trace["customdata"])
            assert set(trace.get("ids", ())) <= entries


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_a_reader_needs(name) -> None:
    page, figure, _ = CHARTS[name]
    assert page.cssselect("h1")[0].text_content() and page.cssselect(".postil-lead-in p")[
        0
    ].text_content().strip().endswith(".")
    assert [title for title in page.cssselect(":is(h2, h3)") if title.text_content().startswith("What is counted")]
    assert page.cssselect(f"#{name}-sources a[href*='#source-']") and page.cssselect(".postil-kicker a[href*='#s']")
    assert figure.cssselect(".postil-chart-tools a[download]")
    assert figure.cssselect(".postil-chart-drawing")[0].get("aria-label")


@pytest.mark.parametrize("page", [name for name in PAGES if name.startswith("notebooks/")])
def test_a_page_of_charts_says_nothing_twice(page) -> None:
    said = [part.text_content() for part in html.parse(BUILT / page).getroot().cssselect(".postil-chart-about > p")]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("path", sorted((ROOT / "book/charts/narrow").glob("*.svg")), ids=lambda path: path.stem)
def test_letters_of_a_narrow_still_are_large_enough_on_the_narrowest_phone(path) -> None:
    svg = path.read_text("utf-8")
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    assert min(map(float, re.findall(r'font-size="([\d.]+)px', svg))) * 320 / width >= 12


def test_rows_that_begin_with_a_day_are_in_the_order_of_their_days() -> None:
    found = {}
    for path in (BUILT / "_charts").glob("*.csv"):
        began = [row[0] for row in csv.reader(path.read_text("utf-8-sig").splitlines()[1:])]
        if all(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day) for day in began):
            found[path.stem] = began
    assert {"exercises-by-year", "meetings", "patrols"} <= set(found)
    assert [name for name, began in found.items() if began != sorted(began, key=lambda day: f"{day}-01"[:10])] == []


@pytest.mark.parametrize("name", ["exercises-by-year", "meetings"])
def test_entries_are_in_the_order_of_the_rows(name) -> None:
    page, _, table = CHARTS[name]
    rows, entries = (part.cssselect(f"{item}[data-key]") for part, item in ((table, "tr"), (page, ".postil-entry")))
    keys = [entry.get("data-key") for entry in entries]
    assert keys and [row.get("data-key") for row in rows] == keys


@pytest.mark.parametrize("name", CHARTS)
def test_every_number_said_of_a_chart_is_in_its_table_a_value_or_what_a_source_says(name, edition) -> None:
    page, _, table = CHARTS[name]
    first = next(iter(page.cssselect("figure[data-chart]"))).get("data-chart") == name
    said = page.cssselect(f"#{name}-what-is-counted p, #{name}-how-others-count p, #chart-{name} figcaption > *")
    said += page.cssselect("h1, .postil-lead-in p") if first else []
    cells = [cell.text_content() for cell in table.cssselect("th, td")]
    notebook = next(other for other in PAGES if other.startswith("notebooks/") and name in _charts_of(other))
    values = [v.record for v in edition.values.values() if f"{v.record.notebook}.html" == notebook]
    own = [*cells, *(text for value in values for text in (value.value, value.says))]
    carriers = Carriers(edition)
    sources = map(carriers.of_source, cited(page, f"#{name}-sources"))
    known = [Carrier(tuple((text, ("en",)) for text in own)), carriers.article, *sources]
    stated = [statement for part in said for statement in statements("\n".join(part.itertext()))]
    assert said and [s.around for s in stated if not any(carrier.carries(s) for carrier in known)] == []


def _charts_of(name: str) -> list[str]:
    figures = html.parse(BUILT / name).getroot().cssselect("figure[data-chart]")
    return [figure.get("data-chart") for figure in figures]


def test_a_chart_that_is_being_drawn_when_the_view_changes_is_drawn_for_the_new_one(reader) -> None:
    reader = reader()
    reader.context.add_init_script(AS_READ_THEN_WHILE_A_CHART_IS_DRAWN)
    page = reader.open(CHARTED)
    page.locator("figure.postil-chart").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.documentElement.dataset.view === 'then'")
    page.wait_for_function("() => document.querySelectorAll('.postil-chart-mark').length === 29")


def test_as_read_then_a_chart_shows_only_what_was_known(reader) -> None:
    page = reader().open(f"{CHARTED}?view=then")
    page.keyboard.press("ArrowDown")
    figure = page.locator("figure.postil-chart").first
    figure.scroll_into_view_if_needed()
    page.wait_for_selector("figure.postil-chart[data-drawn]")
    assert figure.locator(".postil-chart-mark").count() == 29
    figure.locator(".postil-chart-data > summary").click()
    shown = figure.locator("tbody tr:visible").all_inner_texts()
    assert len(shown) == 29 and all(int(row[:4]) <= 2020 for row in shown)
    page.keyboard.press("o")
    every = len(rows_of(CHARTS["exercises-by-year"]))
    page.locator(".postil-chart-mark").nth(every - 1).wait_for(state="attached")


def test_a_link_to_a_chart_draws_it_without_further_ado(reader) -> None:
    page = reader().open(f"{CHARTED}?view=present#chart-exercises-by-year")
    page.wait_for_selector("#chart-exercises-by-year[data-drawn]")
    assert page.locator("figure.postil-chart:visible").count() == 1
    box = page.locator("#chart-exercises-by-year .postil-chart-drawing").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 900


def growths(page: Page) -> list[int]:
    """By how much each figure of a page that was just opened grows, in px, when the reader moves and it is drawn."""
    figures = page.locator("figure.postil-chart")
    heights = "figures => figures.map(figure => figure.offsetHeight)"
    with_still = figures.evaluate_all(heights)
    page.keyboard.press("Shift")
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
    page.wait_for_selector("figure.postil-chart:not([data-drawn])", state="detached")
    return [abs(change) for change in map(int.__sub__, figures.evaluate_all(heights), with_still)]


@pytest.mark.parametrize("width", [360, 640, 800])
@pytest.mark.parametrize("name", ["book/index.html", "notebooks/meetings.html", "notebooks/opinion.html"])
def test_nothing_moves_on_a_screen_of_another_width_either(reader, name, width) -> None:
    assert max(growths(reader(width, 6000).open(name))) <= 1


def test_while_a_page_comes_only_the_fitting_picture_is_seen(reader) -> None:
    page = reader(412).open(CHARTED)
    page.locator(".postil-chart-narrow").first.evaluate("picture => picture.remove()")  # has not come yet
    assert page.locator(".postil-chart-wide:visible").count() == 0


def test_without_script_there_is_no_button_that_does_nothing(reader) -> None:
    page = reader(java_script_enabled=False).open("notebooks/claims.html")
    assert page.get_by_role("button", name="PNG").count() == 0
    assert page.locator(".postil-chart-drawing").bounding_box()["height"] < 60


def test_no_letter_of_a_chart_on_paper_is_smaller_than_seven_points() -> None:
    width = 120 / 25.4 * 72  # pt: what paper.css gives a chart
    printed = [*(ROOT / "book/charts").glob("*.svg"), *(ROOT / "book/charts/then").glob("*.svg")]
    for still in (path.read_text("utf-8") for path in printed):
        drawn = float(re.search(r'viewBox="0 0 (\d+)', still)[1])
        assert min(map(float, re.findall(r'font-size="([0-9.]+)px"', still))) * width / drawn >= 7


def test_no_letter_of_a_chart_is_smaller_than_twelve_pixels() -> None:
    for still in (ROOT / "book/charts").rglob("*.svg"):
        assert min(map(float, re.findall(r'font-size="([0-9.]+)px"', still.read_text("utf-8")))) >= 12, still


def test_letters_of_a_chart_have_the_contrast_of_text() -> None:
    dark = {"var(--postil-chart-ink)", f"var(--postil-c-{SOFT[1:]})"}  # colours of marks have 3:1, letters need 4.5:1
    for still in (ROOT / "book/charts").rglob("*.svg"):
        assert set(re.findall(r'<text[^>]* fill="([^"]*)"', still.read_text("utf-8"))) <= dark, still


@pytest.mark.parametrize("name", ["exercises", "opinion", "patrols"])
def test_on_paper_a_chart_takes_the_width_of_its_place_and_leaves_room_for_its_title(reader, name) -> None:
    page = reader(658, 6000).open(f"notebooks/{name}.html")
    page.emulate_media(media="print")
    boxes = "parts => parts.map(part => part.getBoundingClientRect()).map(box => [box.width, box.height])"
    stills = page.locator(".postil-chart-still :is(svg, img):visible").evaluate_all(boxes)
    assert stills and all(height <= 17.5 / 2.54 * 96 + 1 for _, height in stills)
    sizes = """letters => letters.map(one => {
      const { a, b } = one.getScreenCTM();
      return parseFloat(getComputedStyle(one).fontSize) * Math.hypot(a, b);
    })"""
    letters = page.locator(".postil-chart-printed text").evaluate_all(sizes)
    assert letters and min(letters) >= 7 / 72 * 96, "px, in the width of A4"
    page.emulate_media(media="screen")
    growths(page)
    page.emulate_media(media="print")
    assert page.locator(".postil-chart-printed:visible").count() == page.locator("figure[data-drawn]").count() > 0
    assert not page.locator(".postil-chart-drawing:visible").count()


def test_a_point_without_an_entry_is_pinned_by_enter_kept_in_the_address_and_let_go_by_escape(reader) -> None:
    visit = reader()
    page = visit.open("notebooks/spending.html#chart-military-spending")
    marks = page.locator("#chart-military-spending .postil-chart-mark")
    marks.first.wait_for()
    marks.nth(3).focus()
    page.keyboard.press("Enter")
    assert marks.nth(3).get_attribute("aria-pressed") == "true"
    words = page.locator("#chart-military-spending .postil-tip").inner_text()
    page.keyboard.press("Tab")
    assert page.locator("#chart-military-spending .postil-tip").inner_text() == words
    query, _, fragment = address(page).partition("?")[2].partition("#")
    again = visit.open(f"notebooks/spending.html?{query}#{fragment}")
    chosen = again.locator("#chart-military-spending .postil-chart-mark.postil-chosen")
    chosen.wait_for()
    assert again.locator("#chart-military-spending .postil-tip").inner_text() == words
    chosen.focus()
    again.keyboard.press("Escape")
    assert chosen.count() == 0 and "point=" not in address(again)


@pytest.fixture(
    scope="module", params=[name for name in PAGES if 'class="postil-chart"' in (BUILT / name).read_text("utf-8")]
)
def seen(request, contexts: Contexts) -> Iterator[tuple[Page, list[int]]]:
    """A page with charts, which the reader has seen to its end on a phone, and by how much its figures grew."""
    with contexts.reading(BUILT, 412, 6000) as visit:
        page = visit.open(request.param)
        yield page, growths(page)


@pytest.fixture
def charted(seen) -> Page:
    return seen[0]


def test_nothing_moves_when_script_comes_and_the_figures_are_drawn(seen) -> None:
    assert max(seen[1]) <= 1


@pytest.mark.parametrize("width", [412, 1360])
def test_every_chart_is_drawn_from_disk(charted, width) -> None:
    charted.set_viewport_size({"width": width, "height": 900})
    charted.wait_for_function(DRAWN)
    for figure in charted.locator("figure.postil-chart").all():
        assert figure.locator(".postil-chart-drawing").bounding_box()["height"] > 200


def test_every_mark_of_a_chart_is_reached_by_key(charted) -> None:
    marks = charted.locator("figure.postil-chart[data-drawn]").first.locator(".postil-chart-mark")
    marks.first.wait_for()
    labels = marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    marks.and_(charted.locator("[tabindex='0']")).focus()
    walked = charted.evaluate(WALK, len(labels))
    assert walked == labels and all(label.strip() for label in labels)
