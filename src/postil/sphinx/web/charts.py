"""A chart on its own page says which sentences it bears on and which notes lead to it."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.charts.nodes import chart
from postil.sphinx.domain import edition_domain
from postil.sphinx.lines import notes_line, sentences_line
from postil.sphinx.words import _


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ShowWhereChartsAppear)


class ShowWhereChartsAppear(SphinxPostTransform):
    """Adds to each chart where it appears."""

    default_priority = 8  # after charts have been put in place, before citations and references are resolved

    def run(self, **kwargs: Any) -> None:
        """Fill the charts of this document."""
        edition = edition_domain(self.env).edition
        for drawn in self.document.findall(chart):
            if drawn["whole"]:
                payload = drawn["figure"].payload
                drawn += sentences_line(_("Bears on: "), payload["bears_on"], self.env.docname)
                notes = edition.charted.get(payload["name"], [])
                drawn += [notes_line(edition, notes, self.env.docname)] if notes else []
