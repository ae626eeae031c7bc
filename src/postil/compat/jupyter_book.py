"""Jupyter Book 1.0: that it runs a build, and what it does to books of other themes than its own."""

from __future__ import annotations

from sphinx.application import Sphinx

STOCK_THEMES = ("sphinx_book_theme", "pydata_sphinx_theme", "sphinx_thebe")


def runs_the_build(app: Sphinx) -> bool:
    """Whether `jupyter-book` runs this build: it answers an exception with a RuntimeError that nobody catches.

    See `builder_specific_actions` in `jupyter_book/cli/main.py` of 1.0.4.
    """
    return "jupyter_book" in app.extensions


def silence_stock_themes(app: Sphinx) -> None:
    """Take the event handlers of the stock themes out, which fail on pages of another theme.

    Jupyter Book loads its theme as an extension whatever `html_theme` is
    (https://github.com/jupyter-book/jupyter-book/issues/1660). `EventManager.listeners` (Sphinx 7.3 to 9.2) is not
    documented, and `disconnect` wants an id that `connect` gave to the theme alone.
    """
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            if str(listener.handler.__module__).startswith(STOCK_THEMES):
                listeners.remove(listener)
