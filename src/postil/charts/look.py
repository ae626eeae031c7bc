"""How figures look: colours that serve light and dark, quiet axes, room for labels instead of a legend."""

from __future__ import annotations

import plotly.graph_objects as go

COLOURS = ["#5e88a9", "#978253", "#15243d", "#28609a", "#7d7f80", "#8c6a8e"]
"""Told apart by lightness as well as by hue."""

BEFORE, SINCE = "#f8f5f0", "#efeae1"
"""The grounds of two periods."""

PAPER, LINE, SOFT = "#fdfcf9", "#8a8376", "#625d54"
"""The page itself, lines that lead from a label to its mark, and words of second rank."""

PALETTE = frozenset([*COLOURS, BEFORE, SINCE, PAPER, LINE, SOFT])
"""Colours that have a counterpart on dark paper, in `charts.css`. Others stay as they are."""

LOOK = go.layout.Template(
    layout={
        "colorway": COLOURS,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 56, "r": 16, "t": 28, "b": 48},
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0.15,
        "height": 440,
        "font": {"size": 13},
        "xaxis": {"fixedrange": True, "showgrid": False, "title": {"font": {"size": 13}, "standoff": 8}},
        "yaxis": {"fixedrange": True, "zeroline": False, "title": {"font": {"size": 13}, "standoff": 8}},
    }
)
