"""The document-tree nodes of charts."""

from __future__ import annotations

from docutils import nodes


class chart_reference(nodes.General, nodes.Element):  # noqa: N801
    """A chart to come, by name: every page is read before any figure is drawn."""


class chart(nodes.General, nodes.Element):  # noqa: N801
    """A published figure. Attributes: `figure` (a store.Figure), `still` (SVG or nothing), `links` (pairs of text and
    address). Children: paragraphs on what it bears on and on its sources."""


class plain_chart(nodes.General, nodes.Element):  # noqa: N801
    """An ordinary Plotly output. Attribute: `figure`, with `data` and `layout`."""
