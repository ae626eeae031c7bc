"""The exports, written with the HTML book into its folder `exports/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from postil.builders import brought, makes_site
from postil.compat.sphinx import offer_directive
from postil.export import FORMATS, exports
from postil.export.addresses import Addresses
from postil.sphinx.asked import in_preview
from postil.sphinx.domain import edition_domain

FOLDER = "exports"


def setup(app: Sphinx) -> None:
    """Register the directive, and write the exports when the pages are written."""
    offer_directive(app, "exports", ExportsDirective)
    app.connect("build-finished", write)


class ExportsDirective(SphinxDirective):
    """The files written with the book, each with what it is for."""

    def run(self) -> list[nodes.Node]:
        """A definition list of links."""
        up = "../" * self.env.docname.count("/")
        entries = []
        for form in FORMATS:
            link = nodes.reference("", form.name, refuri=f"{up}{FOLDER}/{form.name}")
            use = nodes.definition("", nodes.paragraph("", form.use))
            entries.append(nodes.definition_list_item("", nodes.term("", "", link), use))
        return [nodes.definition_list("", *entries)]


def addresses_of(app: Sphinx) -> Addresses:
    """Where this build's pages will stand: under `html_baseurl`, if the book has one."""
    return Addresses(edition_domain(app.env).edition, app.config.html_baseurl, cache(app.builder.get_target_uri))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write every export of a build that has succeeded. A preview leaves them for the next whole build."""
    if exception or not makes_site(app.builder) or in_preview():
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    theirs = brought(app, FOLDER)
    for name, text in exports(edition_domain(app.env).edition, addresses_of(app)):
        if name not in theirs:
            (folder / name).write_text(text, "utf-8")
