"""The reading theme: what its templates need to know of a page, and which files a page loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util import logging
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from postil.builders import STATIC_FOLDER, makes_site
from postil.compat.jupyter_book import LAUNCH_BUTTONS, launch_addresses, silence_stock_themes
from postil.compat.sphinx import is_set
from postil.sphinx import formulas, words
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import whole_chapter
from postil.sphinx.repository import repository_of
from postil.sphinx.words import SCRIPT, _, called, script_words
from postil.text.article import direction, direction_of
from postil.text.dates import in_words
from postil.theme.assets import name_of, stock, users, users_sheets, waits, wanted
from postil.theme.code import mark_less
from postil.theme.faces import write_faces
from postil.theme.icons import draw_icons
from postil.theme.policy import hosts_in, policy
from postil.theme.social import NAME as PICTURE
from postil.theme.social import write_picture
from postil.theme.style import early_script, write_scripts, write_style

NAME = "postil"

# The theme's own scripts, in the order in which they run → what a page must contain to have a use for each.
# A bar between two means either.
_NOTES = 'class="postil-card'
_TEXT = 'class="postil-article'
_EXERCISE = 'class="postil-exercise '
_OWN = f"{_TEXT}|{_EXERCISE}"  # where the reader writes
_STYLED = '<table style="width: 100%">'  # what Sphinx's own indexes are made of
# What needs the whole width; on other pages headings hang beside the text.
_BROAD = re.compile(r'class="postil-(?:card|chart|ledger|timeline)\b')
SCRIPTS = {
    "page.js": "",
    "text.js": _OWN,
    "notes.js": _NOTES,
    "names.js": 'postil-name"',
    "evidence.js": 'class="postil-cite"',
    "own.js": _OWN,
    "ribbon.js": "data-likeness=",
    "timeline.js": 'class="postil-timeline',
    "sources.js": 'class="postil-citation',
    "ledger.js": 'class="postil-ledger',
    "exercises.js": _EXERCISE,
    "toggles.js": "toggle-shown",
}
# Style of its own for some pages → what a page must contain to have a use for it.
STYLES = {
    "cover.css": "postil-poster|postil-findings|postil-start|postil-doors|postil-cells",
    "exercises.css": "postil-exercise|postil-worksheet|postil-in-context|postil-room|postil-to-fill|postil-signed",
    "timeline.css": "postil-timeline",
}


_MISSING = "404.html"

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Register the theme and what goes with it."""
    app.add_html_theme(NAME, str(Path(__file__).parent))
    if app.config.html_theme == NAME:
        formulas.setup(app)
    app.connect("config-inited", configure, priority=0)
    app.connect("config-inited", restore_numbering, priority=900)
    app.connect("builder-inited", prepare)
    app.connect("html-collect-pages", own_pages, priority=100)  # those that others make by these names come later
    app.connect("html-page-context", describe_page, priority=900)


def configure(app: Sphinx, config: Config) -> None:
    """Make room for this theme, and choose how formulas are shown."""
    if config.html_theme != NAME:
        return
    silence_stock_themes(app, LAUNCH_BUTTONS if config.html_theme_options.get("launch_buttons") else ())
    if (config.html_theme_options.get("launch_buttons") or {}).get("thebe"):
        message = (
            "launch_buttons: thebe runs code within pages by scripts of other hosts, which this theme does not load; "
            "take it out, and name binderhub_url or colab_url, to which pages can link"
        )
        logger.warning(message, type="postil", subtype="thebe")
    formulas.choose_renderer(app, config)


def restore_numbering(app: Sphinx, config: Config) -> None:
    """Number figures only if the configuration asks for it; a LaTeX extension of Jupyter Book always turns it on.

    Numbering reads every page again at every build.
    """
    if config.html_theme == NAME:
        config.numfig = config.overrides.get("numfig", config.numfig)


def serves(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether a builder makes pages of this theme. Help files have a theme of their own, and JSON has none."""
    if not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, SerializingHTMLBuilder):
        return False
    return makes_site(builder) and builder.theme.name == NAME


def prepare(app: Sphinx) -> None:
    """Write scripts and style, have code marked as it shows it, and keep Sphinx from indexing: this theme searches
    sentences and notes, not pages."""
    if not serves(app.builder):
        if app.config.html_theme == NAME:
            silence_stock_themes(app)
        return
    mark_less(app.builder)
    write_scripts(app)
    folder = write_style(app)
    write_faces(folder)
    if app.config.html_baseurl:  # without an address no page can name the picture
        write_picture(app, str(app.builder.theme_options.get("subtitle", "")), folder)
    app.builder.search = False


def presenter(app: Sphinx) -> str:
    """The name of the presenter's window, which no page of the book's own has."""
    taken = "presenter" in app.env.found_docs or "presenter" in app.config.html_additional_pages
    return f"{NAME}-presenter" if taken else "presenter"


def own_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The theme's own pages: the search, the presenter's window, what a server shows for an address without a page, the
    way to the cover."""
    if not serves(app.builder):
        return
    pages = {"search": "search.html", presenter(app): "presenter.html"}
    pages |= {
        name: file for name, file in (("404", _MISSING), ("index", "forward.html")) if name not in app.env.found_docs
    }
    edition_domain(app.env).own_pages = tuple(pages)
    yield from ((name, {}, file) for name, file in pages.items())


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to a page's context its place in the article, its address in the repository and only the files it uses."""
    if not serves(app.builder):
        return
    context["_"] = _  # in place of Sphinx's own, whose catalogue has other words
    draw_icons(context)
    body = context.get("body", "")
    given = users(app.config)
    _add_styles(app, f"{body} postil-start" if pagename == app.config.root_doc else body)
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if wanted(file, body, given)]
    for script in filter(waits, context["script_files"]):
        script.attributes["defer"] = "defer"
    context["collapse_index"] = False  # by a script of Sphinx's, which this theme does not load
    _pass_over_keys(app, pagename, context)
    base = urlsplit(app.config.html_baseurl).path if templatename == _MISSING else ""
    # All under one name, so that what the book and other extensions have in their contexts stays what it was.
    context[NAME] = {
        **_of_edition(app),
        **_of_place(app, pagename, context),
        **_of_body(body),
        "base": base,
        "policy": _policy(app, pagename, context, base=bool(base)),
        "hanging": doctree is not None and pagename != app.config.root_doc and not _BROAD.search(body),
        "description": _description(doctree, context["docstitle"]),
        "stock_sheets": stock(context["css_files"]),  # the template puts them first: Sphinx sorts what we sort
    }


def _of_edition(app: Sphinx) -> dict[str, Any]:
    """What every page is told of the edition and the book."""
    edition, language = edition_domain(app.env).edition, app.config.language or "en"
    return {
        "direction": direction(language),
        "chapter_count": len(edition.chapters),
        "chapters": [{"docname": name, "title": app.env.titles[name].astext()} for name in edition.chapters],
        "repository": repository_of(app.config),
        "early": early_script(),
        "presenter": presenter(app),
        "picture": _picture(app),
        "month_of_text": in_words(edition.settings.date.isoformat()[:7], language),
        "kinds": [(str(kind), words.name_of(kind)) for kind in edition.vocabulary.kinds.values()],
        "edition_version": edition.settings.version,
        "words": SCRIPT if script_words(app) else "",
        "author": app.config.author,
        "copyrights": words.copyrights(app.config) if app.config.html_show_copyright else [],
        "year": words.year_of(app.config),
    }


def _of_place(app: Sphinx, pagename: str, context: dict[str, Any]) -> dict[str, Any]:
    """Where a page is in the article, in the book, in the repository and on services that run notebooks."""
    chapters = edition_domain(app.env).edition.chapters
    return {
        "title_direction": direction_of(str(context.get("title", ""))),
        "chapter_number": chapters.index(pagename) + 1 if pagename in chapters else 0,
        "contents": partial(_contents, app, pagename, context["toctree"]),
        "launches": launch_addresses(context),
        "source_path": Path(app.env.doc2path(pagename, base=False)) if pagename in app.env.found_docs else None,
    }


def _of_body(body: str) -> dict[str, Any]:
    """Which parts of the theme a page has a use for."""
    return {
        "has_notes": _NOTES in body,
        "has_own_notes": _finds(_OWN, body),
        "scripts": [name for name, marks in SCRIPTS.items() if _finds(marks, body)],
    }


def _add_styles(app: Sphinx, body: str) -> None:
    """Have a page load what stands apart from the one style sheet, after it and in the order in which it counts."""
    for name, marks in STYLES.items():
        if _finds(marks, body):
            app.add_css_file(f"{STATIC_FOLDER}/{name}", priority=250)
    app.add_css_file(f"{STATIC_FOLDER}/print.css", priority=300, media="print")


def _contents(app: Sphinx, pagename: str, toctree: Callable[..., str], **options: Any) -> str:
    """The contents of the book. Before the title of a chapter is the sentence with which it begins: so the text is
    cited."""
    domain = edition_domain(app.env)
    contents = toctree(**options)
    for docname in domain.edition.chapters:
        begins = next((number for number in domain.sentences_in(docname) if not number.startswith("0-")), "")
        link = f'href="{"#" if docname == pagename else app.builder.get_relative_uri(pagename, docname)}">'
        if begins:
            contents = contents.replace(link, f"{link}<small>{called(begins)}</small> ", 1)
    return contents


def _finds(marks: str, body: str) -> bool:
    return any(mark in body for mark in marks.split("|"))


def _pass_over_keys(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Lead from no page straight on to one that the search leaves out: after exercises would come their answers."""
    relations = getattr(app.builder, "relations", {}).get(pagename)
    for way, docname in zip(("prev", "next"), relations[1:] if relations else (), strict=False):
        if "nosearch" in app.env.metadata.get(docname, {}):
            context[way] = None


def _policy(app: Sphinx, pagename: str, context: dict[str, Any], *, base: bool) -> str:
    """The policy of a page. MathJax may come from another host only where the user named that host."""
    scripts = context["script_files"]
    address = getattr(app.config, "mathjax_path", "")
    mathjax = any(name_of(file) in (address, f"_static/{address}") for file in scripts)
    hosts = not mathjax or is_set(app.config, "mathjax_path")
    if not hosts and pagename in app.env.found_docs:
        message = (
            "MathJax is configured, but comes from another host, from which these pages load nothing; name a copy "
            "in the book as mathjax_path, or remove the settings of MathJax to have formulas as MathML"
        )
        logger.warning(message, location=pagename, type="postil", subtype="math")
    index = pagename in _indexes(app) or pagename.startswith("genindex-")  # one for each letter
    body = context.get("body", _STYLED if index else "")
    body += f"{context.get('theme_announcement', '')}{context.get('theme_extra_footer', '')}"
    imported = [host for sheet in users_sheets(app) for host in hosts_in(sheet)]
    return policy(
        context["css_files"],
        scripts,
        body,
        early=early_script(),
        imported=imported,
        mathjax=mathjax,
        hosts=hosts,
        base=base,
    )


def _indexes(app: Sphinx) -> set[str]:
    """The pages that templates of Sphinx's make of all entries of an index."""
    return {"genindex", *(name for name, *_ in getattr(app.builder, "domain_indices", ()))}


def _picture(app: Sphinx) -> str:
    """Where others find the picture of the book; empty where it was not drawn, or the book knows no address."""
    picture, address = f"_static/{STATIC_FOLDER}/{PICTURE}", app.config.html_baseurl.rstrip("/")
    return f"{address}/{picture}" if address and (Path(app.outdir) / picture).is_file() else ""


def _description(doctree: nodes.document | None, title: str) -> str:
    """The beginning of a page's first paragraph, for those who find the page elsewhere."""
    paragraph = _first_paragraph(doctree) if doctree else None
    words = " ".join(paragraph.astext().split()) if paragraph else title
    return shorten(words, 160, placeholder="…")


def _first_paragraph(node: nodes.Node) -> nodes.Node | None:
    """The first paragraph of a page's own: those of a chapter describe the chapter's page."""
    if isinstance(node, nodes.paragraph | whole_chapter):
        return node if isinstance(node, nodes.paragraph) else None
    return next(filter(None, map(_first_paragraph, node.children)), None)
