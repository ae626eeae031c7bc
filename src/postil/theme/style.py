"""What the theme makes at build time: the style sheet, of its chapters and the vocabulary, the scripts without their
remarks, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx

from postil.charts.scripts import bare
from postil.model import Vocabulary
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import SCRIPT, script_words

NAME = "postil.css"


def write_style(app: Sphinx) -> Path:
    """Write style sheet and words into a folder of its own among the static files, which it returns.

    Pages load one style sheet; the words only where the book is not in English.
    """
    edition = edition_domain(app.env).edition
    folder = Path(app.doctreedir) / "postil-static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(style_sheet(edition.vocabulary), "utf-8")
    (folder / SCRIPT).write_text(script_words(app), "utf-8")
    app.config.html_static_path.append(str(folder))
    return folder


def write_scripts(app: Sphinx) -> None:
    """Write the theme's scripts without their remarks, a quarter of what each page loads of them.

    As the theme's files do they give way to those that the user has under the same names.
    """
    folder = Path(app.doctreedir) / "postil-scripts"
    folder.mkdir(parents=True, exist_ok=True)
    for script in (files("postil.theme") / "scripts").iterdir():
        (folder / script.name).write_text(bare(script.read_text("utf-8")), "utf-8")
    app.config.html_static_path.insert(0, str(folder))


def style_sheet(vocabulary: Vocabulary) -> str:
    """The chapters in the order of their numbers, and after them what follows the vocabulary.

    It follows nothing else of the edition: its digest is in every page, so what changes it writes all of them.
    """
    chapters = sorted((files("postil.theme") / "style").iterdir(), key=lambda chapter: chapter.name)
    texts = (_without_remarks(chapter.read_text("utf-8")) for chapter in chapters)
    return "\n".join([*texts, *_colours(vocabulary)])


def _without_remarks(style: str) -> str:
    """A style sheet without comments, indents and empty lines: every page loads it."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()


def _colours(vocabulary: Vocabulary) -> Iterator[str]:
    for verdict in vocabulary.verdicts.values():
        both = f"light-dark({verdict.light}, {verdict.dark})"
        yield f".postil-verdict-{verdict} {{ --verdict: {both}; }}"
        yield f".postil-chart {{ --postil-c-{verdict.light[1:].lower()}: {both}; }}"
    for kind in vocabulary.kinds:
        yield f':root[data-without~="{kind}"] [data-kind="{kind}"] {{ display: none; }}'
