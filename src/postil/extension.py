"""The Sphinx extension: joins text, notes and evidence into the document tree. This file only wires."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from postil import __version__, epub, paper, theme
from postil.charts import extension as charts
from postil.compat.docutils import find_quickly
from postil.compat.sphinx import keep_matchers, offer_role
from postil.paths import FOLDER, Paths
from postil.problems import ProblemError
from postil.reading.book_config import SETTING, paths_in
from postil.reading.memory import engine
from postil.sphinx import (
    article,
    build,
    citations,
    edition_data,
    evidence,
    former,
    freshness,
    garbage,
    html,
    isolation,
    note_files,
    pages,
    plain,
    search,
    source_data,
    swap,
    tables,
    templating,
    values,
    web,
    withdrawn,
    words,
)
from postil.sphinx.asked import in_preview
from postil.sphinx.domain import EditionDomain
from postil.sphinx.note_text import NoteReferenceRole


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx, as its extension interface asks.

    In a book without an edition nothing is registered, so that nothing of it changes. Raises SystemExit where the
    setting of the edition's folder is wrong.
    """
    app.add_config_value(SETTING, FOLDER, "env", str)
    try:
        edition = paths_in(Path(app.srcdir), app.config.postil_root)
    except ProblemError as error:
        raise SystemExit(f"{app.srcdir}: {error} [{error.code}]") from None
    if not edition.present and not edition.article.exists() and app.config.html_theme == theme.NAME:
        raise SystemExit(
            f"{app.srcdir}: html_theme is '{theme.NAME}', which shows editions, and none is here: there is no "
            f"{edition.within(edition.settings)}; make one with postil init, name its folder as {SETTING}, or take "
            "another theme"
        )
    described: ExtensionMetadata = {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
    if edition.present or app.config.html_theme == theme.NAME:
        _set_up(app, edition)
        described["env_version"] = engine()  # type: ignore[typeddict-item]  # Sphinx asks only whether it is the same
    return described


def _set_up(app: Sphinx, edition: Paths) -> None:
    keep_matchers()
    find_quickly()
    garbage.setup(app)
    words.setup(app)
    templating.setup(app)
    app.setup_extension("sphinxcontrib.bibtex")
    citations.setup(app)
    app.add_domain(EditionDomain)
    offer_role(app, "note", NoteReferenceRole())
    article.setup(app)
    html.setup(app)
    plain.setup(app)
    evidence.setup(app)
    source_data.setup(app)
    edition_data.setup(app)
    tables.setup(app)
    isolation.setup(app)
    search.setup(app)
    former.setup(app)
    note_files.setup(app)
    pages.setup(app)
    web.setup(app)
    build.setup(app)
    freshness.setup(app)
    swap.setup(app)
    withdrawn.setup(app)
    drawn_on = [f"{edition.within(folder)}/*".removeprefix("./") for folder in (edition.book, edition.notebooks)]
    charts.setup(app, edition.charts.relative_to(edition.root), drawn_on, preview=in_preview())
    values.setup(app)
    paper.setup(app, guest=edition.guest)
    epub.setup(app, guest=edition.guest)
    theme.setup(app)
