"""A chapter as the browser prints it: essential notes face their words, the rest follows, no page is left white."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note
from tests.support.paper import long_edition, white_pages


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(long_edition(tmp_path_factory.mktemp("printed") / "edition"))


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("view", ["", "?view=all"])
def test_no_page_is_a_third_white_and_afterwards_all_is_as_before(reader_of, folder, size, view) -> None:
    page = reader_of(folder).open(f"book/two.html{view}")
    before = page.locator("main").inner_html()
    pdf = PdfReader(io.BytesIO(page.pdf(format=size)))
    words = " ".join(" ".join(printed.extract_text() for printed in pdf.pages).split())
    for printed in ("Beech number 8", "It was built of wood", "1 Beech stood", "Beech fell", "It lay"):
        assert printed in words
    assert len(pdf.pages) > 1 and white_pages(pdf) == []
    assert page.locator("main").inner_html() == before


def test_essential_notes_face_the_text_and_all_else_follows_it(reader_of, folder) -> None:
    page = reader_of(folder, width=700).open("book/two.html")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    text, note, end = (page.locator(place).bounding_box() for place in ("#p2", "#note-two-first", ".postil-endnotes"))
    assert note["x"] > text["x"] + text["width"] and abs(note["y"] - text["y"]) < 20
    assert end["y"] >= max(box["y"] + box["height"] for box in (text, note))
    assert page.locator(".postil-endnotes :is(#note-two-other, #note-two-short, .postil-more)").count() == 5


def test_a_text_alone_is_printed_alone(reader_of, folder) -> None:
    page = reader_of(folder).open("book/two.html?view=text")
    (printed,) = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert "Beech number 8" in printed.extract_text() and "Notwithstanding" not in printed.extract_text()


@pytest.mark.parametrize("tier", ["essential", ""])
def test_a_page_that_asks_does_not_print_the_answer(reader_of, tmp_path: Path, tier: str) -> None:
    book = SmallEdition(tmp_path / "asked")
    book.write("conf.py", CONF)
    asked = note(
        "The river rose", kind="question", title="Why then?", body="A good answer says thaw.", suffix="in spring"
    )
    book.note("why", asked.replace("kind:", f"tier: {tier}\nkind:") if tier else asked)
    (printed, *_) = PdfReader(io.BytesIO(reader_of(build(book)).open("book/one.html").pdf(format="A4"))).pages
    assert "Why then?" in printed.extract_text() and "thaw" not in printed.extract_text()
