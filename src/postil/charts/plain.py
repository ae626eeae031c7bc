"""Charts for builders that know ordinary nodes alone: what they say stands for the drawing."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from postil.builders import PlainNodes
from postil.charts.html import title_of
from postil.charts.nodes import chart, chart_table, plain_chart


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlainCharts)


def _chart(node: chart) -> list[nodes.Node]:
    payload = node["figure"].payload
    caption = [nodes.strong("", payload["title"]), nodes.Text(f" {payload['reading']}")]
    return [nodes.paragraph("", "", *caption), *node.children]


class PlainCharts(PlainNodes):
    """The titles and readings of charts."""

    room = "postil.charts"
    plain: ClassVar = {
        chart: _chart,
        chart_table: lambda node: [],
        plain_chart: lambda node: [nodes.paragraph("", title_of(node["figure"]))],
    }
