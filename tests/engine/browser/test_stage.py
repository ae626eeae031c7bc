"""The presentation on a wall: large, driven by remotes and from a second window, and with an end. All from disk."""

from __future__ import annotations

import pytest

from tests.support.browser import address, violations
from tests.support.notes import at_rest

STOPS = {
    "sentence": "book/one.html?view=seminar.present&path=plan&stop=1#s1-2",
    "note": "book/one.html?view=present&path=plan&stop=2#note-high",
    "chart": "book/chart.html?view=present&path=plan&stop=3#chart-floods",
    "last": "book/index.html?view=then&path=plan&stop=5",
}
SHARE = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize) / innerHeight"
BOX = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return { top: box.top, bottom: document.querySelector('.postil-stage-bar').getBoundingClientRect().top - box.bottom };
}"""


UNDER_THE_BAR = """() => {
  const bar = document.querySelector(".postil-stage-bar");
  const focused = document.activeElement;
  const under = focused.getBoundingClientRect().top > bar.getBoundingClientRect().top - 2;
  return under && !bar.contains(focused) && focused !== document.body ? [focused.outerHTML] : [];
}"""


@pytest.fixture
def wall(visit_published):
    """Opens a stop on a wall of a size."""

    def open_stop(stop: str, width: int = 1280, height: int = 720, **options):
        page = visit_published(width, height=height, **options).open(STOPS[stop])
        page.wait_for_selector(".postil-stage-bar .postil-say")
        at_rest(page)
        return page

    return open_stop


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (1024, 768)])
def test_a_sentence_fills_the_wall_and_is_in_its_middle(wall, width, height) -> None:
    page = wall("sentence", width, height)
    assert page.evaluate(SHARE, "#s1-2") > 0.1
    space = page.evaluate(BOX, "#s1-2")
    assert abs(space["top"] - space["bottom"]) < 0.08 * height
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_long_sentence_is_on_the_wall_whole(wall) -> None:
    page = wall("sentence")
    page.evaluate("document.querySelector('#s1-2 .postil-words').append(' word'.repeat(150))")
    at_rest(page)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate(SHARE, "#s1-2") > 0.03


def test_notes_and_charts_are_read_from_ten_metres(wall) -> None:
    """Letters of 5 % of the wall's height, 8 cm on a wall of 1.6 m; in charts 3 %."""
    page = wall("note")
    assert page.evaluate(SHARE, "#note-high .postil-card-text") >= 0.049
    assert page.locator("#note-high").get_by_text("The gauge shows 3 m.").is_visible()
    page = wall("chart")
    page.wait_for_function("() => document.querySelector('figure.postil-chart').dataset.drawn === 'true'")
    height = page.evaluate("document.querySelector('.xtick text').getBoundingClientRect().height / innerHeight")
    assert height > 0.03
    assert page.locator(".postil-chart-drawing").bounding_box()["width"] > 0.85 * 1280
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    names = [mark.get_attribute("aria-label") for mark in page.locator(".postil-chart-mark").all()]
    assert names == ["1900: 2", "1901: 3"]


def test_a_chart_without_a_caption_is_on_the_wall_whole(visit_published) -> None:
    """As an ordinary output of Plotly is."""
    reader = visit_published(1280, height=720)
    page = reader.open(STOPS["chart"])
    page.wait_for_selector(".postil-stage-bar .postil-say")
    page.evaluate("document.querySelector('.postil-current figcaption').remove()")
    page.set_viewport_size({"width": 1000, "height": 500})
    at_rest(page)
    assert page.locator(".postil-current .postil-chart-drawing").bounding_box()["width"] <= 1000
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert reader.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_on_the_way_of_a_path_no_focus_is_under_its_bar(visit_published, width) -> None:
    page = visit_published(width, height=500).open("book/one.html?path=plan&stop=1")
    page.wait_for_selector(".postil-stage-bar .postil-say")
    covered, passed = [], 0
    while page.evaluate("!document.activeElement.closest('.postil-stage-bar')") and passed < 150:
        page.keyboard.press("Tab")
        covered += page.evaluate(UNDER_THE_BAR)
        passed += 1
    assert 10 < passed < 150 and covered == []


def test_a_remote_blackens_the_wall_and_brings_it_back(wall) -> None:
    page = wall("sentence")
    for key in ("b", "."):
        page.keyboard.press(key)
        assert not page.locator("#s1-2").is_visible()
        page.keyboard.press("PageDown")
        assert page.locator("#s1-2").is_visible()
    page.keyboard.press("PageDown")
    page.wait_for_url("**stop=2#note-high")


def test_a_path_ends_and_leads_back_to_its_plan(wall) -> None:
    page = wall("last")
    page.keyboard.press("PageDown")
    end = page.get_by_role("region", name="The end")
    assert "One session" in end.inner_text()
    assert violations(page) == {}
    page.keyboard.press("PageUp")
    assert end.count() == 0
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/seminar/plan.html")


def test_the_time_goes_on_from_page_to_page(wall) -> None:
    page = wall("sentence")
    page.evaluate("sessionStorage.setItem('postil-started plan', String(Date.now() - 125000))")
    page.keyboard.press("PageDown")
    page.wait_for_url("**stop=2#note-high")
    page.wait_for_function(
        "() => document.querySelector('.postil-stage-bar .postil-time').textContent.startsWith('2:0')"
    )


def test_what_a_path_shows_ends_with_it(wall) -> None:
    """The sealed view and the time, however the path ends, and whatever was turned on in between."""
    page = wall("sentence")
    page.keyboard.press("o")
    page.evaluate("sessionStorage.setItem('postil-started plan', String(Date.now() - 125000))")
    page.keyboard.press("Escape")
    page.wait_for_url("**/seminar/plan.html")
    assert page.evaluate("document.documentElement.dataset.view || ''") == ""
    for stop in (STOPS["sentence"], STOPS["last"]):
        page.evaluate("sessionStorage.setItem('postil-started plan', String(Date.now() - 125000))")
        page.get_by_role("link", name="Present this path").click()
        page.wait_for_selector(".postil-stage-bar .postil-say")
        assert page.locator(".postil-stage-bar .postil-time").inner_text().startswith("0:0")
        page.goto(page.url.split("book/")[0] + stop)
        page.wait_for_selector(".postil-stage-bar .postil-say")
        if stop == STOPS["last"]:
            page.keyboard.press("PageDown")
            page.get_by_role("link", name="Back to the plan").click()
        else:
            page.go_back()
            page.go_back()


def presenter(page):
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Presenter’s window").click()
    window = opened.value
    window.wait_for_selector("#presenter-position:not(:empty)")
    return window


def test_the_presenters_window_knows_what_comes_next_and_drives_the_wall(wall) -> None:
    page = wall("sentence")
    window = presenter(page)
    assert window.locator("#presenter-say").inner_text() == "How high is very high?"
    assert window.locator("#presenter-tell").inner_text() == "Most say ten metres."
    assert window.locator("#presenter-next").inner_text() == "Note: Three metres · What does the gauge show?"
    assert "of 73:30" in window.locator("#presenter-elapsed").inner_text()
    assert "Most say ten metres." not in page.locator("body").inner_text()
    window.keyboard.press("PageDown")
    page.wait_for_url("**stop=2#note-high")
    window.wait_for_function("() => document.getElementById('presenter-now').textContent === 'Note: Three metres'")
    window.get_by_role("button", name="On").click()
    page.wait_for_url("**stop=3#chart-floods")
    window.wait_for_function("() => document.getElementById('presenter-position').textContent === '3 of 5'")
    window.get_by_role("button", name="Black wall").click()
    page.wait_for_function("() => document.documentElement.hasAttribute('data-blank')")
    assert violations(window) == {}
    page.close()
    window.get_by_text("Begin a presentation").wait_for()


def test_without_a_path_the_window_shows_the_next_sentence(visit_published) -> None:
    page = visit_published().open("book/one.html?view=present#s1-2")
    window = presenter(page)
    assert window.locator("#presenter-next").inner_text() == "Nobody was hurt."


def test_strangers_messages_do_nothing(wall) -> None:
    page = wall("sentence")
    page.evaluate("postMessage({postil: 'do', order: 'constructor'}, '*')")
    page.evaluate("postMessage('on', '*')")
    page.evaluate("postMessage(null, '*')")
    at_rest(page)
    assert "stop=1" in address(page)


@pytest.mark.parametrize("stop", STOPS)
def test_axe_finds_nothing(wall, stop) -> None:
    page = wall(stop, 1280, 720)
    for width, height in ((1280, 720), (390, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == {}, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
