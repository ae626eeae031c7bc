"""Books that Sphinx builds without Jupyter Book: a `conf.py`, beside the pages or elsewhere, and ordinary toctrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import page, run
from tests.support.edition import SmallEdition, note

# Builds of one process share the default of `source_suffix`, to which others add endings: it is said here.
CONF = (
    'extensions = ["myst_parser", "postil"]\nmyst_enable_extensions = ["colon_fence"]\nexclude_patterns = ["_build"]\n'
    'source_suffix = {".rst": "restructuredtext", ".md": "markdown"}\n'
)
COVER = "# Floods\n\n```{toctree}\nrivers\n```\n"
RIVERS = "# Rivers\n\n:::{article}\nThe river rose in spring, and the bridge fell.\n:::\n"


class Bare(SmallEdition):
    """A folder in which a book may be written."""

    def __init__(self, root: Path) -> None:
        self.root = root


class Plain(Bare):
    """A book of two pages, with one question on its words."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.write("index.md", COVER)
        self.write("rivers.md", RIVERS)
        self.write("book/edition.yml", "title: A course\ndate: 2024-01-01\n")
        self.note("why", note("the bridge fell", kind="question", sources=None, title="Why?", as_of="2024-01-01"))


@pytest.fixture
def plain(tmp_path: Path) -> Plain:
    return Plain(tmp_path / "pages")


def has_note(book: Plain) -> bool:
    """Whether the book builds without a warning and shows its note."""
    result = run(book, "html", *(["-c", "conf"] if (book.root / "conf").exists() else []))
    assert result.status == 0, result.said
    return bool(page(book, "rivers").xpath('//*[@data-note="why"]'))


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_book_theme", "postil"])
def test_notes_stand_in_a_book_of_sphinx_alone(plain: Plain, theme: str) -> None:
    plain.write("conf.py", f"{CONF}html_theme = {theme!r}\n")
    assert has_note(plain)
    assert plain.problems() == []


def test_the_configuration_may_be_in_a_folder_of_its_own(plain: Plain) -> None:
    (plain.root / "book").rename(plain.root / "notes-on-rivers")
    plain.write("conf/conf.py", f"{CONF}postil_root = 'notes-on-rivers'\nhtml_static_path = ['look']\n")
    plain.write("conf/look/own.css", "p { color: teal }\n")
    assert has_note(plain)
    (problem,) = plain.problems()
    assert "Sphinx alone needs conf.py here" in problem.message


def test_without_an_edition_and_without_markdown_nothing_is_asked(tmp_path: Path) -> None:
    book = Bare(tmp_path)
    book.write("conf.py", 'extensions = ["postil"]\n')
    book.write("index.rst", "Title\n=====\n\nWords.\n")
    result = run(book)
    assert (result.status, result.said) == (0, "")
