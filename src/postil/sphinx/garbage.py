"""What a build lets go of, and when: a page as soon as it is read or written, garbage seldom.

Without this all pages of a large book are in memory at once, and a fifth of the time goes into looking through notes
for what nobody uses any more.
"""

from __future__ import annotations

import gc
from itertools import count

from sphinx.application import Sphinx

from postil.compat.sphinx import let_go_of_doctrees

_OBJECTS = 100_000  # that are made between two searches, each for all garbage; a page with many notes is as many
_earlier = count()  # builds of this process; `gc.get_freeze_count` would go through all that is left out


def setup(app: Sphinx) -> None:
    """Search seldom until the build ends, and leave out what was imported and, when it is read, the edition.

    That stays left out until the next build in this process, which lets an earlier edition go.
    """
    before = gc.get_threshold()
    gc.unfreeze() if next(_earlier) else gc.freeze()
    gc.set_threshold(_OBJECTS, 1, 1)
    app.connect("builder-inited", lambda _: gc.freeze(), priority=700)
    app.connect("build-finished", lambda *_: gc.set_threshold(*before), priority=1000)
    app.connect("source-read", lambda app, *_: let_go_of_doctrees(app.env))
    app.connect("doctree-resolved", lambda app, *_: let_go_of_doctrees(app.env))


def spare_pages() -> None:
    """Leave out what there is, and what lasts from now on, as pages of a handout do until it is written.

    To look through them again and again took a sixth of the time of setting them; `gc.collect` does it when they go.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 1, 1_000_000)
