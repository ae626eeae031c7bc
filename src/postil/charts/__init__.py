"""Plotly figures in pages: published by name from a notebook, embedded by name anywhere, drawn offline.

`publish`, `publish_value` and their helpers are what notebooks call; importing them imports no Sphinx. As an
extension `postil.charts` stands alone: in any Jupyter Book 1.x it also makes ordinary Plotly outputs appear, from the
book's own files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.charts.figures import COLOURS, mark_date, publish, year_position
from postil.charts.values import publish_value

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["COLOURS", "mark_date", "publish", "publish_value", "setup", "year_position"]


def setup(app: Sphinx, stills: Path | None = None) -> dict[str, Any]:
    """Register the directive, the role, the store of figures, their HTML and their files.

    `stills` is where still pictures are kept where the book does not say so by `postil_stills`.
    """
    from postil.charts import extension

    return extension.setup(app, stills or extension.STILLS)
