"""Pages at every width: nothing is cut off or covered, lines stay short, no half stays blank, no sign is left alone."""

from __future__ import annotations

import pytest

from tests.support.browser import at_widths
from tests.support.chapters import FIRST, MIDDLE
from tests.support.notes import at_rest

PROSE = [
    "book/about/changes.html",
    "book/about/method.html",
    "book/about/verdicts.html",
    "book/apparatus/glossary.html",
    "book/apparatus/people.html",
    "book/apparatus/sources-press.html",
    "book/seminar/exercises.html",
    "book/seminar/fifty-minutes.html",
    "book/seminar/index.html",
    "book/seminar/key.html",
    "search.html",
    "404.html",
]
LONGEST = """() => Math.max(0, ...[...document.querySelectorAll("main :is(p, dd, li, summary, .postil-choosable)")]
  .filter(element => element.offsetParent && !element.closest("table") && element.innerText.length > 90)
  .map(element => element.offsetWidth / parseFloat(getComputedStyle(element).fontSize)))"""
OFF_CENTRE = """() => {
  const texts = [...document.querySelectorAll("main > :is(p, form), main section > p, main dd")]
    .filter(element => element.offsetParent);
  const boxes = texts.map(element => element.getBoundingClientRect());
  const middle = (Math.min(...boxes.map(box => box.left)) + Math.max(...boxes.map(box => box.right))) / 2;
  return Math.abs(middle - innerWidth / 2) / innerWidth;
}"""
STRANDED = """() => [...document.querySelectorAll(".postil-mark")].filter(mark => mark.offsetParent)
  .filter(mark => !mark.previousElementSibling.matches(".postil-mark"))
  .filter(mark => {
    const before = [...mark.previousElementSibling.getClientRects()].at(-1);
    return Math.abs(before.bottom - mark.getBoundingClientRect().bottom) > before.height;
  }).map(mark => mark.firstElementChild.id)"""
COVERED = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(element => element.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}"""


@pytest.mark.parametrize("name", PROSE)
def test_text_is_in_the_middle_in_lines_that_can_be_read(reader, name) -> None:
    page = reader().open(name)
    for width in at_widths(page, 1280, 1920):
        assert page.evaluate(LONGEST) <= 48, width  # em, of small letters too
        assert page.evaluate(OFF_CENTRE) < 0.1, width


@pytest.mark.parametrize("name", [FIRST, MIDDLE])
@pytest.mark.parametrize("view", ["", "all", "then"])
def test_the_number_of_a_note_stays_with_its_word(reader, name, view) -> None:
    page = reader().open(f"{name}?view={view}")
    for width in at_widths(page, 360, 390, 768, 1280, 1440):
        assert page.evaluate(STRANDED) == [], width


def test_as_of_the_text_no_line_of_sources_begins_with_a_sign(reader, chapters) -> None:
    for page, _ in reader(1440, 900).each(chapters, "?view=then+all"):
        lines = page.locator(".postil-sources").all_inner_texts()
        assert [line for line in lines if line.strip().startswith(("·", "•"))] == []


def test_no_name_of_a_verdict_covers_another(reader) -> None:
    page = reader().open("book/index.html")
    assert page.locator(".postil-cells-count").count() >= 5
    for width in at_widths(page, 360, 768, 1024, 1280, 1920):
        assert page.evaluate(COVERED, ".postil-cells-count") == 0, width


def test_the_cover_leads_at_once_to_how_the_edition_is_made(reader) -> None:
    page = reader(390, 844).open("book/index.html")
    way = page.locator(".postil-start a[href$='about/method.html']")
    assert way.bounding_box()["y"] < 844
    way.click()
    page.wait_for_url("**/method.html")


def test_the_presenters_window_alone_shows_no_empty_places(reader) -> None:
    page = reader().open("presenter.html")
    assert page.locator("main > :visible").all_inner_texts()[1:] == [
        page.locator(".postil-presenter-alone").inner_text()
    ]
    assert page.locator("button:visible").count() == 0


def test_an_empty_search_offers_nothing_to_show(reader) -> None:
    page = reader().open("search.html")
    at_rest(page)
    assert page.get_by_role("button", name="Show all").count() == 0
