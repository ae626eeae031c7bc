"""The edition on paper: a Sphinx builder named `pdf`, which makes handouts that can be printed.

Needs WeasyPrint and its fonts: `pip install postil[paper]`, and Pango: `tools/ensure paper`.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.compat.sphinx import offer_builder
from postil.sphinx.asked import for_command


def setup(app: Sphinx, *, guest: bool) -> None:
    """Register the builder; WeasyPrint is loaded when it builds. In somebody's book only `postil pdf` has it.

    Others make a book into a PDF by a builder of this name too.
    """
    if guest and not for_command():
        return
    from postil.paper.builder import PdfBuilder

    def look(app: Sphinx) -> None:
        if isinstance(app.builder, PdfBuilder):
            app.builder.look_at_memory()

    offer_builder(app, PdfBuilder, insist=for_command())
    app.connect("builder-inited", look, priority=50)  # when the edition is read, before anything is written
