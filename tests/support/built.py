"""The edition of this repository as `make all` built it."""

from __future__ import annotations

from tests.support import ROOT

BUILT = ROOT / "_build/html"
PAGES = sorted(
    path.relative_to(BUILT).as_posix()
    for path in BUILT.glob("**/*.html")
    if 'http-equiv="Refresh"' not in path.read_text("utf-8")  # the page that leads to the cover
)
