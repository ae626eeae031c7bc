"""Whatever was changed, and whatever was cut short: the next build equals one from nothing, byte for byte.

A state machine changes a middling edition at random and builds; at night many times more (`tests/support/depth`).
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sphinx import builders
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.events import EventManager
from sphinx.util import parallel

from benchmarks.big_book import LEXICON
from postil.sphinx.asked import PAGES_FIRST, PREVIEW
from tests.support.build import build, digests, page, refused, run
from tests.support.build import words as words_in
from tests.support.depth import examples, is_deep
from tests.support.edition import SmallEdition
from tests.support.edition import note as note_file
from tests.support.middling import KINDS, Middling, save

numbers = st.integers(0, 99)
words = st.sampled_from(["Abaka", "Obodo", "Utiti"])


class Book(SmallEdition):
    """A middling edition on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root


class Changes(RuleBasedStateMachine):
    """An edition as data, and the book that was built of it before."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.book = Book(self.folder / "book")
        self.edition = Middling()
        self.build()

    def teardown(self) -> None:
        """Compare the last state of the edition."""
        try:
            self.compare()
        finally:
            shutil.rmtree(self.folder)

    def build(self) -> dict[str, str]:
        save(self.edition, self.book.root)
        return digests(build(self.book))

    @rule()
    def compare(self) -> None:
        """The book and one from nothing are the same bytes."""
        made = self.build()
        clean = Book(self.folder / "clean")
        save(self.edition, clean.root)
        expected = digests(build(clean))
        shutil.rmtree(clean.root)
        differ = sorted(name for name in {*made, *expected} if made.get(name) != expected.get(name))
        assert not differ, differ

    @rule()
    def preview(self) -> None:
        """A preview, which leaves pages that speak of a saved note for later."""
        os.environ[PREVIEW] = PAGES_FIRST
        try:
            self.build()
        finally:
            del os.environ[PREVIEW]

    @rule(moment=st.integers(0, 250))
    def kill(self, moment: int) -> None:
        """A build that is killed at some event, or ends before."""
        save(self.edition, self.book.root)
        if os.fork() == 0:
            with killed_at(moment):
                os._exit(run(self.book).status)
        assert os.waitstatus_to_exitcode(os.wait()[1]) in (0, -signal.SIGKILL)

    @rule()
    def fault(self) -> None:
        """A fault is refused, and leaves the book as it was."""
        before = self.build()
        self.book.note("faulty", "---\nquote: nowhere\n---\nNothing.\n")
        refused(self.book)
        assert digests(self.book.root / "_build/html") == before

    # Notes

    def note(self, number: int) -> str:
        return list(self.edition.notes)[number % len(self.edition.notes)]

    @rule(number=numbers, word=words, what=st.sampled_from(["title", "body"]))
    def change_words(self, number: int, word: str, what: str) -> None:
        setattr(self.edition.notes[self.note(number)], what, word)

    @rule(number=numbers, other=numbers)
    def change_links(self, number: int, other: int) -> None:
        note = self.edition.notes[self.note(number)]
        note.see = self.note(other)
        note.person = list(self.edition.people)[other % len(self.edition.people)]
        note.source = list(self.edition.sources)[other % len(self.edition.sources)]

    @rule(number=numbers, kind=st.sampled_from(KINDS))
    def change_kind(self, number: int, kind: str) -> None:
        note = self.edition.notes[self.note(number)]
        note.kind = kind
        note.as_of = "1903-01-01" if kind == "update" else note.as_of

    @rule(number=numbers)
    def change_tier(self, number: int) -> None:
        note = self.edition.notes[self.note(number)]
        note.essential = not note.essential

    @rule(paragraph=numbers, source=numbers, kind=st.sampled_from(KINDS))
    def add_note(self, paragraph: int, source: int, kind: str) -> None:
        self.edition.add_note(paragraph, source, kind)

    @precondition(lambda self: len(self.edition.notes) > 4)
    @rule(number=numbers, merge=st.booleans())
    def remove_note(self, number: int, merge: bool) -> None:
        id = self.note(number)
        gone = self.edition.notes.pop(id)
        if merge:
            self.edition.notes[self.note(number)].replaces += [id, *gone.replaces]
        else:
            self.edition.removed += [id, *gone.replaces]
        for note in self.edition.notes.values():
            note.see = "" if note.see == id else note.see

    @rule(number=numbers)
    def rename_note(self, number: int) -> None:
        old = self.note(number)
        self.edition.made += 1
        new = f"renamed-{self.edition.made}"
        self.edition.notes = {new if id == old else id: note for id, note in self.edition.notes.items()}
        for note in self.edition.notes.values():
            note.see = new if note.see == old else note.see

    # Sources and what they say

    def source(self, number: int) -> str:
        return list(self.edition.sources)[number % len(self.edition.sources)]

    @rule(number=numbers, word=words)
    def change_source(self, number: int, word: str) -> None:
        self.edition.sources[self.source(number)] = f"Work {word}"

    @rule(number=numbers, word=words)
    def change_evidence(self, number: int, word: str) -> None:
        self.edition.told[self.source(number)] = f"It was told by {word}"

    @rule(word=words)
    def add_source(self, word: str) -> None:
        self.edition.made += 1
        key = f"source-{self.edition.made}"
        self.edition.sources[key] = f"Work {word}"
        self.edition.told[key] = "It was said"

    @precondition(lambda self: len(self.edition.sources) > 2)
    @rule(number=numbers, rename=st.booleans())
    def remove_source(self, number: int, rename: bool) -> None:
        old = self.source(number)
        title, told = self.edition.sources.pop(old), self.edition.told.pop(old)
        new = f"{old}-again" if rename else self.source(number)
        if rename:
            self.edition.sources[new], self.edition.told[new] = title, told
        for note in self.edition.notes.values():
            note.source = new if note.source == old else note.source

    # Records, values, settings

    @rule(number=numbers, word=words)
    def change_person(self, number: int, word: str) -> None:
        self.edition.made += 1
        person = list(self.edition.people)[number % len(self.edition.people)]
        self.edition.people[person] = f"Mr {word}{LEXICON[self.edition.made]}"

    @rule(number=numbers, other=numbers)
    def change_term(self, number: int, other: int) -> None:
        term = list(self.edition.terms)[number % len(self.edition.terms)]
        self.edition.terms[term] = self.edition.word(other)

    @rule(number=numbers)
    def change_event(self, number: int) -> None:
        event = list(self.edition.events)[number % len(self.edition.events)]
        self.edition.events[event] = f"190{number % 3}-04"

    @rule(what=st.sampled_from(["people", "terms", "events", "titles", "parallels"]), word=words)
    def change_what_records_say(self, what: str, word: str) -> None:
        self.edition.said[what] = word

    @rule(number=numbers, sure=st.sampled_from(["close", "likely", "none"]))
    def change_parallel(self, number: int, sure: str) -> None:
        self.edition.alike, self.edition.sure = number, sure

    @rule()
    def add_records(self) -> None:
        self.edition.made += 1
        self.edition.people[f"person-{self.edition.made}"] = f"Vv{LEXICON[self.edition.made]}"
        self.edition.terms[f"term-{self.edition.made}"] = self.edition.word(self.edition.made)
        self.edition.events[f"event-{self.edition.made}"] = "1901"

    @precondition(lambda self: min(map(len, (self.edition.people, self.edition.terms, self.edition.events))) > 1)
    @rule(number=numbers)
    def remove_records(self, number: int) -> None:
        for records in (self.edition.people, self.edition.terms, self.edition.events):
            gone = list(records)[number % len(records)]
            del records[gone]
            for note in self.edition.notes.values():
                note.person = "" if note.person == gone else note.person

    @rule(number=numbers)
    def change_value(self, number: int) -> None:
        self.edition.floods = number

    @rule(day=st.sampled_from(["1900-12-01", "1901-05-01", "1902-02-01"]))
    def change_day(self, day: str) -> None:
        self.edition.day = day

    # Text and chapters

    def chapter(self, number: int) -> str:
        return list(self.edition.chapters)[number % len(self.edition.chapters)]

    @rule(number=numbers, word=words)
    def change_first_word(self, number: int, word: str) -> None:
        paragraphs = self.edition.paragraphs
        at = number % len(paragraphs)
        paragraphs[at] = " ".join([word, *paragraphs[at].split()[1:]])

    @rule(number=numbers, word=words)
    def change_heading(self, number: int, word: str) -> None:
        self.edition.headings[self.chapter(number)] = f"Chapter {word}"

    @rule(number=numbers, other=numbers)
    def move_paragraph(self, number: int, other: int) -> None:
        here, there = (self.edition.chapters[self.chapter(n)] for n in (number, other))
        if len(here) > 1:
            there.append(here.pop())

    @rule(number=numbers)
    def split_chapter(self, number: int) -> None:
        whole = self.edition.chapters[self.chapter(number)]
        if len(whole) > 1:
            self.edition.made += 1
            new = f"chapter-{self.edition.made}"
            self.edition.chapters[new] = [whole.pop()]
            self.edition.headings[new] = f"Chapter {new}"

    @precondition(lambda self: len(self.edition.chapters) > 1)
    @rule(number=numbers)
    def join_chapter(self, number: int) -> None:
        gone = self.edition.chapters.pop(self.chapter(number))
        self.edition.chapters[self.chapter(number)].extend(gone)

    @rule(number=numbers)
    def rename_chapter(self, number: int) -> None:
        old = self.chapter(number)
        new = f"{old}-again"
        chapters = self.edition.chapters
        self.edition.chapters = {new if name == old else name: numbers for name, numbers in chapters.items()}
        self.edition.headings[new] = self.edition.headings.pop(old)

    @rule()
    def reorder_chapters(self) -> None:
        self.edition.chapters = dict(reversed(self.edition.chapters.items()))


@contextmanager
def killed_at(moment: int) -> Iterator[None]:
    """Have this process killed at its event of that number."""
    emit, left, build = EventManager.emit, moment, os.getpid()

    def counted(self: EventManager, *args: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(build, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)  # and the process that writes pages for it
        return emit(self, *args, **options)

    EventManager.emit = counted
    try:
        yield
    finally:
        EventManager.emit = emit


def test_where_nothing_has_changed_no_page_is_written_and_no_file_is_lost(book: SmallEdition) -> None:
    book.write("book/whole.md", "# The whole\n\n```{whole-edition}\n```\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n")
    made = build(book)
    before, times = digests(made), _times(made)
    assert _times(build(book)) == times
    assert digests(made) == before


def test_many_pages_are_written_by_two_processes_and_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, book, books = tmp_path / "log", Book(tmp_path / "book"), []
    handle_page = StandaloneHTMLBuilder.handle_page

    def noted(self: StandaloneHTMLBuilder, *given: Any, **options: Any) -> None:
        with log.open("a") as file:
            file.write(f"{os.getpid()}\n")
        handle_page(self, *given, **options)

    monkeypatch.setattr(StandaloneHTMLBuilder, "handle_page", noted)
    save(Middling(), book.root)
    for processors in (1, 2):
        monkeypatch.setattr(os, "cpu_count", lambda processors=processors: processors)
        log.unlink(missing_ok=True)
        shutil.rmtree(book.root / "_build", ignore_errors=True)
        books.append(digests(build(book)))
        assert (set(log.read_text().split()) == {str(os.getpid())}) == (processors == 1)
    assert books[0] == books[1]
    of_sphinx = builders.ParallelTasks, builders.make_chunks  # type: ignore[attr-defined]
    assert of_sphinx == (parallel.ParallelTasks, parallel.make_chunks), "what later books of this process would take"


def out_of_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def out_of_memory() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("fails", "said"), [(out_of_disk, "No space left on device"), (out_of_memory, "was killed")])
def test_what_goes_wrong_in_the_second_process_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: Callable[[], None], said: str
) -> None:
    book, this = Book(tmp_path / "book"), os.getpid()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    save(Middling(), book.root)
    before = digests(build(book))
    shutil.rmtree(book.root / "_build/.doctrees")
    handle_page = StandaloneHTMLBuilder.handle_page

    def failing(self: StandaloneHTMLBuilder, *given: Any, **options: Any) -> None:
        if os.getpid() != this:
            fails()
        handle_page(self, *given, **options)

    monkeypatch.setattr(StandaloneHTMLBuilder, "handle_page", failing)
    result = run(book)
    assert result.status and said in result.said
    assert digests(book.root / "_build/html") == before


def test_the_whole_edition_takes_over_the_chapters_whose_pages_stay(book: SmallEdition) -> None:
    book.write("book/whole.md", "# The whole\n\n```{whole-edition}\n```\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n")
    build(book)
    kept = book.root / "_build/.doctrees/whole/html/book"
    one, two = (kept / f"{name}/book/whole.html" for name in ("one", "two"))
    before = one.read_bytes(), two.stat().st_mtime_ns
    book.note("wooden-bridge", note_file(title="The bridge was of oak"))
    build(book)
    assert "The bridge was of oak" in words_in(page(book, "book/whole").cssselect("main")[0])
    assert one.read_bytes() != before[0]
    assert two.stat().st_mtime_ns == before[1]


def _times(made: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in made.rglob("*.html")}


def test_the_contents_beside_a_page_follow_the_other_pages(book: SmallEdition) -> None:
    book.write("book/aside.md", "# Aside\n\nWords.\n")
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/aside\n"
    book.write("_toc.yml", toc)
    build(book)
    assert "Chapter two" in page(book, "book/aside").cssselect("nav")[0].text_content()
    two = book.root / "book/two.md"
    two.write_text(two.read_text("utf-8").replace("# Chapter two", "# The second"), "utf-8")
    build(book)
    assert "The second" in page(book, "book/aside").cssselect("nav")[0].text_content()


def test_a_page_that_names_a_note_follows_its_title(book: SmallEdition) -> None:
    book.write("book/aside.md", "# Aside\n\nSee {note}`wooden-bridge`.\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/aside\n")
    build(book)
    book.note("wooden-bridge", note_file(title="The bridge was of oak"))
    build(book)
    assert "See The bridge was of oak." in words_in(page(book, "book/aside"))


def test_a_chapter_names_the_margins_that_notes_of_other_chapters_are_in(book: SmallEdition) -> None:
    book.note("stood", note_file("bridge stood"))
    build(book)
    assert "The words" not in words_in(page(book, "book/two"))
    book.note("rose", note_file("It rose", kind="translation"))
    build(book)
    assert "The words" in words_in(page(book, "book/two"))


TestChanges = Changes.TestCase
TestChanges.settings = examples(
    3,
    stateful_step_count=30 if is_deep() else 20,
    phases=list(Phase) if is_deep() else [Phase.explicit, Phase.generate],  # a smaller case takes minutes to find
    suppress_health_check=list(HealthCheck),
)
