"""Editions of other texts build whole: one just made by `postil init`, and the second edition in this repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from postil.check import check
from postil.commands.main import main
from postil.problems import CODES
from postil.reading.notes import Fields
from postil.reading.settings import Settings
from tests.support.build import article_text, jupyter_book
from tests.support.host import book_at

SECOND_EDITION = "examples/wild-apples"


def pages(folder: Path) -> dict[str, html.HtmlElement]:
    edition, problems = check(folder)
    assert edition and problems == []
    names = dict.fromkeys(piece.block.docname for piece in edition.pieces)
    return {name: html.parse(folder / "_build/html" / f"{name}.html").getroot() for name in names}


@pytest.mark.parametrize("name", ["plain.txt", "marked.md"])
def test_a_new_edition_builds_and_passes_its_own_test(tmp_path: Path, name: str) -> None:
    text = tmp_path / name
    text.write_text(
        "# On *rivers* & <b>\n\n## One\n\nIt *rose*. [It](https://example.org) fell.\n\n## Two\n\nIt stood.\n"
    )
    folder = tmp_path / "edition"
    made = CliRunner().invoke(main, ["init", str(text), str(folder), "--title", "On rivers & <b>"])
    assert made.exit_code == 0, made.output
    jupyter_book(folder)
    tests = subprocess.run([sys.executable, "-m", "unittest", "discover", "tests"], cwd=folder, capture_output=True)
    assert tests.returncode == 0, tests.stderr.decode()
    whole = (folder / "_build/html/book/index.html").read_text("utf-8")
    assert "executablebooks" not in whole


def test_the_documentation_builds_and_names_every_field_and_message(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    shutil.copytree(root / "docs", folder, ignore=shutil.ignore_patterns("_build"))
    book_at(folder)
    reference = html.parse(folder / "_build/html/book/reference.html").getroot()
    named = {code.text_content() for code in reference.cssselect("table.postil-fields code")}
    assert named >= {*Fields.model_fields, *Settings.model_fields, *CODES}


@pytest.fixture(scope="module")
def second(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second edition, built."""
    folder = tmp_path_factory.mktemp("second") / "edition"
    shutil.copytree(root / SECOND_EDITION, folder, ignore=shutil.ignore_patterns("_build"))
    book_at(folder)
    return folder


def test_the_second_edition_gives_back_the_exact_words(second: Path) -> None:
    edition, _ = check(second)
    for number, paragraph in enumerate(edition.article.paragraphs):
        assert "*" not in paragraph.text, number
    shown = [article_text(p) for page in pages(second).values() for p in page.cssselect("p.postil-article")]
    assert [words.split() for words in shown] == [p.text.split() for p in edition.article.paragraphs]


def test_notes_of_the_second_edition_cross_emphasis(second: Path) -> None:
    edition, _ = check(second)
    crossing = set()
    for page in pages(second).values():
        for id in edition.by_id:
            parts = page.cssselect(f'[data-notes~="{id}"]')
            if any(part.cssselect("em") for part in parts) and not all(part.cssselect("em") for part in parts):
                crossing.add(id)
    assert len(crossing) >= 4
    assert any(
        " " in part.get("data-notes") for page in pages(second).values() for part in page.cssselect(".postil-words")
    )
