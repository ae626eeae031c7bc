"""As the browser prints them: essential notes under their paragraph, the rest after the chapter, no page white."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note
from tests.support.notebooks import add_chart
from tests.support.paper import long_edition, says, too_white, whites, words_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = long_edition(tmp_path_factory.mktemp("printed") / "edition")
    add_chart(book)
    chapter = book.root / "book/two.md"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n:::{{chart}} floods\n:::\n", "utf-8")
    book.write("book/whole.md", "# The whole\n\n:::{whole-edition}\n:::\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n- file: notebooks/floods\n")
    return build(book)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("address", ["two.html", "two.html?view=all", "whole.html", "whole.html?view=all"])
def test_no_page_is_a_third_white_and_afterwards_all_is_as_before(reader_of, folder, size, address) -> None:
    page = reader_of(folder).open(f"book/{address}")
    before = page.locator("main").inner_html()
    pdf = page.pdf(format=size)
    words = words_of(pdf)
    for printed in ("Beech number 8", "It was built of wood", "1 Beech stood", "Beech fell", "It lay"):
        assert says(words, printed)
    assert not says(words, "In this paragraph") and "More" not in words
    assert len(white := whites(pdf)) > 1 and too_white(white) == []
    assert page.locator("main").inner_html() == before


@pytest.mark.parametrize("view", ["", "?view=all"])
def test_essential_notes_stand_under_their_paragraph_and_all_else_follows_by_number(reader_of, folder, view) -> None:
    page = reader_of(folder, width=700).open(f"book/whole.html{view}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for chapter, paragraph in (("one", 1), ("two", 2), ("three", 3)):
        text, note = (page.locator(place).bounding_box() for place in (f"#p{paragraph}", f"#note-{chapter}-first"))
        end = page.locator(f"section:has(> * > #p{paragraph}) > .postil-endnotes")
        assert text["y"] + text["height"] <= note["y"] < end.bounding_box()["y"]
        numbers = end.locator("h3, .postil-number").all_inner_texts()
        assert [int(number.split()[0]) for number in numbers] == sorted(int(number.split()[0]) for number in numbers)
        assert end.locator(f":is(#note-{chapter}-other, #note-{chapter}-short)").count() == 2
        assert end.locator("h3").first.inner_text() == f"1 {page.locator(f'#finding-{chapter}-first').inner_text()}"
    assert page.locator(".postil-endnotes").count() == 3
    underlined = (
        "all => all.filter(one => getComputedStyle(one).textDecorationLine !== 'none').map(one => one.outerHTML)"
    )
    assert page.locator("main a").evaluate_all(underlined) == []


def test_a_note_that_is_open_under_its_sentence_stands_under_the_paragraph(reader_of, folder) -> None:
    page = reader_of(folder, width=390).open("book/two.html")
    page.locator("#mark-two-first").click()
    page.locator("#p2 #note-two-first").wait_for()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".postil-passage > .postil-notes > #note-two-first").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#p2 #note-two-first").count() == 1


def test_a_chart_after_the_text_is_whole_in_its_column_and_its_table_printed_where_opened(reader_of, folder) -> None:
    page = reader_of(folder, width=700).open("book/two.html")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    chart = page.locator(".postil-endnotes > div > .postil-chart")
    assert chart.locator(":is(.postil-chart-narrow, .postil-chart-wide):visible").count() == 1
    assert chart.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
    assert not page.locator(".postil-chart-data:visible, .postil-chart-foot a:visible[download]").count()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.locator(".postil-chart-data").evaluate("one => { one.open = true; }")
    assert "1901" in words_of(page.pdf(format="A4"))


def test_a_text_alone_is_printed_alone(reader_of, folder) -> None:
    page = reader_of(folder).open("book/two.html?view=text")
    pdf = page.pdf(format="A4")
    assert "Beech number 8" in words_of(pdf) and "Notwithstanding" not in words_of(pdf) and len(whites(pdf)) == 1


@pytest.mark.parametrize("tier", ["essential", ""])
def test_a_page_that_asks_does_not_print_the_answer(reader_of, tmp_path: Path, tier: str) -> None:
    book = SmallEdition(tmp_path / "asked")
    book.write("conf.py", CONF)
    asked = note(
        "The river rose", kind="question", title="Why then?", body="A good answer says thaw.", suffix="in spring"
    )
    book.note("why", asked.replace("kind:", f"tier: {tier}\nkind:") if tier else asked)
    words = words_of(reader_of(build(book)).open("book/one.html").pdf(format="A4"))
    assert "Why then?" in words and "thaw" not in words
