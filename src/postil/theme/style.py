"""What the theme makes at build time: the style sheets, of its chapters and the vocabulary, the scripts without their
remarks, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx

from postil.builders import made_static, smaller
from postil.charts import scripts as charts
from postil.model import Vocabulary
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import SCRIPT, script_words

NAME = "postil.css"
EARLY = "early.js"
# Scripts that pages load in one file, because each file is a round trip: in the order in which they run.
JOINED = {
    "page.js": ("views.js", "dialogs.js", "search-box.js", "found.js", "moved.js", "unfolding.js", "presentation.js"),
    "text.js": ("places.js", "quotes.js", "own-store.js"),
    "notes.js": ("cards.js", "placement.js", "sealing.js", "margin.js", "opening.js", "printing.js"),
    "own.js": ("selection.js", "own-notes.js", "own-panel.js"),
}
_STYLE, _SCRIPTS = (Path(__file__).parent / folder for folder in ("style", "scripts"))


def write_style(app: Sphinx) -> Path:
    """Write style sheets and words into a folder of their own among the static files, which it returns.

    All pages load one style sheet, small enough to come in one round trip; what few readers need, stands apart. The
    words are loaded only where the book is not in English.
    """
    edition = edition_domain(app.env).edition
    folder = made_static(app, "theme-style")
    (folder / NAME).write_text(style_sheet(edition.vocabulary), "utf-8")
    for sheet in (_STYLE / "apart").iterdir():
        (folder / sheet.name).write_text(smaller(sheet), "utf-8")
    (folder / SCRIPT).write_text(script_words(app), "utf-8")
    return folder


def write_scripts(app: Sphinx) -> None:
    """Write the theme's scripts without their remarks, a quarter of what each page loads of them, and in few files.

    As the theme's files do they give way to those that the user has under the same names.
    """
    folder = made_static(app, "theme-scripts")
    parts = {EARLY, *chain(*JOINED.values())}
    files = JOINED | {script.name: (script.name,) for script in _SCRIPTS.iterdir() if script.name not in parts}
    for name, scripts in files.items():
        (folder / name).write_text(smaller(*(_SCRIPTS / script for script in scripts)), "utf-8")


@cache
def early_script() -> str:
    """What runs before the first paint: a part of the page, because the paint would have to wait for a file."""
    return smaller(_SCRIPTS / EARLY).strip()


def style_sheet(vocabulary: Vocabulary) -> str:
    """The chapters in the order of their numbers, what follows the vocabulary, and the style of charts.

    It follows nothing else of the edition: its digest is in every page, so what changes it writes all of them.
    """
    chapters = sorted((path for path in _STYLE.iterdir() if path.is_file()), key=lambda chapter: chapter.name)
    return "\n".join([smaller(*chapters), *_colours(vocabulary), charts.style()])


def _colours(vocabulary: Vocabulary) -> Iterator[str]:
    for verdict in vocabulary.verdicts.values():
        both = f"light-dark({verdict.light}, {verdict.dark})"
        yield f".postil-verdict-{verdict} {{ --verdict: {both}; }}"
        yield f".postil-chart {{ --postil-c-{verdict.light[1:].lower()}: {both}; }}"
    for kind in vocabulary.kinds:
        yield f':root[data-without~="{kind}"] [data-kind="{kind}"] {{ display: none; }}'
