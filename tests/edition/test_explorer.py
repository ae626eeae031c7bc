"""The explorer: marks by pointer and key; what is chosen in one chart lights the other, and the address keeps it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page

from tests.support.browser import address, reading
from tests.support.built import BUILT
from tests.support.chapters import CHARTED

PAGE = "notebooks/exercises.html"
ALL = len(html.parse(BUILT / PAGE).getroot().cssselect(".postil-entry"))
MARKS = "#chart-exercises-by-year .postil-chart-mark"


def drawn(page) -> None:
    for name in ("exercises-by-year", "exercise-places"):
        page.wait_for_selector(f"#chart-{name}[data-drawn]")


@pytest.fixture(scope="module")
def shared(browser) -> Iterator[Page]:
    """The page with both charts drawn, for tests that neither leave it nor change its width."""
    with reading(browser, BUILT) as visit:
        page = visit.open(f"{PAGE}?mark=2012-joint-sea")
        page.locator("#chart-exercise-places").scroll_into_view_if_needed()
        drawn(page)
        yield page


@pytest.fixture
def explorer(shared: Page) -> Page:
    """The same as on arrival: nothing left out, one mark pinned, the first in turn, none with the focus."""
    if shared.locator(".postil-choices [role=status]").inner_text() != f"{ALL} of {ALL}":
        shared.get_by_role("button", name="Show all").click()
    pinned = shared.locator(f"{MARKS}[data-key='2012-joint-sea']")
    if pinned.get_attribute("aria-pressed") != "true":
        pinned.click()
    for chart in ("exercise-places", "exercises-by-year"):
        shared.locator(f"#chart-{chart} .postil-chart-mark[tabindex='0']").press("Home")
    shared.mouse.move(0, 0)
    shared.evaluate("document.activeElement.blur()")
    assert shared.locator(".postil-choices [role=status]").inner_text() == f"{ALL} of {ALL}"
    assert parse_qs(urlsplit(address(shared)).query) == {"mark": ["2012-joint-sea"]}
    return shared


@pytest.fixture
def explorer_of_its_own(reader) -> Page:
    page = reader().open(f"{PAGE}?mark=2012-joint-sea")
    page.locator("#chart-exercise-places").scroll_into_view_if_needed()
    drawn(page)
    return page


def test_there_is_a_square_for_each_event_and_it_says_what_it_is(explorer) -> None:
    names = explorer.locator(MARKS).evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    assert len(names) == explorer.locator(".postil-entry").count()
    (name,) = [name for name in names if name.startswith("Joint Sea-2012")]
    assert "22–27 April 2012" in name and "Qingdao" in name and "Source:" in name
    assert not [name for name in names if "<" in name or "nan" in name.lower().split()]


def test_marks_are_walked_by_key_and_opened_by_enter(explorer) -> None:
    explorer.locator(f"{MARKS}[tabindex='0']").focus()
    assert explorer.locator(f"{MARKS}[tabindex='0']").count() == 1
    first = explorer.evaluate("document.activeElement.dataset.key")
    explorer.keyboard.press("ArrowRight")
    second = explorer.evaluate("document.activeElement.dataset.key")
    assert (first, second) == ("2003-coalition", "2005-peace-mission")
    assert "Peace Mission 2005" in explorer.locator("#chart-exercises-by-year .postil-tip").inner_text()
    explorer.keyboard.press("Enter")
    assert "Peace Mission 2005" in explorer.locator(".postil-panel").inner_text()
    assert parse_qs(urlsplit(address(explorer)).query)["mark"] == [second]
    explorer.keyboard.press("Escape")
    assert explorer.locator("#chart-exercises-by-year .postil-tip").is_hidden()
    assert explorer.locator(".postil-panel").is_hidden() and "mark=" not in address(explorer)


def test_the_address_opens_the_panel_with_sources_and_lights_both_charts(explorer_of_its_own) -> None:
    explorer = explorer_of_its_own
    panel = explorer.locator(".postil-panel")
    assert "Joint Sea-2012" in panel.inner_text()
    assert panel.locator("a[href*='#source-']").count() and panel.locator("a[href*='#s2-2']").count()
    assert explorer.locator(".postil-chart-mark.postil-chosen").count() == 2


def test_a_filter_fades_in_both_and_is_kept_in_the_address(explorer_of_its_own) -> None:
    explorer = explorer_of_its_own
    explorer.get_by_role("combobox", name="Kind").select_option("Air patrol")
    shown = explorer.locator(f"{MARKS}:not([hidden])").count()
    assert shown == 11 and explorer.locator(".postil-choices [role=status]").inner_text() == f"11 of {ALL}"
    assert explorer.locator("#chart-exercise-places .postil-chart-mark:not([hidden])").count() == 11
    assert parse_qs(urlsplit(address(explorer)).query)["kind"] == ["Air patrol"]
    explorer.reload()
    assert explorer.locator(".postil-choices [role=status]").inner_text() == f"11 of {ALL}"


def test_as_read_then_nothing_later_is_shown(reader) -> None:
    page = reader().open(f"{PAGE}?view=then")
    page.keyboard.press("Shift")
    page.locator("#chart-exercise-places").scroll_into_view_if_needed()
    drawn(page)
    assert page.locator(MARKS).count() == 29
    text = " ".join([page.locator(f"main {part}").first.inner_text() for part in ("h1", ".postil-lead-in")])
    text += " ".join(page.locator("figure").all_inner_texts())
    assert not [year for year in range(2021, 2027) if str(year) in text]


def walked(page, steps: int) -> list[str]:
    """What a screen reader is told of, one Tab after the other."""
    said = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        said.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') || e.labels?.[0]?.firstChild.textContent || e.textContent)"
                "(document.activeElement)"
            ).strip()
        )
    return said


def test_tab_comes_to_filters_then_to_one_mark_then_to_what_can_be_had(explorer) -> None:
    explorer.get_by_role("combobox", name="Kind").focus()
    said = walked(explorer, 6)
    assert said[:3] == ["Period", "Place", "Size"]
    assert said[3].startswith("Coalition-2003") and said[4].startswith("Data (CSV") and said[5] == "SVG"


def test_a_screen_reader_is_told_what_is_drawn_pinned_and_filtered(explorer) -> None:
    drawing = explorer.locator("#chart-exercises-by-year .postil-chart-drawing")
    assert drawing.get_attribute("role") == "group" and drawing.get_attribute("aria-label")
    assert explorer.locator(f"{MARKS}[aria-pressed='true']").get_attribute("data-key") == "2012-joint-sea"
    assert explorer.locator(".postil-panel [aria-live='polite']").count() == 1
    assert not explorer.get_by_role("button", name="Show all").count(), "all are shown"
    explorer.get_by_role("combobox", name="Period").select_option("before the article")
    assert explorer.get_by_role("status").filter(has_text=f"29 of {ALL}").count() == 1
    explorer.get_by_role("button", name="Show all").click()
    assert explorer.get_by_role("status").filter(has_text=f"{ALL} of {ALL}").count() == 1


def test_escape_in_the_panel_goes_back_to_the_mark(explorer) -> None:
    explorer.get_by_role("button", name="Later →").focus()
    explorer.keyboard.press("Enter")
    pinned = parse_qs(urlsplit(address(explorer)).query)["mark"][0]
    assert pinned != "2012-joint-sea"
    explorer.keyboard.press("Escape")
    assert explorer.locator(".postil-panel").is_hidden()
    assert explorer.evaluate("document.activeElement.dataset.key") == pinned


def focused(page) -> dict[str, str]:
    """What assistive technology is told of the element that has the focus."""
    session = page.context.new_cdp_session(page)
    element = session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    tree = session.send("Accessibility.getPartialAXTree", {"objectId": element, "fetchRelatives": False})
    told = tree["nodes"][0]
    return {part: told[part].get("value", "") for part in ("role", "name", "description") if part in told}


def test_a_mark_says_which_of_how_many_it_is_in_the_order_of_time(explorer) -> None:
    explorer.locator(f"{MARKS}[tabindex='0']").focus()
    assert focused(explorer)["role"] == "button" and focused(explorer)["description"] == f"1 of {ALL}"
    explorer.keyboard.press("ArrowRight")
    assert focused(explorer)["description"] == f"2 of {ALL}"
    explorer.keyboard.press("End")
    assert focused(explorer)["description"] == f"{ALL} of {ALL}" and "2026" in focused(explorer)["name"]
    drawing = explorer.locator("#chart-exercises-by-year .postil-chart-drawing")
    assert "Arrow keys" in drawing.get_attribute("aria-description")


def test_what_is_left_by_a_filter_is_reached_by_tab_and_counted(explorer) -> None:
    kind = explorer.get_by_role("combobox", name="Kind")
    kind.select_option("Air patrol")
    kind.focus()
    assert walked(explorer, 5)[4].startswith("1st joint strategic air patrol")
    assert focused(explorer)["description"] == "1 of 11"


def test_enter_goes_to_the_panel_beside_the_chart_and_escape_back(explorer) -> None:
    for chart in ("exercise-places", "exercises-by-year"):
        explorer.locator(f"#chart-{chart} .postil-chart-mark[data-key='2013-peace-mission']").focus()
        explorer.keyboard.press("Enter")
        told = focused(explorer)
        assert told["role"] == "region" and told["name"].startswith("Peace Mission 2013, ")
        assert told["name"].endswith(f" of {ALL}")
        assert explorer.locator(f"#chart-{chart} + .postil-panel").is_visible()
        assert explorer.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        explorer.keyboard.press("Escape")
        assert explorer.evaluate("document.activeElement.closest('figure').dataset.chart") == chart
        assert explorer.evaluate("document.activeElement.dataset.key") == "2013-peace-mission"


def test_a_pointer_stays_where_it_is(explorer) -> None:
    explorer.locator(f"{MARKS}[data-key='2013-peace-mission']").click()
    assert explorer.evaluate("document.activeElement.dataset.key") == "2013-peace-mission"


def test_the_first_and_the_last_say_that_there_is_no_further(explorer) -> None:
    earlier, later = (explorer.get_by_role("button", name=name) for name in ("Earlier", "Later"))
    assert [button.get_attribute("aria-disabled") for button in (earlier, later)] == ["false", "false"]
    explorer.locator(f"{MARKS}[tabindex='0']").press("Home")
    explorer.keyboard.press("Enter")
    assert [button.get_attribute("aria-disabled") for button in (earlier, later)] == ["true", "false"]


def test_a_redrawn_chart_keeps_the_focus(explorer_of_its_own) -> None:
    explorer = explorer_of_its_own
    explorer.locator(f"{MARKS}[data-key='2013-peace-mission']").focus()
    explorer.evaluate("document.activeElement.dataset.old = 'true'")
    explorer.set_viewport_size({"width": 1000, "height": 800})
    explorer.wait_for_function("() => document.activeElement.dataset.key && !document.activeElement.dataset.old")
    assert explorer.evaluate("document.activeElement.dataset.key") == "2013-peace-mission"


def test_as_read_then_a_later_mark_is_neither_shown_nor_offered_nor_counted(reader) -> None:
    page = reader().open(f"{PAGE}?view=then&mark=2024-ocean&period=since+the+article")
    assert page.locator(".postil-panel").is_hidden() and "mark=" not in address(page)
    assert page.get_by_role("combobox", name="Period").input_value() == ""
    assert page.get_by_role("status").filter(has_text="29 of 29").count() == 1
    offered = page.locator(".postil-choices option").evaluate_all(
        "options => options.filter(option => getComputedStyle(option).display !== 'none').map(option => option.text)"
    )
    assert "before the article" in offered and not {"since the article", "Naval patrol"} & set(offered)


def test_the_filter_is_in_the_page_before_the_script_and_not_without_it(reader) -> None:
    assert reader(java_script_enabled=False).open(PAGE).locator(".postil-choices").is_hidden()
    page = reader().open(PAGE)
    assert page.evaluate("new Set([...document.querySelectorAll('.postil-choices select')].map(s => s.name)).size") == 5


def test_an_embedded_mark_leads_by_key_to_its_page_and_back(reader) -> None:
    page = reader().open(f"{CHARTED}#chart-exercises-by-year")
    page.wait_for_selector("#chart-exercises-by-year[data-drawn]")
    page.locator(f"{MARKS}[tabindex='0']").focus()
    page.keyboard.press("Enter")
    told = focused(page)
    assert told["role"] == "link" and told["name"] == "All of it, with sources"
    page.keyboard.press("Escape")
    assert focused(page)["name"].startswith("Coalition-2003")
    assert page.locator("#chart-exercises-by-year .postil-tip").is_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/notebooks/exercises.html?mark=2003-coalition")


def test_the_page_weighs_no_more_than_450_kib_as_sent_until_it_is_drawn(reader) -> None:
    visit = reader(412)
    page = visit.open(PAGE)
    page.keyboard.press("ArrowDown")
    page.locator(".postil-chart-drawing").first.scroll_into_view_if_needed()
    page.wait_for_selector("figure[data-drawn]")
    names = {urlsplit(url).path.rpartition("/_build/html/")[2] for url in visit.requests}
    names ^= {"_static/postil/faces.js", "_static/postil/fonts/source-serif-4-latin-400-normal.woff2"}  # as on the web
    files = [(BUILT / name).read_bytes() for name in names if name]
    assert sum(min(len(gzip.compress(file, 6)), len(file)) for file in files) <= 450 * 1024
