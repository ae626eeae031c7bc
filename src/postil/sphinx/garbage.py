"""Python's search for garbage, while a book is built: what lasts as long as the build is not looked through again.

Without this a fifth of the time of a large book went into looking through its notes for what nobody uses any more.
"""

from __future__ import annotations

import gc

from sphinx.application import Sphinx

_OBJECTS = 100_000  # that are made between two searches, each for all garbage; a page with many notes is as many


def setup(app: Sphinx) -> None:
    """Search seldom until the build ends, and from when the edition is read on leave out what there is.

    That stays left out until the next build in this process, which lets an earlier edition go.
    """
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(_OBJECTS, 1, 1)
    app.connect("builder-inited", lambda _: gc.freeze(), priority=700)
    app.connect("build-finished", lambda *_: gc.set_threshold(*before), priority=1000)
