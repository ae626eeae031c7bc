"""What can be had of a chart besides its page: its data as CSV, its picture as SVG, its notebook to run."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from postil.builders import makes_site
from postil.charts.store import chart_domain

FOLDER = "_charts"
_VARIABLE = re.compile(r"var\(--postil-c(?:hart)?-(\w+)\)")
_NAMED = {"ink": "#1b1a17", "rule": "#e4dfd5"}


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the data and the picture of every figure as files beside the pages."""
    if exception or not makes_site(app.builder):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stills = Path(app.srcdir, app.config.postil_stills, "wide")
    for name, figure in chart_domain(app.env).figures.items():
        (folder / f"{name}.csv").write_text(table_as_csv(figure.payload), "utf-8", newline="")
        still = stills / f"{name}.svg"
        if still.is_file():
            (folder / f"{name}.svg").write_text(coloured(still.read_text("utf-8")), "utf-8")


def table_as_csv(payload: dict[str, Any]) -> str:
    """Exactly the plotted data, as RFC 4180 text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(payload["columns"])
    writer.writerows(payload["rows"])
    return out.getvalue()


def coloured(still: str) -> str:
    """A still picture with the colours of light paper in the place of the page's custom properties."""
    return _VARIABLE.sub(lambda match: _NAMED.get(match[1], f"#{match[1]}"), still)


def launch_links(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """(place, address) where a notebook can be run, from Jupyter Book's `repository` and `launch_buttons`."""
    options = app.config.html_theme_options
    repository = urlsplit(str(options.get("repository_url", "")))
    buttons = options.get("launch_buttons") or {}
    if repository.hostname != "github.com" or not isinstance(buttons, dict):
        return []
    where, branch = repository.path.strip("/"), options.get("repository_branch", "main")
    path = Path(app.env.doc2path(docname, base=False)).as_posix()
    binder, colab = (str(buttons.get(key, "")).rstrip("/") for key in ("binderhub_url", "colab_url"))
    links = [
        ("Binder", binder and f"{binder}/v2/gh/{where}/{branch}?urlpath=lab/tree/{path}"),
        ("Colab", colab and f"{colab}/github/{where}/blob/{branch}/{path}"),
    ]
    return [(place, address) for place, address in links if address]
