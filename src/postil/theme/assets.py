"""Which files and scripts a page loads: all of the user's, and of the stock ones those that it has a use for.

Jupyter Book and its extensions put some 25 files on every page, many times the weight of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from postil.builders import STATIC_FOLDER
from postil.charts.scripts import STYLE
from postil.compat.sphinx import is_set

_TABS, _DESIGN = "sd-tab-set", 'class="sd-'
_CODE, _TOGGLE = 'class="highlight', r'class="(?:[^"]* )?(?:toggle|dropdown)[ "]'
# Cells with tags, colours of terminals, errors; the theme itself shows plain cells.
_CELL = r'class="(?:cell[^"]* (?:tag|config)_|-Color|linenos|pasted-)|output (?:stderr|traceback)'

# Where the code of charts is folded away behind them: it is run or taken as a notebook, and needs no button.
_HOW_CHARTS_WERE_MADE = '<details class="postil-how postil-later">'

# The stock files by their exact names → a pattern of what a page has a use for; None: no page of this theme.
STOCK_FILES: dict[str, str | None] = {
    "_static/basic.css": None,
    "_static/clipboard.min.js": _CODE,
    "_static/copybutton.css": _CODE,
    "_static/copybutton.js": _CODE,
    "_static/design-tabs.js": _TABS,
    "_static/doctools.js": None,
    "_static/documentation_options.js": _CODE,
    "_static/exercise.css": None,
    "_static/language_data.js": None,
    "_static/mystnb.css": _CELL,
    "_static/proof.css": None,
    "_static/pygments.css": None,
    "_static/scripts/sphinx-book-theme.js": None,
    "_static/searchtools.js": None,
    "_static/sphinx-design.min.css": _DESIGN,
    "_static/sphinx-thebe.css": None,
    "_static/sphinx-thebe.js": None,
    "_static/sphinx_highlight.js": None,
    "_static/styles/sphinx-book-theme.css": None,
    f"_static/{STATIC_FOLDER}/{STYLE}": None,  # a part of the theme's own sheet
    "_static/togglebutton.css": _TOGGLE,
    "_static/togglebutton.js": _TOGGLE,
}
# How the scripts begin that stock extensions write into every page → the same.
STOCK_SCRIPTS: dict[str, str | None] = {
    "let toggleHint": _TOGGLE,
    "let toggleOpenOnPrint": _TOGGLE,
    "var togglebuttonSelector": _TOGGLE,
    "const THEBE_JS_URL": None,
}
# Settings that say on what else than the pattern a stock script works.
_SELECTORS = {"copybutton_selector": _CODE, "togglebutton_selector": _TOGGLE}
_DIGEST = re.compile(r"\.[0-9a-f]{64}(?=\.css\Z)")  # MyST-NB puts one into the name of its file


def users(config: Config) -> frozenset[str]:
    """The names and texts of files and scripts that the user put on every page, and patterns for which others stand."""
    entries = [*config.html_css_files, *config.html_js_files]
    pairs = [(entry, {}) if isinstance(entry, str) else entry for entry in entries]
    names = {str(name) if "://" in name else f"_static/{name}" for name, _ in pairs if name}
    bodies = {attributes["body"] for _, attributes in pairs if attributes.get("body")}
    return frozenset(names | bodies | {needed for name, needed in _SELECTORS.items() if is_set(config, name)})


def users_sheets(app: Sphinx) -> Iterator[str]:
    """The texts of the style sheets that the user has in the book and put on every page."""
    names = [entry if isinstance(entry, str) else entry[0] for entry in app.config.html_css_files]
    for folder in app.config.html_static_path:
        for path in (Path(app.confdir, folder, name) for name in names if "://" not in name):
            if path.is_file():
                yield path.read_text("utf-8", errors="replace")


def wanted(file: Any, body: str, users: frozenset[str]) -> bool:
    """Whether a page with the HTML `body` loads a style sheet or a script. Only stock ones may be left out."""
    name, text = name_of(file), inline(file)
    needed = _needed(name, text)
    shown = body.partition(_HOW_CHARTS_WERE_MADE)[0] if needed == _CODE else body
    return not users.isdisjoint({name, text, needed}) or (needed is not None and re.search(needed, shown) is not None)


def stock(files: Iterable[Any]) -> list[str]:
    """The names of the stock ones among files. A page has them first: so the theme's and the user's are stronger."""
    return [name for name in map(name_of, files) if _DIGEST.sub("", name) in STOCK_FILES]


def waits(file: Any) -> bool:
    """Whether a script is a stock one that may wait until the page is read, which then is painted sooner.

    Not clipboard.js: where widgets bring require.js, that would keep it to itself.
    """
    return bool(STOCK_FILES.get(name_of(file))) and "clipboard" not in name_of(file)


def _needed(name: str, text: str) -> str | None:
    """The pattern of what a page needs to have a use for a file or script; empty where it is somebody's."""
    if name:
        return STOCK_FILES.get(_DIGEST.sub("", name), "")
    return next((needed for beginning, needed in STOCK_SCRIPTS.items() if text.startswith(beginning)), "")


def inline(file: Any) -> str:
    """The text of a script without a file; empty for all others."""
    return "" if name_of(file) else str(getattr(file, "attributes", {}).get("body") or "")


def name_of(file: Any) -> str:
    """The name of a file; empty for a script without one."""
    return str(getattr(file, "filename", file) or "")
