"""How a chart reads in HTML: title, reading, still picture, table, what it bears on, sources, downloads."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.builders import makes_site
from postil.charts.nodes import chart, plain_chart
from postil.charts.store import chart_domain

DOWNLOADS = "_charts"
STATIC = Path(__file__).parent / "static"
_MARK = 'class="chart-drawing'


def setup(app: Sphinx) -> None:
    """Give the nodes their HTML and the pages that hold charts their files."""
    app.add_node(chart, html=(visit_chart, depart_chart))
    app.add_node(plain_chart, html=(visit_plain_chart, lambda self, node: None))
    app.connect("builder-inited", lambda app: app.config.html_static_path.append(str(STATIC)))
    app.connect("html-page-context", load_on_pages_with_charts, priority=800)
    app.connect("build-finished", write_downloads)


def load_on_pages_with_charts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A page without a chart loads nothing for charts."""
    if _MARK in context.get("body", ""):
        app.add_css_file("charts.css")
        app.add_js_file("charts.js", loading_method="defer")


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Title, reading, drawing and data; what it bears on and the sources follow as children."""
    payload = node["figure"].payload
    name, title, reading = (escape(payload[key]) for key in ("name", "title", "reading"))
    label = f"{title}. {reading} The data are in the table below."
    self.body.append(
        f'<figure class="chart" id="{node["ids"][0]}" data-chart="{name}"><figcaption>'
        f'<span class="chart-title">{title}</span> <span class="chart-reading">{reading}</span></figcaption>'
        f"{_drawing(payload['figure'], payload['then'], label, node['still'])}"
        f'<details class="chart-data"{"" if payload["still"] else " open"}><summary>Table of the data</summary>'
        f"{table_of(payload)}</details>"
        '<div class="chart-foot">'
    )


def depart_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Where the data and the method are."""
    figure = node["figure"]
    current = self.builder.current_docname
    root = "../" * current.count("/")
    links = [(f"{root}{DOWNLOADS}/{figure.payload['name']}.csv", "Data (CSV)", " download")]
    if figure.docname != current:
        links.append((self.builder.get_relative_uri(current, figure.docname), "How it was made", ""))
    links += [(address, f"Run it on {place}", "") for place, address in launch_links(self.builder.app, figure.docname)]
    parts = [f'<a href="{escape(address)}"{more}>{text}</a>' for address, text, more in links]
    self.body.append(f"<p>{' · '.join(parts)}</p></div></figure>\n")


def visit_plain_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """An ordinary Plotly output, drawn like the others."""
    layout = node["figure"]["layout"]
    title = layout.get("title") or {}
    words = escape(title.get("text", "") if isinstance(title, dict) else title) or "Chart"
    self.body.append(f'<figure class="chart plain">{_drawing(node["figure"], None, words, "")}</figure>\n')
    raise nodes.SkipNode


def _drawing(figure: Any, then: Any, label: str, still: str) -> str:
    """The place of the drawing: a still picture, if there is one, and the figure for the script."""
    kept = f'<script type="application/json" class="chart-then">{_embedded(then)}</script>' if then else ""
    picture = still or "<p>The chart is drawn by script; its data are in the table below.</p>"
    return (
        f'<div class="chart-drawing" role="img" aria-label="{label}" tabindex="0">'
        f'<div class="chart-still">{picture}</div></div>'
        f'<script type="application/json" class="chart-now">{_embedded(figure)}</script>{kept}'
    )


def _embedded(figure: Any) -> str:
    return json.dumps(figure, sort_keys=True).replace("<", "\\u003c")


def table_of(payload: dict[str, Any]) -> str:
    """The plotted data as an HTML table in a frame that scrolls."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in payload["columns"])
    known = payload["known_then"] or [True] * len(payload["rows"])
    rows = "".join(
        f"<tr{'' if then else ' data-later'}>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>"
        for row, then in zip(payload["rows"], known, strict=True)
    )
    caption = f"<caption>{escape(payload['title'])}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="Table of the data">{table}</div>'


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))


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


def table_as_csv(payload: dict[str, Any]) -> str:
    """Exactly the plotted data, as RFC 4180 text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(payload["columns"])
    writer.writerows(payload["rows"])
    return out.getvalue()


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of every figure as a file beside the pages."""
    if exception or not makes_site(app.builder):
        return
    folder = Path(app.outdir) / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in chart_domain(app.env).figures.items():
        (folder / f"{name}.csv").write_text(table_as_csv(figure.payload), "utf-8", newline="")
