"""The style sheet of the theme, put together from its chapters and from the vocabulary of the edition."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx

from postil.model import Vocabulary
from postil.sphinx.domain import edition_domain

NAME = "postil.css"


def write_style(app: Sphinx) -> None:
    """Write the style sheet into a folder of its own among the static files: pages load one file, not fourteen."""
    folder = Path(app.doctreedir) / "postil-static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(style_sheet(edition_domain(app.env).edition.vocabulary), "utf-8")
    app.config.html_static_path.append(str(folder))


def style_sheet(vocabulary: Vocabulary) -> str:
    """The chapters in the order of their numbers, and after them what follows the vocabulary."""
    chapters = sorted((files("postil.theme") / "style").iterdir(), key=lambda chapter: chapter.name)
    return "\n".join([*(chapter.read_text("utf-8") for chapter in chapters), *_words(vocabulary)])


def _words(vocabulary: Vocabulary) -> Iterator[str]:
    for verdict in vocabulary.verdicts.values():
        yield f".postil-verdict-{verdict} {{ --verdict: light-dark({verdict.light}, {verdict.dark}); }}"
    for kind in vocabulary.kinds:
        yield f':root[data-without~="{kind}"] [data-kind="{kind}"] {{ display: none; }}'
