"""How MyST-NB shows figures (entry points `myst_nb.mime_renderers`).

MyST-NB asks every renderer that is installed, also in books that do not name the extension: these have no domain of
charts, and are left to themselves.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from postil.charts.media_types import FIGURE, PLOTLY, VALUE
from postil.charts.nodes import chart_reference, plain_chart
from postil.charts.store import ChartDomain, PublishedValue, chart_domain
from postil.charts.traces import faults, plain

logger = logging.getLogger(__name__)


class ChartRenderer:
    """Keeps what is published in the build's store; leaves a reference in a figure's place, and a line in a value's."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", FIGURE, 1), ("*", VALUE, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The nodes of a published figure or value; None for everything else."""
        env = renderer.renderer.sphinx_env
        if data.mime_type not in (FIGURE, VALUE) or ChartDomain.name not in env.domains:
            return None
        content = _content(data)
        if data.mime_type == VALUE:
            chart_domain(env).publish_value(PublishedValue(env.docname, **content))
            name = nodes.literal("", content["name"])
            words = nodes.Text(f" = {content['value']}: {content['says']}")
            return [nodes.paragraph("", "", name, words, classes=["postil-published"])]
        chart_domain(env).publish(env.docname, content, data.line)
        return [chart_reference(name=content["name"])]


class PlotlyRenderer:
    """Shows an ordinary Plotly output, which MyST-NB otherwise leaves empty."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", PLOTLY, 2)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The nodes of a figure; None for everything else."""
        env = renderer.renderer.sphinx_env
        if data.mime_type != PLOTLY or ChartDomain.name not in env.domains:
            return None
        if not any(fnmatchcase(env.docname, pattern) for pattern in env.config.postil_plotly):
            return None
        content = _content(data)
        figure = plain({"data": content["data"], "layout": content["layout"]})
        for fault in faults(figure):
            return [nodes.paragraph("", f"This chart is not shown: {fault}.", fault=fault, at=data.line)]
        return [plain_chart(figure=figure)]


def tell_undrawn(app: Sphinx, doctree: nodes.document) -> None:
    """Leave a figure that the book's plotly.js does not draw to the HTML that the output has beside it, or say so."""
    for undrawn in [paragraph for paragraph in doctree.findall(nodes.paragraph) if "fault" in paragraph]:
        form = undrawn.parent
        if "text/html" in _beside(form):
            form.parent.remove(form)
            continue
        at = (app.env.docname, undrawn["at"])
        logger.warning("%s", undrawn["fault"], location=at, type="postil", subtype="plotly")


def _beside(form: nodes.Element) -> set[str]:
    """The media types of an output of which one form is given; none where it stands outside of an output."""
    bundle = form.parent if form.get("mime_type") == PLOTLY else None
    others = bundle.children if bundle else ()
    return {other["mime_type"] for other in others if isinstance(other, nodes.container)}


def _content(data: Any) -> dict[str, Any]:
    content = data.content if isinstance(data.content, dict) else json.loads(data.content)
    assert isinstance(content, dict)  # noqa: S101
    return content
