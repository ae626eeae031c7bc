"""What the theme makes at build time: the style sheet, of its chapters and the vocabulary, and the scripts' words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sphinx.application import Sphinx

from postil.model import Vocabulary
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import SCRIPT, _, script_words

NAME = "postil.css"


def write_style(app: Sphinx) -> Path:
    """Write style sheet and words into a folder of its own among the static files, which it returns.

    Pages load one style sheet; the words only where the book is not in English.
    """
    edition = edition_domain(app.env).edition
    folder = Path(app.doctreedir) / "postil-static"
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counter(str(note.verdict) for note in edition.notes if note.verdict)
    (folder / NAME).write_text(style_sheet(edition.vocabulary, counts), "utf-8")
    (folder / SCRIPT).write_text(script_words(app), "utf-8")
    app.config.html_static_path.append(str(folder))
    return folder


def style_sheet(vocabulary: Vocabulary, counts: Mapping[str, int] = MappingProxyType({})) -> str:
    """The chapters in the order of their numbers, and after them what follows the vocabulary and its use.

    `counts` says how many notes give each verdict: as many cells wide is its part of the bar on the cover.
    """
    chapters = sorted((files("postil.theme") / "style").iterdir(), key=lambda chapter: chapter.name)
    texts = (_without_remarks(chapter.read_text("utf-8")) for chapter in chapters)
    return "\n".join([*texts, *_words(vocabulary), *_bar(counts)])


def _without_remarks(style: str) -> str:
    """A style sheet without comments, indents and empty lines: every page loads it."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()


def _words(vocabulary: Vocabulary) -> Iterator[str]:
    minutes = json.dumps(" " + _("minutes"), ensure_ascii=False)
    yield f":root {{ --postil-minutes: {minutes}; }}"
    for verdict in vocabulary.verdicts.values():
        both = f"light-dark({verdict.light}, {verdict.dark})"
        yield f".postil-verdict-{verdict} {{ --verdict: {both}; }}"
        yield f".postil-chart {{ --postil-c-{verdict.light[1:].lower()}: {both}; }}"
    for kind in vocabulary.kinds:
        yield f':root[data-without~="{kind}"] [data-kind="{kind}"] {{ display: none; }}'


def _bar(counts: Mapping[str, int]) -> Iterator[str]:
    for verdict, count in counts.items():
        yield f".postil-verdict-{verdict} > .postil-cells {{ --count: {count}; }}"
