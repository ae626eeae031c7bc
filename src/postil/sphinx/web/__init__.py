"""The web between the text, the notes and the apparatus: what is named leads to its entry, and each entry back.

All of it is put in place when a page is written, because only then every page is known. A page whose part of the web
has changed is written again.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.sphinx.web import appearances, charts, first_mentions, freshness, html, later, names_data, rests_on


def setup(app: Sphinx) -> None:
    """Register transforms, nodes and what is written for the pages' scripts."""
    for module in (first_mentions, appearances, charts, rests_on, later, html, freshness, names_data):
        module.setup(app)
