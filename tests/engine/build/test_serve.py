"""The preview: built at the start, served to this machine alone, built again when a file is saved."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.support.edition import SmallEdition, note
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
    assert any("nearest passage is “the bridge fell.”" in line for line in running.said)
    assert "The bridge was of oak" in running.page("book/one.html")


def test_the_built_book_itself_knows_nothing_of_the_preview(small: SmallEdition, running: Running) -> None:
    assert running.next_build() == 0
    assert "postil-preview" not in (small.root / "_build/html/book/one.html").read_text("utf-8")
