"""The timeline: a label beside every point, none over another at any width; threads, the day of the text, filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import at_widths, in_every_light
from tests.support.build import build
from tests.support.edition import CONF, EVENT, SmallEdition

OVERLAPS = """() => {
  const shown = [...document.querySelectorAll('.postil-label, .postil-day span, .postil-year span')]
    .filter((element) => element.offsetParent);
  const boxes = shown.map((element) => element.getBoundingClientRect());
  const beside = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const apart = (a, b) => beside(a, b) || beside(b, a);
  const over = [];
  boxes.forEach((a, i) => boxes.forEach((b, k) => {
    if (i < k && !apart(a, b)) over.push([shown[i].textContent, shown[k].textContent]);
  }));
  return { count: boxes.length, over };
}"""
PLACES = """points => points.map((point) => {
  const box = point.getBoundingClientRect();
  return [point.dataset.thread, box.x, box.y];
})"""


def event(day: str, thread: str, title: str) -> str:
    text = EVENT.replace("1901-04", day).replace("thread: bridge", f"thread: {thread}")
    return text.replace("The bridge falls", title)


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    spring = [f"1901-0{month}-{day:02}" for month in range(1, 7) for day in (3, 9, 21)]
    days = ["1850", "1899-04", "1900-01-02", *spring, "1950"]
    threads = [*["bridge", "river-and-rain", "people", "boats"] * 5, "bridge", "afterwards"]
    long = "A rather long title of something that happened then, number"
    events = [event(day, threads[n], f"{long} {n}" if n % 3 else f"No. {n}") for n, day in enumerate(days)]
    shared.write("conf.py", CONF)
    shared.write("book/apparatus/timeline.yml", "".join(events))
    shared.write("book/when.md", "# When\n\n:::{timeline-drawing}\n:::\n\n## All\n\n:::{timeline}\n:::\n")
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/when\n"
    shared.write("_toc.yml", toc)
    return build(shared)


def test_every_point_has_a_label_and_none_covers_another(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/when.html")
    for width in at_widths(page, 360, 768, 1024, 1440, 1920):
        found = page.evaluate(OVERLAPS)
        assert found["over"] == [], width
        assert found["count"] >= 22 + 1 + 5, width  # the points, the day, the years
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_points_are_in_the_lane_of_their_thread_in_the_order_of_time(reader_of, built: Path) -> None:
    page = reader_of(built, 1440).open("book/when.html")
    boxes = page.eval_on_selector_all(".postil-point", PLACES)
    assert len({(thread, x) for thread, x, _ in boxes}) == 5
    assert [y for _, _, y in boxes] == sorted(y for _, _, y in boxes)


def test_the_day_of_the_text_parts_before_and_after_and_the_view_ends_there(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/when.html?view=then")
    assert page.locator(".postil-day").inner_text() == "1 May 1901: the text"
    day = page.locator(".postil-day").bounding_box()["y"]
    points = page.locator(".postil-point:visible")
    assert points.count() == 3 + 12
    assert points.last.bounding_box()["y"] < day
    assert page.locator(".postil-dated > li:visible").count() == 3 + 12
    assert "Afterwards" not in page.locator(".postil-threads").inner_text()


def test_threads_can_be_left_out_and_an_address_says_so(reader_of, built: Path) -> None:
    reader = reader_of(built)
    page = reader.open("book/when.html")
    page.get_by_role("button", name="Bridge").click()
    assert page.evaluate("location.hash") == "#threads=-bridge"
    page.reload()
    assert page.locator('.postil-point[data-thread="postil-thread-bridge"]:visible').count() == 0
    assert page.locator(".postil-dated > .postil-thread-bridge:visible").count() == 0
    assert page.get_by_role("button", name="Bridge").get_attribute("aria-pressed") == "false"
    page.goto(page.url.partition("#")[0] + "#event-no-0")
    page.reload()
    assert page.locator("#event-no-0").is_visible()
    assert reader.complaints == []


def test_a_label_leads_to_its_event(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/when.html")
    page.locator(".postil-label").first.click()
    assert page.evaluate("location.hash") == "#event-no-0"


def test_the_timeline_is_for_everyone(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/when.html")
    for where, faults in in_every_light(page, 390, 1440):
        assert faults == {}, where


def test_without_script_it_reads_as_a_list(reader_of, built: Path) -> None:
    page = reader_of(built, java_script_enabled=False).open("book/when.html")
    assert page.locator("ol.postil-points > .postil-point").count() == 22
    assert page.locator(".postil-threads").inner_text().split("\n") == [
        "Bridge",
        "River and rain",
        "People",
        "Boats",
        "Afterwards",
    ]
