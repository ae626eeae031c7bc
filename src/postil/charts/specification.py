"""A figure as plotly.js reads it: plain values, no look but ours, and nothing that would be drawn falsely."""

from __future__ import annotations

import json
import re
from typing import Any

import plotly.graph_objects as go

from postil.charts.look import LOOK
from postil.charts.traces import faults, plain

_AXIS = re.compile(r"[xy]axis\d*\Z")


def specification(figure: go.Figure) -> dict[str, Any]:
    """The figure without Plotly's own look. Raises ValueError where it would be drawn falsely or lacks a title."""
    figure = go.Figure(figure).update_layout(template=LOOK, title=None)
    spec = plain(json.loads(figure.to_json(engine="json")))
    wrong = next(faults(spec), None)
    if wrong:
        raise ValueError(wrong)
    untitled = [axis for axis in figure.layout if _AXIS.match(axis) and _lacks_title(figure.layout[axis])]
    if untitled or not (any(map(_AXIS.match, figure.layout)) or {t["type"] for t in spec["data"]} == {"pie"}):
        raise ValueError(
            f"every axis needs a title with its unit; there is none on {', '.join(untitled) or 'any axis'}"
        )
    for trace in spec["data"]:
        if "customdata" in trace and "hovertemplate" not in trace:
            trace["hovertemplate"] = "%{customdata}<extra></extra>"
    return spec  # type: ignore[no-any-return]


def _lacks_title(axis: Any) -> bool:
    return not axis.title.text and axis.visible is not False
