"""The reading theme: what its templates need to know of a page, and which files a page loads."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from postil.builders import makes_site
from postil.sphinx.domain import edition_domain
from postil.sphinx.repository import repository_of
from postil.text.article import direction
from postil.text.dates import in_words
from postil.theme.style import write_style

NAME = "postil"

# What Jupyter Book and its extensions put on every page → what a page must contain to have a use for it.
# None: no page of this theme has. The stock files weigh more than the text many times over.
STOCK_ASSETS: dict[str, str | None] = {
    "basic.css": None,
    "copybutton": None,
    "clipboard": None,
    "design-tabs": "sd-tab-set",
    "doctools": None,
    "documentation_options": None,
    "mystnb": 'class="cell',
    "pygments": None,
    "sphinx-book-theme": None,
    "sphinx-design": 'class="sd-',
    "sphinx-thebe": None,
    "sphinx_highlight": None,
    "thebe": None,
    "togglebutton": None,
}


# The theme's own scripts, in the order in which they run → what a page must contain to have a use for each.
_NOTES = 'class="postil-card'
SCRIPTS = {
    "views.js": "",
    "dialogs.js": "",
    "placement.js": _NOTES,
    "margin.js": _NOTES,
    "presentation.js": "",
    "suggest.js": _NOTES,
    "ledger.js": 'class="ledger',
    "exercises.js": 'class="exercise ',
}

# Nothing from elsewhere, and nothing inline. `file:` lets the same pages work when opened from disk; the hash is
# that of an empty style element, which plotly.js makes and then fills rule by rule. Pages fetch nothing;
# `connect-src` lets checkers ask for robots.txt in their name, and the preview for its changes.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; connect-src 'self'; script-src 'self' file:; style-src 'self' file: "
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' file: data: blob:; "
    "font-src 'self' file:; base-uri 'none'; form-action 'self' file:"
)


# Jupyter Book loads its own theme as an extension whatever theme is chosen; its handlers fail on pages of another.
STOCK_THEMES = ("sphinx_book_theme", "pydata_sphinx_theme", "sphinx_thebe")


def setup(app: Sphinx) -> None:
    """Register the theme and what goes with it."""
    app.add_html_theme(NAME, str(Path(__file__).parent))
    app.connect("config-inited", configure, priority=0)
    app.connect("config-inited", restore_numbering, priority=900)
    app.connect("builder-inited", prepare)
    app.connect("html-collect-pages", search_page)
    app.connect("html-page-context", describe_page, priority=900)


def configure(app: Sphinx, config: Config) -> None:
    """Make room for this theme: silence the stock themes, whose handlers fail on pages of another."""
    if config.html_theme != NAME:
        return
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            if str(listener.handler.__module__).startswith(STOCK_THEMES):
                listeners.remove(listener)


def restore_numbering(app: Sphinx, config: Config) -> None:
    """Number figures only if the configuration asks for it; a LaTeX extension of Jupyter Book always turns it on.

    Numbering reads every page again at every build.
    """
    config.numfig = config.overrides.get("numfig", config.numfig)


def serves(app: Sphinx) -> bool:
    """Whether this build makes pages of this theme."""
    return app.config.html_theme == NAME and makes_site(app.builder)


def prepare(app: Sphinx) -> None:
    """Write the style sheet, and keep Sphinx from indexing: this theme searches sentences and notes, not pages."""
    if serves(app) and isinstance(app.builder, StandaloneHTMLBuilder):
        write_style(app)
        app.builder.search = False


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The theme's own search page."""
    if serves(app):
        yield "search", {}, "search.html"


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to a page's context its place in the article, its address in the repository and only the files it uses."""
    if not serves(app):
        return
    chapters = list(dict.fromkeys(piece.block.docname for piece in edition_domain(app.env).edition.pieces))
    context["direction"] = direction(app.config.language or "en")
    context["chapter_count"] = len(chapters)
    context["chapter_number"] = chapters.index(pagename) + 1 if pagename in chapters else 0
    context["chapters"] = [{"docname": name, "title": app.env.titles[name].astext()} for name in chapters]
    context["sections"] = _sections(doctree)
    context["repository"] = repository_of(app.config)
    context["source_path"] = Path(app.env.doc2path(pagename, base=False)) if pagename in app.env.found_docs else None
    body = context.get("body", "")
    context["css_files"] = [file for file in context["css_files"] if _used(file, body)]
    context["script_files"] = [file for file in context["script_files"] if _used(file, body)]
    context["has_notes"] = _NOTES in body
    context["scripts"] = [name for name, mark in SCRIPTS.items() if mark in body]
    context["content_security_policy"] = CONTENT_SECURITY_POLICY
    context["description"] = _description(doctree, context["docstitle"])
    edition = edition_domain(app.env).edition
    context["date_of_text"] = edition.settings.date.isoformat()
    context["month_of_text"] = in_words(edition.settings.date.isoformat()[:7])
    context["kinds"] = list(edition.vocabulary.kinds.values())
    context["author"] = app.config.author
    context["year"] = app.config.copyright[:4]


def _description(doctree: nodes.document | None, title: str) -> str:
    """The beginning of a page's first paragraph, for those who find the page elsewhere."""
    paragraph = next(iter(doctree.findall(nodes.paragraph)), None) if doctree else None
    words = " ".join(paragraph.astext().split()) if paragraph else title
    return shorten(words, 160, placeholder="…")


def _sections(doctree: nodes.document | None) -> list[dict[str, str]]:
    """The second-level headings of a page."""
    top = next(iter(doctree.findall(nodes.section)), None) if doctree else None
    inner = [node for node in top.children if isinstance(node, nodes.section)] if top else []
    return [{"id": section["ids"][0], "title": escape(section[0].astext())} for section in inner]


def _used(file: Any, body: str) -> bool:
    """Whether a page has a use for a style sheet or script; a stock script without a file is a stock option."""
    name = getattr(file, "filename", str(file))
    if not name:
        return False
    needs = [needed for part, needed in STOCK_ASSETS.items() if part in str(name)]
    return not needs or any(needed and needed in body for needed in needs)
