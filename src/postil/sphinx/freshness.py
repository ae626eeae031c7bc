"""Outputs of notebooks are kept between builds; they are forgotten when what notebooks read has changed.

MyST-NB's cache knows a notebook by its code alone, so that without this a changed table would leave old figures. The
notebooks of an edition do not depend on each other, and those to run are run side by side while other pages are read. A
preview shows a saved note before the notebooks that read notes have been run again, and leaves a file that says so.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.compat.myst_nb import SideBySide, forget_outputs, notebooks
from postil.edition import Edition
from postil.sphinx.asked import WAITING, pages_first
from postil.sphinx.domain import edition_domain

_READS = "postil.edition"  # where what reads notes comes from


def setup(app: Sphinx) -> None:
    """Look when MyST-NB knows where it keeps outputs, and remember when all is written."""
    app.connect("builder-inited", forget_stale_outputs, priority=600)
    app.connect("env-before-read-docs", run_ahead, priority=600)  # when kernels have been looked for
    app.connect("build-finished", remember)


def digests_of_inputs(edition: Edition) -> list[str]:
    """A digest of what every notebook may read, tables and modules of their own, and one of the verdicts of notes."""
    paths, tables, verdicts = edition.paths, hashlib.sha256(), hashlib.sha256()
    for path in sorted([*paths.data.glob("**/*.csv"), *paths.notebooks.glob("*.py")]):
        tables.update(path.name.encode() + b"\0" + path.read_bytes())
    for note in edition.notes:
        verdicts.update(f"{note.id} {note.verdict} {note.claim}\0".encode())
    return [tables.hexdigest(), verdicts.hexdigest()]


def forget_stale_outputs(app: Sphinx) -> None:
    """Forget the outputs of the edition's notebooks, and read them again, if what they read has changed."""
    edition = edition_domain(app.env).edition
    record, now = _record(app), digests_of_inputs(edition)
    known = record.read_text("utf-8").split() if record.is_file() else []
    waiting = Path(app.doctreedir, WAITING)
    waiting.unlink(missing_ok=True)
    if known == now or not hasattr(app.env, "mystnb_config"):
        return
    if pages_first() and known[:1] == now[:1]:
        waiting.touch()
        return
    every = known[:1] != now[:1] or any(map(_reads_notes, edition.paths.notebooks.glob("*.py")))

    def stale(path: Path) -> bool:
        return edition.paths.owns(path) and (every or _reads_notes(path))

    forget_outputs(app, stale)
    for docname, path in notebooks(app.env):
        if docname in app.env.all_docs and stale(path):
            app.env.all_docs[docname] = 0  # older than any file: read again


def _reads_notes(path: Path) -> bool:
    """Whether a notebook or a module reads the edition as the engine does."""
    return path.is_file() and _READS in path.read_text("utf-8", errors="replace")


def run_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the edition's notebooks that are about to be read and whose outputs are not kept.

    Pages of other kinds are read meanwhile, and each notebook when it has been run; but where processes of Sphinx's own
    are to read pages, all notebooks are run first.
    """
    if not hasattr(env, "mystnb_config"):
        return
    owned = edition_domain(env).edition.paths.owns
    ours = {name: path for name, path in notebooks(env) if name in docnames and owned(path)}
    running = SideBySide(app, list(ours.values()))
    app.connect("build-finished", lambda *_: running.end())
    if app.parallel > 1:
        for path in ours.values():
            running.wait(path)
    docnames.sort(key=lambda name: name in ours)
    app.connect("source-read", lambda _app, name, _text: running.wait(ours[name]) if name in ours else None)


def remember(app: Sphinx, exception: Exception | None) -> None:
    """After a build that went well, remember what the outputs came from."""
    if exception is None and not Path(app.doctreedir, WAITING).exists():
        _record(app).write_text("\n".join(digests_of_inputs(edition_domain(app.env).edition)), "utf-8")


def _record(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "inputs.sha256"
