"""Numbers that notebooks publish and texts name: shown wherever they are named, and never older than the notebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.build import build, page, refused, words
from tests.support.edition import CONF, EVENT, SmallEdition, note
from tests.support.notebooks import write_notebook

COUNTS = """
import pandas as pd
from postil.charts import publish_value

floods = pd.read_csv("../data/floods.csv")
publish_value("floods", len(floods), "floods in data/floods.csv")
"""
VALUES = "floods:\n  value: '{}'\n  notebook: notebooks/floods\n  says: floods in data/floods.csv\n"


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with a table, a notebook that counts its rows, and texts of every kind that name the number."""
    small.write("conf.py", CONF.replace('"off"', '"cache"'))
    small.write("data/floods.csv", "year,source_ids\n1900,gazette-1901\n1901,gazette-1901\n")
    write_notebook(small.root / "notebooks/floods.ipynb", COUNTS)
    small.write("book/values.yml", VALUES.format(2))
    small.note("counted", note("river rose in spring", margin="The list has {value}`floods` floods."))
    small.write("book/apparatus/timeline.yml", EVENT.replace("In spring.", "One of {value}`floods`."))
    figure = "```{figure} ../pixel.png\nOf {value}`floods` floods.\n```\n"
    small.write("book/page.md", f"# A page\n\nAll {{value}}`floods`.\n\n{figure}\n\n```{{timeline}}\n```\n")
    (small.root / "pixel.png").write_bytes(b"\x89PNG")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/page\n- file: notebooks/floods\n")
    return small


def test_a_value_is_shown_wherever_it_is_named_and_follows_the_file(book: SmallEdition) -> None:
    build(book)
    assert "The list has 2 floods." in words(page(book, "book/one"))
    shown = words(page(book, "book/page"))
    assert "All 2." in shown and "Of 2 floods." in shown and "One of 2." in shown
    assert "floods = 2: floods in data/floods.csv" in words(page(book, "notebooks/floods"))
    assert "The list has 2 floods." in (book.root / "_build/html/exports/notes.csv").read_text("utf-8")
    assert "The list has 2 floods." in (book.root / "_build/html/exports/edition.tei.xml").read_text("utf-8")
    assert "The list has 2 floods." in (book.root / "_build/html/_static/postil/index.js").read_text("utf-8")

    book.write("data/floods.csv", "year,source_ids\n1900,gazette-1901\n1901,gazette-1901\n1902,gazette-1901\n")
    stale = "publishes 'floods' as '3', and book/values.yml is older (it is '2' there); run: postil values"
    assert stale in refused(book)

    command = [sys.executable, "-c", "from postil.commands.main import main; main(['values', '.'])"]
    subprocess.run(command, cwd=book.root, check=True)
    assert Path(book.root / "book/values.yml").read_text("utf-8").endswith(VALUES.format(3))
    build(book)
    assert "The list has 3 floods." in words(page(book, "book/one"))
    assert "All 3." in words(page(book, "book/page")) and "One of 3." in words(page(book, "book/page"))


def test_a_value_that_no_notebook_publishes_fails_the_build(book: SmallEdition) -> None:
    book.write("book/values.yml", VALUES.format(2) + VALUES.format(9).replace("floods:", "droughts:", 1))
    assert "no notebook publishes the value 'droughts'" in refused(book)


def test_notebooks_of_one_code_are_run_once(book: SmallEdition) -> None:
    names = ("one", "two", "three")
    for name in names:
        write_notebook(book.root / f"notebooks/{name}.ipynb", 'open("../runs.txt", "a").write("run\\n")')
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", toc + "".join(f"- file: notebooks/{name}\n" for name in names))
    build(book)
    assert (book.root / "runs.txt").read_text("utf-8") == "run\n"


def test_two_notebooks_do_not_publish_one_name(book: SmallEdition) -> None:
    write_notebook(book.root / "notebooks/again.ipynb", COUNTS)
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: notebooks/again\n")
    assert "is already published by" in refused(book)
