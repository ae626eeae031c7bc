"""What one unfolds, and the place at which one arrives, are on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import SmallEdition, note
from tests.support.notes import at_rest, shown
from tests.support.texts import NewEdition, about

CHAPTER = "book/chapters/01-the-text.html"
HEIGHT = 700
WIDTHS = [390, 1360]
RAIN = f"It {'rained and ' * 50}"
FILLED = " ".join([f"{RAIN}stopped."] * 4)
TEXT = f"On Rain\n\n{FILLED}\n\n{RAIN}paused.\n\n{FILLED}\n"


@pytest.fixture(scope="module")
def rain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text of long sentences, and a note on the end of one, with much to unfold."""
    made: SmallEdition = NewEdition(tmp_path_factory.mktemp("rain"), TEXT, about(TEXT))
    body = "\n\n".join(["Why it did so was asked in every house."] * 40)
    options = {"kind": "question", "sources": None, "tier": "essential"}
    made.note("end", note("paused", body=body, **options))
    return build(made)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_unfolded_at_the_foot_of_the_window_shows_itself(reader_of, rain: Path, width: int) -> None:
    page = reader_of(rain, width, HEIGHT, reduced_motion="reduce").open(f"{CHAPTER}#note-end")
    at_rest(page)
    line = page.locator("#note-end .postil-more > summary")
    line.evaluate(f"line => scrollBy(0, line.getBoundingClientRect().bottom - {HEIGHT - 4})")
    line.click()
    at_rest(page)
    box = line.bounding_box()
    assert box is not None
    assert box["y"] > 40
    assert box["y"] + box["height"] + HEIGHT / 3 < HEIGHT + 2


@pytest.mark.parametrize("width", WIDTHS)
def test_who_arrives_at_a_note_sees_its_sentence_from_the_beginning(reader_of, rain: Path, width: int) -> None:
    page = reader_of(rain, width, 844, reduced_motion="reduce").open(f"{CHAPTER}#note-end")
    at_rest(page)
    assert shown(page, "end").together
    top = page.evaluate("document.querySelector('#mark-end').closest('.postil-sentence').getClientRects()[0].top")
    assert top > page.locator(".postil-bar").bounding_box()["height"]
