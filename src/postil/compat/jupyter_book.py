"""Jupyter Book 1.0: that it runs a build, and what it does to books of other themes than its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sphinx.application import Sphinx

LAUNCH_BUTTONS = ("update_context_with_repository_info", "prep_header_buttons", "add_launch_buttons")
"""Handlers of sphinx-book-theme 1.x that put where a notebook can be run into the context, as `header_buttons`.

They ask for the address of the repository, which they find in pages of a site alone."""
NO_REPOSITORY = "https://github.com/executablebooks/jupyter-book"
"""What stands in the options of the theme where `_config.yml` names no repository (`default_config.yml` of 1.0.4)."""
STOCK_THEMES = ("sphinx_book_theme", "pydata_sphinx_theme", "sphinx_thebe")


def runs_the_build(app: Sphinx) -> bool:
    """Whether `jupyter-book` runs this build: it answers an exception with a RuntimeError that nobody catches.

    See `builder_specific_actions` in `jupyter_book/cli/main.py` of 1.0.4.
    """
    return "jupyter_book" in app.extensions


def silence_stock_themes(app: Sphinx, but: Collection[str] = ()) -> None:
    """Take the event handlers of the stock themes out, which fail on pages of another theme, `but` some by name.

    Jupyter Book loads its theme as an extension whatever `html_theme` is
    (https://github.com/jupyter-book/jupyter-book/issues/1660). `EventManager.listeners` (Sphinx 7.3 to 9.2) is not
    documented, and `disconnect` wants an id that `connect` gave to the theme alone.
    """
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            handler = listener.handler
            if str(handler.__module__).startswith(STOCK_THEMES) and handler.__name__ not in but:
                listeners.remove(listener)


def launch_addresses(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The names and addresses of where the notebook of a page can be run."""
    buttons = [button for group in context.get("header_buttons", ()) for button in group.get("buttons", ())]
    return [(button["text"], button["url"]) for button in buttons if button["type"] == "link"]


def stand_in_for_contents(context: dict[str, Any]) -> None:
    """Give a page that has no contents beside it an empty element in their place.

    The script of sphinx-book-theme 1.x hides the contents while a margin is in sight, and fails where there are none
    (`sphinx-book-theme.js`; the condition is that of pydata-sphinx-theme's `layout.html`).
    """
    removed = "html_theme.sidebar_secondary.remove" in (context.get("meta") or {})
    if removed or not context.get("secondary_sidebar_items"):
        context["body"] += '<div class="bd-sidebar-secondary" style="display: none"></div>\n'
