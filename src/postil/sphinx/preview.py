"""Whether a build is for `postil serve`, whose reader waits: what is costly and not looked at meanwhile is left out."""

from __future__ import annotations

import os

VARIABLE = "POSTIL_PREVIEW"


def in_preview() -> bool:
    """Whether this build is a preview: the environment says so, since Jupyter Book passes nothing else on."""
    return bool(os.environ.get(VARIABLE))
