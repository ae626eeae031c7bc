"""An engine for annotated reading editions. Sphinx and Jupyter Book load it as `extra_extensions: [postil]`."""

from __future__ import annotations

import gc

TYPE_CHECKING = False  # as in `typing`, for which a command does not wait
if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx; imported only then, so that the command line does not wait for Sphinx."""
    searching = gc.isenabled()
    gc.disable()  # nothing of what is imported becomes garbage
    try:
        from postil.extension import setup as set_up

        return set_up(app)
    finally:
        if searching:
            gc.enable()
