"""Plotly figures in pages: published by name from a notebook, embedded by name anywhere, drawn offline.

In a notebook only `publish` and its helpers are needed; importing them imports no Sphinx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.charts.publish import mark_date, publish, year_position

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["mark_date", "publish", "setup", "year_position"]


def setup(app: Sphinx) -> None:
    """Register the directive, the store of figures and their HTML."""
    from postil.charts import extension

    extension.setup(app)
