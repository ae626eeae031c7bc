"""Lines of sources: later ones give way to earlier ones in the view as of the text's month."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.charts.nodes import SOURCES, chart_sources
from postil.compat.bibtex import keys_in
from postil.edition import Edition
from postil.joining import SEPARATOR
from postil.sphinx.domain import edition_domain
from postil.sphinx.lines import Link, line_of, separated
from postil.sphinx.nodes import RESTS_ON, note_sources

SEPARATORS = {SOURCES: "; ", RESTS_ON: SEPARATOR}


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PutLaterSourcesLast)


class PutLaterSourcesLast(SphinxPostTransform):
    """Marks in the lines of sources those that are later than the text."""

    default_priority = 8  # after charts have been put in place, before citations and references are resolved

    def run(self, **kwargs: Any) -> None:
        """Put the lines of this document in order."""
        if not makes_site(self.app.builder):
            return
        edition = edition_domain(self.env).edition
        for cited in list(self.document.findall(nodes.paragraph)):
            separator = next((SEPARATORS[name] for name in cited["classes"] if name in SEPARATORS), "")
            if separator:
                label = "".join(child.astext() for child in cited.children[:1] if isinstance(child, nodes.Text))
                links = [Link(ref, _is_later(edition, ref)) for ref in cited.findall(pending_xref)]
                if isinstance(cited.parent, chart_sources):
                    cited.parent["known"] = sum(not link.later for link in links)
                if any(link.later for link in links):
                    cited.replace_self(line_of(label, links, cited["classes"], separator))
        for line in list(self.document.findall(note_sources)):
            _mark_later_ones(edition, line)


def _mark_later_ones(edition: Edition, line: nodes.Element) -> None:
    """Mark the later sources of a note in the order in which it names them; those after the first few are in a part."""
    links = [Link(child, _is_later(edition, child)) for child in line.children if isinstance(child, pending_xref)]
    parts = [child for child in line.children if isinstance(child, nodes.inline)]
    if any(link.later for link in links):
        sign = next((child for child in line.children[:1] if isinstance(child, nodes.Text)), None)
        line.children = []
        line += [*separated(links, SEPARATOR, sign), *parts]
    for part in parts:
        _mark_later_ones(edition, part)


def _is_later(edition: Edition, reference: pending_xref) -> bool:
    keys = keys_in(reference)
    return bool(keys) and all(key in edition.sources and edition.is_later_source(key) for key in keys)
