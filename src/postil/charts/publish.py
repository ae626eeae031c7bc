"""What a notebook calls: a figure goes out under a name, with its data, its reading and its sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from IPython.display import display

MIME_TYPE = "application/vnd.postil.chart+json"


def publish(
    figure: go.Figure,
    *,
    name: str,
    title: str,
    reading: str,
    data: pd.DataFrame,
    sources: Sequence[str],
) -> None:
    """Show `figure` here and make it known to every page of the book as `name`.

    `title` says what is plotted, with units; `reading` is one sentence on what can be seen; `data` holds the
    plotted values, one row a mark, under headings a reader understands; `sources` are keys of the bibliography.
    Raises ValueError where one of them is empty.
    """
    texts = {"name": name, "title": title, "reading": reading, "sources": sources}
    empty = [what for what, value in texts.items() if not value] + ([] if len(data) else ["data"])
    if empty:
        raise ValueError(f"a published chart needs {', '.join(empty)}")
    figure.update_layout(template="none", title=None)
    payload = {
        **texts,
        "sources": list(sources),
        "columns": [str(column) for column in data.columns],
        "rows": json.loads(data.to_json(orient="values", date_format="iso")),
        "figure": json.loads(figure.to_json(engine="json")),
    }
    display({MIME_TYPE: payload, "text/plain": f"{title} [chart {name}]"}, raw=True)  # type: ignore[no-untyped-call]


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
