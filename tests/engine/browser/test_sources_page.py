"""The list of sources: folded so that it is no wall, narrowed by kind, language, readers and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import in_every_light
from tests.support.build import build
from tests.support.edition import CONF, SOURCES, SmallEdition
from tests.support.notes import at_rest


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    papers = [SOURCES.replace("gazette-1901", f"paper-{n}") for n in range(20)]
    more = [text.replace("The Gazette", f"{'ABC'[n % 3]} paper {n}") for n, text in enumerate(papers)]
    more[3] = more[3].replace("The bridge falls", "桥塌了")
    more[4] = more[4].replace("{{B paper 4}}", "{Bede, Adam}")
    keys = ",".join(f"paper-{n}" for n in range(20))
    shared.write("conf.py", CONF)
    shared.write("book/references.bib", SOURCES + "".join(more))
    shared.write("book/more.md", f"# More\n\nAll of them {{cite:p}}`{keys}`.\n")
    shared.write("book/index.md", '# Rivers\n\n```{bibliography}\n:filter: key % "paper"\n```\n')
    shared.write("book/rest.md", '# Rest\n\n```{bibliography}\n:filter: not key % "paper"\n```\n')
    chapters = "".join(f"- file: book/{name}\n" for name in ("one", "two", "more", "rest"))
    shared.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n{chapters}")
    return build(shared)


def test_many_sources_are_folded_and_an_address_opens_one(reader_of, built: Path) -> None:
    for script in (True, False):
        page = reader_of(built, java_script_enabled=script).open("book/index.html")
        assert page.locator(".postil-citation:visible").count() == 0
        assert page.locator("details.postil-citations > summary").all_inner_texts()[0].startswith("A – B (14)")
    page = reader_of(built).open("book/index.html#source-paper-3")
    assert page.locator("#source-paper-3").is_visible()


COVERED = """() => [...document.querySelectorAll(".postil-citation a, .postil-citation")].filter((one) => {
  if (one.matches("a")) one.focus();
  else one.scrollIntoView();
  const range = document.createRange();
  range.selectNodeContents(one);
  const line = range.getClientRects()[0];
  const over = document.elementFromPoint(line.left + 5, line.top + line.height / 2);
  return !over || !(one.contains(over) || over.contains(one));
}).map((one) => one.outerHTML)"""


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_lies_over_a_source_that_a_link_or_the_keyboard_leads_to(reader_of, built: Path, width: int) -> None:
    page = reader_of(built, width=width, height=500).open("book/index.html")
    page.locator("details.postil-citations").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    backwards = COVERED.replace(".filter(", ".reverse().filter(")
    assert [*page.evaluate(COVERED), *page.evaluate(backwards)] == []


def test_persons_stand_among_organisations(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/index.html")
    names = page.locator(".postil-citation").evaluate_all("all => all.map(one => one.textContent.split('.')[0])")
    assert names == sorted(names) and "Bede, Adam" in names


def test_the_address_of_a_source_leads_to_the_list_that_has_it(reader_of, built: Path) -> None:
    reader = reader_of(built)
    for page, id in (("index", "source-gazette-1901"), ("one", "source-paper-3")):
        opened = reader.open(f"book/{page}.html#{id}")
        opened.locator(f"#{id}").wait_for()
    lost = reader.open("book/one.html#source-nobody")
    at_rest(lost)
    reader.open("book/index.html#100%")  # which no browser would write, and people do
    assert lost.url.endswith("one.html#source-nobody") and reader.complaints == []


def test_a_list_of_one_kind_does_not_ask_for_a_kind(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/index.html")
    assert page.locator(".postil-narrow select").evaluate_all("all => all.map(one => one.name)") == ["language", "read"]


def test_the_list_is_narrowed_by_language_readers_and_words(reader_of, built: Path) -> None:
    reader = reader_of(built)
    page = reader.open("book/index.html")
    page.get_by_label("Language").select_option("Chinese")
    assert page.locator(".postil-citation:visible").count() == 1
    page.get_by_label("Language").select_option("")
    page.get_by_label("With the words").fill("paper 17")
    assert page.locator(".postil-citation:visible").count() == 1
    assert page.locator(".postil-narrow [role=status]").inner_text() == "1 of 20"
    page.get_by_label("Read by").select_option("2")
    assert page.locator(".postil-citation:visible").count() == 0
    assert reader.complaints == []


def test_the_list_is_for_everyone(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/index.html#source-paper-3")
    for where, faults in in_every_light(page, 390, 1440):
        assert faults == {}, where
