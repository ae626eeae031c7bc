"""The small editions in `examples/`: a ballad with lines that come back, and a dialogue in Chinese."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from postil.check import check
from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.tei import tei
from postil.model import Standing
from tests.support import ROOT
from tests.support.build import article_text, build, page, words_of
from tests.support.edition import CONF
from tests.support.epub import epub_faults
from tests.support.tei import tei_all
from tests.support.texts import NewEdition

NAMES = ("la-belle-dame", "mencius")


def copy_of(name: str, folder: Path) -> NewEdition:
    shutil.copytree(ROOT / "examples" / name, folder, ignore=shutil.ignore_patterns("_build"))
    edition = NewEdition.__new__(NewEdition)
    edition.root = folder
    edition.write("conf.py", CONF.replace('"_build", ', '"_build", "README.md", '))
    return edition


@pytest.fixture(scope="module", params=NAMES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[NewEdition, Edition]:
    """An example, built without a warning, and what was read of it."""
    made = copy_of(request.param, tmp_path_factory.mktemp("examples") / request.param)
    build(made)
    edition, problems = check(made.root)
    assert edition and problems == []
    return made, edition


def test_every_note_is_on_its_page_and_the_text_is_given_back(example: tuple[NewEdition, Edition]) -> None:
    made, edition = example
    assert len(edition.notes) >= 10
    pages = [page(made, name) for name in made.chapters()]
    for id, anchor in edition.anchors.items():
        words = edition.paragraph(anchor.paragraph).text[anchor.start : anchor.end]
        assert "".join(words.split()) in {"".join(words_of(document, id).split()) for document in pages}, id
    shown = [article_text(p) for document in pages for p in document.cssselect(".postil-article")]
    assert [words.split() for words in shown] == [p.text.split() for p in edition.article.paragraphs]


def test_every_source_has_a_record_that_says_who_read_what(example: tuple[NewEdition, Edition]) -> None:
    _, edition = example
    assert {edition.standing(key) for key in edition.sources} == {Standing.EXCERPT}
    cited = [citation for note in edition.notes for citation in note.citations]
    assert len(cited) >= 10 and all(citation.passage for citation in cited)


def test_the_e_book_and_the_tei_are_valid(example: tuple[NewEdition, Edition]) -> None:
    made, edition = example
    (book,) = build(made, "epub").glob("*.epub")
    assert epub_faults(book) == ""
    root = etree.fromstring(tei(edition, Addresses(edition)).encode())
    assert tei_all().validate(root), tei_all().error_log


@pytest.mark.parametrize(("name", "form"), [("la-belle-dame", "verse"), ("mencius", "dialogue")])
def test_init_guesses_the_form(name: str, form: str) -> None:
    from postil.text.article import read_article
    from postil.text.guessing import guess_form

    text = (ROOT / "examples" / name / "book/article.txt").read_text("utf-8")
    assert guess_form([paragraph.text for paragraph in read_article(text).paragraphs[1:]]).form == form


def test_lines_that_come_back_have_notes_of_their_own(tmp_path: Path) -> None:
    edition, _ = check(copy_of("la-belle-dame", tmp_path / "ballad").root)
    lines = {id: edition.paragraph(anchor.paragraph).line_at(anchor.start) for id, anchor in edition.anchors.items()}
    assert (lines["a-wight-for-a-knight"], lines["why-ask-twice"], lines["the-name-of-silent-spring"]) == (1, 5, 48)


def test_the_speakers_are_told_apart(tmp_path: Path) -> None:
    edition, _ = check(copy_of("mencius", tmp_path / "mencius").root)
    speakers = [p.text[m.start : m.end] for p in edition.article.paragraphs for m in p.marks if m.form == "speaker"]
    assert speakers == ["王曰：", "孟子對曰：", "梁惠王曰：", "孟子對曰：", "曰：", "曰："]
