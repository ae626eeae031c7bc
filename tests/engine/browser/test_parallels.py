"""Other texts beside this one: a table in which pointing at one lights the others, and a ribbon that leads there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import in_every_light
from tests.support.build import article_text, build, page, words
from tests.support.edition import CONF, FIRST, PARALLELS, SmallEdition

TOC = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/beside\n"
BACKGROUND = "one => getComputedStyle(one).background"
SAMPLE = "one => getComputedStyle(one, '::before').background"
DECORATION = "element => getComputedStyle(element).textDecorationThickness"


PATH = "title: A class\nstops:\n- {page: book/beside, view: seminar, minutes: 20, say: How like?}\n"


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    shared.write("conf.py", CONF)
    shared.write("book/seminar/class.yml", PATH)
    cover = (shared.root / "book/index.md").read_text("utf-8")
    shared.write("book/index.md", f"{cover}\n```{{session-path}} class\n```\n")
    shared.write("book/apparatus/parallels.yml", PARALLELS)
    shared.write("book/beside.md", "# Beside\n\n:::{parallels}\n:::\n")
    shared.write("_toc.yml", TOC)
    return build(shared)


def test_each_row_has_the_witnesses_the_sentence_and_its_grade(built: Path, shared: SmallEdition) -> None:
    table = page(shared, "book/beside").cssselect("table.postil-parallels")[0]
    first, second = table.cssselect("tbody tr")
    cells = [words(cell) for cell in first.cssselect("td")]
    assert cells[0] == "1.2 close"
    assert cells[1].startswith("A report elle monta “it rose” It had risen before")
    assert cells[2] == "A digest of it not in the passages read"
    assert cells[3].endswith("It rose “very high”, and the bridge fell. the Seine → the river The height.")
    assert [words(mark) for mark in first.cssselect(".postil-aligned")] == ["elle monta", "It rose “very high”"]
    assert first.cssselect(".postil-aligned")[0].get("lang") == "fr"
    assert (first.get("id"), second.get("id")) == ("parallel-1-2", "parallel-1-3")
    assert words(second.cssselect("td")[0]) == "1.3 likely"


def test_the_text_stays_as_it_is_and_leads_there_without_script(reader_of, built: Path, shared: SmallEdition) -> None:
    assert article_text(page(shared, "book/one").cssselect("#p1")[0]) == FIRST
    chapter = reader_of(built, java_script_enabled=False).open("book/one.html")
    lines = chapter.locator(".postil-named .postil-parallel")
    assert lines.all_inner_texts() == ["Follows a report of 1890: 1.2", "Follows a report of 1890, likely: 1.3"]
    lines.locator("a").first.click()
    chapter.wait_for_url("**/beside.html#parallel-1-2")


def test_what_the_ribbon_says_is_not_said_twice_but_to_the_keyboard(reader_of, built: Path) -> None:
    chapter = reader_of(built, 1440).open("book/one.html")
    chapter.locator(".postil-ribbon span").first.wait_for()
    line, bottom = chapter.locator(".postil-parallel").first, "document.documentElement.scrollHeight"
    before, shown = chapter.evaluate(bottom), "line => getComputedStyle(line).clipPath"
    assert line.evaluate(shown) != "none"
    line.locator("a").first.focus()
    assert line.evaluate(shown) == "none" and chapter.evaluate(bottom) == before


@pytest.mark.parametrize("width", [390, 1440])
def test_a_class_that_judges_is_not_told_first_where_the_words_come_from(reader_of, built: Path, width: int) -> None:
    chapter = reader_of(built, width).open("book/one.html")
    told = chapter.locator(".postil-ribbon:visible, .postil-parallel:visible")
    told.first.wait_for()
    chapter.keyboard.press("s")
    assert told.count() == 0
    chapter.keyboard.press("s")
    assert told.count() > 0


def test_a_class_stops_at_the_table_and_grades_the_likeness_itself(reader_of, built: Path) -> None:
    plan = reader_of(built, 1440).open("book/index.html")
    plan.get_by_role("link", name="Page: Beside").click()
    plan.wait_for_url("**/beside.html?view=seminar#side-by-side")
    grades = plan.locator(".postil-likeness")
    assert grades.count() == 2 and plan.locator(".postil-likeness:visible").count() == 0
    plan.goto(f"{plan.url.partition('?')[0]}")
    plan.locator(".postil-likeness:visible").first.wait_for()


def test_pointing_at_one_lights_the_others(reader_of, built: Path) -> None:
    beside = reader_of(built, 1440).open("book/beside.html")
    aligned = beside.locator("#parallel-1-2 .postil-aligned")
    assert aligned.last.evaluate(DECORATION) == "1px"
    aligned.first.hover()
    assert [aligned.nth(n).evaluate(DECORATION) for n in (0, 1)] == ["2px", "2px"]


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_ribbon_is_beside_its_lines_and_leads_there(reader_of, built: Path, width: int) -> None:
    reader = reader_of(built, width)
    chapter = reader.open("book/one.html")
    chapter.locator(".postil-ribbon").first.wait_for()
    ribbons = chapter.locator(".postil-ribbon")
    kinds = [ribbons.nth(n).get_attribute("data-likeness") for n in range(ribbons.count())]
    assert "close" in kinds and set(kinds) <= {"close", "likely"}
    told = {"close": "Follows a report of 1890", "likely": "Follows a report of 1890, likely"}
    assert [ribbons.nth(n).get_attribute("title") for n in range(len(kinds))] == [told[kind] for kind in kinds]
    for kind in kinds:  # the line under the paragraph shows what it explains
        legend = chapter.locator(f".postil-named .postil-likeness-{kind}").first
        assert legend.evaluate(SAMPLE) == ribbons.nth(kinds.index(kind)).evaluate(BACKGROUND)
    text = chapter.locator("#p1").bounding_box()
    for n in range(ribbons.count()):
        box = ribbons.nth(n).bounding_box()
        assert 0 <= box["x"] < text["x"]
        assert text["y"] - 6 <= box["y"] and box["y"] + box["height"] <= text["y"] + text["height"] + 6
    assert ribbons.first.get_attribute("href") == "beside.html#parallel-1-2"
    assert reader.complaints == []
    chapter.goto(chapter.url + "?view=text")
    assert not chapter.locator(".postil-ribbon:visible").count()


@pytest.mark.parametrize("name", ["book/beside.html", "book/one.html"])
def test_texts_side_by_side_are_for_everyone(reader_of, built: Path, name: str) -> None:
    shown = reader_of(built).open(name)
    for where, faults in in_every_light(shown, 390, 1440):
        assert faults == {}, where
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
