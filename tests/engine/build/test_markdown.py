"""An edition of a Markdown text: its tables, quotations, footnotes, pictures and links are on its pages."""

from __future__ import annotations

import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from postil.check import check
from postil.commands.main import main
from postil.edition import read_edition
from postil.export.addresses import Addresses
from postil.export.tei import tei
from postil.reading.settings import Format
from tests.support.build import article_text, build, page, words_of
from tests.support.edition import CONF, note
from tests.support.epub import epub_faults
from tests.support.tei import tei_all
from tests.support.texts import NewEdition, about

TEXT = """# My post

## Intro

See [above](#intro), [below](#end) and [the next part](part-two.md "Of winter").[^why]

![A map of the harbour. It is *old*.](images/har%20bour.png)

> It rose,
> they say.
>
> It fell.

Ships:

| Year | Ships |
|------|-------|
| 1901 | 12 *more* |
| 1902 |       |

- one
- two [a](https://example.org 'The "page" & more')

[^why]: Because of the flood.

## End

So it was.
"""


def png() -> bytes:
    """A picture of one point."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def post(tmp_path: Path) -> NewEdition:
    """What `postil init` makes of the text, built as `python -m sphinx` would."""
    source = tmp_path / "source"
    (source / "images").mkdir(parents=True)
    (source / "post.md").write_text(TEXT)
    (source / "images/har bour.png").write_bytes(png())
    made = CliRunner().invoke(main, ["init", str(source / "post.md"), str(tmp_path / "edition")])
    assert made.exit_code == 0, made.output
    assert "post.md:5:56: the link to 'part-two.md' leads nowhere in an edition of this text alone" in made.output
    shutil.rmtree(source)
    edition = NewEdition.__new__(NewEdition)
    edition.root = tmp_path / "edition"
    edition.write("conf.py", CONF.replace('"_build", ', '"_build", ".github", "tests", '))
    return edition


def shown(edition: NewEdition) -> list:
    return [p for name in edition.chapters() for p in page(edition, name).cssselect(".postil-article")]


def test_everything_is_on_the_pages_and_the_words_are_the_article(post: NewEdition) -> None:
    post.note("map", note("map of the harbour. It is old", kind="question", sources=None))
    post.note("cells", note("Ships 1901 12", kind="question", sources=None))
    build(post)
    edition, problems = check(post.root)
    assert problems == []
    paragraphs = shown(post)
    assert [article_text(p).split() for p in paragraphs] == [p.text.split() for p in edition.article.paragraphs]
    (picture,) = [image for p in paragraphs for image in p.cssselect("img")]
    assert picture.get("alt") == ""
    chapter = post.root / "_build/html/book/chapters"
    assert (chapter / picture.get("src")).read_bytes() == png()
    (table,) = [p for p in paragraphs if p.tag == "table"]
    assert [[cell.text_content().strip() for cell in row.cssselect("th, td")] for row in table.cssselect("tr")] == [
        ["Year", "Ships"], ["1901", "12 more"], ["1902", ""]
    ]  # fmt: skip
    quotes = [p for p in paragraphs if p.getparent().tag == "blockquote"]
    assert [" ".join(p.text_content().split()) for p in quotes] == ["It rose, they say.", "It fell."]
    names = {name: page(post, name) for name in post.chapters()}
    assert "".join(words_of(names[post.chapters()[0]], "cells").split()) == "Ships190112"


def test_links_lead_to_their_places_and_none_is_dead(post: NewEdition) -> None:
    build(post)
    links = {}
    for name in post.chapters():
        for link in page(post, name).cssselect(".postil-article a[href]:not(.postil-place)"):
            file, _, id = link.get("href").partition("#")
            if "://" not in file:
                target = page(post, f"book/chapters/{file.removesuffix('.html')}" if file else name)
                links[link.text_content()] = target.get_element_by_id(id).text_content().strip()
    assert links["above"].endswith("Intro") and links["below"].endswith("End")
    assert "Because of the flood" in links["[why]"] or "See above" in links["[why]"]
    assert "the next part" not in links
    pages = [page(post, name) for name in post.chapters()]
    titles = {e.text_content(): e.get("title") for p in pages for e in p.cssselect(".postil-article [title]")}
    assert (titles["the next part"], titles["a"]) == ("Of winter", 'The "page" & more')


def test_the_e_book_has_the_picture_and_is_valid(post: NewEdition) -> None:
    (file,) = build(post, "epub").glob("*.epub")
    names = zipfile.ZipFile(file).namelist()
    assert [name for name in names if name.startswith("_images/")]
    assert epub_faults(file) == ""


def test_tables_and_quotations_are_valid_tei(post: NewEdition) -> None:
    post.note("cells", note("Ships 1901 12", kind="question", sources=None))
    edition, _ = read_edition(post.root)
    root = etree.fromstring(tei(edition, Addresses(edition)).encode())
    assert tei_all().validate(root), tei_all().error_log
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    assert len(root.findall(".//t:body/t:table/t:row", space)) == 3
    assert len(root.findall(".//t:body/t:quote/t:p", space)) == 2


@pytest.mark.parametrize(
    ("picture", "content", "message"),
    [
        ("images/a.png", None, "post.md:7:8: there is no picture 'images/a.png' beside the text"),
        ("../a.png", None, "post.md:7:8: the picture '../a.png' is no file in the folder of the text"),
        ("/a.png", None, "post.md:7:8: the picture '/a.png' is no file in the folder of the text"),
        ("data:image/png;base64,AAAA", None, "post.md:7:8: the picture 'data:image/png;base64,AAAA' is no file"),
        ("a.png", b"not a picture", "post.md:7:8: 'a.png' is no picture of the kinds .png"),
        ("a.svg", b"<svg><script/></svg>", "post.md:7:8: the picture 'a.svg' holds the element script"),
        ("a.txt", b"words", "post.md:7:8: 'a.txt' is no picture of the kinds .png"),
    ],
)
def test_a_picture_that_cannot_be_kept_is_refused_by_file_line_and_column(
    tmp_path: Path, picture: str, content: bytes | None, message: str
) -> None:
    text = tmp_path / "post.md"
    text.write_text(f"---\ntitle: Post\n---\n# Post\n\nIt rose\n![map]({picture}) and fell.\n")
    if content is not None:
        (tmp_path / picture).write_bytes(content)
    made = CliRunner().invoke(main, ["init", str(text), str(tmp_path / "edition")])
    assert made.exit_code == 1 and message in made.output, made.output
    assert not (tmp_path / "edition").exists()


def test_a_picture_that_is_taken_away_later_is_a_problem(tmp_path: Path) -> None:
    text = "# Post\n\nIt rose\n![map](a.png) and fell.\n"
    made = NewEdition(tmp_path, text, about(text, Format.MARKDOWN))
    assert [(p.code, p.line, p.column) for p in made.problems()] == [("article-picture", 4, 8)]
    (tmp_path / "book/a.png").write_bytes(png())
    assert made.codes() == []
    (tmp_path / "book/a.png").unlink()
    (tmp_path / "b.png").write_bytes(png())
    (tmp_path / "book/a.png").symlink_to(tmp_path / "b.png")
    assert made.codes() == ["article-picture"]
