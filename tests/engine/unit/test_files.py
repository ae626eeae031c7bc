"""Where the files of an edition are, and how each is read: none through a link, and every fault under its own code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from postil.check import check
from postil.commands.main import main
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.book_config import find_paths
from tests.support.edition import SmallEdition

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def test_an_article_that_is_missing_is_not_blamed_on_the_settings(small: SmallEdition) -> None:
    for name in ("article.txt", "one.md", "two.md"):
        (small.root / "book" / name).unlink()
    problem = next(problem for problem in small.problems() if problem.code == "article-missing")
    assert (problem.code, problem.path) == ("article-missing", small.root / "book/article.txt")


@pytest.mark.parametrize(
    "name",
    [
        "_toc.yml",
        "book/edition.yml",
        "book/article.txt",
        "book/one.md",
        "book/references.bib",
        "book/notes/wooden-bridge.md",
        "book/apparatus/people.yml",
        "book/seminar/first.yml",
        "book/seminar/key.yml",
        "book/values.yml",
        "data/floods.csv",
        "notebooks/floods.ipynb",
    ],
)
def test_no_file_is_read_through_a_link(small: SmallEdition, tmp_path: Path, name: str) -> None:
    path = small.root / name
    secret = tmp_path / f"secret{path.suffix}"
    secret.write_text(path.read_text("utf-8") if path.is_file() else NOTEBOOK, "utf-8")
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(secret)
    (problem,) = (problem for problem in small.problems() if problem.code != "source-uncited")
    assert (problem.path, problem.code) == (path, "file-unreadable")
    assert "is a link" in problem.message


def test_a_page_of_the_book_that_is_not_the_editions_may_be_a_link(small: SmallEdition, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Read me\n")
    (small.root / "readme.md").symlink_to(tmp_path / "README.md")
    small.write("_toc.yml", (small.root / "_toc.yml").read_text("utf-8") + "- file: readme\n")
    assert small.problems() == []


def moved(small: SmallEdition, folder: str) -> SmallEdition:
    """The small edition in another folder of its book."""
    target = small.root / folder
    target.parent.mkdir(parents=True, exist_ok=True)
    (small.root / "book").rename(target)
    toc = small.root / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").replace("book/", f"{folder}/"))
    return small


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_config.yml", "title: x\nsphinx:\n  config:\n    postil_root: texts/rivers\n"),
        ("conf.py", 'import os\nproject = "x"\npostil_root = "texts/rivers"\n'),
    ],
)
def test_an_edition_may_live_in_any_folder(small: SmallEdition, name: str, text: str) -> None:
    moved(small, "texts/rivers").write(name, text)
    edition, problems = check(small.root)
    assert problems == []
    assert edition is not None
    assert [note.id for note in edition.notes] == ["wooden-bridge"]
    assert edition.paths.data == small.root / "texts/rivers/data"


def test_tables_of_the_book_around_a_guest_are_not_its_own(small: SmallEdition) -> None:
    moved(small, "rivers").write("_config.yml", "sphinx: {config: {postil_root: rivers}}\n")
    small.write("data/host.csv", "source_ids\nunknown\n")
    (small.root / "data/latin.csv").write_bytes("caf\xe9".encode("latin-1"))
    assert small.problems() == []
    small.write("rivers/data/ours.csv", "source_ids\nunknown\n")
    assert small.codes() == ["table-source"]


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "", "[a, b]", "3"])
def test_a_folder_outside_the_book_is_refused(small: SmallEdition, folder: str) -> None:
    small.write("_config.yml", f"sphinx:\n  config:\n    postil_root: {folder}\n")
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("edition-folder", "_config.yml")


@pytest.mark.parametrize("text", ["title: x", "sphinx: {}", "sphinx: {config: }", "html: \nsphinx: {config: {a: b}}"])
def test_a_configuration_that_says_nothing_of_it_leaves_the_folder_as_it_is(small: SmallEdition, text: str) -> None:
    small.write("_config.yml", text)
    assert find_paths(small.root) == Paths(small.root)


@pytest.mark.parametrize(
    "sphinx",
    [
        "{extra_extensions: postil, config: {html_theme: postil}}",
        "{extra_extensions: [postil, sphinx.ext.todo], config: {html_theme: sphinx_book_theme}}",
        "{config: {html_theme: classic}}",
        "{extra_extensions: [click], config: {html_theme: theirs}}",
        "{local_extensions: {mine: ext}, config: {html_theme: postil}}",
        "{config: {html_theme: own, html_theme_path: [themes]}}",
    ],
)
def test_extensions_and_themes_that_are_there_pass(small: SmallEdition, sphinx: str) -> None:
    small.write("ext/mine.py", "raise AssertionError('nobody may run it')\n")
    small.write("themes/own/theme.toml", "")
    small.write("_config.yml", f"sphinx: {sphinx}\n")
    assert find_paths(small.root) == Paths(small.root)


def test_the_configuration_may_be_in_a_folder_above(small: SmallEdition) -> None:
    book = small.root / "inner"
    book.mkdir()
    (small.root / "_config.yml").write_text("sphinx: {config: {postil_root: margin}}\n", "utf-8")
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    found = find_paths(book)
    assert isinstance(found, Paths) and found.book == book / "margin"


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "words"),
    [
        ("_config.yml", b"title: x\nsphinx:\n\tconfig: {}\n", "config-unreadable", 3, "indent by spaces"),
        ("_config.yml", b"title: On rivers: a book\n", "config-unreadable", 1, "colon or a quote mark in quotes"),
        ("_config.yml", b"title: x\nauthor: 'me\nhtml: {}\n", "config-unreadable", 2, "unexpected end"),
        ("_config.yml", b"title: x\nauthor: a\x01b\n", "config-unreadable", 2, "U+0001"),
        ("_config.yml", b"title: x\ndate: 2020-13-01\n", "config-unreadable", 2, "'2020-13-01' is no day"),
        ("_config.yml", b"title: x\ncopyright:\n- 2020-02-31\n", "config-unreadable", 3, "is no day"),
        ("_config.yml", b"title: x\nnumfig: !!bool maybe\n", "config-unreadable", 2, "'maybe' is no truth value"),
        ("_config.yml", b"author: x\ntitle: 1984\n", "config-value", 2, "title must be a text"),
        ("_config.yml", b"title: x\ncopyright: 2020-02-01\n", "config-value", 2, "such as '2020-02-01'"),
        ("_config.yml", b"title: x\nauthor: [Ann, Bo]\n", "config-value", 2, "author must be a text"),
        ("_config.yml", b"sphinx:\n  config:\n    language: no\n", "config-value", 3, "sphinx/config/language must be"),
        ("_config.yml", b"title: x\nexecute: {execute_notebooks: on}\n", "config-value", 2, "must be one of auto"),
        ("_config.yml", b"title: x\nlogo: seal.png\n", "config-value", 2, "there is no file 'seal.png'"),
        ("_config.yml", b"title: x\nbibtex_bibfiles: [book/x.bib]", "config-value", 2, "no file 'book/x.bib'"),
        ("_config.yml", b"title: x\nauthor: caf\xe9\n", "not-utf8", 2, "save it as UTF-8"),
        ("_config.yml", b"", "config-value", 1, "but is empty"),
        ("_config.yml", b"- a list", "config-value", 1, "but is a list"),
        ("_config.yml", b"title: x\nsphinx: text", "config-value", 2, "sphinx must hold names and values"),
        ("_config.yml", b"title: x\nsphinx:\n", "config-value", 2, "but is empty"),
        ("_config.yml", b"sphinx:\n  config: [1]", "config-value", 2, "sphinx/config must hold"),
        ("_config.yml", b"title: x\nrepository:\n", "config-value", 2, "repository must hold"),
        ("_config.yml", b"exclude_patterns: {a: b}", "config-value", 1, "must be a list of texts"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: 3", "config-value", 2, "must be a list of texts"),
        ("_config.yml", b"html:\n  use_issues_button: true", "config-value", 2, "needs repository/url"),
        ("_config.yml", b"exclude_patterns: [a, '[z-a]']", "config-value", 1, "'[z-a]' is no pattern"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: postal}", "config-value", 2, "there is no theme 'postal'"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: postil}", "config-value", 2, "there is no theme 'postil'"),
        ("_config.yml", b"sphinx:\n  config: {html_theme: 3}", "config-value", 2, "html_theme must be a text"),
        (
            "_config.yml",
            b"sphinx:\n  extra_extensions:\n  - postil\n  - sphinx_none\n",
            "config-value",
            4,
            "there is no extension 'sphinx_none'",
        ),
        ("_config.yml", b"sphinx: {extra_extensions: sphinx.ext.none}", "config-value", 1, "'sphinx.ext.none'"),
        ("_config.yml", b"sphinx: {extra_extensions: [postil, 3]}", "config-value", 1, "no extension '3'"),
        ("_config.yml", b"sphinx:\n  local_extensions:\n    mine: ext\n", "config-value", 3, "no extension 'mine'"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: [amsmath]", "config-value", 2, "must name colon_fence"),
        ("_config.yml", b"parse:\n  myst_enable_extensions: [foot]", "config-value", 2, "MyST has no extension 'foot'"),
        ("_config.yml", b"sphinx:\n  config:\n    html_static_path: [x]", "config-value", 3, "no file or folder 'x'"),
        ("_config.yml", None, "config-unreadable", 1, "extra_extensions: [postil]"),
        ("_toc.yml", None, "toc-unreadable", 1, "jupyter-book toc from-project"),
        ("conf.py", b"project = 'x'\nhtml_theme = \n", "config-unreadable", 2, "is no Python"),
        ("_toc.yml", b"format: jb-book\nroot:\tbook/index\n", "toc-unreadable", 2, "indent by spaces"),
        ("_toc.yml", b"format: jb-book\nroot: b\x01\n", "toc-unreadable", 2, "U+0001"),
        ("_toc.yml", b"format: jb-book\nroot: caf\xe9\n", "not-utf8", 2, "save it as UTF-8"),
        ("_toc.yml", b"format: jb-book\nroot: book/index\nchapters: text\n", "toc-unreadable", 3, "- file: book/one"),
        ("_toc.yml", b"a text", "toc-unreadable", 1, "format: jb-book"),
    ],
)
@pytest.mark.parametrize("command", ["check", "epub"])
def test_what_jupyter_book_could_not_read_is_named_by_its_line_before_it_begins(
    small: SmallEdition, name: str, text: bytes | None, code: str, line: int, words: str, command: str
) -> None:
    path = small.root / name
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_bytes(text)
    result = CliRunner().invoke(main, [command, str(small.root)])
    assert result.exit_code == 1
    assert f"{name}:{line}:" in result.output, result.output
    assert words in result.output
    assert f"[{code}]" in result.output


def test_an_edition_is_present_by_its_settings_or_a_note(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    assert not paths.present
    (tmp_path / "book/notes/deep").mkdir(parents=True)
    assert not paths.present
    (tmp_path / "book/notes/deep/a.md").touch()
    assert paths.present
    small = SmallEdition(tmp_path / "edition")
    (small.root / "book/notes/wooden-bridge.md").unlink()
    assert Paths(small.root).present
    assert not isinstance(find_paths(small.root), Problem)
