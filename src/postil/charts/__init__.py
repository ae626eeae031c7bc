"""Plotly figures in pages: published by name from a notebook, embedded by name anywhere, drawn offline.

`publish`, `publish_value` and their helpers are what notebooks call; importing them imports no Sphinx. As an
extension `postil.charts` stands alone: in any Jupyter Book 1.x it also makes ordinary Plotly outputs appear, from the
book's own files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from postil.charts.figures import mark_date, publish, year_position
    from postil.charts.look import BEFORE, COLOURS, LINE, PAPER, SINCE, SOFT
    from postil.charts.marks import Mark, words
    from postil.charts.values import publish_value

__all__ = [
    "BEFORE",
    "COLOURS",
    "LINE",
    "PAPER",
    "SINCE",
    "SOFT",
    "Mark",
    "mark_date",
    "publish",
    "publish_value",
    "setup",
    "words",
    "year_position",
]
_HOMES = ("figures", "look", "marks", "values")


def __getattr__(name: str) -> Any:
    """What notebooks call is imported when they call it: a build needs neither Plotly nor pandas."""
    if name in __all__:
        for home in (import_module(f"postil.charts.{home}") for home in _HOMES):
            if hasattr(home, name):
                return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the role, the store of figures, their HTML and their files."""
    from postil.charts import extension

    return extension.setup(app)
