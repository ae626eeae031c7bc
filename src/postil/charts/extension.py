"""The directive `chart`, and how a chart reads in HTML: figure, sentence, table, sources, download."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from postil.charts.nodes import chart, chart_reference
from postil.charts.store import ChartDomain, chart_domain

DOWNLOADS = "_charts"


def setup(app: Sphinx) -> None:
    """Register everything with Sphinx."""
    app.add_domain(ChartDomain)
    app.add_directive("chart", ChartDirective)
    app.add_post_transform(DrawCharts)
    app.add_node(chart, html=(visit_chart, depart_chart))
    app.connect("env-updated", find_redrawn)
    app.connect("build-finished", write_downloads)


class ChartDirective(SphinxDirective):
    """Embed a published figure: `:::{chart} its-name`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a reference; figures are known when all notebooks have been read."""
        name = self.arguments[0].strip()
        chart_domain(self.env).use(self.env.docname, name, self.lineno)
        return [chart_reference(name=name)]


class DrawCharts(SphinxPostTransform):
    """Puts each published figure in the place of the references to it, before citations are resolved."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the references of this document."""
        figures = chart_domain(self.env).figures
        for reference in list(self.document.findall(chart_reference)):
            figure = figures[reference["name"]]
            node = chart(payload=figure.payload, docname=figure.docname, ids=[f"chart-{reference['name']}"])
            for index, key in enumerate(figure.payload["sources"]):
                node += nodes.Text("; " if index else "")
                citation = pending_xref("", nodes.inline(), refdomain="cite", reftype="t", reftarget=key, refwarn=True)
                citation["refdoc"] = self.env.docname
                node += citation
            reference.replace_self(node)


def find_redrawn(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again because a chart on them changed.

    Raises SystemExit where a page asks for a chart that nobody publishes, before anything is written.
    """
    domain = chart_domain(env)
    errors = [f"{env.doc2path(docname)}:{line}: {message}" for docname, line, message in domain.errors()]
    if errors:
        raise SystemExit("\n".join(errors))
    return domain.redrawn()


def table_as_csv(payload: dict[str, Any]) -> str:
    """Exactly the plotted data, as RFC 4180 text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(payload["columns"])
    writer.writerows(payload["rows"])
    return out.getvalue()


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of every figure as a file beside the pages."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in chart_domain(app.env).figures.items():
        (folder / f"{name}.csv").write_text(table_as_csv(figure.payload), "utf-8", newline="")


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Title, reading, the place of the drawing and its data; the sources follow as children."""
    payload = node["payload"]
    name, title, reading = (escape(payload[key]) for key in ("name", "title", "reading"))
    figure = json.dumps(payload["figure"], sort_keys=True).replace("<", "\\u003c")
    self.body.append(
        f'<figure class="chart" id="{node["ids"][0]}" data-chart="{name}">'
        f'<figcaption><span class="chart-title">{title}</span><span class="chart-reading">{reading}</span></figcaption>'
        f'<div class="chart-drawing" role="img" aria-label="{title}. {reading} The data are in the table below.">'
        f"<p>The chart is drawn by script; its data are in the table below.</p></div>"
        f'<script type="application/json">{figure}</script>'
        f'<details class="chart-data"><summary>Table of the data</summary>{_table(payload)}</details>'
        '<p class="chart-foot">Sources: '
    )


def depart_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Where the data and the method are."""
    current = self.builder.current_docname
    root = "../" * current.count("/")
    parts = [f'<a href="{root}{DOWNLOADS}/{escape(node["payload"]["name"])}.csv" download>Data (CSV)</a>']
    if node["docname"] != current:
        notebook = self.builder.get_relative_uri(current, node["docname"])
        parts.append(f'<a href="{notebook}">How it was made</a>')
    self.body.append(f". {' · '.join(parts)}</p></figure>\n")


def _table(payload: dict[str, Any]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in payload["columns"])
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in payload["rows"]
    )
    caption = f"<caption>{escape(payload['title'])}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'
