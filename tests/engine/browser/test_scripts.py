"""Texts in other scripts on the screen: right to left in text, numbers, headings and notes; Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import violations
from tests.support.build import build
from tests.support.edition import note
from tests.support.texts import NewEdition, about

HEBREW = (
    "הזקן והנער\n\nפרק א\n\nויאמר הזקן אל הנער: לך אל הנחל, והבא 12 כדים של מים כי צמאתי מאוד היום. והנער הלך. "
    + "והנחל היה יבש, ולא היו בו מים ולא דגים ולא צפרדעים ולא שום דבר אחר, והנער ישב על שפת הנחל ובכה. " * 3
    + "\n\nפרק ב\n\nוישתו שניהם.\n"
)
EDGE = """([selector, words]) => {
  const element = document.querySelector(selector);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const [box, around] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
    return { left: box.left - around.left, right: around.right - box.right };
  }
}"""


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text in Hebrew with a note in Hebrew and one in English."""
    made = NewEdition(tmp_path_factory.mktemp("he") / "edition", HEBREW, about(HEBREW, language="he"))
    asks = {"kind": "question", "sources": None}
    made.note("pitchers", note("12 כדים", title="כמה כדים", margin="שנים עשר כדים הם 12.", **asks))
    made.note("went", note("והנער הלך", title="Where to", margin="He went to the river.", **asks))
    return build(made)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_text_from_right_to_left(reader_of, hebrew: Path, width: int, scheme: str) -> None:
    reader = reader_of(hebrew, width, color_scheme=scheme)
    page = reader.open("book/chapters/01-prq.html")
    first = page.evaluate(EDGE, ["#p2", "ויאמר"])
    assert first["right"] < first["left"], "the line begins at the right"
    number = page.locator("#s2-1 > .postil-place").bounding_box()
    words = page.evaluate("""() => {
      const range = document.createRange();
      const text = document.createTreeWalker(document.querySelector('#s2-1'), NodeFilter.SHOW_TEXT).nextNode();
      range.setStart(text, 0);
      range.setEnd(text, 5);
      const box = range.getBoundingClientRect();
      return { left: box.left, right: box.right };
    }""")
    assert number["x"] >= words["right"] - 1, "the number of a sentence is before it, at its right"
    assert number["x"] + number["width"] <= width
    heading = page.evaluate(EDGE, ["h1", "פרק"])
    assert heading["right"] < heading["left"]
    assert reader.complaints == []
    assert violations(page) == {}


def test_notes_begin_at_the_side_of_their_own_script(reader_of, hebrew: Path) -> None:
    page = reader_of(hebrew, 1440).open("book/chapters/01-prq.html?view=all")
    ours = page.evaluate(EDGE, ["#note-pitchers .postil-card-margin, #note-pitchers p:not([class])", "שנים"])
    theirs = page.evaluate(EDGE, ["#note-went .postil-card-margin, #note-went p:not([class])", "He went"])
    assert ours["right"] < ours["left"] and theirs["left"] < theirs["right"]


def test_no_page_is_wider_than_a_phone(reader_of, hebrew: Path) -> None:
    page = reader_of(hebrew, 390).open("book/chapters/01-prq.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_numbers_of_sentences_on_one_line_do_not_overlap(reader_of, tmp_path: Path) -> None:
    text = "論語\n\n" + "有朋自遠方來。不亦樂乎？學而時習之。不亦說乎？人不知而不慍。" * 4 + "\n"
    made = NewEdition(tmp_path, text, about(text, language="zh-Hant"))
    reader = reader_of(build(made), 1440)
    page = reader.open(f"{made.chapters()[0]}.html")
    tops = page.evaluate("""() => [...document.querySelectorAll('#p1 .postil-place')]
      .filter(place => getComputedStyle(place).opacity !== '0').map(place => place.getBoundingClientRect().top)""")
    assert 2 <= len(tops) == len(set(map(round, tops)))
    hidden = page.locator("#p1 .postil-place.postil-is-behind").first
    page.locator("#s1-1 .postil-place").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if hidden.evaluate("place => place === document.activeElement"):
            break
    assert hidden.evaluate("place => getComputedStyle(place).opacity") == "1"
    assert reader.complaints == [] and violations(page) == {}
