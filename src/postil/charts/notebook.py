"""How MyST-NB shows what `publish` displays (entry point `myst_nb.mime_renderers`)."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from docutils import nodes

from postil.charts.nodes import chart_reference
from postil.charts.publish import MIME_TYPE


class ChartRenderer:
    """Keeps a published figure in the build's store and leaves a reference in its place."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MIME_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The nodes of a published figure; None for everything else."""
        if data.mime_type != MIME_TYPE:
            return None
        from postil.charts.store import chart_domain

        content = data.content if isinstance(data.content, dict) else json.loads(data.content)
        env = renderer.renderer.sphinx_env
        chart_domain(env).publish(env.docname, content, data.line)
        return [chart_reference(name=content["name"])]
