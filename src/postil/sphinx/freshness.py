"""Outputs of notebooks are kept between builds; they are forgotten when what notebooks read has changed.

MyST-NB's cache knows a notebook by its code alone, so that without this a changed table would leave old figures.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sphinx.application import Sphinx

from postil.compat.myst_nb import forget_outputs, notebooks
from postil.paths import Paths
from postil.sphinx.domain import edition_domain

_VERDICT = re.compile(rb"^(?:verdict|claim):.*$", re.MULTILINE)


def setup(app: Sphinx) -> None:
    """Look when MyST-NB knows where it keeps outputs, and remember when all is written."""
    app.connect("builder-inited", forget_stale_outputs, priority=600)
    app.connect("build-finished", remember)


def digest_of_inputs(paths: Paths) -> str:
    """A digest of what the notebooks of an edition read: tables, modules of their own, verdicts of notes."""
    digest = hashlib.sha256()
    for path in sorted([*paths.data.glob("**/*.csv"), *paths.notebooks.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for path in sorted(paths.notes.glob("**/*.md")):
        digest.update(path.name.encode() + b"\0" + b"".join(_VERDICT.findall(path.read_bytes())))
    return digest.hexdigest()


def forget_stale_outputs(app: Sphinx) -> None:
    """Forget the outputs of the edition's notebooks, and read them again, if what they read has changed."""
    paths = edition_domain(app.env).edition.paths
    record = _record(app)
    known = record.read_text("utf-8") if record.is_file() else ""
    if known == digest_of_inputs(paths) or not hasattr(app.env, "mystnb_config"):
        return
    forget_outputs(app, paths.owns)
    for docname, path in notebooks(app.env):
        if docname in app.env.all_docs and paths.owns(path):
            app.env.all_docs[docname] = 0  # older than any file: read again


def remember(app: Sphinx, exception: Exception | None) -> None:
    """After a build that went well, remember what the outputs came from."""
    if exception is None:
        _record(app).write_text(digest_of_inputs(edition_domain(app.env).edition.paths), "utf-8")


def _record(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "inputs.sha256"
