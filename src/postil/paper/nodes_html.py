"""What reads otherwise on paper than on a screen, as HTML: charts without script, drawings with colours of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from postil.charts.html import table_of
from postil.charts.nodes import chart

Visitor = Callable[[HTML5Translator, nodes.Element], None]


class fragment(nodes.Element):  # noqa: N801
    """Nodes that belong to no element of their own."""


COLOURS = {"--ink": "#1d1b18", "--rule": "#d8d2c4"}
_VARIABLE = re.compile(r"var\((--\w+)\)")
_OPENING = re.compile(r"<svg\b[^>]*>")
_LABEL = re.compile(r'aria-label="([^"]*)"')
_TIMELINE = """text { font: 11px "Edition Sans"; fill: #5d584f } .thread { text-anchor: middle; font-weight: 600 }
.year { text-anchor: end } .lane, .tick { stroke: #d8d2c4 } line.published { stroke: #1d1b18; stroke-dasharray: 4 3 }
text.published { fill: #1d1b18; font-weight: 600 } circle { fill: #20568a; stroke: white; stroke-width: 1.5 }"""


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Title, reading and picture; the table of its data stands in where there is no picture."""
    payload = node["figure"].payload
    picture = drawing(node["still"], payload["title"]) if node["still"] else table_of(payload)
    title, reading = escape(payload["title"]), escape(payload["reading"])
    self.body.append(
        f'<figure class="chart" id="{node["ids"][0]}"><figcaption><span class="chart-title">{title}</span> '
        f'<span class="chart-reading">{reading}</span></figcaption>{picture}<div class="chart-foot">'
    )


def depart_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the figure."""
    self.body.append("</div></figure>\n")


def visit_raw(self: HTML5Translator, node: nodes.Element) -> None:
    """HTML as it is; a drawing gets a style of its own, since that of the document does not reach into it."""
    text = node.astext()
    if "html" in node["format"].split():
        label = _LABEL.search(text)
        self.body.append(drawing(text, unescape(label[1]), _TIMELINE) if text.startswith("<svg") and label else text)
    raise nodes.SkipNode


def drawing(svg: str, title: str, style: str = "") -> str:
    """An SVG drawing with a title for those who cannot see it, and with the colours and type of paper."""
    coloured = _VARIABLE.sub(lambda match: COLOURS.get(match[1], "currentColor"), svg)
    coloured = coloured.replace('font-family="sans-serif"', 'font-family="Edition Sans"')
    inner = f"<title>{escape(title)}</title><style>{style}</style>"
    return _OPENING.sub(lambda match: match[0] + inner, coloured, count=1)


def nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """Add nothing around the children."""


VISITORS: dict[str, tuple[Visitor, Visitor]] = {
    chart.__name__: (visit_chart, depart_chart),
    fragment.__name__: (nothing, nothing),
    nodes.raw.__name__: (visit_raw, nothing),
}
