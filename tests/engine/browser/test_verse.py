"""Verse on a screen: the numbers of its lines and those of its sentences stand apart."""

from __future__ import annotations

import pytest

from postil.text.forms import Form
from tests.support.build import build
from tests.support.texts import NewEdition, about

LINES = [f"The wheel goes round the {n}th time now." for n in range(1, 8)]
SONG = "The Song\n\n" + "\n".join(LINES) + "\n\nGrind, mill, grind,\nAnd let the river go.\n"
APART = """() => {
  const box = (element) => element.getBoundingClientRect();
  const places = [...document.querySelectorAll(".postil-place")].map(box);
  const lines = [...document.querySelectorAll(".postil-line")].map(box);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return lines.length > 0 && !lines.some((line) => places.some((place) => meet(line, place)));
}"""


@pytest.fixture(scope="module")
def verse(tmp_path_factory: pytest.TempPathFactory) -> NewEdition:
    folder = tmp_path_factory.mktemp("verse") / "edition"
    made = NewEdition(folder, SONG, about(SONG, title="The Song", form=Form.VERSE))
    build(made)
    return made


@pytest.mark.parametrize("width", [390, 1024, 1280, 1440])
def test_the_number_of_a_line_stands_clear_of_that_of_a_sentence(reader_of, verse: NewEdition, width: int) -> None:
    page = reader_of(verse.root / "_build/html", width).open(f"{verse.chapters()[0]}.html")
    assert page.evaluate(APART)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_control_is_full_also_where_it_has_no_choice_of_all_notes(reader_of, verse: NewEdition, width: int) -> None:
    page = reader_of(verse.root / "_build/html", width).open(f"{verse.chapters()[0]}.html")
    control = page.locator(".postil-depths")
    edges = "boxes => boxes.map(box => Math.round(box.getBoundingClientRect().right))"
    (whole,), parts = control.evaluate_all(edges), control.locator("button").evaluate_all(edges)
    assert max(parts) == whole and (width > 600 or parts[1] == whole)
