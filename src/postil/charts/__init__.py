"""Plotly figures in pages: published by name from a notebook, embedded by name anywhere, drawn offline.

`publish`, `publish_value` and their helpers are what notebooks call; importing them imports no Sphinx. As an
extension `postil.charts` stands alone: in any Jupyter Book 1.x it also makes ordinary Plotly outputs appear, from the
book's own files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from postil.charts.figures import COLOURS, mark_date, publish, year_position
    from postil.charts.values import publish_value

__all__ = ["COLOURS", "mark_date", "publish", "publish_value", "setup", "year_position"]


def __getattr__(name: str) -> Any:
    """What notebooks call is imported when they call it: a build needs neither Plotly nor pandas."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from postil.charts import figures, values

    return values.publish_value if name == "publish_value" else getattr(figures, name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the role, the store of figures, their HTML and their files."""
    from postil.charts import extension

    return extension.setup(app)
