"""A figure as plotly.js reads it: plain values, no look but ours, and nothing that would be drawn falsely."""

from __future__ import annotations

import json
import re
from typing import Any

import plotly.graph_objects as go

from postil.charts.look import LOOK
from postil.charts.traces import faults, plain

_AXIS = re.compile(r"[xy]axis\d*\Z")
_DIGITS = 10  # significant ones: the last of a computed number are others on a processor of another make


def specification(figure: go.Figure) -> dict[str, Any]:
    """The figure without Plotly's own look. Raises ValueError where it would be drawn falsely or lacks a title."""
    spec = _settled(plain(json.loads(figure.to_json(engine="json"))))
    spec["layout"] |= {"template": LOOK.to_plotly_json(), "title": {}}
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


def _settled(value: Any) -> Any:
    """The same with its numbers rounded, so that any machine gives the same bytes."""
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item) for item in value]
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value


def _lacks_title(axis: Any) -> bool:
    return not axis.title.text and axis.visible is not False
