"""`postil serve`: a preview that follows the files.

Each build runs in a process that was made when the one before it was over, and has read by now all that it needs but
for pages, notes and records.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from itertools import chain
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import click
from watchfiles import DefaultFilter, watch

from postil.check import check
from postil.commands.check import relative
from postil.commands.terminal import counted, ready_to_build
from postil.paths import Paths
from postil.reading.toc import read_toc
from postil.sphinx.asked import PAGES_FIRST, PREVIEW, WAITING, WHOLE, wait_for

_SCRIPT = '<script src="/postil-preview.js" data-built="{}" defer></script>\n</head>'
_PAUSE = 1000  # milliseconds without a save, after which what speaks of saved notes is made
_PATIENCE = 20  # seconds after which an idle event stream says that it is alive


class State(NamedTuple):
    """How often the book was built, and what is wrong with its sources now."""

    built: int = 0
    faults: tuple[str, ...] = ()


class Preview:
    """The state of the book; pages wait for the next."""

    def __init__(self) -> None:
        self.state = State()
        self.changed = threading.Condition()

    def announce(self, faults: Sequence[str] = ()) -> None:
        """Tell every open page that the book is new or, where there are faults, what they are."""
        with self.changed:
            self.state = State(self.state.built + (not faults), tuple(faults))
            self.changed.notify_all()

    def wait(self, known: State | None) -> State:
        """The state, as soon as that is not `known`, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.state != known, _PATIENCE)
            return self.state


class Handler(SimpleHTTPRequestHandler):
    """The built book, each page with a script that loads it again when the book is new."""

    preview: Preview

    def do_GET(self) -> None:
        """Answer with a file, the script or the stream of changes."""
        path = self.path.partition("?")[0]
        if path == "/postil-preview.js":
            self._send(files("postil.commands").joinpath("preview.js").read_bytes(), "text/javascript")
        elif path == "/postil-changes":
            self._stream()
        elif path.endswith((".html", "/")) and (file := self._file(path)):
            script = _SCRIPT.format(self.preview.state.built).encode()
            self._send(file.read_bytes().replace(b"</head>", script, 1), "text/html")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Let nothing be kept by the browser: the next build replaces it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of single requests."""

    def _file(self, path: str) -> Path | None:
        file = Path(self.translate_path(path + ("index.html" if path.endswith("/") else "")))
        return file if file.is_file() else None

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known: State | None = None
        try:
            while True:
                now = self.preview.wait(known)
                told = f"data: {json.dumps(now._asdict())}\n\n"
                self.wfile.write(told.encode() if now != known else b": still here\n\n")
                self.wfile.flush()
                known = now
        except OSError:
            return  # the page was closed


class _Sources(DefaultFilter):
    """What is worth a build: not what a build itself writes."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, "_build", ".jupyter_cache", ".ipynb_checkpoints")


def serve(root: Path, port: int, say: Callable[[str], None]) -> Iterator[int]:
    """Build the edition at `root`, serve it on this machine's `port`, and build again whenever a source changes.

    A saved note is shown before other pages and notebooks that speak of notes, which wait until nothing is saved for a
    while. Yields, after each build, how many problems there were; what they are goes to `say`. Ends when its caller
    does.
    """
    paths = Paths(root)
    ready_to_build(paths)
    builders = _Builders(root)
    preview = Preview()
    handler = type("PreviewHandler", (Handler,), {"preview": preview})
    server = _server(port, partial(handler, directory=str(paths.build("html"))))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    changes = watch(
        root,
        watch_filter=_Sources(),
        debounce=50,
        step=10,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    try:
        with ThreadPoolExecutor(1) as beside:
            begun = beside.submit(next, changes)  # watching begins with this, so that no save is missed
            build = partial(_build, root, builders, preview, say)
            problems = build(PAGES_FIRST)
        say(f"http://127.0.0.1:{server.server_port}/")
        builders.prepare()
        yield problems
        for saved in chain([begun.result()], changes):
            if saved or (not problems and _waiting(root).exists()):
                builders.look_at(Path(name) for _, name in saved)
                problems = build(PAGES_FIRST if saved else WHOLE)
                builders.prepare()
                yield problems
    finally:
        builders.end()
        server.shutdown()


class _Builder:
    """A process that is about to build, and the file with its warnings."""

    def __init__(self, root: Path, processes: multiprocessing.context.ForkServerContext) -> None:
        self._warnings = tempfile.NamedTemporaryFile("r", encoding="utf-8")  # noqa: SIM115  (closed by `end`)
        wanted, self._ask = processes.Pipe(duplex=False)
        self._process = processes.Process(target=_jupyter_book, args=(root, self._warnings.name, wanted))
        self._process.start()
        wanted.close()

    def ask(self, wanted: str) -> None:
        """Let it build."""
        with contextlib.suppress(BrokenPipeError):  # it has failed before, and said why
            self._ask.send(wanted)

    def end(self) -> tuple[int | None, list[str]]:
        """Its exit status and its warnings, when it has built; one that was not asked does not."""
        self._ask.close()
        self._process.join()
        with self._warnings as warnings:
            return self._process.exitcode, [line.rstrip() for line in warnings]


class _Builders:
    """The process for the next build, made while nobody waits for it, unless what it has read is no longer so."""

    def __init__(self, root: Path) -> None:
        self._root, self._paths = root, Paths(root)
        self._known = self._read_early()
        self._next: _Builder | None = None

    @cached_property
    def _processes(self) -> multiprocessing.context.ForkServerContext:
        return _processes()

    def look_at(self, saved: Iterable[Path]) -> None:
        """Do without the process where something was saved that it has read, or somebody else has built."""
        if self._known != self._read_early() or not all(map(self._is_read_late, saved)):
            self.end()

    def build(self, wanted: str, meanwhile: Callable[[], None]) -> tuple[int | None, list[str]]:
        """The exit status and the warnings of a build."""
        builder = self._next or _Builder(self._root, self._processes)
        self._next = None
        builder.ask(wanted)
        meanwhile()
        return builder.end()

    def prepare(self) -> None:
        """Make the process for the next build, when it has been told how this one has ended."""
        self._known = self._read_early()
        self._next = _Builder(self._root, self._processes)

    def end(self) -> None:
        """End the process that waits."""
        if self._next:
            self._next.end()
            self._next = None

    def _is_read_late(self, path: Path) -> bool:
        """Whether a build reads a file only when it is asked: pages, notes and records, and no settings."""
        paths = self._paths
        early = (paths.config, paths.toc, paths.settings)
        return path.suffix == ".md" or (path.suffix == ".yml" and paths.book in path.parents and path not in early)

    def _read_early(self) -> tuple[int, list[str]]:
        """When what was built was last remembered, and which documents the table of contents names."""
        remembered = self._paths.build(".doctrees") / "environment.pickle"
        return remembered.stat().st_mtime_ns if remembered.is_file() else 0, read_toc(self._paths)[0]


def _processes() -> multiprocessing.context.ForkServerContext:
    """Where builds get their processes. Ctrl-C is left to this one, and to a build that has begun."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["postil.commands.preloaded"])
    resource_tracker.ensure_running()  # first, because its start lets the signal in again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    forkserver.ensure_running()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return processes


def _server(port: int, handler: Callable[..., SimpleHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server on the port. Raises ClickException where another program has it, or where it may not be taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise click.ClickException(f"port {port}: {reason}; name another, or --port 0 for a free one") from None


def _build(root: Path, builders: _Builders, preview: Preview, say: Callable[[str], None], wanted: str) -> int:
    """Build and, meanwhile, check: a build stops at the same problems, but says them only when it is over."""
    start = time.monotonic()
    say("checking")
    faults: list[str] = []

    def tell_faults() -> None:
        faults.extend(str(relative(problem, root)) for problem in check(root)[1])
        if faults:
            preview.announce(faults)
        for fault in faults:
            say(fault)

    status, told = builders.build(wanted, tell_faults)
    if faults:
        say(f"{counted(len(faults), 'problem')}; the last good book stays")
        return len(faults)
    for line in told:
        say(line)
    if status:
        say("the build failed; the last good book stays")
        preview.announce(["the build failed; the last good book stays", *told])
        return 1
    preview.announce()
    rest = "; the rest follows" if _waiting(root).exists() else ""
    say(f"ready after {time.monotonic() - start:.1f} s{rest}")
    return 0


def _waiting(root: Path) -> Path:
    """The file that is there while pages or notebooks wait."""
    return Paths(root).build(".doctrees") / WAITING


def _jupyter_book(root: Path, warnings: str, asked: Connection) -> None:
    from jupyter_book.cli.main import main

    def wanted() -> str:
        try:
            found: str = asked.recv()
        except EOFError:
            os._exit(0)  # the preview has ended, or has made another process
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        return found

    if not Path(warnings).exists():
        return  # whoever asked for the build was stopped meanwhile
    os.environ[PREVIEW] = PAGES_FIRST
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    os.dup2(os.open(warnings, os.O_WRONLY), sys.stderr.fileno())
    wait_for(wanted)
    main.main(["build", str(root), "-q"], standalone_mode=False)
