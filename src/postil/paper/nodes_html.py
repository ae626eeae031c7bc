"""What reads otherwise on paper than on a screen: charts without script, drawings with their own colours, formulas,
pictures.
"""

from __future__ import annotations

import mimetypes
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from html import escape, unescape
from pathlib import Path

from docutils import nodes
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from postil.charts.html import table_of, visit_foot, visit_table
from postil.charts.nodes import chart, chart_foot, chart_table
from postil.compat.docutils import OwnNode
from postil.drawing.standalone import TIMELINE, self_contained
from postil.paper.formulas import as_svg
from postil.sphinx.formulas import equations, shown

Visitor = Callable[[HTML5Translator, nodes.Element], None]


class fragment(OwnNode):  # noqa: N801
    """Nodes that belong to no element of their own."""


_LABEL = re.compile(r'aria-label="([^"]*)"')


def visit_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Title, reading and picture; the table of its data stands in where there is no picture."""
    payload, still = node["figure"].payload, node["stills"].get("wide", "")
    picture = self_contained(still, payload["title"]) if still else table_of(payload, {})
    title, reading = escape(payload["title"]), escape(payload["reading"])
    self.body.append(
        f'<figure class="postil-chart" id="{node["ids"][0]}"><figcaption>'
        f'<span class="postil-chart-title">{title}</span> <span class="postil-chart-reading">{reading}</span>'
        f"</figcaption>{picture}"
    )


def depart_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the figure."""
    self.body.append("</figure>\n")


def visit_chart_table(self: HTML5Translator, node: nodes.Element) -> None:
    """The table of a chart's own page; elsewhere the picture says it."""
    if isinstance(node.parent, chart):
        raise nodes.SkipNode
    visit_table(self, node)


def depart_chart_foot(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</div>")


def visit_raw(self: HTML5Translator, node: nodes.Element) -> None:
    """HTML as it is; a drawing gets a style of its own, since that of the document does not reach into it."""
    text = node.astext()
    if "html" in node["format"].split():
        label = _LABEL.search(text)
        if text.startswith("<svg") and label:
            text = self_contained(text, unescape(label[1]), TIMELINE)
        self.body.append(text)
    raise nodes.SkipNode


def visit_image(self: HTML5Translator, node: nodes.Element) -> None:
    """A picture of the book with its bytes as its address, since what is printed may load no files."""
    kinds = (kind for kind in self.builder.supported_image_types if kind in node["candidates"])
    node["uri"] = uri = node["candidates"].get(next(kinds, ""), node["uri"])
    HTML5Translator.visit_image(self, node)
    if uri in self.builder.env.images:
        self.body[-1] = self.body[-1].replace(
            f'src="{self.attval(uri)}"', f'src="{with_bytes(Path(self.builder.srcdir, uri))}"'
        )


@cache
def with_bytes(picture: Path) -> str:
    """A picture as an address that holds it."""
    kind, _ = mimetypes.guess_type(picture)
    return f"data:{kind};base64,{b64encode(picture.read_bytes()).decode()}"


def visit_math(self: HTML5Translator, node: nodes.Element) -> None:
    """A formula in a line."""
    self.body.append(shown(self, node, node.astext(), as_svg))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Formulas on lines of their own, with their number."""
    drawn = "<br>".join(shown(self, node, part, partial(as_svg, display="block")) for part in equations(node))
    number = f'<span class="eqno">({get_node_equation_number(self, node)})</span>' if node["number"] else ""
    self.body.append(f"{self.starttag(node, 'div', '', CLASS='postil-print-equations')}{number}{drawn}</div>\n")
    raise nodes.SkipNode


def nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """Add nothing around the children."""


VISITORS: dict[str, tuple[Callable[..., None], Visitor]] = {
    chart.__name__: (visit_chart, depart_chart),
    chart_foot.__name__: (visit_foot, depart_chart_foot),
    chart_table.__name__: (visit_chart_table, nothing),
    fragment.__name__: (nothing, nothing),
    nodes.image.__name__: (visit_image, nothing),
    nodes.math.__name__: (visit_math, nothing),
    nodes.math_block.__name__: (visit_math_block, nothing),
    nodes.raw.__name__: (visit_raw, nothing),
}
