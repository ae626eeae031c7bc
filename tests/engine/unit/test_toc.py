"""The table of contents: both forms of Jupyter Book, globs, and every fault by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from postil.paths import Paths
from postil.reading.toc import read_toc
from tests.support.edition import CONF, SmallEdition

ARTICLE = "format: jb-article\nroot: book/index\nsections:\n- file: book/one\n- file: book/two\n"
GLOB = "format: jb-book\nroot: book/index\nparts:\n- caption: Text\n  chapters:\n  - glob: book/[ot]*\n"
WITH_ENDINGS = "format: jb-book\nroot: book/index.md\nchapters:\n- file: book/one.md\n- file: book/two.md\n"
MERGED = "root: book/index\nentries:\n- &a {file: book/one}\n- {<<: *a, file: book/two}\n"
NESTED = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n  sections:\n  - file: book/two\n"


@pytest.mark.parametrize("toc", [ARTICLE, GLOB, WITH_ENDINGS, NESTED, MERGED])
def test_every_form_gives_the_pages_in_order(small: SmallEdition, toc: str) -> None:
    small.write("_toc.yml", toc)
    assert read_toc(Paths(small.root)) == (["book/index", "book/one", "book/two"], [])
    assert small.problems() == []


def test_a_book_without_a_table_of_contents_has_its_pages_in_the_order_of_their_names(small: SmallEdition) -> None:
    small.write("conf.py", CONF)
    (small.root / "_toc.yml").unlink()
    assert read_toc(Paths(small.root)) == (["book/index", "book/one", "book/two"], [])
    assert small.problems() == []


@pytest.mark.parametrize(
    ("toc", "code", "line", "words"),
    [
        ("", "toc-unreadable", 1, "is empty"),
        ("- file: book/index\n- file: book/one\n", "toc-unreadable", 1, "jupyter-book toc migrate"),
        (ARTICLE + "- [broken", "toc-unreadable", 6, "expected"),
        (
            "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- fil: book/two\n",
            "toc-unreadable",
            5,
            "fil",
        ),
        ("format: jb-boo\nroot: book/index\n", "toc-unreadable", 1, "jb-boo"),
        ("format: jb-book\nchapters: []\n", "toc-unreadable", 1, "root"),
        ("format: jb-book\nroot: 5\n", "toc-unreadable", 2, "must be a text (got 5 that is a number)"),
        ("format: jb-book\nroot: book/index\nroot: book/one\n", "toc-unreadable", 3, "'root' stands here for the sec"),
        (f"# c\n{ARTICLE}options:\n  numbered: maybe\n", "toc-unreadable", 8, "'numbered' must be"),
        (f"# c\n{ARTICLE}options: [numbered]\n", "toc-unreadable", 7, "options must hold names and values"),
        (f"# c\n{ARTICLE}defaults:\n  nubmered: true\n", "toc-unreadable", 8, "'nubmered'"),
        (f"# c\n{ARTICLE}title: 5\n", "toc-unreadable", 7, "'title' must be a text"),
        (f"# c\n{ARTICLE}chapter:\n- file: x\n", "toc-unreadable", 7, "'chapter', allowed: 'defaults', 'format'"),
        ("# c\nformat: jb-boo\nroot: book/index\n", "toc-unreadable", 2, "jb-boo"),
        ("# c\nformat: [jb-book]\nroot: book/index\n", "toc-unreadable", 2, "unhashable"),
        (f"{ARTICLE}- file: [book/three]\n", "toc-unreadable", 6, "file must be a text, the name of a page"),
        ("format: jb-book\nroot: {a: b}\n", "toc-unreadable", 2, "root must be a text, the name of a page"),
        ("# c\n\n- file: book/index\n", "toc-unreadable", 3, "jupyter-book toc migrate"),
        (f"# c\n{NESTED}    title: 5\n", "toc-unreadable", 8, "'title' must be a text"),
        (f"# c\n{GLOB}  numbered: x\n", "toc-unreadable", 8, "'numbered' must be"),
        (ARTICLE.replace("book/two", "book/tow"), "toc-page", 5, "did you mean 'book/two'?"),
        (ARTICLE.replace("book/two", "./book/two"), "toc-page", 5, "did you mean 'book/two'?"),
        (ARTICLE.replace("book/two", "book//two"), "toc-page", 5, "did you mean 'book/two'?"),
        (ARTICLE.replace("root: book", "root: ./book"), "toc-page", 2, "did you mean 'book/index'?"),
        (ARTICLE + "- glob: book/none/*\n", "toc-page", 6, "no page is called 'book/none/*'"),
        (ARTICLE.replace("book/two", "book/two.ipynb"), "toc-page", 5, "no file 'book/two.ipynb'; write book/two"),
        (ARTICLE + "- glob: book/*.md\n", "toc-page", 6, "named already; write book/*"),
        (ARTICLE + "- glob: ./book/*\n", "toc-page", 6, "no page is called './book/*'"),
        (ARTICLE + "- glob: book/[z-a]*\n", "toc-page", 6, "no page is called 'book/[z-a]*'"),
        (ARTICLE + "- glob: book/in*\n", "toc-page", 6, "no page is called 'book/in*' that is not named already"),
        (GLOB + "  - glob: book/on*\n", "toc-page", 7, "no page is called 'book/on*' that is not named already"),
        (ARTICLE + "- file: book/notes/wooden-bridge\n", "toc-page", 6, "notes are no pages"),
        (ARTICLE.replace("- file: book/two\n", ""), "toc-left-out", 1, "_toc.yml does not name it"),
    ],
)
def test_each_fault_is_named_by_its_line(small: SmallEdition, toc: str, code: str, line: int, words: str) -> None:
    small.write("_toc.yml", toc)
    found = [problem for problem in small.problems() if problem.code == code]
    assert [(problem.code, problem.line) for problem in found] == [(code, line)]
    assert words in found[0].message and "quote-missing" not in small.codes()
    where = "book/two.md" if code == "toc-left-out" else "_toc.yml"
    assert found[0].path == small.root / where


HOST = "format: jb-book\nroot: intro\nchapters:\n- file: book/one\n- file: book/two\n- file: book/index\n"


@pytest.mark.parametrize("entry", ["file: gone", "file: hidden", "glob: gone/*", "file: notes-in-r"])
def test_in_a_book_of_others_their_entries_are_left_to_sphinx(small: SmallEdition, entry: str) -> None:
    small.write("_config.yml", "exclude_patterns: [hidden.md]\n")
    for name in ("intro.md", "hidden.md", "notes-in-r.Rmd"):
        small.write(name, "# A page\n")
    small.write("_toc.yml", f"{HOST}- {entry}\n- file: book/tow\n")
    assert [(problem.code, problem.line) for problem in read_toc(Paths(small.root))[1]] == [("toc-page", 8)]


def test_a_page_may_have_a_file_of_any_ending(small: SmallEdition) -> None:
    small.write("book/three.Rmd", "# A page\n")
    small.write("_toc.yml", f"{ARTICLE}- file: book/three\n")
    assert small.problems() == []


@pytest.mark.parametrize("pattern", ["book/two.md", "book/t*", "**/two.*", "book/t[!a-n]?.md", "bo?k"])
@pytest.mark.parametrize("plain", [False, True])
def test_a_page_that_the_configuration_hides_is_named(small: SmallEdition, pattern: str, plain: bool) -> None:
    if plain:
        small.write("conf.py", CONF.replace('"_build"', f'"_build", "{pattern}"'))
    else:
        small.write("_config.yml", f"exclude_patterns: ['{pattern}']\n")
    problem = next(p for p in small.problems() if "book/two" in p.message)
    assert (problem.code, problem.path.name, problem.line) == ("toc-page", "_toc.yml", 5)
    assert f"by '{pattern}'" in problem.message


@pytest.mark.parametrize("pattern", ["two.md", "book/tw", "*/two", "book/t[!a-w].md", "book/?wo"])
def test_a_pattern_of_other_files_hides_no_page(small: SmallEdition, pattern: str) -> None:
    small.write("_config.yml", f"exclude_patterns: ['{pattern}']\n")
    small.write("_toc.yml", GLOB)
    assert small.problems() == []


def test_a_glob_means_the_pages_that_are_not_hidden(small: SmallEdition) -> None:
    small.write("_toc.yml", GLOB)
    small.write("book/other.md", "# Draft\n")
    small.write("_config.yml", "exclude_patterns: [book/other.md]\n")
    assert read_toc(Paths(small.root)) == (["book/index", "book/one", "book/two"], [])


def test_an_article_that_is_nowhere_in_the_book_is_said(small: SmallEdition) -> None:
    for name in ("one", "two"):
        (small.root / f"book/{name}.md").write_text("# A page\n", "utf-8")
    assert [(p.code, p.path.name) for p in small.problems()] == [("article-incomplete", "_toc.yml")]


def test_only_what_is_in_the_book_counts(tmp_path: Path) -> None:
    small = SmallEdition(tmp_path)
    (small.root / "_toc.yml").unlink()
    small.write("_build/html/book/one.md", "")
    small.write(".ipynb_checkpoints/one.md", "")
    assert read_toc(Paths(small.root))[0] == ["book/index", "book/one", "book/two"]
