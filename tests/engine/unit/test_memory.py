"""What was read before is not parsed again, and nothing stale is ever given."""

from pathlib import Path

import pytest

from postil.check import check
from postil.reading import memory
from postil.reading.memory import kept, recall, recall_all
from tests.support.edition import SOURCES, SmallEdition, note


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_known", {})
    monkeypatch.setattr(memory, "_used", set())
    monkeypatch.setattr(memory, "_before", set())


def test_a_text_is_made_once_and_a_changed_one_again(tmp_path: Path) -> None:
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text.upper()

    for text in ("a", "a", "b"):
        with kept(tmp_path / "read.pickle"):
            assert recall("letter", text, lambda text=text: make(text)) == text.upper()
    assert made == ["a", "b"]


def test_what_is_no_longer_used_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "read.pickle"
    for text in ("a", "b", "a"):
        with kept(path):
            recall("letter", text, lambda: object)
    size = path.stat().st_size
    with kept(path):
        recall("letter", "a", lambda: pytest.fail("it was made before"))
    assert path.stat().st_size == size


def test_nothing_is_left_of_what_another_engine_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, sizes = tmp_path / "read.pickle", []
    for version in ("1.0 1", "1.0 2"):
        monkeypatch.setattr(memory, "engine", lambda version=version: version)
        with kept(path):
            for text in ("a", "b"):
                recall("letter", text, text.upper)
        sizes.append(path.stat().st_size)
    assert sizes[0] == sizes[1]


def test_what_is_new_is_written_behind_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "read.pickle"
    with kept(path):
        recall("letter", "a", lambda: "A" * 10_000)
    before = path.read_bytes()
    with kept(path):
        recall("letter", "a", lambda: pytest.fail("it was made before"))
        recall("letter", "b", lambda: "B")
    assert path.read_bytes().startswith(before)
    path.write_bytes(path.read_bytes()[:-3])
    with kept(path):
        assert recall("letter", "a", lambda: "again") == "again"
    with kept(path):
        recall("letter", "a", lambda: pytest.fail("it was made before"))


def test_a_run_that_ended_early_forgets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "read.pickle"
    with kept(path):
        for text in ("a", "b", "c"):
            recall("letter", text, text.upper)
    memory.remember(path)
    recall("letter", "d", "d".upper)
    memory.keep(path, forget=False)
    with kept(path):
        for text in ("a", "b", "c", "d"):
            recall("letter", text, lambda: pytest.fail("it was made before"))


def test_what_others_kept_is_taken_over_where_a_run_has_nothing_of_its_own(tmp_path: Path) -> None:
    own, others = tmp_path / "own.pickle", tmp_path / "others.pickle"
    with kept(others):
        recall("letter", "a", lambda: "A")
    before = others.read_bytes()
    for _run in range(2):
        memory._known.clear()
        memory.remember(own, instead=others)
        assert recall("letter", "a", lambda: pytest.fail("it was made before")) == "A"
        memory.keep(own)
        others.write_bytes(b"")  # by now it has its own
    assert own.read_bytes() == before


def test_what_is_made_of_many_is_made_at_once_of_the_new_ones(tmp_path: Path) -> None:
    made: list[list[int]] = []

    def make(new: list[int]) -> list[int]:
        made.append(new)
        return [number * number for number in new]

    assert recall_all("square", {"1": 1, "2": 2}, make) == {1: 1, 2: 4}
    assert recall_all("square", {"1": 1, "2": 2, "3": 3}, make) == {1: 1, 2: 4, 3: 9}
    assert made == [[1, 2], [3]]


def test_a_kept_memory_gives_the_same_answers(small: SmallEdition, tmp_path: Path) -> None:
    small.write("book/references.bib", SOURCES.replace("{2026-11-01}", "{yesterday}"))
    small.note("bad", note("nowhere"))
    answers = []
    for _run in range(2):
        with kept(tmp_path / "read.pickle"):
            answers.append(check(small.root))
    assert answers[0] == answers[1] and answers[0][1]


def test_a_memory_that_is_spoilt_or_cannot_be_kept_does_no_harm(small: SmallEdition, tmp_path: Path) -> None:
    spoilt = tmp_path / "read.pickle"
    spoilt.write_bytes(b"\x80\x04half")
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder")
    for path in (spoilt, nowhere / "read.pickle"):
        with kept(path):
            assert check(small.root)[1] == []
