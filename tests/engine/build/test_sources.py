"""Lists of sources: which a page lists, and when they are put into words again."""

from __future__ import annotations

import pytest

from postil.sphinx.citations import EditionStyle
from tests.support.build import build, page, refused
from tests.support.edition import SOURCES, SmallEdition

MORE = SOURCES + SOURCES.replace("gazette-1901", "letter-1901")


def listing(book: SmallEdition, **filters: str) -> SmallEdition:
    """The edition with two sources, one cited by a note and one by a page, and pages that list some of them."""
    book.write("book/references.bib", MORE)
    pages = {name: f"# Sources\n\n```{{bibliography}}\n:filter: {filter}\n```\n" for name, filter in filters.items()}
    pages |= {"index": "# Rivers\n", "about": "# About\n\nSee {cite:t}`letter-1901`.\n"}
    for name, text in pages.items():
        book.write(f"book/{name}.md", text)
    toc = "".join(f"- file: book/{name}\n" for name in ("one", "two", *pages) if name != "index")
    book.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n{toc}")
    return book


def listed(book: SmallEdition, name: str) -> set[str]:
    """The sources that a page lists."""
    return {
        entry.get("id").removeprefix("source-") for entry in page(book, f"book/{name}").cssselect(".postil-citation")
    }


def test_a_page_lists_the_sources_that_its_filter_lets_through(book: SmallEdition) -> None:
    build(listing(book, noted="cited and 'book/one' in docnames", rest="cited and not 'book/one' in docnames"))
    assert listed(book, "noted") == {"gazette-1901"}
    assert listed(book, "rest") == {"letter-1901"}


def test_a_filter_that_cannot_be_applied_is_named(book: SmallEdition) -> None:
    said = refused(listing(book, all="cited + cited"))
    assert "book/all.md:3" in said
    assert "syntax error in :filter: expression" in said


def test_words_that_cite_the_same_leave_the_sources_as_they_were(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(listing(book, all="True"))
    again: list[str] = []
    put = EditionStyle.format_entry
    monkeypatch.setattr(EditionStyle, "format_entry", lambda *given: again.append(given[2].key) or put(*given))
    book.write("book/two.md", (book.root / "book/two.md").read_text("utf-8") + "\nOr {cite:t}`gazette-1901`.\n")
    build(book)
    assert set(again) == {"gazette-1901", "letter-1901"}
    again.clear()
    book.write("book/about.md", "# About\n\nRead {cite:t}`letter-1901`.\n")
    build(book)
    assert not again
