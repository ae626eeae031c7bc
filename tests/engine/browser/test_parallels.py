"""Other texts beside this one: a table in which pointing at one lights the others, and a ribbon that leads there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import violations
from tests.support.build import article_text, build, page, words
from tests.support.edition import CONF, FIRST, PARALLELS, SmallEdition

TOC = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/beside\n"
DECORATION = "element => getComputedStyle(element).textDecorationThickness"


@pytest.fixture
def built(small: SmallEdition) -> Path:
    small.write("conf.py", CONF)
    small.write("book/apparatus/parallels.yml", PARALLELS)
    small.write("book/beside.md", "# Beside\n\n:::{parallels}\n:::\n")
    small.write("_toc.yml", TOC)
    return build(small)


def test_each_row_has_the_witnesses_the_sentence_and_its_grade(built: Path, small: SmallEdition) -> None:
    table = page(small, "book/beside").cssselect("table.postil-parallels")[0]
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


def test_the_text_stays_as_it_is_and_leads_there_without_script(reader_of, built: Path, small: SmallEdition) -> None:
    assert article_text(page(small, "book/one").cssselect("#p1")[0]) == FIRST
    chapter = reader_of(built, java_script_enabled=False).open("book/one.html")
    line = chapter.locator(".postil-named .postil-parallel")
    assert line.inner_text() == "Follows a report of 1890: 1.2, 1.3"
    line.locator("a").first.click()
    chapter.wait_for_url("**/beside.html#parallel-1-2")


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
    text = chapter.locator("#p1").bounding_box()
    for n in range(ribbons.count()):
        box = ribbons.nth(n).bounding_box()
        assert 0 <= box["x"] < text["x"]
        assert text["y"] - 6 <= box["y"] and box["y"] + box["height"] <= text["y"] + text["height"] + 6
    assert ribbons.first.get_attribute("href") == "beside.html#parallel-1-2"
    assert reader.complaints == []
    chapter.goto(chapter.url + "?view=text")
    assert not chapter.locator(".postil-ribbon:visible").count()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_texts_side_by_side_are_for_everyone(reader_of, built: Path, width: int, scheme: str) -> None:
    for name in ("book/beside.html", "book/one.html"):
        shown = reader_of(built, width, color_scheme=scheme).open(name)
        assert violations(shown) == {}
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
