"""The scripts and the style of charts as pages load them: without remarks, which are a quarter of their weight."""

from __future__ import annotations

import re
import shutil

from sphinx.application import Sphinx

from postil.builders import made_static, makes_site
from postil.charts.stills import STATIC


def write(app: Sphinx) -> None:
    """Put them, with plotly.js, into a folder of their own among the static files of a site."""
    if not makes_site(app.builder):
        return
    folder = made_static(app, "postil-charts")
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)
    for path in folder.glob("*.*s"):
        path.write_text(bare(path.read_text("utf-8")), "utf-8")


def bare(text: str) -> str:
    """A script or style of ours without comments, which have lines of their own or are between `/*` and `*/`."""
    return re.sub(r"(?m)^\s*(?://.*)?\n", "", re.sub(r"/\*.*?\*/ ?", "", text, flags=re.DOTALL))
