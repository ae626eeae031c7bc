"""A page that was renamed or withdrawn leaves the book and the e-book, also where Sphinx has forgotten it."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition


def rename(book: SmallEdition) -> None:
    (book.root / "book/two.md").rename(book.root / "book/second.md")
    toc = book.root / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").replace("book/two", "book/second"), "utf-8")


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_renamed_page_goes(book: SmallEdition, forgotten: bool) -> None:
    html = build(book)
    assert (html / "book/two.html").is_file()
    (html / "book/kept.html").write_text("somebody else's")
    rename(book)
    if forgotten:
        shutil.rmtree(book.root / "_build/.doctrees")
    build(book)
    assert not (html / "book/two.html").exists() and (html / "book/second.html").is_file()
    assert not list(html.rglob("two.md.txt"))
    assert (html / "book/kept.html").is_file()


@pytest.mark.parametrize(
    "settings", ["html_copy_source = False", "html_sourcelink_suffix = ''"], ids=["no sources", "as in Jupyter Book"]
)
def test_a_page_that_another_builder_has_forgotten_goes(book: SmallEdition, settings: str) -> None:
    book.write("conf.py", f"{CONF}{settings}\n")
    html = build(book)
    assert (html / "book/two.html").is_file()
    rename(book)
    build(book, "epub")
    build(book)
    assert not list(html.rglob("two.*")) and (html / "book/second.html").is_file()


def test_a_renamed_page_goes_where_pages_have_folders_of_their_own(book: SmallEdition) -> None:
    folder = build(book, "dirhtml") / "book"
    rename(book)
    build(book, "dirhtml")
    assert not (folder / "two/index.html").exists() and (folder / "second/index.html").is_file()


def test_a_renamed_page_leaves_the_e_book(book: SmallEdition) -> None:
    folder = build(book, "epub")
    rename(book)
    build(book, "epub")
    (file,) = folder.glob("*.epub")
    names = zipfile.ZipFile(file).namelist()
    assert "book/second.xhtml" in names and "book/two.xhtml" not in names
