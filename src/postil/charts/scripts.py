"""The scripts and the style of charts as pages load them: small, and the scripts in one file."""

from __future__ import annotations

import shutil

from sphinx.application import Sphinx

from postil.builders import made_static, makes_site, smaller
from postil.charts.stills import STATIC

SCRIPT, STYLE = "charts.js", "charts.css"
_PARTS = (SCRIPT, "marks.js", "explore.js", "chart-tables.js")  # in the order in which they run


def write(app: Sphinx) -> None:
    """Put them, with plotly.js, into a folder of their own among the static files of a site."""
    if not makes_site(app.builder):
        return
    folder = made_static(app, "postil-charts")
    shutil.copytree(STATIC / "vendor", folder / "vendor")
    (folder / SCRIPT).write_text(smaller(*(STATIC / part for part in _PARTS)), "utf-8")
    (folder / STYLE).write_text(style(), "utf-8")


def style() -> str:
    """The style of charts, which a theme may make a part of its own."""
    return smaller(STATIC / STYLE)
