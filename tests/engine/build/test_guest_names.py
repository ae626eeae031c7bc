"""What a book already calls by a name of ours: its files, its pages, its roles and directives stay what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build, page
from tests.support.edition import CONF, SmallEdition, note

STOCK = CONF.replace('html_theme = "postil"', 'html_theme = "alabaster"')
THEMES = pytest.mark.parametrize("conf", [STOCK, CONF], ids=["another theme", "our theme"])
FILES = [
    *("postil.css", "notes.css", "charts.css", "charts.js", "cards.js", "index.js", "edition.js", "paths.js"),
    *("former.js", "named.js", "note-files.js", "words.js", "faces.js", "icon.svg", "social.png", "sources/3.js"),
]


def listed(book: SmallEdition, *names: str) -> None:
    """Write pages of the user's, and name them in the contents."""
    for name in names:
        book.write(f"{name}.md", f"# Mine\n\nThis is {name}.\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", toc + "".join(f"- file: '{name}'\n" for name in names))


@THEMES
def test_static_files_of_the_user_stay_whatever_their_names(book: SmallEdition, conf: str) -> None:
    for name in FILES:
        book.write(f"look/{name}", f"/* my {name} */")
    book.write("conf.py", f"{conf}html_static_path = ['look']\nhtml_baseurl = 'https://example.org/'\n")
    static = build(book) / "_static"
    assert {name: (static / name).read_text("utf-8") for name in FILES} == {name: f"/* my {name} */" for name in FILES}


@THEMES
def test_pages_of_the_user_stay_whatever_their_names(book: SmallEdition, conf: str) -> None:
    names = ["404", "presenter", "downloads/index", "_charts/floods", "sources/3"]
    listed(book, *names)
    book.write("extra/downloads/mine.pdf", "%PDF")
    book.write("conf.py", f"{conf}html_extra_path = ['extra']\n")
    for _ in range(2):
        folder = build(book)
        assert [name for name in names if f"This is {name}." not in page(book, name).text_content()] == []
        assert (folder / "downloads/mine.pdf").is_file()


def test_a_file_of_the_users_is_not_replaced_by_one_to_take_along_nor_removed_with_it(book: SmallEdition) -> None:
    cover = (book.root / "book/index.md").read_text("utf-8")
    book.write("book/index.md", f"{cover}\n:::{{downloads}}\n:::\n")
    book.write("conf.py", f"{CONF}html_extra_path = ['extra']\n")
    made = [book.write(f"_build/pdf/{name}.pdf", "ours") for name in ("text-a4", "key-a4")]
    mine = book.write("extra/downloads/text-a4.pdf", "mine")
    folder = build(book) / "downloads"
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"text-a4.pdf": "mine", "key-a4.pdf": "ours"}
    for path in made:
        path.unlink()
    build(book)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(mine.name, "mine")]


def test_the_hosts_own_e_book_is_copied_for_nobody_who_did_not_ask(book: SmallEdition) -> None:
    book.write("_build/epub/edition.epub", "a book of the host's")
    assert not (build(book) / "downloads").exists()


def test_the_presenters_window_opens_whatever_the_addresses_of_pages(book: SmallEdition) -> None:
    folder = build(book, "dirhtml")
    (address,) = page_in(folder / "book/one/index.html").xpath("/html/@data-presenter")
    assert (folder / "book/one" / address / "index.html").is_file()


def page_in(path: Path):
    """A page of a builder other than `html`."""
    from lxml import html

    return html.parse(path).getroot()
