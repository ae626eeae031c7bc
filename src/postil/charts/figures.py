"""What a notebook calls: a figure goes out under a name, with its finding, its rules, its data and its sources."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas as pd
import plotly.graph_objects as go
from IPython.display import display

from postil.charts.marks import Mark, marks_as_data
from postil.charts.media_types import FIGURE, PLOTLY
from postil.charts.specification import specification

Figure: TypeAlias = "go.Figure | tuple[go.Figure, go.Figure]"
"""One figure for all screens, or one for wide and one for narrow screens."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def publish(
    figure: Figure,
    *,
    name: str,
    title: str,
    reading: str,
    note: str,
    data: pd.DataFrame,
    sources: Sequence[str],
    bears_on: Sequence[str],
    others: str = "",
    then: Figure | None = None,
    then_title: str = "",
    then_reading: str = "",
    known_then: Sequence[bool] | None = None,
    detail: Sequence[Mark] = (),
    links: str = "",
    still: bool = True,
) -> None:
    """Show `figure` here and make it known to every page of the book as `name`.

    `title` is the finding, `reading` the definition: what is drawn, in which unit. `note` says what is counted and what
    is not, `others` how others count; a blank line begins a new paragraph. `data` holds the plotted values under
    headings a reader understands, `sources` are keys of the bibliography, `bears_on` the sentences of the text that
    the figure tests, such as `2-2`.

    `then` is the figure as it could have been drawn on the day of the text, `then_title` and `then_reading` say what it
    showed, and `known_then` says for each row of `data` whether it was known; all four are left out where nothing
    differs. `detail` says of the marks what a panel shows; a mark is named by the `ids` of its trace. Figures of one
    page with the same `links` light up, choose and filter together. `still` is false for a figure that changes with
    every note: instead of a still picture its table is open.

    Raises ValueError where something is missing, where an axis has no title, where lengths differ, or where the book's
    plotly.js would not draw a trace.
    """
    texts = {"name": name, "title": title, "reading": reading, "note": note, "sources": sources, "bears_on": bears_on}
    missing = [what for what, value in texts.items() if not value] + ([] if len(data) else ["data"])
    if missing:
        raise ValueError(f"a published chart needs {', '.join(missing)}")
    if not _NAME.match(name):
        raise ValueError(f"the name '{name}' must be lower-case words joined by hyphens")
    if (then is None) != (known_then is None) or (known_then is not None and len(known_then) != len(data)):
        raise ValueError("`then` and `known_then` belong together, and `known_then` has a value for each row of `data`")
    if (then is None) != (not then_title) or (then is None) != (not then_reading):
        raise ValueError("`then` needs `then_title` and `then_reading`: what could be said on the day of the text")
    wide, narrow = _both(figure)
    then_wide, then_narrow = _both(then)
    payload = {
        **texts,
        "note": paragraphs(note),
        "others": paragraphs(others),
        "sources": list(sources),
        "bears_on": list(bears_on),
        "columns": [str(column) for column in data.columns],
        "rows": json.loads(data.to_json(orient="values", date_format="iso", date_unit="s")),
        "known_then": None if known_then is None else [bool(known) for known in known_then],
        "figure": wide,
        "narrow": narrow,
        "then": then_wide,
        "then_narrow": then_narrow,
        "then_title": then_title,
        "then_reading": then_reading,
        "marks": marks_as_data(detail, wide),
        "links": links,
        "still": still,
    }
    shown = figure[0] if isinstance(figure, tuple) else figure
    display({FIGURE: payload, **_for_jupyter(shown, title, wide)}, raw=True)  # type: ignore[no-untyped-call]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _both(figure: Figure | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if figure is None:
        return None, None
    if isinstance(figure, tuple):
        return specification(figure[0]), specification(figure[1])
    return specification(figure), None


def _for_jupyter(figure: go.Figure, title: str, spec: dict[str, Any] | None) -> dict[str, Any]:
    """The same figure for JupyterLab, which knows Plotly's own type, and for Colab, which knows HTML alone."""
    assert spec is not None  # noqa: S101
    layout = {**spec["layout"], "title": {"text": title, "font": {"size": 16}}, "template": "none"}
    layout["margin"] = {**layout.get("margin", {}), "t": 60}
    shown = {PLOTLY: {"data": spec["data"], "layout": {**layout, "template": {}}}, "text/plain": title}
    if "google.colab" in sys.modules:
        titled = go.Figure(figure).update_layout(title=title)
        shown["text/html"] = titled.to_html(include_plotlyjs="cdn", full_html=False)
    return shown


def year_position(day: date) -> float:
    """Where a day is on an axis of whole years, whose bar for a year is centred on its number."""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return day.year - 0.5 + day.timetuple().tm_yday / length


def mark_date(figure: go.Figure, at: Any, text: str) -> None:
    """Draw a vertical line at `at` on the figure's x axis, with `text` beside it at the top."""
    figure.add_vline(x=at, line={"width": 1.5})
    figure.add_annotation(
        x=at, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False, xanchor="center", font={"size": 13}
    )
