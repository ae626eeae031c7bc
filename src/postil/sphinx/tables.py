"""Tables that notebooks print: each scrolls inside its own frame, which the keyboard can reach."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_hosts_book
from postil.sphinx.words import _

_STYLE = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)


class FrameTables(SphinxPostTransform):
    """Frames the HTML of data frames and leaves out their own style."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Rewrite the raw nodes that hold a data frame, on pages of the edition's own theme."""
        if self.config.html_theme != "postil" or makes_hosts_book(self.app.builder):
            return
        for raw in self.document.findall(nodes.raw):
            if 'class="dataframe"' in raw.astext():
                table = _STYLE.sub("", raw.astext()).replace(' style="text-align: right;"', "")
                table = table.replace("<th></th>", "<td></td>")  # an empty cell heads nothing
                label = escape(_("Table"))
                frame = f'<div class="postil-scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'
                raw[:] = [nodes.Text(frame)]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(FrameTables)
