"""The EPUB of a small edition, and what the pages offer to take along."""

from __future__ import annotations

import zipfile

import pytest
from lxml import etree

from tests.support.build import build, page
from tests.support.edition import SmallEdition, note

TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture
def book(book: SmallEdition) -> SmallEdition:
    """The small edition with a page of all chapters, and downloads on its cover."""
    book.write("book/whole.md", "# All of it\n\n:::{whole-edition}\n:::\n")
    cover = (book.root / "book/index.md").read_text("utf-8")
    book.write("book/index.md", f"{cover}\nSee [all of it](whole.md).\n\n:::{{downloads}}\nTake along:\n:::\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n")
    return book


def pages(edition: SmallEdition) -> dict[str, etree._Element]:
    with zipfile.ZipFile(edition.root / "_build/epub/edition.epub") as archive:
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xhtml")}


def test_notes_are_footnotes_that_lead_back(book: SmallEdition) -> None:
    build(book, "epub")
    chapter = pages(book)["book/one.xhtml"]
    (mark,) = [a for a in chapter.iter("{*}a") if a.get(TYPE) == "noteref"]
    (foot,) = chapter.iter("{*}aside")
    assert (mark.get("href"), mark.get("role"), mark.text) == ("#note-wooden-bridge", "doc-noteref", "1")
    assert (foot.get("id"), foot.get(TYPE), foot.get("role")) == ("note-wooden-bridge", "footnote", "doc-footnote")
    (back,) = [a for a in foot.iter("{*}a") if a.get("role") == "doc-backlink"]
    assert back.get("href") == f"#{mark.get('id')}"


def test_sentences_have_the_numbers_by_which_they_are_cited(book: SmallEdition) -> None:
    build(book, "epub")
    places = [e for e in pages(book)["book/one.xhtml"].iter("{*}span") if e.get("class") == "postil-place"]
    assert [place.text for place in places] == ["1.1", "1.2", "1.3"]


def test_what_needs_a_screen_is_left_out_with_its_links(book: SmallEdition) -> None:
    book.note("hurt", note("Nobody was hurt", title='"<script>alert(1)</script> & signs"'))
    build(book, "epub")
    found = pages(book)
    assert "book/whole.xhtml" not in found
    assert "See all of it." in "".join(found["book/index.xhtml"].itertext())
    assert not [a for chapter in found.values() for a in chapter.iter("{*}a") if "whole" in a.get("href", "")]
    assert not [tag for chapter in found.values() for tag in chapter.iter("{*}script", "{*}details")]


def offered(book: SmallEdition) -> list[str]:
    cover = page(book, "book/index")
    assert ("Take along:" in cover.text_content()) == bool(cover.cssselect("ul.postil-downloads"))
    return [link.get("href") for link in cover.cssselect("ul.postil-downloads a")]


def test_pages_offer_what_was_built_and_nothing_else(book: SmallEdition) -> None:
    build(book, "html")
    assert offered(book) == []
    for name in ("text-a4.pdf", "text-letter.pdf", "key-a4.pdf", "stray.pdf"):
        book.write(f"_build/pdf/{name}", "%PDF")
    build(book, "html")
    assert offered(book) == ["../downloads/text-a4.pdf", "../downloads/text-letter.pdf"]
    copied = {path.name for path in (book.root / "_build/html/downloads").iterdir()}
    assert copied == {"text-a4.pdf", "text-letter.pdf", "key-a4.pdf"}
    (book.root / "_build/pdf/text-a4.pdf").unlink()
    build(book, "html")
    assert offered(book) == ["../downloads/text-letter.pdf"]
