"""The files of a chart: its figure for the script, its data as CSV, its pictures as SVG; and its notebook to run."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from postil.builders import makes_site
from postil.charts.stills import FORMS, STATIC
from postil.charts.store import chart_domain

FOLDER = "_charts"
_VARIABLE = re.compile(r"var\(--postil-c(?:hart)?-(\w+)\)")
_PAIR = re.compile(r"--postil-c-(\w+): light-dark\(#\w+, (#\w+)\)")
_NAMED = {"ink": "#1b1a17", "rule": "#e4dfd5"}
_ON_DARK = {"#1b1a17": "#ebe6dc", "#e4dfd5": "#34312b"}


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write every figure, its data and its pictures as files beside the pages."""
    if exception or not makes_site(app.builder):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stills = Path(app.srcdir, app.config.postil_stills)
    for name, figure in chart_domain(app.env).figures.items():
        (folder / f"{name}.js").write_text(figure.file, "utf-8")
        (folder / f"{name}.csv").write_text(table_as_csv(figure.payload), "utf-8", newline="")
        for form in ("wide", "column", "narrow"):
            still = FORMS[form].path(stills, name)
            if still.is_file():
                file = folder / f"{still_of(name, form)}.svg"
                file.parent.mkdir(exist_ok=True)
                file.write_text(coloured(still.read_text("utf-8")), "utf-8")


def still_of(name: str, form: str) -> str:
    """Where the picture of a chart in a form is, without its suffix: the wide one is for readers too."""
    return name if form == "wide" else f"{form}/{name}"


def table_as_csv(payload: dict[str, Any]) -> str:
    """Exactly the plotted data, as RFC 4180 text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(payload["columns"])
    writer.writerows(payload["rows"])
    return out.getvalue()


def coloured(still: str) -> str:
    """A still picture that stands alone: with the colours of light paper, and a style that has those of dark paper."""
    light = _VARIABLE.sub(lambda match: _NAMED.get(match[1], f"#{match[1]}"), still)
    head, end, rest = light.partition(">")
    return f"{head}{end}<style>{_dark_style()}</style>{rest}"


@cache
def _dark_style() -> str:
    pairs = _ON_DARK | {f"#{name}": dark for name, dark in _PAIR.findall((STATIC / "charts.css").read_text("utf-8"))}
    rules = (f'[{paint}="{light}"]{{{paint}:{dark}}}' for light, dark in pairs.items() for paint in ("fill", "stroke"))
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"


def size_of(still: str) -> str:
    """Width and height of a still picture as attributes."""
    found = re.search(r'viewBox="0 0 (\S+) (\S+)"', still)
    return f'width="{found[1]}" height="{found[2]}"' if found else ""


def width_of(still: str) -> float:
    """The width in px at which a still picture was drawn."""
    found = re.search(r'viewBox="0 0 (\S+)', still)
    return float(found[1]) if found else 0


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
