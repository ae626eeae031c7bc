"""Outputs of notebooks are kept between builds; they are forgotten when what notebooks read has changed.

MyST-NB's cache knows a notebook by its code alone, so that without this a changed table would leave old figures. The
notebooks of an edition do not depend on each other, and those to run are run side by side.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.compat.myst_nb import forget_outputs, notebooks, run_side_by_side
from postil.edition import Edition
from postil.sphinx.domain import edition_domain


def setup(app: Sphinx) -> None:
    """Look when MyST-NB knows where it keeps outputs, and remember when all is written."""
    app.connect("builder-inited", forget_stale_outputs, priority=600)
    app.connect("env-before-read-docs", run_ahead, priority=600)  # when kernels have been looked for
    app.connect("build-finished", remember)


def digest_of_inputs(edition: Edition) -> str:
    """A digest of what the notebooks of an edition read: tables, modules of their own, verdicts of notes."""
    paths, digest = edition.paths, hashlib.sha256()
    for path in sorted([*paths.data.glob("**/*.csv"), *paths.notebooks.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for note in edition.notes:
        digest.update(f"{note.id} {note.verdict} {note.claim}\0".encode())
    return digest.hexdigest()


def forget_stale_outputs(app: Sphinx) -> None:
    """Forget the outputs of the edition's notebooks, and read them again, if what they read has changed."""
    edition = edition_domain(app.env).edition
    record = _record(app)
    known = record.read_text("utf-8") if record.is_file() else ""
    if known == digest_of_inputs(edition) or not hasattr(app.env, "mystnb_config"):
        return
    forget_outputs(app, edition.paths.owns)
    for docname, path in notebooks(app.env):
        if docname in app.env.all_docs and edition.paths.owns(path):
            app.env.all_docs[docname] = 0  # older than any file: read again


def run_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the edition's notebooks that are about to be read and whose outputs are not kept."""
    if hasattr(env, "mystnb_config"):
        owned = edition_domain(env).edition.paths.owns
        run_side_by_side(app, [path for name, path in notebooks(env) if name in docnames and owned(path)])


def remember(app: Sphinx, exception: Exception | None) -> None:
    """After a build that went well, remember what the outputs came from."""
    if exception is None:
        _record(app).write_text(digest_of_inputs(edition_domain(app.env).edition), "utf-8")


def _record(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "inputs.sha256"
