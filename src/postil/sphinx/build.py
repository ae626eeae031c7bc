"""What happens around a build: the rules are run first, and only documents whose notes changed are read again."""

from __future__ import annotations

import os
from collections.abc import Collection, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from postil.builders import makes_site
from postil.check import judge, refusal
from postil.check.files import unreadable_files
from postil.compat.sphinx import before_writing, may_write_beside, write_beside
from postil.problems import Problem
from postil.reading import memory
from postil.reading.book_config import paths_in
from postil.reading.book_values import FENCE, NEEDS_FENCE
from postil.sphinx.asked import WAITING, have_waited, in_preview, pages_first
from postil.sphinx.domain import edition_domain

_MANY = 12  # pages, for which a second process pays
_AT_ONCE = 10  # pages that it is given, while as many are resolved; each time memory is copied that both change


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("config-inited", refuse_unreadable, priority=0)
    app.connect("config-inited", leave_notes_out)
    app.connect("builder-inited", read_and_check, priority=0)
    app.connect("builder-inited", write_with_two)
    app.connect("env-get-outdated", find_outdated)
    app.connect("build-finished", keep_memory, priority=900)


def refuse_unreadable(app: Sphinx, config: Config) -> None:
    """Name the files that cannot be read before an extension stumbles over them, by what was read before.

    That is what earlier builds kept or, in the first, what the rules kept that were run before it. Raises SystemExit.
    """
    memory.remember(_memory(app), memory.of_rules(Path(app.srcdir).resolve()))
    _refuse_unreadable(app)


def _refuse_unreadable(app: Sphinx) -> None:
    paths = paths_in(Path(app.srcdir), app.config.postil_root)
    problems = unreadable_files(paths)
    if problems:
        raise SystemExit(refusal(problems, paths))


def leave_notes_out(app: Sphinx, config: Config) -> None:
    """Notes are no pages, also in a book that takes every file of the folder for one."""
    paths = paths_in(Path(app.srcdir), config.postil_root)
    config.exclude_patterns = [*config.exclude_patterns, paths.within(paths.notes)]


def read_and_check(app: Sphinx) -> None:
    """Read the edition and apply the rules of `postil check`; in a preview when something has been saved.

    Raises SystemExit with every problem, so that the build ends with status 1, without a traceback, and writes nothing.
    """
    if have_waited():
        _refuse_unreadable(app)
    paths = paths_in(Path(app.srcdir), app.config.postil_root)
    edition, problems = judge(paths)
    if problems or edition is None:
        memory.keep(_memory(app), forget=False)
        raise SystemExit(refusal(problems, paths))
    if edition.pieces and FENCE not in getattr(app.config, "myst_enable_extensions", ()):
        path = paths.config if paths.config.is_file() else Path(app.srcdir, "conf.py")
        raise SystemExit(str(Problem(path, 1, "config-value", NEEDS_FENCE)))
    edition_domain(app.env).edition = edition


def write_with_two(app: Sphinx) -> None:
    """Let a second processor write pages, where there is one and where pages are many."""

    def choose(docnames: Collection[str]) -> None:
        if len(docnames) > _MANY and (os.cpu_count() or 1) > 1 and may_write_beside(app):
            write_beside(app, _AT_ONCE)

    if makes_site(app.builder):
        before_writing(app.builder, choose)


def keep_memory(app: Sphinx, exception: Exception | None) -> None:
    """Keep what was made of texts, by the rules and by whatever wrote them, for the next build."""
    memory.keep(_memory(app), forget=exception is None and not in_preview())  # of a preview there are no exports


def _memory(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "read.pickle"  # beside Sphinx's own pickles


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Name the documents to read again although their own files have not changed.

    A preview that wants a saved note first leaves those that only speak of it, and says that they wait.
    """
    domain = edition_domain(env)
    outdated = domain.outdated(env.found_docs - added - changed - removed)
    if not pages_first():
        return outdated
    now = [docname for docname in outdated if not domain.can_wait(docname)]
    if len(now) < len(outdated):
        Path(app.doctreedir, WAITING).touch()
    return now
