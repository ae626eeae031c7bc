"""Lists of links and of changes: no sign begins a line, long ones open on demand, a finger meets each control."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SOURCES, SmallEdition, note
from tests.support.paper import too_white, whites, words_of

BEGINS_WITH_A_SIGN = """() => [...document.querySelectorAll("p.postil-rests-on")].filter(line => {
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data } = walk.currentNode;
    const at = data.indexOf("·");
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walk.currentNode, at);
    range.setEnd(walk.currentNode, at + 1);
    if (range.getBoundingClientRect().left < line.getBoundingClientRect().left + 6) return true;
  }
  return false;
}).length"""
CORRECTION = "- {note: stood, was: It fell in %d., now: It stood., on: 2026-11-%d, found: a reader}\n"
PERSON = """- id: keeper
  name: Adam Keeper
  kind: person
  on_the_day: Keeper of the bridge
  text: He kept it.
  original: Владимир Хранитель
  language: ru
  sources: [%s]
"""


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    shared.write("conf.py", CONF)
    papers = "".join(SOURCES.replace("gazette-1901", f"p-{n}").replace("The Gazette", f"Paper {n}") for n in range(20))
    shared.write("book/references.bib", SOURCES + papers)
    shared.write("book/apparatus/people.yml", PERSON % ", ".join(f"p-{n}" for n in range(20)))
    shared.write("book/corrections.yml", "".join(CORRECTION % (1900 + n, 10 + n // 5) for n in range(40)))
    shared.note("stood", note("bridge stood", title="It stood"))
    shared.write("book/what.md", "# What has changed\n\n```{changes}\n```\n\n## People\n\n```{people} person\n```\n")
    shared.write("_toc.yml", (shared.root / "_toc.yml").read_text("utf-8") + "- file: book/what\n")
    return build(shared)


def test_no_line_begins_with_the_sign_between_two_links(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/what.html")
    for width in range(360, 480, 20):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BEGINS_WITH_A_SIGN) == 0, width


def test_a_name_in_another_script_is_not_broken_in_the_column(reader_of, built: Path) -> None:
    page = reader_of(built, width=1440).open("book/what.html")
    assert page.locator("dt .postil-original").evaluate("name => name.getClientRects().length") == 1


def test_of_many_corrections_the_newest_are_shown_and_the_others_open(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/what.html")
    assert page.locator(".postil-corrections > li:visible").count() == 5
    assert page.locator(".postil-corrections > li:visible").first.inner_text().startswith("It stood")
    page.get_by_text("16 November 2026: 5").click()
    assert page.locator(".postil-corrections > li:visible").count() == 10


def test_on_paper_all_corrections_are_there_and_no_page_is_white(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/what.html")
    pdf = page.pdf(format="A4")
    words = words_of(pdf)
    assert all(f"It fell in {1900 + n}." in words for n in range(40))
    assert len(white := whites(pdf)) > 2 and too_white(white) == []


def test_a_finger_meets_each_control(reader_of, built: Path) -> None:
    page = reader_of(built, width=390, has_touch=True, is_mobile=True).open("book/what.html")
    for height in page.locator("main summary").evaluate_all("all => all.map(one => one.offsetHeight)"):
        assert height >= 44
