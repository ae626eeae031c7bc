"""How MyST-NB shows figures (entry points `myst_nb.mime_renderers`)."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from docutils import nodes

from postil.charts.figures import MIME_TYPE
from postil.charts.nodes import chart_reference, plain_chart

PLOTLY_MIME_TYPE = "application/vnd.plotly.v1+json"


class ChartRenderer:
    """Keeps a published figure in the build's store and leaves a reference in its place."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MIME_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The nodes of a published figure; None for everything else."""
        if data.mime_type != MIME_TYPE:
            return None
        from postil.charts.store import chart_domain

        content = _content(data)
        env = renderer.renderer.sphinx_env
        chart_domain(env).publish(env.docname, content, data.line)
        return [chart_reference(name=content["name"])]


class PlotlyRenderer:
    """Shows an ordinary Plotly output, which MyST-NB otherwise leaves empty."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", PLOTLY_MIME_TYPE, 2)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The nodes of a figure; None for everything else."""
        if data.mime_type != PLOTLY_MIME_TYPE:
            return None
        content = _content(data)
        return [plain_chart(figure={"data": content["data"], "layout": content["layout"]})]


def _content(data: Any) -> dict[str, Any]:
    content = data.content if isinstance(data.content, dict) else json.loads(data.content)
    assert isinstance(content, dict)  # noqa: S101
    return content
