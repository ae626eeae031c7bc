"""A chart on its own page says which sentences it bears on and which notes lead to it; its later sources give way to
earlier ones in the view as of the text's month."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.charts.nodes import SOURCES, chart
from postil.compat.bibtex import keys_in
from postil.edition import Edition
from postil.sphinx.domain import edition_domain
from postil.sphinx.web.lines import Link, line_of, notes_line, sentences_line
from postil.sphinx.words import _


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ShowWhereChartsAppear)


class ShowWhereChartsAppear(SphinxPostTransform):
    """Adds to each chart where it appears, and marks the sources that are later than the text."""

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
        for cited in list(self.document.findall(nodes.paragraph)):
            if SOURCES in cited["classes"]:
                _put_later_ones_last(edition, cited)


def _put_later_ones_last(edition: Edition, cited: nodes.paragraph) -> None:
    """Mark the sources that are later than the text, but where all are: those a figure cannot do without."""
    label = cited.children[0].astext() if isinstance(cited.children[0], nodes.Text) else ""
    links = [Link(ref, _is_later(edition, ref)) for ref in cited.findall(pending_xref)]
    if any(link.later for link in links) and not all(link.later for link in links):
        cited.replace_self(line_of(label, links, cited["classes"]))


def _is_later(edition: Edition, reference: pending_xref) -> bool:
    keys = keys_in(reference)
    return bool(keys) and all(key in edition.sources and edition.is_later_source(key) for key in keys)
