"""What happens when a build is cut short or cannot write: a clear message, and the last good book as it was."""

from __future__ import annotations

import errno
import os
import random
import re
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.cmd.build import build_main

from postil.sphinx import swap
from tests.support.build import Result, arguments, build, digests, run
from tests.support.edition import SmallEdition, note
from tests.support.notebooks import add_notebook, write_notebook

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copytree"}


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with a notebook, whose outputs are cached between builds."""
    return add_notebook(small)


def built(edition: SmallEdition) -> dict[str, str]:
    """The digest of every file of the book; it must have been built without a fault."""
    return digests(build(edition))


def in_child(edition: SmallEdition, before_each_step: Callable[[], None]) -> int:
    """Build in a process of its own, which calls `before_each_step` whenever it touches a file; its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.chdir(edition.root)
        sys.addaudithook(lambda event, _: before_each_step() if event in STEPS else None)
        os._exit(build_main(arguments()))
    finally:
        os._exit(70)


class Steps:
    """Counts steps; kills the process before the one numbered `last`."""

    def __init__(self, last: int, record: Path | None = None) -> None:
        self.count, self.last, self.record = 0, last, record

    def __call__(self) -> None:
        self.count += 1
        if self.count == self.last:
            os._exit(9)
        if self.record and self.count % 10 == 0:
            os.truncate(self.record, self.count)


def test_a_build_killed_at_any_moment_and_started_again_ends_in_the_same_bytes(
    book: SmallEdition, tmp_path: Path
) -> None:
    changed = note(margin="It was of oak.", title="It was of oak")
    clean = add_notebook(SmallEdition(tmp_path / "clean"))
    clean.note("wooden-bridge", changed)
    expected = built(clean)
    counter = tmp_path / "steps"
    counter.touch()
    first = built(book)
    book.note("wooden-bridge", changed)
    before = shutil.copytree(book.root, tmp_path / "before", symlinks=True)
    assert in_child(book, Steps(-1, counter)) == 0
    steps = counter.stat().st_size
    assert steps > 100
    chance = random.Random(1901)
    for tenth in range(10):
        shutil.rmtree(book.root)
        shutil.copytree(before, book.root, symlinks=True)
        assert in_child(book, Steps(1 + chance.randrange(tenth * steps // 10, (tenth + 1) * steps // 10))) == 9
        assert digests(book.root / "_build/html") in (first, expected, {})
        assert in_child(book, Steps(-1)) == 0
        assert digests(book.root / "_build/html") == expected


# One after the other: what is in an earlier row keeps a later one from being read.
READ_TOGETHER = [
    ("_toc.yml", "book/references.bib", "data/floods.csv"),
    ("book/one.md", "book/figures.ipynb"),
    ("book/edition.yml",),
    ("book/article.txt",),
    ("book/apparatus/people.yml", "book/notes/wooden-bridge.md"),
]


def on_a_full_disk(edition: SmallEdition, size: int) -> Result:
    """Build in a process of its own, none of whose files may be larger."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            result = run(edition)
            os.write(write, result.said.encode())
            os._exit(result.status)
        finally:
            os._exit(70)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as said:
        return Result(said=said.read(), status=os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def fails(edition: SmallEdition, build: Callable[[SmallEdition], Result] = run) -> str:
    """What a build that must fail says. The last good book stays as it was."""
    before = digests(edition.root / "_build/html")
    result = build(edition)
    assert result.status in (1, 2)
    assert not re.search(r'File ".*postil', result.said)
    assert digests(edition.root / "_build/html") == before
    return result.said


@pytest.mark.parametrize("names", READ_TOGETHER, ids=lambda names: names[0])
def test_each_file_that_is_not_utf8_is_named(book: SmallEdition, names: tuple[str, ...]) -> None:
    built(book)
    for name in names:
        file = book.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes("caf\xe9".encode("latin-1"))
    message = fails(book)
    assert [name for name in names if f"{name}:1:4: is not UTF-8 text" not in message] == []
    assert message.count("is not UTF-8 text") == len(names)


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_a_full_disk_is_named(book: SmallEdition, size: int) -> None:
    built(book)
    book.note("wooden-bridge", note(title="Another"))
    message = fails(book, lambda book: on_a_full_disk(book, size))
    assert "File too large" in message


def test_why_a_build_of_jupyter_book_failed_is_said_where_nothing_can_be_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "runs_the_build", lambda _: True)
    monkeypatch.setattr(swap, "failed", lambda *_: True)
    app = SimpleNamespace(
        outdir=tmp_path / "html.draft", doctreedir=tmp_path / "none", builder=SimpleNamespace(outdir=tmp_path)
    )
    with pytest.raises(SystemExit, match="No space left") as ended:
        swap.end(app, OSError(28, "No space left on device"))
    assert "traceback" not in str(ended.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(28, "No space left on device", "x"), "OSError: [Errno 28] No space left on device: 'x'"),
        (shutil.Error([("from", "to", "[Errno 28] No space left on device: 'to'")]), "[Errno 28] No space left"),
    ],
)
def test_why_jupyter_book_could_not_begin_to_build_is_said(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch, fault: OSError, words: str
) -> None:
    def full(*_paths: Path) -> str:
        raise fault

    monkeypatch.setattr(swap, "runs_the_build", lambda _: True)
    monkeypatch.setattr("postil.charts.scripts.smaller", full)
    message = fails(book)
    assert words in message and "Traceback" not in message and "Extension error" not in message


@pytest.mark.parametrize(
    ("source", "kernel", "words"),
    [
        ("1 / 0", "python3", "CellExecutionError"),
        ("import time; time.sleep(3600)", "python3", "CellTimeoutError"),
        ("print(1)", "no-such-kernel", "the kernel 'no-such-kernel' is not installed; installed are: python3"),
    ],
)
def test_a_notebook_that_fails_is_named(book: SmallEdition, source: str, kernel: str, words: str) -> None:
    built(book)
    if words == "CellTimeoutError":
        book.write("conf.py", (book.root / "conf.py").read_text("utf-8").replace("timeout = 300", "timeout = 1"))
    write_notebook(book.root / "book/figures.ipynb", source, kernel=kernel)
    message = fails(book)
    assert "book/figures.ipynb" in message
    assert words in message


def test_a_folder_that_cannot_be_moved_is_filled(book: SmallEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = built(book)
    write = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self == book.root / "_build/html":  # a file system is mounted there
            raise OSError(errno.EBUSY, "Device or resource busy")
        return write(self, target)

    (book.root / "_build/html/gone").mkdir()
    monkeypatch.setattr(Path, "rename", busy)
    book.note("other", note("Nobody was hurt", title="Nobody at all"))
    changed = built(book)
    assert changed != wanted and not (book.root / "_build/html.draft").exists()
    (book.root / "book/notes/other.md").unlink()
    assert built(book) == wanted


def test_a_folder_beside_which_nothing_can_be_written_is_named(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(book.root / "_build/html.draft"))

    monkeypatch.setattr("postil.sphinx.swap.shutil.copytree", refuse)
    assert f"let {book.root / '_build'} be written to" in fails(book)


def test_a_book_of_our_theme_without_an_edition_is_told_what_is_missing(tmp_path: Path) -> None:
    book = SmallEdition(tmp_path / "plain")
    shutil.rmtree(book.root / "book")
    book.write("conf.py", "extensions = ['postil']\nhtml_theme = 'postil'\n")
    book.write("index.rst", "Hello\n=====\n")
    assert "html_theme is 'postil', which shows editions, and none is here" in fails(book)


def test_a_folder_that_cannot_be_written_is_named(book: SmallEdition) -> None:
    built(book)
    (book.root / "_build/html.draft").write_text("in the way")
    message = fails(book)
    assert f"{book.root / '_build/html.draft'}: cannot be written" in message
