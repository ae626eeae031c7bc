"""The words of the interface in the language of the book, from the catalogues under `postil/locale`."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from postil.model import Kind, Verdict

CATALOGUE = "postil"
LOCALE = Path(__file__).parent.parent / "locale"

_ = get_translation(CATALOGUE)


def _n(one: str, many: str, number: int) -> str:
    """The words for one or for many; `ngettext` of the catalogue would need a plural form for each language."""
    return _(one) if number == 1 else _(many)


def setup(app: Sphinx) -> None:
    """Tell Sphinx where the catalogues are."""
    app.add_message_catalog(CATALOGUE, str(LOCALE))


def name_of(word: Kind | Verdict) -> str:
    """A kind or a verdict as a heading says it."""
    return _(word.name.replace("-", " ").capitalize())
