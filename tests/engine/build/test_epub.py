"""The EPUB of a small edition, and what the pages offer to take along."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest
from lxml import etree, html

from tests.support.edition import CONF, SmallEdition, note

TYPE = "{http://www.idpf.org/2007/ops}type"


def build(edition: SmallEdition, builder: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-W", "--keep-going", ".", f"_build/{builder}"]
    result = subprocess.run(command, cwd=edition.root, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with a page of all chapters, and downloads on its cover."""
    small.write("conf.py", CONF)
    small.write("book/whole.md", "# All of it\n\n:::{whole-edition}\n:::\n")
    cover = (small.root / "book/index.md").read_text("utf-8")
    small.write("book/index.md", f"{cover}\nSee [all of it](whole.md).\n\n:::{{downloads}}\nTake along:\n:::\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/whole\n")
    return small


def pages(edition: SmallEdition) -> dict[str, etree._Element]:
    with zipfile.ZipFile(edition.root / "_build/epub/edition.epub") as archive:
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xhtml")}


def test_notes_are_footnotes_that_lead_back(book: SmallEdition) -> None:
    build(book, "epub")
    page = pages(book)["book/one.xhtml"]
    (mark,) = [a for a in page.iter("{*}a") if a.get(TYPE) == "noteref"]
    (foot,) = page.iter("{*}aside")
    assert (mark.get("href"), mark.get("role")) == ("#note-wooden-bridge", "doc-noteref")
    assert (foot.get("id"), foot.get(TYPE), foot.get("role")) == ("note-wooden-bridge", "footnote", "doc-footnote")
    (back,) = [a for a in foot.iter("{*}a") if a.get("role") == "doc-backlink"]
    assert back.get("href") == f"#{mark.get('id')}"


def test_what_needs_a_screen_is_left_out_with_its_links(book: SmallEdition) -> None:
    book.note("hurt", note("Nobody was hurt", title='"<script>alert(1)</script> & signs"'))
    build(book, "epub")
    found = pages(book)
    assert "book/whole.xhtml" not in found
    assert "See all of it." in "".join(found["book/index.xhtml"].itertext())
    assert not [a for page in found.values() for a in page.iter("{*}a") if "whole" in a.get("href", "")]
    assert not [tag for page in found.values() for tag in page.iter("{*}script", "{*}details")]


def offered(book: SmallEdition) -> list[str]:
    cover = html.parse(book.root / "_build/html/book/index.html").getroot()
    assert ("Take along:" in cover.text_content()) == bool(cover.cssselect("ul.downloads"))
    return [link.get("href") for link in cover.cssselect("ul.downloads a")]


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
