"""The preview: built at the start, served to this machine alone, built again when a file is saved."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator

import pytest

from postil.commands.serve import serve
from tests.support.edition import SmallEdition, note

CONFIG = """title: Rivers
author: The editors
only_build_toc_files: true
bibtex_bibfiles: [book/references.bib]
sphinx: {extra_extensions: [postil], config: {html_theme: postil}}
"""


class Running:
    """A preview in a thread: what it said, and a wait for its next build."""

    def __init__(self, small: SmallEdition) -> None:
        self.said: list[str] = []
        self.builds = serve(small.root, 0, self.said.append)

    def next_build(self) -> int:
        results: list[int] = []
        thread = threading.Thread(target=lambda: results.append(next(self.builds)), daemon=True)
        thread.start()
        thread.join(120)
        assert results, f"no build within two minutes: {self.said}"
        return results[0]

    def page(self, name: str) -> str:
        address = next(line for line in self.said if line.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(address + name, timeout=10) as answer:  # noqa: S310
            return answer.read().decode()


@pytest.fixture
def running(small: SmallEdition) -> Iterator[Running]:
    small.write("_config.yml", CONFIG)
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
    assert "postil-reload.js" in page

    waiting = threading.Timer(1, lambda: small.note("wooden-bridge", note("the bridge felt")))
    waiting.start()
    assert running.next_build() == 1
    assert any("nearest passage is “the bridge fell.”" in line for line in running.said)
    assert "The bridge was of oak" in running.page("book/one.html")


def test_the_built_book_itself_knows_nothing_of_the_preview(small: SmallEdition, running: Running) -> None:
    assert running.next_build() == 0
    assert "postil-reload" not in (small.root / "_build/html/book/one.html").read_text("utf-8")
