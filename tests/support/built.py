"""The edition of this repository as `make all` built it from the present sources; of others nothing is read."""

from __future__ import annotations

import runpy

import pytest

from tests.support import ROOT

BUILT = ROOT / "_build/html"
_KEPT = ROOT / "_build/sources"


def _refuse_stale() -> None:
    """End the collection where the book is not there, or is of other sources than the present ones."""
    present = runpy.run_path(str(ROOT / "tools/sources"))["digest"]()
    if not _KEPT.is_file() or _KEPT.read_text("utf-8").strip() != present:
        pytest.fail("_build is not of the present sources; run: make all", pytrace=False)


_refuse_stale()
PAGES = sorted(
    path.relative_to(BUILT).as_posix()
    for path in BUILT.glob("**/*.html")
    if 'http-equiv="Refresh"' not in path.read_text("utf-8")  # the page that leads to the cover
)
