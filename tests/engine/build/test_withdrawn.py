"""A page that was renamed or withdrawn leaves the book and the e-book, also where Sphinx has forgotten it."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from tests.support.build import build
from tests.support.edition import SmallEdition


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


def test_a_renamed_page_leaves_the_e_book(book: SmallEdition) -> None:
    folder = build(book, "epub")
    rename(book)
    build(book, "epub")
    (file,) = folder.glob("*.epub")
    names = zipfile.ZipFile(file).namelist()
    assert "book/second.xhtml" in names and "book/two.xhtml" not in names
