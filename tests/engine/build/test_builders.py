"""Every builder of Sphinx can build a book with notes, a second time too, and leaves nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, EVENT, PERSON, SmallEdition

# What an extension of Jupyter Book does for LaTeX: it brings a file when the builder is made.
BRINGS = """
def setup(app):
    from sphinx.util.fileutil import copy_asset_file
    app.connect("builder-inited", lambda app: copy_asset_file(__file__, app.outdir))
"""
WALK = "title: A walk\nstops:\n- {note: wooden-bridge, minutes: 5, say: What was it of?}\n"
BUILDERS = [
    "latex",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "dirhtml",
    "singlehtml",
    "json",
    "pickle",
    "htmlhelp",
    "qthelp",
    "epub",
    "dummy",
    "gettext",
    "changes",
    "linkcheck",
    "coverage",
    "doctest",
]


def beside(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir() if path.suffix in (".draft", ".old")]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_builds_twice(book: SmallEdition, builder: str) -> None:
    pages = "'book/index', 'x', 'x', 'x'"
    texinfo = f"texinfo_documents = [({pages}, 'x', 'x', 'x')]\n"
    more = "extensions += ['sphinx.ext.coverage', 'sphinx.ext.doctest']\nlinkcheck_ignore = ['http.*']\n"
    book.write("conf.py", f"{CONF}{more}man_pages = [({pages}, 1)]\n{texinfo}{BRINGS}")
    for _ in range(2):
        folder = build(book, builder)
        assert beside(folder) == []
        assert (folder / "conf.py").is_file(), "what an extension brings stays"


def test_text_and_notes_can_be_read_as_plain_text(book: SmallEdition) -> None:
    cover = (book.root / "book/index.md").read_text("utf-8")
    book.write("book/index.md", f"{cover}\n:::{{people}} person\n:::\n\n:::{{timeline}}\n:::\n")
    book.write("book/apparatus/people.yml", PERSON)
    book.write("book/apparatus/timeline.yml", EVENT)
    folder = build(book, "text")
    lines = (folder / "book/one.txt").read_text("utf-8").split("\n")
    assert "It rose “very high”, and the bridge fell^1." in " ".join(lines)
    assert "   **1 · context: The bridge was of wood**" in lines
    assert "   It was built of wood." in lines
    assert "Keeper of the bridge" in (folder / "book/index.txt").read_text("utf-8")


@pytest.mark.parametrize("form", ["verse", "drama", "law"])
def test_every_form_of_text_is_plain_too(book: SmallEdition, form: str) -> None:
    book.write("book/edition.yml", f"title: On rivers\ndate: 1901-05-01\nform: {form}\n")
    assert "bridge" in (build(book, "text") / "book/one.txt").read_text("utf-8")
    build(book, "latex")


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_what_a_builder_leaves_out_is_named_without_a_link(book: SmallEdition, builder: str) -> None:
    book.write("book/index.md", "# Rivers\n")
    book.write("book/list.md", "# Lists\n\n```{bibliography}\n:all:\n```\n\n```{session-path} walk\n```\n")
    book.write("book/seminar/walk.yml", WALK)
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/list\n")
    named = {"latex": "f'{name}.tex', 'x', 'x', 'manual'", "texinfo": "name, *'xxxxx'"}
    documents = f"{builder}_documents = [(f'book/{{name}}', {named[builder]}) for name in ('one', 'list')]\n"
    book.write("conf.py", f"{CONF}{documents}")
    folder = build(book, builder)
    read = {path.stem: path.read_text("utf-8") for path in folder.glob("*.te*")}
    assert "The Gazette" in read["one"] and "The bridge was of wood" in read["list"]
