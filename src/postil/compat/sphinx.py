"""Sphinx 7.3 to 9.2: what a user set, how a build ends or fails to begin, a builder's visitors and code formatter,
compiled patterns; that a reference without a role asks every domain; that doctrees stay in memory; which pages are
written, in which process and into which files; that there is one register of names for all extensions, and one of
catalogues for all builds of a process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from jinja2 import Environment
from pygments.formatters import HtmlFormatter
from sphinx import builders
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.locale import init, translators
from sphinx.util import logging, matching
from sphinx.util.docutils import SphinxRole, is_directive_registered, is_role_registered
from sphinx.util.parallel import ParallelTasks, parallel_available

logger = logging.getLogger(__name__)


def is_set(config: Config, name: str) -> bool:
    """Whether the user set a value, in `conf.py` or, through Jupyter Book, by override.

    `_raw_config` is what `conf.py` left. Sphinx has no other way to give a default to a value of somebody else's
    (https://github.com/sphinx-doc/sphinx/issues/9573).
    """
    return name in config.overrides or name in config._raw_config


def set_default(config: Config, name: str, value: object) -> None:
    """Give a value to what the user has left open."""
    if not is_set(config, name):
        setattr(config, name, value)


_compile = matching.compile_matchers


@cache
def _matchers(patterns: tuple[str, ...]) -> list[Callable[[str], re.Match[str] | None]]:
    return _compile(patterns)


def keep_matchers() -> None:
    """Have the patterns of files to leave out compiled once, and not for each table of contents on each page.

    `sphinx.util.matching.compile_matchers` makes the same of the same patterns, in any book.
    """
    matching.compile_matchers = lambda patterns: _matchers(tuple(patterns))


def offer_directive(app: Sphinx, name: str, directive: type[Directive], domain: str = "postil") -> None:
    """Register a directive of ours, by its bare name where nobody else has one of it, and always as the domain's."""
    app.add_directive_to_domain(domain, name, directive)
    _give_way(app, domain, name, is_directive_registered, lambda: app.add_directive(name, directive))


def offer_role(app: Sphinx, name: str, role: SphinxRole, domain: str = "postil") -> None:
    """Register a role of ours in the same way."""
    app.add_role_to_domain(domain, name, role)
    _give_way(app, domain, name, is_role_registered, lambda: app.add_role(name, role))


def _give_way(app: Sphinx, domain: str, name: str, taken: Callable[[str], bool], register: Callable[[], None]) -> None:
    """Take a name when all extensions and the book itself have taken theirs, of which Sphinx keeps one register."""

    def take(*_: object) -> None:
        if taken(name):
            logger.info("{%s} is what this book says it is; ours is {%s:%s}", name, domain, name)
        else:
            register()

    app.connect("config-inited", take, priority=1000)


def offer_builder(app: Sphinx, builder: type[Builder], *, insist: bool) -> None:
    """Register a builder of ours in the same way: in the place of Sphinx's own of its name, but of nobody else's.

    `insist` is whether it is asked for as ours. Sphinx ends a build where a second extension, or `conf.py`, registers a
    name, and one for which there is no builder when `preload_builder` is called, before `conf.py` has registered its
    own.
    """
    preload = app.preload_builder

    def preload_others(name: str) -> None:
        if name != builder.name:
            preload(name)

    def take(*_: object) -> None:
        there = app.registry.builders.get(builder.name)
        if insist or there is None or there.__module__.startswith("sphinx."):
            app.add_builder(builder, override=True)
        else:
            logger.info("the builder %s is another's in this book; ours is run by postil %s", *[builder.name] * 2)

    app.preload_builder = preload_others  # type: ignore[method-assign]
    app.connect("config-inited", take, priority=1000)


def tell_of_failures(app: Sphinx, events: Collection[str], tell: Callable[[Exception], None]) -> None:
    """Have `tell` hear of an exception at one of these events before it goes on.

    A build that fails while it is made sends no `build-finished`, so that `emit` alone hears of it.
    """
    emit = app.events.emit

    def emitted(name: str, *given: Any, **options: Any) -> list[Any]:
        try:
            return emit(name, *given, **options)
        except Exception as error:
            if name in events:
                tell(error)
            raise

    app.events.emit = emitted  # type: ignore[method-assign]


def failed(app: Sphinx, exception: Exception | None) -> bool:
    """Whether a build ends badly: with an exception or, where warnings are errors, with a warning.

    `_warncount` decides Sphinx's own exit status, which is set only after `build-finished`
    (https://github.com/sphinx-doc/sphinx/issues/10110). With `-W --keep-going` Sphinx 7 sets only `keep_going`.
    """
    strict = app.warningiserror or app.keep_going
    return exception is not None or bool(strict and app._warncount)


def visitors(app: Sphinx, builder: str) -> dict[str, tuple[object, object]]:
    """The visitors of nodes that extensions registered for a builder or its format, by the name of the node.

    `registry` is not documented; `add_node` can only add to it node by node, and not take over another builder's.
    """
    return app.registry.translation_handlers.setdefault(builder, {})  # type: ignore[return-value]


def templates_of(builder: Builder) -> Iterator[Environment]:
    """The environment of Jinja in which a builder of pages fills in the templates of its theme.

    `environment` is no part of the documented bridge, which can only render.
    """
    environment = getattr(getattr(builder, "templates", None), "environment", None)
    if isinstance(environment, Environment):
        yield environment


def format_code(builder: StandaloneHTMLBuilder, formatter: type[HtmlFormatter]) -> None:
    """Let a formatter of Pygments write the code in pages.

    `PygmentsBridge.formatter` is the class that a builder takes; no setting names another.
    """
    if builder.highlighter:
        builder.highlighter.formatter = formatter


def page_file(builder: Builder, docname: str) -> Path:
    """The file that a builder writes of a document, if it writes one of each.

    Builders of HTML, which may give pages folders of their own, have `get_outfilename`; others have an ending.
    """
    place = getattr(builder, "get_outfilename", None)
    return Path(place(docname)) if place else Path(builder.outdir, f"{docname}{getattr(builder, 'out_suffix', '')}")


def load_catalogues(folders: Iterable[Path], language: str, name: str) -> None:
    """Load the catalogues of a name, and none of those of an earlier build in this process.

    `init` merges them with what is in `translators`, which no build empties.
    """
    translators.pop(("general", name), None)
    init(map(str, folders), language, name)


def in_plural(name: str, one: str, many: str, number: int) -> str:
    """The words for so many in the plural form of a catalogue's language, which `get_translation` does not know."""
    translator = translators.get(("general", name))
    return translator.ngettext(one, many, number) if translator else one if number == 1 else many


def before_writing(builder: Builder, tell: Callable[[set[str]], None]) -> None:
    """Have told which pages are about to be written.

    `prepare_writing` is for builders to write over, and no event comes with the names.
    """
    prepare = builder.prepare_writing

    def prepare_writing(docnames: set[str]) -> None:
        tell(docnames)
        prepare(docnames)

    builder.prepare_writing = prepare_writing  # type: ignore[method-assign]


class _Beside(ParallelTasks):
    """One process beside this, which is waited for before another begins: no pages wait in memory."""

    def add_task(self, *given: Any) -> None:
        """Begin what is asked for."""
        self.join()
        super().add_task(*given)

    def _join_one(self) -> bool:
        """Raise SphinxError where a process was killed; of itself Sphinx shows an EOFError."""
        try:
            return super()._join_one()
        except EOFError:
            raise SphinxError("the process that wrote pages was killed; was there memory enough?") from None


def write_beside(app: Sphinx, at_once: int) -> None:
    """Have pages written, so many at a time, by a process beside the one that resolves those that come after.

    Sphinx does so for `-j 2`, which Jupyter Book does not know and which would read pages in other processes as well.
    What it takes for that from its own module is ours while these pages are written, and no longer.
    """
    this, write_doc = os.getpid(), app.builder.write_doc

    def write(docname: str, doctree: nodes.document) -> None:
        if this not in (os.getpid(), os.getppid()):
            os._exit(1)  # the build was killed, and another may have begun
        write_doc(docname, doctree)

    app.builder.write_doc = write  # type: ignore[method-assign]
    app.builder.parallel_ok, app.parallel = True, 2
    write_parallel = app.builder._write_parallel

    def write_with_one_beside(docnames: Sequence[str], nproc: int) -> None:
        before = builders.ParallelTasks, builders.make_chunks  # type: ignore[attr-defined]
        builders.ParallelTasks = _Beside  # type: ignore[attr-defined]
        builders.make_chunks = partial(_chunks, at_once)  # type: ignore[attr-defined]
        try:
            write_parallel(docnames, nproc)
        finally:
            builders.ParallelTasks, builders.make_chunks = before  # type: ignore[attr-defined]

    app.builder._write_parallel = write_with_one_beside  # type: ignore[method-assign]


def _chunks(at_once: int, docnames: Sequence[str], _processes: int) -> list[Sequence[str]]:
    return [docnames[begin : begin + at_once] for begin in range(0, len(docnames), at_once)]


def may_write_beside(app: Sphinx) -> bool:
    """Whether pages may be written in another process, as extensions say; `is_parallel_allowed` warns where not."""
    declared = (getattr(extension, "parallel_write_safe", False) for extension in app.extensions.values())
    return app.parallel == 1 and bool(parallel_available) and all(declared)


def let_go_of_doctrees(env: BuildEnvironment) -> None:
    """Keep no doctree in memory: each is in its file, from which it is read when its page is written.

    Sphinx holds all that a build has read until their pages are written, and all files it has opened to the end:
    `_write_doc_doctree_cache` (https://github.com/sphinx-doc/sphinx/issues/11124) and `_pickled_doctree_cache`.
    """
    env._write_doc_doctree_cache.clear()
    env._pickled_doctree_cache.clear()


class DomainOfRoles(Domain):
    """A domain to which its own roles lead, and nothing else."""

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.Element]]:
        """None: a reference that names no role, as the book's own pages have them, never means what is ours."""
        return []
