"""The preview: built at the start, served to this machine alone, built again when a file is saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from tests.support.edition import TITLE, SmallEdition, note
from tests.support.preview import Running


@pytest.fixture
def running(small: SmallEdition) -> Iterator[Running]:
    running = Running(small)
    yield running
    running.builds.close()


def test_a_saved_note_shows_and_a_broken_one_leaves_the_last_good_book(small: SmallEdition, running: Running) -> None:
    assert running.next_build() == 0
    waiting = threading.Timer(1, lambda: small.note("wooden-bridge", note(title="The bridge was of oak")))
    waiting.start()
    assert running.next_build() == 0
    page = running.page("book/one.html")
    assert "The bridge was of oak" in page
    assert "postil-preview.js" in page

    waiting = threading.Timer(1, lambda: small.note("wooden-bridge", note("the bridge felt")))
    waiting.start()
    assert running.next_build() == 1
    assert any("nearest passage is “the bridge fell”" in line for line in running.said)
    assert "The bridge was of oak" in running.page("book/one.html")


def test_pages_that_speak_of_a_saved_note_follow_it_but_not_while_there_are_problems(
    small: SmallEdition, running: Running
) -> None:
    small.write("book/aside.md", "# Aside\n\nSee {note}`wooden-bridge`.\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/aside\n")
    assert running.next_build() == 0
    threading.Timer(1, lambda: small.note("wooden-bridge", note(title="The bridge was of oak"))).start()
    assert running.next_build() == 0
    assert "The bridge was of oak" not in running.page("book/aside.html")
    assert running.next_build() == 0
    assert "The bridge was of oak" in running.page("book/aside.html")
    assert [line.endswith("follows") for line in running.said if line.startswith("ready")] == [False, True, False]

    threading.Timer(1, lambda: small.note("wooden-bridge", note(title="The bridge was of elm"))).start()
    assert running.next_build() == 0
    small.note("faulty", note("the bridge felt"))
    assert running.next_build() == 1
    threading.Timer(3, (small.root / "book/notes/faulty.md").unlink).start()
    assert running.next_build() == 0
    assert running.next_build() == 0
    assert "The bridge was of elm" in running.page("book/aside.html")


def test_what_is_saved_during_the_first_build_is_shown_too(small: SmallEdition, running: Running) -> None:
    threading.Timer(0.3, lambda: small.note("wooden-bridge", note(title="The bridge was of oak"))).start()
    assert (running.next_build(), running.next_build()) == (0, 0)
    assert "The bridge was of oak" in running.page("book/one.html")


def test_what_the_waiting_process_has_read_may_be_saved_too(small: SmallEdition, running: Running) -> None:
    assert running.next_build() == 0
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("book/aside.md", "# Beside the river\n\nWords.\n")
    small.write("_toc.yml", f"{toc}- file: book/aside\n")
    assert running.next_build() == 0
    assert "Beside the river" in running.page("book/aside.html")
    small.write("book/edition.yml", f"title: {TITLE}\ndate: 1902-05-01\n")
    assert running.next_build() == 0
    assert "May 1902" in running.page("book/one.html")


def test_the_built_book_itself_knows_nothing_of_the_preview(small: SmallEdition, running: Running) -> None:
    assert running.next_build() == 0
    assert "postil-preview" not in (small.root / "_build/html/book/one.html").read_text("utf-8")


@pytest.mark.parametrize("after", [0.0, 1.5])
def test_ctrl_c_ends_it_in_a_word_whenever_it_comes(small: SmallEdition, after: float) -> None:
    """The terminal gives Ctrl-C to every process of the command."""
    command = [sys.executable, "-c", "from postil.commands.main import main; main()", "serve", ".", "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=small.root,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout and process.stdout.readline() == "checking\n"
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 130 and "Traceback" not in said, said
