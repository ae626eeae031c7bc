"""The scripts and the style of charts as pages load them: without remarks, which are a quarter of their weight."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from postil.builders import STATIC_FOLDER, add_static, makes_site
from postil.charts.stills import STATIC


def write(app: Sphinx) -> None:
    """Put them, with plotly.js, into a folder of their own among the static files of a site."""
    if not makes_site(app.builder):
        return
    folder = Path(app.doctreedir) / "postil-charts" / STATIC_FOLDER
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(STATIC, folder)
    for path in folder.glob("*.*s"):
        path.write_text(bare(path.read_text("utf-8")), "utf-8")
    add_static(app, folder.parent)


def bare(text: str) -> str:
    """A script or style of ours without comments, which have lines of their own or are between `/*` and `*/`."""
    return re.sub(r"(?m)^\s*(?://.*)?\n", "", re.sub(r"/\*.*?\*/ ?", "", text, flags=re.DOTALL))
