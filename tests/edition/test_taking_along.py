"""The edition on paper, for e-readers and in one file, as `make all` built them."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from pypdfium2 import PdfDocument

from tests.support import ROOT
from tests.support.built import BUILT
from tests.support.epub import epub_faults
from tests.support.links import ids_named
from tests.support.paper import white_in_sheets
from tests.support.pdfium import fonts_in, places_in

SIZES = ("a4", "letter")
PDF = ROOT / "_build/pdf"
HANDOUTS = [str(path.relative_to(PDF)) for path in sorted(PDF.rglob("*.pdf")) if not path.match("slides-*")]
BOOK = ROOT / "_build/epub/edition.epub"
EPUB = "{http://www.idpf.org/2007/ops}type"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


@cache
def printed(name: str) -> list[str]:
    """The text of each page."""
    with PdfDocument(ROOT / f"_build/pdf/{name}.pdf") as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


@cache
def places(name: str) -> dict[str, int]:
    """The page of each destination, from 0."""
    with PdfDocument(ROOT / f"_build/pdf/{name}.pdf") as pdf:
        return dict(places_in(pdf))


@pytest.mark.parametrize("size", SIZES)
def test_essential_notes_are_on_the_page_of_their_mark_and_others_after_it(edition, size) -> None:
    page_of = places(f"annotated-{size}")
    for id in edition.by_id:
        note, mark = page_of[f"note-{id}"], page_of[f"mark-{id}"]
        assert note == mark if id in edition.essential else note >= mark, id


@pytest.mark.parametrize("size", SIZES)
def test_no_page_of_notes_runs_over(edition, size) -> None:
    """The last words of each essential note, too, are on the page of its mark."""
    name = f"annotated-{size}"
    for id in edition.essential:
        page = printed(name)[places(name)[f"note-{id}"]]
        last = re.sub(r"[`*_{}()\[\]]|:\w+", " ", edition.by_id[id].margin.text).split()[-1]
        assert re.sub(r"\W", "", last) in re.sub(r"\W", "", page), id


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["annotated", "text", "worksheets", "key"])
def test_no_page_ends_with_a_heading(name, size) -> None:
    with PdfDocument(ROOT / f"_build/pdf/{name}-{size}.pdf") as pdf:
        headings = {" ".join(entry.get_title().split()) for entry in pdf.get_toc()}
    assert headings or name == "text"
    for page in printed(f"{name}-{size}"):
        *_, last, _head, _number = (" ".join(line.split()) for line in ["", "", *page.splitlines()])
        assert last not in headings


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["annotated", "text", "worksheets", "key"])
def test_no_page_but_the_last_is_nearly_blank(name, size) -> None:
    """There are more than a few words on each, besides the head and the number of the page."""
    *pages, _last = printed(f"{name}-{size}")
    assert [number for number, page in enumerate(pages, 1) if len(re.findall(r"\w{2,}", page)) < 30] == []


@pytest.mark.parametrize("name", HANDOUTS)
def test_no_page_is_a_third_white_but_the_last_of_a_handout_or_sheet(name) -> None:
    assert white_in_sheets(PDF / name) == []


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_set_in_the_fonts_of_the_handouts(size) -> None:
    with PdfDocument(ROOT / f"_build/pdf/annotated-{size}.pdf") as pdf:
        found = fonts_in(pdf)
    assert len(found) > 5
    strange = [name for name in found if not re.match(r"[A-Z]{6}\+(Edition|Source|Noto-?Serif|DejaVu)", name)]
    assert strange == []


def test_the_e_book_is_valid() -> None:
    assert epub_faults(BOOK) == ""


def test_the_notes_of_the_e_book_pop_up(edition) -> None:
    found = set()
    with zipfile.ZipFile(BOOK) as book:
        for name in book.namelist():
            assert not name.endswith(".js")
            if name.endswith(".xhtml"):
                page = etree.fromstring(book.read(name))
                assert not page.xpath("//h:script", namespaces=XHTML)
                notes = {e.get("id"): e.get("role") for e in page.iter("{*}aside") if e.get(EPUB) == "footnote"}
                marks = {e.get("href")[1:]: e.get("role") for e in page.iter("{*}a") if e.get(EPUB) == "noteref"}
                assert set(notes) == set(marks)
                assert set(notes.values()) <= {"doc-footnote"} and set(marks.values()) <= {"doc-noteref"}
                found |= {id.removeprefix("note-") for id in notes}
    assert found == set(edition.by_id)


def test_the_cover_offers_what_was_built() -> None:
    cover = html.parse(BUILT / "book/index.html").getroot()
    links = [link.get("href") for link in cover.cssselect("ul.postil-downloads a")]
    assert "../downloads/annotated-a4.pdf" in links and "../downloads/edition.epub" in links
    assert not [link for link in links if "key" in link]
    assert all((BUILT / "book" / link).is_file() for link in links)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    (bundle,) = (ROOT / "_build/bundle").glob("*.zip")
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder / bundle.stem


def test_the_bundle_opens_without_a_network(unpacked, reader) -> None:
    visit = reader()
    page = visit.context.new_page()
    page.goto((unpacked / "START-HERE.html").as_uri())
    page.get_by_role("link", name="Read the annotated edition").click()
    page.get_by_role("link", name="Read", exact=True).first.click()
    page.locator(".postil-card").first.wait_for()
    assert [url for url in visit.requests if not url.startswith(unpacked.as_uri())] == []


def test_every_link_in_the_bundle_leads_somewhere(unpacked) -> None:
    broken = []
    ids = {path: set(html.parse(path).xpath("//@id")) for path in unpacked.rglob("*.html")}
    for path in ids:
        for link in html.parse(path).xpath("//a/@href"):
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            missing = target.suffix == ".html" and not set(ids_named(parts.fragment)) <= ids.get(target, set())
            if not parts.scheme and (not target.is_file() or missing):
                broken.append(f"{path.name}: {link}")
    assert broken == []
