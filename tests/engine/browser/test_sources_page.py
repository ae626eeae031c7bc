"""The list of sources: folded so that it is no wall, narrowed by kind, language, readers and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import violations
from tests.support.build import build
from tests.support.edition import CONF, SOURCES, SmallEdition


@pytest.fixture
def built(small: SmallEdition) -> Path:
    papers = [SOURCES.replace("gazette-1901", f"paper-{n}") for n in range(20)]
    more = [text.replace("The Gazette", f"{'ABC'[n % 3]} paper {n}") for n, text in enumerate(papers)]
    more[3] = more[3].replace("The bridge falls", "桥塌了")
    keys = ",".join(f"paper-{n}" for n in range(20))
    small.write("conf.py", CONF)
    small.write("book/references.bib", SOURCES + "".join(more))
    small.write("book/more.md", f"# More\n\nAll of them {{cite:p}}`{keys}`.\n")
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/more\n"
    small.write("_toc.yml", toc)
    return build(small)


def test_many_sources_are_folded_and_an_address_opens_one(reader_of, built: Path) -> None:
    for script in (True, False):
        page = reader_of(built, java_script_enabled=script).open("book/index.html")
        assert page.locator(".postil-citation:visible").count() == 0
        assert page.locator("details.postil-citations > summary").all_inner_texts()[0].startswith("A – B (14)")
    page = reader_of(built).open("book/index.html#source-paper-3")
    assert page.locator("#source-paper-3").is_visible()


def test_the_list_is_narrowed_by_language_readers_and_words(reader_of, built: Path) -> None:
    reader = reader_of(built)
    page = reader.open("book/index.html")
    page.get_by_label("Language").select_option("Chinese")
    assert page.locator(".postil-citation:visible").count() == 1
    page.get_by_label("Language").select_option("")
    page.get_by_label("With the words").fill("paper 17")
    assert page.locator(".postil-citation:visible").count() == 1
    assert page.locator(".postil-narrow [role=status]").inner_text() == "1 of 21"
    page.get_by_label("Read by").select_option("2")
    assert page.locator(".postil-citation:visible").count() == 0
    assert reader.complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_list_is_for_everyone(reader_of, built: Path, width: int) -> None:
    page = reader_of(built, width).open("book/index.html#source-paper-3")
    assert violations(page) == {}
