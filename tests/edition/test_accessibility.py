"""WCAG 2.2 AA, as far as a machine can tell (axe), and what is promised to those who use the keyboard."""

from __future__ import annotations

import pytest

from tests.support.browser import at_widths, in_every_light, violations
from tests.support.chapters import MIDDLE
from tests.support.notes import is_open, marks

VIEWS = ["view=text", "view=all", "view=then", "view=seminar", "view=present", "without=update", "size=4"]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_any_view(reader, chapters, view) -> None:
    page = reader(color_scheme="light").open(f"{chapters[1]}?{view}")
    for where, faults in in_every_light(page, 1360):
        assert faults == {}, where


def test_axe_finds_nothing_in_open_notes_and_dialogs(reader, chapters) -> None:
    page = reader(360).open(chapters[0])
    for mark in page.locator(".postil-mark a:visible").all()[:6]:
        mark.evaluate("e => e.click()")
        page.evaluate("document.querySelectorAll('.postil-more').forEach(more => { more.open = true; })")
    page.evaluate("scrollTo(0, 0)")  # what the bar covers in part, axe takes for too small
    assert violations(page) == {}
    page.keyboard.press("?")
    assert violations(page) == {}


@pytest.mark.parametrize("name", ["glossary", "people", "timeline", "claims"])
def test_links_in_a_line_of_sources_can_be_touched_one_by_one(reader, name) -> None:
    """Where lines break depends on the width; at 360 px `test_every_page` looks."""
    page = reader(390, is_mobile=True, has_touch=True).open(f"book/apparatus/{name}.html")
    for width in at_widths(page, 390, 412, 430):
        assert violations(page, "target-size") == {}, width


def test_nothing_moves_for_those_who_want_no_motion(reader, chapters) -> None:
    page = reader(reduced_motion="reduce").open(chapters[0])
    duration = page.evaluate("getComputedStyle(document.querySelector('.postil-card')).transitionDuration")
    assert duration == "0s"


CONTROLS = (
    ".postil-bar :is(a, button, summary, label), .postil-depths button, :is(.postil-rest, .postil-more) > summary"
)


def test_targets_are_large_enough(reader, chapters) -> None:
    """44 px high under a finger; numbers in a line of text are excepted (WCAG 2.2, 2.5.8), and have room anyway."""
    page = reader(360, has_touch=True).open(chapters[0])
    page.locator(".postil-views > summary").click()
    page.locator(".postil-mark a:visible").last.evaluate("e => e.click()")
    small = page.evaluate(
        """(controls) => [...document.querySelectorAll(controls)]
          .filter(e => e.checkVisibility() && (e.offsetHeight < 44 || e.offsetWidth < 24)).map(e => e.outerHTML)""",
        CONTROLS,
    )
    assert small == []


def test_a_note_can_be_opened_left_and_closed_with_the_keyboard(reader, chapters) -> None:
    for width in (390, 1440):
        page = reader(width).open(chapters[0])
        id = marks(page)[-1]
        page.locator(f"#mark-{id}").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('[data-note]').dataset.note") == id
        assert is_open(page, id)
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == f"mark-{id}"
        assert width > 1000 or not is_open(page, id)


def test_the_table_of_contents_closes_with_escape(reader, chapters) -> None:
    page = reader().open(chapters[0])
    page.locator(".postil-contents summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".postil-contents nav").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".postil-contents nav").is_visible()


# Each key is pressed where the one before it led and all has come to rest: then it is noted what has the focus.
VISITED = """() => {
  window.visited = [];
  const bar = document.querySelector(".postil-bar");
  const note = () => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const inBar = element.closest(".postil-bar, .postil-skip, .postil-stage-bar, dialog");
    const barSticks = ["sticky", "fixed"].includes(getComputedStyle(bar).position);
    return {
      what: element.outerHTML.slice(0, 80),
      ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      seen: box.width > 0 && box.top < innerHeight
        && box.bottom > (inBar || !barSticks ? 0 : bar.getBoundingClientRect().bottom),
    };
  };
  addEventListener("keydown", () => visited.push(note()), true);
}"""


@pytest.mark.parametrize("width", [360, 1360])
@pytest.mark.parametrize("name", [MIDDLE, "book/apparatus/claims.html#verdict=imprecise", "search.html"])
def test_tab_walks_through_a_whole_page_always_to_be_seen(reader, name, width) -> None:
    page = reader(width).open(name)
    page.evaluate(VISITED)
    for _ in range(60):
        for _ in range(25):
            page.keyboard.press("Tab")
        _start, *visited = page.evaluate("visited")
        if None in visited:
            break
    else:
        pytest.fail(f"the keyboard does not leave the page: {visited[-3:]}")
    visited = visited[: visited.index(None)]
    assert len(visited) > 5
    assert [focused["what"] for focused in visited if not focused["ring"]] == [], "no ring"
    assert [focused["what"] for focused in visited if not focused["seen"]] == [], "not to be seen"
