"""The document-tree nodes of charts."""

from __future__ import annotations

from docutils import nodes


class chart_reference(nodes.General, nodes.Element):  # noqa: N801
    """A chart to come, by name: every page is read before any figure is drawn."""


class chart(nodes.General, nodes.Element):  # noqa: N801
    """A published figure. Attributes: `payload` and `docname`, the notebook's. Children: citations of its sources."""
