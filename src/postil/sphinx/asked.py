"""Which command asked for a build: the environment says so, since Jupyter Book passes nothing else on.

A process of the preview is made before anything is saved, and is asked when it has read what seldom changes.
"""

from __future__ import annotations

import os
from collections.abc import Callable

PREVIEW, COMMAND = "POSTIL_PREVIEW", "POSTIL_COMMAND"  # variables
PAGES_FIRST, WHOLE = "pages", "whole"  # what the preview asks for
WAITING = "waiting"
"""The file among the doctrees that says that pages or outputs of notebooks are older than the notes they speak of."""

_waiting: list[Callable[[], str]] = []


def wait_for(ask: Callable[[], str]) -> None:
    """Let the next build of this process wait for what `ask` answers: what the preview wants."""
    _waiting.append(ask)


def have_waited() -> bool:
    """Wait until the build is wanted; whether there was anything to wait for, so that files may be others by now."""
    waits = bool(_waiting)
    if waits:
        os.environ[PREVIEW] = _waiting.pop()()
    return waits


def in_preview() -> bool:
    """Whether it is for `postil serve`, whose reader waits: what is costly and not looked at meanwhile is left out."""
    return bool(os.environ.get(PREVIEW))


def pages_first() -> bool:
    """Whether the preview wants a saved note before whatever speaks of it; it asks for the whole when nobody saves."""
    return os.environ.get(PREVIEW) == PAGES_FIRST


def for_command() -> bool:
    """Whether `postil epub` or `postil pdf` asked, which make the edition's own in anybody's book."""
    return bool(os.environ.get(COMMAND))
