"""From words selected on the page to a note file that passes the check, without a repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from postil.check import check
from postil.text.anchor import Anchor, find
from postil.vocabulary import VOCABULARY
from tests.support import ROOT
from tests.support.chapters import FIRST
from tests.support.notes import at_rest
from tests.support.selecting import select


def suggest(page, sentence: str, words: str, nth: int = 0) -> None:
    select(page, sentence, words, nth)
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    page.get_by_role("button", name="Suggest it to the edition").click()
    page.get_by_role("heading", name="Suggest a note").wait_for()


def filled_in(page) -> tuple[str, str]:
    """The name and the text of the file that the form saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real edition's sources, to add a note to."""
    for name in ("book", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_selected_words_become_a_note_file_without_problems(reader, copy) -> None:
    page = reader().open(FIRST)
    suggest(page, "s1-4", "Valdai International")
    name, text = filled_in(page)
    (copy / "book/notes" / name).write_text(text, "utf-8")
    edition, problems = check(copy)
    assert problems == []
    assert edition.by_id[name.removesuffix(".md")].quote.exact == "Valdai International"


def test_of_other_kinds_only_the_sources_are_left_to_fill_in(reader, copy) -> None:
    page = reader().open(FIRST)
    suggest(page, "s1-4", "hot search")
    kinds = [name for name, kind in VOCABULARY.kinds.items() if not kind.asks]
    for kind in kinds:
        page.get_by_label("What your note does").select_option(kind)
        name, text = filled_in(page)
        assert f"kind: {kind}\n" in text
        (copy / "book/notes" / f"{kind}-{name}").write_text(text, "utf-8")
    problems = check(copy)[1]
    assert sorted(problem.path.name.partition("-")[0] for problem in problems) == sorted(kinds)
    assert {problem.code for problem in problems} == {"note-unsourced"}


def test_words_that_stand_twice_are_told_apart(reader, copy) -> None:
    twice = "military alliance"
    for nth in (0, 1):
        page = reader().open(FIRST)
        suggest(page, "s1-4", twice, nth)
        (copy / f"book/notes/number-{nth}.md").write_text(filled_in(page)[1], "utf-8")
    edition, problems = check(copy)
    assert problems == []
    paragraph = edition.article.paragraphs[1]
    start = paragraph.sentences[3][0]
    for nth in (0, 1):
        start = paragraph.text.index(twice, start + nth)
        assert find(edition.by_id[f"number-{nth}"].quote, edition.article) == [Anchor(1, start, start + len(twice))]


def test_a_careless_selection_is_widened_to_whole_words(reader) -> None:
    page = reader().open(FIRST)
    suggest(page, "s1-4", "dai Internatio")
    assert page.locator("dialog .postil-chosen-words").inner_text() == "Valdai International"


def test_words_outside_the_article_offer_nothing(reader) -> None:
    page = reader().open(FIRST)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.postil-lead-in'))")
    page.evaluate("document.dispatchEvent(new PointerEvent('pointerup'))")
    at_rest(page)
    assert page.get_by_role("toolbar").count() == 0


def test_by_key_alone_a_note_is_suggested_on_the_sentence_of_a_mark(reader, edition) -> None:
    page = reader().open(FIRST)
    page.keyboard.press("n")
    page.keyboard.press("a")
    for key in ("End", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Suggest it to the edition").click()
    sentence = edition.article.sentence("0-1")
    assert page.locator("dialog .postil-chosen-words").inner_text() == sentence


def test_without_a_repository_nothing_leads_to_one(reader) -> None:
    """The address is filled in where the edition is hosted."""
    page = reader().open(FIRST)
    assert page.locator("html").get_attribute("data-new-note") is None
    ways = page.locator("footer a, .postil-card-foot a").all_inner_texts()
    assert not {"Improve this page", "Raise an issue", "Repository", "Discuss"} & set(ways)
    assert not page.locator("[href*='your-organisation']").count()
