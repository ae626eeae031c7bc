"""On paper as on the screen: essential notes with their words, the others after the chapter, no page left white."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from postil.edition import read_edition
from postil.paper import typeset
from postil.paper.lines import break_lines
from tests.support.edition import SmallEdition
from tests.support.notebooks import add_chart
from tests.support.paper import long_edition, on_a4, white_pages


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """A long edition, with a chart of two thirds of a page after the second chapter."""
    book = long_edition(tmp_path_factory.mktemp("long"))
    add_chart(book)
    words = "".join(f'<text y="{y}">{y}</text>' for y in range(10, 120, 10))
    drawn = f'<rect width="100" height="120" fill="#ddd"/>{words}'
    for still in (book.root / "book/charts").rglob("floods.svg"):
        told = still.read_text("utf-8").partition('data-digest="')[2][:64]
        still.write_text(f'<svg viewBox="0 0 100 120" data-digest="{told}">{drawn}</svg>')
    chapter = book.root / "book/two.md"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n:::{{chart}} floods\n:::\n", "utf-8")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: notebooks/floods\n")
    return book


@pytest.fixture(scope="module")
def handouts(long: SmallEdition) -> Path:
    return on_a4(long)


@pytest.fixture(scope="module")
def annotated(handouts: Path) -> PdfReader:
    return PdfReader(handouts / "annotated-a4.pdf")


def test_essential_notes_share_the_page_of_their_words_and_others_follow_the_chapter(annotated: PdfReader) -> None:
    place = {
        name: (annotated.get_destination_page_number(found), -float(found["/Top"]))
        for name, found in annotated.named_destinations.items()
    }
    for chapter in ("one", "two", "three"):
        mark, first = place[f"mark-{chapter}-first"], place[f"note-{chapter}-first"]
        assert mark[0] == first[0] and mark < first
        others = [place[f"{name}-{chapter}-{id}"] for name, id in (("more", "first"), ("note", "other"))]
        assert first < others[0] and first[0] <= others[1][0]
        assert f"note-{chapter}-short" in place


def test_numbers_count_essential_notes_first_and_sentences_have_theirs(annotated: PdfReader) -> None:
    words = " ".join("".join(page.extract_text() for page in annotated.pages).split())
    line = r" (?:\d+ )?"  # where a line ends, the number of the next is between two words
    for sentence, number, mark in (("1.1", 0, 2), ("1.2", 1, 1), ("1.3", 2, 3)):
        told = line.join((re.escape(sentence), "Ash", "number", f"{number} ?{mark}", "grew"))
        assert re.search(told, words), words[:1800]


def test_a_verdict_has_the_colour_of_the_vocabulary(long: SmallEdition, annotated: PdfReader) -> None:
    verdicts = read_edition(long.root)[0].vocabulary.verdicts
    wanted = [int(verdicts["disputed"].light[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    content = b"".join(page.get_contents().get_data() for page in annotated.pages)
    colours = {tuple(map(float, line.split()[:3])) for line in content.splitlines() if line.endswith((b" rg", b" RG"))}
    assert any(colour == pytest.approx(wanted, abs=0.004) for colour in colours)


def test_no_page_but_the_last_is_a_third_white(handouts: Path, annotated: PdfReader) -> None:
    assert len(annotated.pages) > 3 and white_pages(handouts / "annotated-a4.pdf") == []


def test_parts_of_a_chapter_reach_as_far_one_after_the_other_as_together() -> None:
    chart = '<figure class="postil-chart"><div style="height: 50mm"></div></figure>'
    notes = (
        '<section class="postil-print-endnotes"><h2>Notes</h2><div class="postil-print-columns">It is.</div></section>'
    )
    after = typeset.reach(notes, "a4", typeset.reach(chart, "a4", 20.0))
    assert after == pytest.approx(typeset.reach(chart + notes, "a4", 20.0), abs=0.1)


@pytest.mark.parametrize("kind", ["postil-print-back", "postil-print-more"])
def test_numbers_of_pages_take_room_where_a_part_is_measured_alone(kind: str) -> None:
    def height(width: int) -> float:
        link = f'<a class="{kind}" data-page="p." href="#elsewhere">1</a>'
        return typeset.heights(f'<div class="postil-print-measured" id="one" style="width: {width}mm">1 {link}</div>')[
            "one"
        ]

    assert height(10) > height(40)


def test_a_text_longer_than_a_measuring_page_has_the_same_lines(
    long: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = read_edition(long.root)[0].article
    whole = break_lines(article)
    monkeypatch.setattr(typeset, "MEASURING_PAGE", 30)
    assert len(whole) > 12 and break_lines(article) == whole
