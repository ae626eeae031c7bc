"""What sources say, on paper and in e-readers: in their list of sources, to which the notes lead."""

from __future__ import annotations

from zipfile import ZipFile

from pypdf import PdfReader

from tests.support.build import build
from tests.support.edition import SmallEdition
from tests.support.evidence import with_evidence
from tests.support.paper import on_a4

TOLD = ("le pont tomba", "The wooden bridge fell on 2 April 1901.", "The opening was read: reader-1, 25 November 2026.")


def with_page(small: SmallEdition) -> SmallEdition:
    """The edition with a page of sources of its own, since the cover is not printed."""
    with_evidence(small)
    small.write("book/index.md", "# Rivers\n\nAn edition.\n")
    small.write("book/sources.md", "# Sources\n\n```{bibliography}\n:all:\n```\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/sources\n")
    return small


def test_paper_tells_what_the_sources_say(small: SmallEdition) -> None:
    built = on_a4(with_page(small))
    pages = PdfReader(built / "annotated-a4.pdf").pages
    words = "".join("".join(page.extract_text() for page in pages).split()).replace("\u2010", "-")
    for told in (*TOLD, "The Gazette 1901a", "not yet read"):
        assert "".join(told.split()) in words, told


def test_e_readers_tell_what_the_sources_say(small: SmallEdition) -> None:
    built = build(with_page(small), "epub")
    with ZipFile(next(built.glob("*.epub"))) as book:
        words = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    for told in (*TOLD, "source-gazette-1901", "not yet read"):
        assert told in words, told
