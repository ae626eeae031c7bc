"""What makes reading a pleasure: nothing jumps, colours are the reader's, what matters most stands open."""

from __future__ import annotations

import re

import pytest

from tests.support.built import BUILT
from tests.support.chapters import CHARTED, FIRST, WHOLE
from tests.support.notes import is_open, marks
from tests.support.slow_host import slow_host

# The browser also counts white space at the end of a line on which more words are still to come. Nobody sees it move.
WATCH = """window.shifts = [];
const seen = ({node}) => !(node instanceof Text) || node.data.trim();
new PerformanceObserver(list => window.shifts.push(...list.getEntries()
  .filter(entry => entry.sources.some(seen)).map(entry => entry.value)))
  .observe({type: "layout-shift", buffered: true});"""
PIECES = 12  # first pieces of a page that are tried, one after the other
WIDTH = """family => {
  const words = document.querySelector("main").appendChild(document.createElement("span"));
  words.append("alliance");
  words.style.fontFamily = family;
  return [words.offsetWidth, words.remove()][0];
}"""


APPARATUS = [f"book/apparatus/{name}.html" for name in ("claims", "sources", "timeline", "people", "glossary")]
OTHERS = ["book/index.html", "book/seminar/exercises.html", "search.html", "presenter.html", "404.html"]


@pytest.mark.parametrize("name", [FIRST, WHOLE, *APPARATUS, *OTHERS])
@pytest.mark.parametrize("width", [412, 1360])
def test_nothing_jumps_while_a_page_comes(reader, name, width) -> None:
    visitor = reader(width, 823)
    visitor.context.add_init_script(WATCH)
    page = visitor.open(name)
    page.wait_for_timeout(600)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [412, 1360])
def test_nothing_jumps_where_a_page_comes_in_pieces(reader, width) -> None:
    visitor = reader(width, 823, offline=False)
    visitor.context.add_init_script(WATCH)
    tags = [tag.start() for tag in re.finditer(rb"<", (BUILT / FIRST).read_bytes()[:40_000])]
    begun = [tag for tag in tags if tag > tags[-1] / 4]  # the page's head is nothing to see
    page = visitor.context.new_page()
    with slow_host(BUILT) as host:
        for cut in begun[:: len(begun) // PIECES]:
            page.goto(f"{host}{FIRST}?cut={cut}")
            assert page.evaluate("window.shifts") == [], f"after {cut} bytes"


RECORDS = ("people", "glossary", *(f"sources-{part}" for part in ("agencies", "official", "press", "scholarship")))


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_painted_in_the_face_of_the_text_and_the_readers_own(reader, name) -> None:
    """Faces that come late are not shown, and what is fetched before the first paint delays it."""
    visitor = reader(412, 823, offline=False)
    with slow_host(BUILT) as host:
        page = visitor.context.new_page()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(f"{host}book/apparatus/{name}.html", wait_until="networkidle")
    faces = [address.rsplit("/", 1)[1] for address in fetched if address.endswith(".woff2")]
    assert faces == ["source-serif-4-latin-400-normal.woff2"]


def test_opening_the_whole_edition_lays_it_out_a_few_times_only(reader) -> None:
    """Each change of what the whole page's style depends on, and each place read after one written, costs a layout."""
    visitor = reader(412, 823)
    page = visitor.open("404.html")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    visitor.go(page, WHOLE)
    counts = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    assert counts["LayoutCount"] <= 12, counts


def test_a_page_is_set_in_the_face_of_the_book(reader) -> None:
    page = reader().open(FIRST)
    own, other = (page.evaluate(WIDTH, family) for family in ('"Source Serif 4", monospace', "monospace"))
    assert own != other, "the book's own face"


def test_what_the_scripts_would_place_appears_even_if_they_never_run(reader) -> None:
    visitor = reader()
    visitor.context.route("**/notes.js", lambda route: route.abort())
    page = visitor.open(FIRST)
    first = page.locator("[data-note]").first
    assert first.evaluate("card => getComputedStyle(card).visibility") == "hidden"
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    assert first.evaluate("card => getComputedStyle(card).visibility") == "visible"


def test_where_there_is_room_cards_stand_open(reader) -> None:
    page = reader(1440, 900).open(CHARTED)
    shown = [id for id in marks(page) if is_open(page, id)]
    assert shown, "no note can be read without a click"


def test_light_and_dark_are_chosen_by_key_and_remembered(reader) -> None:
    visitor = reader(color_scheme="light")
    page = visitor.open(FIRST)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("d")
    dark = page.evaluate(paper)
    assert dark != light
    assert visitor.open("book/index.html").evaluate(paper) == dark
    for colour in (light, dark, light):
        page.keyboard.press("d")
        assert page.evaluate(paper) == colour


def test_what_a_key_changes_is_said(reader) -> None:
    page = reader().open(FIRST)
    status = page.locator(".postil-tools [role=status]")
    page.keyboard.press("s")
    assert status.inner_text() == "Seminar: verdicts sealed: on"
    page.keyboard.press("+")
    assert status.inner_text() == "Text size 1"


def test_with_forced_colours_notes_and_words_stay_to_be_seen(reader) -> None:
    page = reader(forced_colors="active").open(FIRST)
    page.locator(".postil-mark a:visible").first.focus()
    words = page.locator(".postil-words.postil-is-lit").first
    assert words.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    line = page.locator(".postil-words.postil-essential").first.evaluate(
        "element => getComputedStyle(element).textDecorationLine"
    )
    assert line == "underline"


def test_on_paper_charts_are_pictures_and_links_are_spelled_out(reader) -> None:
    page = reader(700).open("notebooks/exercises.html")
    page.emulate_media(media="print")
    assert page.locator("figure.postil-chart:first-of-type :is(img, svg):visible").count()
    assert not page.locator(":is(.postil-choices, .postil-chart-tools):visible").count()
    page = reader(700).open("book/apparatus/sources-press.html")
    page.emulate_media(media="print")
    link = page.locator(".postil-citation a[href^=http]").first
    spelled = link.evaluate("a => getComputedStyle(a, '::after').content + a.textContent")
    assert link.get_attribute("href") in spelled


def test_on_paper_no_column_of_a_charts_table_is_cut_off(reader) -> None:
    page = reader(700).open("book/chapters/02-putin-at-valdai.html")
    page.locator(".postil-chart-data").evaluate("one => { one.open = true; }")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    tables = page.locator(".postil-endnotes > .postil-chart-data table")
    assert tables.count()
    for fits in tables.evaluate_all("all => all.map(one => one.offsetWidth <= one.parentElement.clientWidth)"):
        assert fits
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("figure.postil-chart .postil-chart-data").count() and not tables.count()


def test_every_function_has_a_key_that_the_help_names(reader) -> None:
    page = reader().open(FIRST)
    page.keyboard.press("?")
    named = page.locator("dialog dt").all_inner_texts()
    assert named == ["n", "p", "Esc", "]", "[", "/", "t", "o", "s", "f", "+", "-", "d", "c", "a", "?"]
