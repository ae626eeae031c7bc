"""Under which MIME types notebooks hand things to the book. This module imports nothing, so that a build need not."""

from __future__ import annotations

FIGURE = "application/vnd.postil.chart+json"
VALUE = "application/vnd.postil.value+json"
PLOTLY = "application/vnd.plotly.v1+json"
