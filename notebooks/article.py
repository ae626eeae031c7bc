"""What every notebook of this edition needs to know of the text: its date, and how to mark it on an axis."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import yaml

from postil.charts import mark_date, year_position

DATE: date = yaml.safe_load(Path("../book/edition.yml").read_text("utf-8"))["date"]
LAST_FULL_YEAR = DATE.year - 1  # the last year whose figures could be complete when the article came out


def mark_on_years(figure: go.Figure) -> go.Figure:
    """Mark the article's date on an axis of years."""
    mark_date(figure, year_position(DATE), "the article")
    return figure


def mark_on_days(figure: go.Figure) -> go.Figure:
    """Mark the article's date on an axis of days."""
    mark_date(figure, DATE.isoformat(), "the article")
    return figure
