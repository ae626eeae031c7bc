"""Builds of small editions, and what stands on their pages.

`run` builds in this process, as `python -m sphinx` would, which spares two seconds a build. Sphinx's own
`sphinx.testing` empties docutils' registries for the whole process, also under another app, and knows no exit status;
so the command line's entry is called, which restores what it changed. `translators` it does not: a build in another
language would go on speaking it in the next one.

`run_process` is for tests whose subject is the environment.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from lxml import html
from sphinx.cmd.build import build_main
from sphinx.locale import translators

from tests.support.edition import SmallEdition


@dataclass(frozen=True, slots=True)
class Result:
    """How a build ended: its exit status, and what it said on standard error."""

    status: int
    said: str


def arguments(builder: str = "html", *options: str) -> list[str]:
    """What follows `python -m sphinx`: every warning an error, the book into `_build/<builder>`."""
    doctrees = ["-d", "_build/.doctrees"]
    return ["-q", "-b", builder, "-W", "--keep-going", *doctrees, *options, ".", f"_build/{builder}"]


def run(edition: SmallEdition, builder: str = "html", *options: str) -> Result:
    """Build in this process."""
    said = StringIO()
    with chdir(edition.root), redirect_stdout(StringIO()), redirect_stderr(said):
        try:
            status = build_main(arguments(builder, *options))
        except SystemExit as end:  # as Python ends: a message goes to standard error, and the status is 1
            status = end.code if isinstance(end.code, int) else 1
            said.write("" if isinstance(end.code, int) else f"{end.code}\n")
        finally:
            translators.clear()
    return Result(status, said.getvalue())


def run_process(edition: SmallEdition, environment: Mapping[str, str]) -> Result:
    """Build by the command line, with these variables besides."""
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments()],
        cwd=edition.root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return Result(result.returncode, result.stderr)


def build(edition: SmallEdition, builder: str = "html", *options: str) -> Path:
    """Build what must build without a warning; returns the folder of the book."""
    result = run(edition, builder, *options)
    assert result.status == 0, result.said
    return edition.root / "_build" / builder


def refused(edition: SmallEdition, builder: str = "html", *options: str) -> str:
    """What a build says that must fail, with status 1 and without a traceback."""
    result = run(edition, builder, *options)
    assert result.status == 1, result.said
    assert "Traceback" not in result.said
    return result.said


def jupyter_book(folder: Path) -> Path:
    """Build by Jupyter Book's own command; returns the folder of the book."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "--keep-going"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return folder / "_build/html"


def page(edition: SmallEdition, name: str) -> html.HtmlElement:
    """A page of the built book by its document's name, such as `book/one`."""
    return html.parse(edition.root / f"_build/html/{name}.html").getroot()


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def words(element: html.HtmlElement) -> str:
    """The words of an element, with white space folded."""
    return " ".join(element.text_content().split())


def article_text(element: html.HtmlElement) -> str:
    """The words of an element without those that are not the article's own."""
    for editorial in element.cssselect("[data-editorial]"):
        editorial.drop_tree()
    return element.text_content()


def words_of(document: html.HtmlElement, note_id: str) -> str:
    """The words of the article that a page marks as a note's."""
    return "".join(article_text(part) for part in document.cssselect(f'[data-notes~="{note_id}"]'))
