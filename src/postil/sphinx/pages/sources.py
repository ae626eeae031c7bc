"""The list of sources, in groups, each with the notes that rest on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import bibliography as bibliography_node

from postil.model import SourceGroup
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.pages.gathering import link


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.connect("doctree-read", watch_bibliographies)
    app.add_post_transform(ArrangeSources)


GROUPS = {
    SourceGroup.OFFICIAL: "Official bodies",
    SourceGroup.AGENCY: "News agencies",
    SourceGroup.PRESS: "Press, broadcasters and other sites",
    SourceGroup.SCHOLARSHIP: "Scholarship and data",
    SourceGroup.REFERENCE: "Works of reference",
}


def watch_bibliographies(app: Sphinx, document: nodes.document) -> None:
    """A page with a bibliography names the notes that lean on each source, so it gathers too."""
    if any(document.findall(bibliography_node)):
        edition_domain(app.env).gather(app.env.docname, Gathers.HEADS)


class ArrangeSources(SphinxPostTransform):
    """Adds to each source of the bibliography the notes that lean on it, and puts the sources under their groups."""

    default_priority = 8  # after sphinxcontrib-bibtex has made the entries, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Name the notes first, then move the entries."""
        self.name_leaning_notes()
        for entry in list(self.document.findall(nodes.citation))[:1]:
            self.group(entry.parent)

    def group(self, container: nodes.Element) -> None:
        """Put the entries of a bibliography into a section for each group."""
        sources = edition_domain(self.env).edition.sources
        lists = {group: nodes.container(classes=["citations"]) for group in GROUPS}
        for entry in list(container.findall(nodes.citation)):
            group = sources[entry["ids"][0].removeprefix("source-")].fields["keywords"]
            lists[SourceGroup(group)] += entry
        sections = [
            nodes.section("", nodes.title("", GROUPS[group]), entries, ids=[f"sources-{group}"])
            for group, entries in lists.items()
            if entries.children
        ]
        container.replace_self(sections)

    def name_leaning_notes(self) -> None:
        """Add a paragraph to each entry that a note names."""
        edition = edition_domain(self.env).edition
        leaning: dict[str, list[str]] = defaultdict(list)
        for id in edition.reading_order:
            for key in edition.by_id[id].sources:
                leaning[f"source-{key}"].append(id)
        for entry in self.document.findall(nodes.citation):
            ids = leaning.get(entry["ids"][0], [])
            if ids:
                line = nodes.paragraph("", "Notes: ", classes=["leaning"])
                for id in ids:
                    reference = link("note", id, edition.by_id[id].title)
                    reference["refdoc"] = self.env.docname
                    line += [reference, nodes.Text("; " if id != ids[-1] else "")]
                entry += line
