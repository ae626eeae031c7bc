"""Which files and scripts a page loads: all of the user's, and of the stock ones those that it has a use for.

Jupyter Book and its extensions put some 25 files on every page, many times the weight of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

_TABS, _DESIGN = "sd-tab-set", 'class="sd-'
# Cells with tags, colours of terminals, errors; the theme itself shows plain cells.
_CELL = r'class="(?:cell[^"]* (?:tag|config)_|-Color|linenos|pasted-)|output (?:stderr|traceback)'

# The stock files by their exact names → a pattern of what a page has a use for; None: no page of this theme.
STOCK_FILES: dict[str, str | None] = {
    "_static/basic.css": None,
    "_static/clipboard.min.js": None,
    "_static/copybutton.css": None,
    "_static/copybutton.js": None,
    "_static/design-tabs.js": _TABS,
    "_static/doctools.js": None,
    "_static/documentation_options.js": None,
    "_static/language_data.js": None,
    "_static/mystnb.css": _CELL,
    "_static/pygments.css": None,
    "_static/scripts/sphinx-book-theme.js": None,
    "_static/searchtools.js": None,
    "_static/sphinx-design.min.css": _DESIGN,
    "_static/sphinx-thebe.css": None,
    "_static/sphinx-thebe.js": None,
    "_static/sphinx_highlight.js": None,
    "_static/styles/sphinx-book-theme.css": None,
    "_static/togglebutton.css": None,
    "_static/togglebutton.js": None,
}
# How the scripts begin that stock extensions write into every page.
STOCK_SCRIPTS = ("let toggleHint", "let toggleOpenOnPrint", "var togglebuttonSelector", "const THEBE_JS_URL")
_DIGEST = re.compile(r"\.[0-9a-f]{64}(?=\.css\Z)")  # MyST-NB puts one into the name of its file


def users(config: Config) -> frozenset[str]:
    """The names and the texts of the files and scripts that the user put on every page."""
    entries = [*config.html_css_files, *config.html_js_files]
    pairs = [(entry, {}) if isinstance(entry, str) else entry for entry in entries]
    names = {str(name) if "://" in name else f"_static/{name}" for name, _ in pairs if name}
    return frozenset(names | {attributes["body"] for _, attributes in pairs if attributes.get("body")})


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
    if name in users or text in users:
        return True
    if not name:
        return not text.startswith(STOCK_SCRIPTS)
    needed = STOCK_FILES.get(_DIGEST.sub("", name), "")
    return needed is not None and re.search(needed, body) is not None


def inline(file: Any) -> str:
    """The text of a script without a file; empty for all others."""
    return "" if name_of(file) else str(getattr(file, "attributes", {}).get("body") or "")


def name_of(file: Any) -> str:
    """The name of a file; empty for a script without one."""
    return str(getattr(file, "filename", file) or "")
