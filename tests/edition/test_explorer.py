"""The explorer: marks by pointer and key; what is chosen in one chart lights the other, and the address keeps it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

PAGE = "notebooks/exercises.html"
MARKS = "#chart-exercises-by-year .postil-chart-mark"


def drawn(page) -> None:
    for name in ("exercises-by-year", "exercise-places"):
        page.wait_for_selector(f"#chart-{name}[data-drawn]", timeout=20_000)


@pytest.fixture
def explorer(reader):
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
    assert parse_qs(urlsplit(explorer.url).query)["mark"] == [second]
    explorer.keyboard.press("Escape")
    assert explorer.locator("#chart-exercises-by-year .postil-tip").is_hidden()
    assert explorer.locator(".postil-panel").is_hidden() and "mark=" not in explorer.url


def test_the_address_opens_the_panel_with_sources_and_lights_both_charts(explorer) -> None:
    panel = explorer.locator(".postil-panel")
    assert "Joint Sea-2012" in panel.inner_text()
    assert panel.locator("a[href*='#source-']").count() and panel.locator("a[href*='#s2-2']").count()
    assert explorer.locator(".postil-chart-mark.postil-chosen").count() == 2


def test_a_filter_fades_in_both_and_is_kept_in_the_address(explorer) -> None:
    explorer.get_by_role("combobox", name="Kind").select_option("Air patrol")
    shown = explorer.locator(f"{MARKS}:not([hidden])").count()
    assert shown == 11 and explorer.locator(".postil-choices [role=status]").inner_text() == "11 of 65"
    assert explorer.locator("#chart-exercise-places .postil-chart-mark:not([hidden])").count() == 11
    assert parse_qs(urlsplit(explorer.url).query)["kind"] == ["Air patrol"]
    explorer.reload()
    assert explorer.locator(".postil-choices [role=status]").inner_text() == "11 of 65"


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
    said = walked(explorer, 7)
    assert said[:4] == ["Period", "Place", "Size", "Show all"]
    assert said[4].startswith("Coalition-2003") and said[5].startswith("Data (CSV") and said[6] == "SVG"


def test_a_screen_reader_is_told_what_is_drawn_pinned_and_filtered(explorer) -> None:
    drawing = explorer.locator("#chart-exercises-by-year .postil-chart-drawing")
    assert drawing.get_attribute("role") == "group" and drawing.get_attribute("aria-label")
    assert explorer.locator(f"{MARKS}[aria-pressed='true']").get_attribute("data-key") == "2012-joint-sea"
    assert explorer.locator(".postil-panel [aria-live='polite']").count() == 1
    explorer.get_by_role("combobox", name="Period").select_option("before the article")
    assert explorer.get_by_role("status").filter(has_text="29 of 65").count() == 1
    explorer.get_by_role("button", name="Show all").click()
    assert explorer.get_by_role("status").filter(has_text="65 of 65").count() == 1


def test_escape_in_the_panel_goes_back_to_the_mark(explorer) -> None:
    explorer.get_by_role("button", name="Later →").focus()
    explorer.keyboard.press("Enter")
    pinned = parse_qs(urlsplit(explorer.url).query)["mark"][0]
    assert pinned != "2012-joint-sea"
    explorer.keyboard.press("Escape")
    assert explorer.locator(".postil-panel").is_hidden()
    assert explorer.evaluate("document.activeElement.dataset.key") == pinned
