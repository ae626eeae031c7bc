"""What a notebook calls: a figure goes out under a name, with its data, its reading and its sources."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy
import pandas as pd
import plotly.graph_objects as go
from IPython.display import display

from postil.charts.media_types import FIGURE

COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"]
"""M. Okabe and K. Ito, Color Universal Design, 2002: told apart by people of every colour vision."""

LOOK = go.layout.Template(
    layout={
        "colorway": COLOURS,
        "legend": {"orientation": "h", "x": 0, "y": 1.08, "yanchor": "bottom"},
        "margin": {"l": 50, "r": 10, "t": 30, "b": 45},
        "hovermode": "x unified",
        "bargap": 0.15,
        "xaxis": {"fixedrange": True, "title": {"font": {"size": 14}, "standoff": 8}},
        "yaxis": {"fixedrange": True, "title": {"font": {"size": 14}, "standoff": 8}},
    }
)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def publish(
    figure: go.Figure,
    *,
    name: str,
    title: str,
    reading: str,
    data: pd.DataFrame,
    sources: Sequence[str],
    bears_on: Sequence[str],
    then: go.Figure | None = None,
    known_then: Sequence[bool] | None = None,
    still: bool = True,
) -> None:
    """Show `figure` here and make it known to every page of the book as `name`.

    `title` says what is plotted, with units; `reading` is one sentence on what can be seen; `data` holds the
    plotted values under headings a reader understands; `sources` are keys of the bibliography; `bears_on` are the
    sentences of the text that the figure tests, such as `2-2`. `then` is the figure as it could have been drawn on the
    day of the text, and `known_then` says for each row of `data` whether it was known on that day; both are left
    out where nothing differs. `still` is false for a figure that changes with every note: instead of a still picture
    its table stands open.

    Raises ValueError where something is missing, where an axis has no title, or where the rows do not match.
    """
    texts = {"name": name, "title": title, "reading": reading, "sources": sources, "bears_on": bears_on}
    missing = [what for what, value in texts.items() if not value] + ([] if len(data) else ["data"])
    if missing:
        raise ValueError(f"a published chart needs {', '.join(missing)}")
    if not _NAME.match(name):
        raise ValueError(f"the name '{name}' must be lower-case words joined by hyphens")
    if (then is None) != (known_then is None) or (known_then is not None and len(known_then) != len(data)):
        raise ValueError("`then` and `known_then` belong together, and `known_then` has a value for each row of `data`")
    payload = {
        **texts,
        "sources": list(sources),
        "bears_on": list(bears_on),
        "columns": [str(column) for column in data.columns],
        "rows": json.loads(data.to_json(orient="values", date_format="iso", date_unit="s")),
        "known_then": None if known_then is None else [bool(known) for known in known_then],
        "figure": _specification(figure),
        "then": None if then is None else _specification(then),
        "still": still,
    }
    display({FIGURE: payload, "text/plain": f"{title} [chart {name}]"}, raw=True)  # type: ignore[no-untyped-call]


def _specification(figure: go.Figure) -> dict[str, Any]:
    """The figure as plotly.js reads it, without Plotly's own look, and with plain arrays."""
    figure = go.Figure(figure).update_layout(template=LOOK, title=None)
    axes = [axis for axis in figure.layout if re.match(r"[xy]axis\d*\Z", axis)]
    untitled = [
        axis for axis in axes if not figure.layout[axis].title.text and figure.layout[axis].visible is not False
    ]
    if untitled or not axes:
        raise ValueError(
            f"every axis needs a title with its unit; there is none on {', '.join(untitled) or 'any axis'}"
        )
    return _plain(json.loads(figure.to_json(engine="json")))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    """Numeric arrays, which Plotly packs as base64, as lists, so that they can be read and compared."""
    if isinstance(value, dict) and "bdata" in value:
        return numpy.frombuffer(b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def year_position(day: date) -> float:
    """Where a day stands on an axis of whole years, whose bar for a year is centred on its number."""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return day.year - 0.5 + day.timetuple().tm_yday / length


def mark_date(figure: go.Figure, at: Any, text: str) -> None:
    """Draw a dashed vertical line at `at` on the figure's x axis, with `text` beside it at the top."""
    figure.add_vline(x=at, line={"dash": "dash", "width": 1.5})
    figure.add_annotation(
        x=at, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False, xanchor="center", font={"size": 13}
    )
