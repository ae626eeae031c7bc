"""The seminar kit as data: what a session path and a teacher's key must be, line by line."""

from __future__ import annotations

import pytest

from postil.check import check
from postil.reading.seminar import Seminar
from postil.report import report
from tests.support.edition import SmallEdition, note

PATH = """title: One session
stops:
- sentence: 1-2
  view: seminar.then
  minutes: 5
  say: How high?
- note: wooden-bridge
  minutes: 2.5
  say: Of wood?
- page: book/one
  minutes: 10
  say: What else?
"""
QUESTION = note("new bridge", kind="question", title="Why did it stand?", margin="Of what was it?", sources=None)
KEY = """- question: why
  answer: Of stone, says {cite:t}`gazette-1901`.
  look_at: [wooden-bridge]
"""


@pytest.fixture
def kit(small: SmallEdition) -> SmallEdition:
    """The small edition with a path, a question and its answer."""
    small.note("why", QUESTION)
    small.write("book/seminar/plan.yml", PATH)
    small.write("book/seminar/key.yml", KEY)
    return small


def read(edition: SmallEdition) -> Seminar:
    found, problems = check(edition.root)
    assert found and problems == []
    return found.seminar


def test_a_sound_kit_is_read(kit: SmallEdition) -> None:
    seminar = read(kit)
    (path,) = seminar.paths
    assert (path.id, path.title, path.minutes) == ("plan", "One session", 17.5)
    assert [entry.record.place for entry in path.stops] == [
        ("sentence", "1-2"),
        ("note", "wooden-bridge"),
        ("page", "book/one"),
    ]
    assert list(path.times()) == [0, 5, 7.5]
    assert seminar.key and seminar.key[0].record.look_at == ["wooden-bridge"]


def test_a_class_is_offered_the_verdicts_that_have_a_case(kit: SmallEdition) -> None:
    kit.note("one", note("very high", kind="correction", verdict="imprecise"))
    kit.note("two", note("Nobody was hurt", kind="correction", verdict="contradicted"))
    edition, _ = check(kit.root)
    assert edition and len(edition.offered) == len(edition.vocabulary.verdicts)  # two would tell which
    kit.note("three", note("The new bridge stood", kind="correction", verdict="confirmed"))
    edition, _ = check(kit.root)
    assert edition and [str(verdict) for verdict in edition.offered] == ["confirmed", "imprecise", "contradicted"]


def test_an_edition_needs_no_kit(small: SmallEdition) -> None:
    small.note("why", QUESTION)
    assert read(small) == Seminar((), None)


SPOILT_PATHS = [
    # what is replaced, by what, the line and the code of the problem, words of its message
    ("sentence: 1-2", "sentence: 1-9", 3, "path-stop", "there is no sentence '1-9'"),
    ("note: wooden-bridge", "note: wooden-brigde", 7, "path-stop", "did you mean 'wooden-bridge'?"),
    ("note: wooden-bridge", "chart: floods", 7, "path-stop", "there is no chart 'floods'"),
    ("page: book/one", "page: book/won", 10, "path-stop", "did you mean 'book/one'?"),
    ("page: book/one", "page: book/one\n  claims: [wooden-bridge]", 10, "path-stop", "the ledger has no claim"),
    ("sentence: 1-2", "sentence: 1-2\n  claims: [wooden-bridge]", 3, "record-field", "name the page of the ledger"),
    ("sentence: 1-2", "sentence: first", 3, "record-field", "stops.0.sentence"),
    ("- sentence: 1-2\n  view", "- view", 3, "record-field", "exactly one of sentence, note, chart, page"),
    ("  view: seminar.then", "  note: wooden-bridge", 3, "record-field", "exactly one of"),
    ("seminar.then", "large", 4, "record-field", "stops.0.view"),
    ("minutes: 5", "minutes: 0", 5, "record-field", "greater than 0"),
    ("minutes: 5", "minutes: -5", 5, "record-field", "greater than 0"),
    ("minutes: 5", "minutes: inf", 5, "record-field", "finite"),
    ("minutes: 5", "minutes: five", 5, "record-field", "valid number"),
    ("minutes: 5", "minutes: true", 5, "record-field", "valid number"),
    ("minutes: 5", "minute: 5", 5, "record-field", "stops.0.minute: is unknown"),
    ("say: How high?", 'say: "How\\nhigh?"', 6, "record-field", "stops.0.say"),
    ("title: One session\n", "", 1, "record-field", "title: is missing"),
    ("title: One session", "titel: One session", 1, "record-field", "titel: is unknown"),
]


@pytest.mark.parametrize(("old", "new", "line", "code", "words"), SPOILT_PATHS)
def test_a_spoilt_path_is_refused(kit: SmallEdition, old: str, new: str, line: int, code: str, words: str) -> None:
    path = kit.write("book/seminar/plan.yml", PATH.replace(old, new))
    problem = next(problem for problem in kit.problems() if words in problem.message)
    assert (problem.path, problem.line, problem.code) == (path, line, code)


@pytest.mark.parametrize("text", ["- sentence: 1-2\n", "title: [\n", ""])
def test_a_path_that_is_no_path_is_refused(kit: SmallEdition, text: str) -> None:
    kit.write("book/seminar/plan.yml", text)
    assert kit.codes() == ["record-unreadable"]


SPOILT_KEYS = [
    ("question: why", "question: wyh", 1, "key-question", "did you mean 'why'?"),
    ("question: why", "question: wooden-bridge", 1, "key-question", "no note of kind question"),
    ("[wooden-bridge]", "[wooden-brigde]", 1, "note-link", "did you mean 'wooden-bridge'?"),
    ("gazette-1901", "gazette-1902", 1, "source-unknown", "gazette-1901"),
    ("Of stone", "Of <b>stone</b>", 2, "record-field", "HTML cannot stand"),
    ("Of stone", "See {note}`nothing`", 1, "note-link", "there is no note 'nothing'"),
    ("answer", "anser", 2, "record-field", "anser: is unknown"),
]


@pytest.mark.parametrize(("old", "new", "line", "code", "words"), SPOILT_KEYS)
def test_a_spoilt_key_is_refused(kit: SmallEdition, old: str, new: str, line: int, code: str, words: str) -> None:
    path = kit.write("book/seminar/key.yml", KEY.replace(old, new))
    problem = next(problem for problem in kit.problems() if words in problem.message)
    assert (problem.path, problem.line, problem.code) == (path, line, code)


def test_a_question_is_answered_once(kit: SmallEdition) -> None:
    path = kit.write("book/seminar/key.yml", KEY + KEY)
    (problem,) = kit.problems()
    assert (problem.path, problem.line, problem.code) == (path, 4, "key-question")
    assert "already answered on line 1" in problem.message


def test_a_question_without_an_answer_is_reported_to_the_editors_and_refused_to_nobody(kit: SmallEdition) -> None:
    kit.note("how", QUESTION.replace("new bridge", "In autumn"))
    edition, problems = check(kit.root)
    assert problems == []
    assert "questions without an answer in the key: 1 (how)" in list(report(edition))
