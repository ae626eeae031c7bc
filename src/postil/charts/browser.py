"""The machine's Chromium, which draws stills, and in which tests read the built pages."""

from __future__ import annotations

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Debian's package without windows first: the same engine, which opens a page in under half the time."""


class MissingBrowserError(Exception):
    """There is no Chromium on this machine; says what to run."""


def chromium() -> str:
    """The path of the first Chromium in PATH. Raises MissingBrowserError where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise MissingBrowserError("Chromium is missing; run: tools/ensure chromium")
    return found
