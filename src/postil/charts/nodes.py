"""Nodes of charts in a document tree."""

from __future__ import annotations

from docutils import nodes

from postil.compat.docutils import OwnNode

SOURCES = "postil-chart-sources"  # class of a line of citations


class chart_reference(nodes.General, OwnNode):  # noqa: N801
    """A chart to come, by name: every page is read before any figure is drawn."""


class chart(nodes.General, OwnNode):  # noqa: N801
    """A published figure. Attributes: `figure` (a store.Figure), `stills` (form → SVG; empty where there are none),
    `printed` (the SVG that is printed of a chart as wide as the page), `whole` (whether this is the chart's own page).
    Children, on other pages: its table and its foot."""


class chart_table(nodes.General, OwnNode):  # noqa: N801
    """The data of a chart, folded. Attributes: `payload` (as `publish` sent it) and `cites`, the keys of sources in its
    cells. Children: a reference to each of them."""


class chart_foot(nodes.General, OwnNode):  # noqa: N801
    """What is said below a chart on another page than its own: what it bears on, its sources, what can be had."""


class chart_sources(nodes.General, OwnNode):  # noqa: N801
    """A long line of citations, folded. Attributes: `count`, how many there are, and `known`, how many on the day of
    the text. Child: the line."""


class chart_entries(nodes.General, OwnNode):  # noqa: N801
    """All marks of a page's charts, one by one. Attribute: `count`. Children: `chart_entry`."""


class chart_choices(nodes.General, OwnNode):  # noqa: N801
    """What the marks of a page's charts can be filtered by. Attribute: `marks` (as `publish` sent them)."""


class chart_entry(nodes.General, OwnNode):  # noqa: N801
    """What is said of one mark. Attributes: `mark` (as `publish` sent it). Children: remark, sources, sentences."""


class how_made(nodes.General, OwnNode):  # noqa: N801
    """A notebook's cells, folded, below the chart that they make."""


class plain_chart(nodes.General, OwnNode):  # noqa: N801
    """An ordinary Plotly output. Attribute: `figure`, with `data` and `layout`."""
