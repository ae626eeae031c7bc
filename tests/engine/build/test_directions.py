"""A Hebrew text under an English interface: what runs the other way keeps to itself, wherever it stands."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from pypdf import PdfReader

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note
from tests.support.paper import on_a4

TITLE, WORDS, LAST = "הנהר עלה", "הגשר נפל באביב. איש לא נפגע.", "הגשר נבנה שוב."
HEADING, NAME = "הגשר החדש", "העיתון"
APART = {f"\u2068{words}\u2069" for words in (HEADING, NAME)}


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    book = SmallEdition(tmp_path_factory.mktemp("hebrew"))
    book.write("conf.py", CONF)
    book.write("book/article.txt", f"{TITLE}\n\n{WORDS}\n\n{LAST}\n")
    book.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\nlanguage: he\n")
    sources = (book.root / "book/references.bib").read_text("utf-8")
    book.write("book/references.bib", sources.replace("The bridge falls", HEADING).replace("The Gazette", NAME))
    book.note("wooden-bridge", note("הגשר נפל"))
    book.write("book/one.md", f"# {TITLE}\n\n:::{{article}}\n{TITLE}\n\n{WORDS}\n:::\n")
    book.write("book/two.md", f"# {HEADING}\n\n:::{{article}}\n{LAST}\n:::\n")
    return book


def page(folder: Path, name: str) -> html.HtmlElement:
    return html.fromstring((folder / name).read_text("utf-8"))


def test_titles_and_names_in_the_list_of_sources_keep_their_full_stop(hebrew: SmallEdition) -> None:
    entry, *_ = page(build(hebrew), "book/index.html").cssselect(".postil-citation p")
    assert all(words in entry.text_content() for words in APART)
    build(hebrew, "epub")
    with ZipFile(next((hebrew.root / "_build/epub").glob("*.epub"))) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("html"))
    assert all(words in pages for words in APART)


def test_the_line_above_a_title_stands_at_its_side(hebrew: SmallEdition) -> None:
    (kicker,) = page(build(hebrew), "book/one.html").cssselect(".postil-kicker")
    assert kicker.get("dir") == "rtl" and kicker.text_content() == "Chapter 1 of 2"
    places: list[float] = []

    def seen(text: str, outer: list[float], inner: list[float], *font: object) -> None:
        if "CHAPTER 1" in text.upper():
            places.append(inner[4] * outer[0] + outer[4])

    pdf = PdfReader(on_a4(hebrew) / "annotated-a4.pdf")
    for printed in pdf.pages:
        printed.extract_text(visitor_text=seen)
    assert places and min(places) > float(pdf.pages[0].mediabox.width) / 2
