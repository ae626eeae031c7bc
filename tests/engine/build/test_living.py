"""Notes beside exact words of the pages of any Jupyter Book: without article.txt the pages are the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from postil.commands.main import main
from tests.support.build import words_of
from tests.support.edition import SmallEdition, note
from tests.support.host import book_at

CONFIG = """title: My course
only_build_toc_files: true
sphinx:
  extra_extensions: [postil]
"""
SETTINGS = "title: My course\ndate: 2024-01-01\n"
PAGE = """# Floods

Ordinary *MyST*, as ever.

:::{article}
The river rose in spring, and the bridge fell.

Nobody was hurt.
:::

More of the page.
"""


class Living(SmallEdition):
    """A book of one page, with one question on its words."""

    def __init__(self, root: Path, theme: str = "") -> None:
        self.root = root
        self.write("_config.yml", CONFIG + (f"  config: {{html_theme: {theme}}}\n" if theme else ""))
        self.write("_toc.yml", "format: jb-book\nroot: floods\n")
        self.write("book/edition.yml", SETTINGS)
        self.write("floods.md", PAGE)
        self.note("why", note("the bridge fell", kind="question", sources=None, title="Why?", as_of="2024-01-01"))


@pytest.fixture
def living(tmp_path: Path) -> Living:
    return Living(tmp_path / "course")


def test_when_words_change_the_check_names_the_note_and_reanchoring_proposes(living: Living) -> None:
    assert living.problems() == []
    living.write("floods.md", PAGE.replace("the bridge fell", "the old bridge fell"))
    (problem,) = living.problems()
    assert (problem.path.name, problem.code) == ("why.md", "quote-missing")
    assert "the nearest passage is" in problem.message and "old bridge fell" in problem.message
    result = CliRunner().invoke(main, ["reanchor", "--root", str(living.root)])
    assert result.exit_code == 1 and "“the old bridge fell" in result.output
    assert living.codes() == ["quote-missing"], "nothing is written without --apply"


def test_a_page_that_was_renamed_is_named(living: Living) -> None:
    (living.root / "floods.md").rename(living.root / "high-water.md")
    living.write("_toc.yml", "format: jb-book\nroot: index\nchapters:\n- file: floods\n")
    living.write("index.md", "# Course\n\n:::{article}\nOther words.\n:::\n")
    problem = next(problem for problem in living.problems() if problem.code == "toc-left-out")
    assert problem.path.name == "high-water.md"


def test_a_page_without_words_of_an_article_is_asked_for_them(living: Living) -> None:
    living.write("floods.md", "# Floods\n\nOrdinary.\n")
    (problem,) = living.problems()
    assert problem.code == "article-missing" and ":::{article}" in problem.message


@pytest.mark.parametrize("theme", ["", "postil"])
def test_notes_stand_beside_the_words_under_either_theme(tmp_path: Path, theme: str) -> None:
    from lxml import html

    living = Living(tmp_path / "course", theme)
    page = html.parse(book_at(living.root) / "floods.html").getroot()
    assert words_of(page, "why") == "the bridge fell"
    assert page.get_element_by_id("note-why") is not None
    assert "Ordinary MyST, as ever." in page.text_content()


def test_tables_and_notebooks_of_the_book_are_none_of_the_edition(living: Living) -> None:
    (living.root / "data").mkdir()
    (living.root / "data/old.csv").write_bytes("année;prix\n".encode("latin-1"))
    living.write("data/sources.csv", "event,source_ids\nrain,nobody-2001\n")
    living.write("notebooks/broken.ipynb", "{")
    assert living.problems() == []
    book_at(living.root)


@pytest.mark.parametrize("format", ["plain", "markdown"])
@pytest.mark.parametrize(
    ("words", "line", "column", "named"),
    [
        ("As {cite}`doe` says.", 9, 4, "the role “{cite}`doe`”"),
        ("So\n$E = mc^2$ holds.", 10, 1, "the formula “$E = mc^2$”"),
        ("It is $$\na = b\n$$ here.", 9, 7, "the formula “$$ a = b $$”"),
        ("He calls `print(1)` at once.", 9, 10, "the code “`print(1)`”"),
        ("```{note}\nA box.\n```", 9, 4, "the directive “{note}”"),
    ],
)
def test_what_a_block_would_show_as_written_is_refused_by_line(
    living: Living, format: str, words: str, line: int, column: int, named: str
) -> None:
    living.write("book/edition.yml", f"{SETTINGS}format: {format}\n")
    living.write("floods.md", PAGE.replace("Nobody was hurt.", f"Nobody was hurt.\n{words}"))
    (problem,) = [problem for problem in living.problems() if problem.code == "article-markup"]
    assert (problem.path.name, problem.line, problem.column) == ("floods.md", line, column)
    assert named in problem.message and "outside of the block" in problem.message


@pytest.mark.parametrize(
    "words",
    ["It cost $5 then and $6 now.", "Of {braces} and ``quotes'' and a`b.", "```python\nx = {cite}`a` + $a_b$\n```"],
)
def test_signs_that_are_no_markup_are_words(living: Living, words: str) -> None:
    living.write("book/edition.yml", f"{SETTINGS}format: markdown\n")
    living.write("floods.md", PAGE.replace("Nobody was hurt.", f"Nobody was hurt.\n\n{words}"))
    assert living.codes() == []
