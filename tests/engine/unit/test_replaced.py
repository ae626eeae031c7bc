"""Notes that were merged or removed: their ids are explained once, and are not those of notes."""

from __future__ import annotations

from tests.support.edition import SmallEdition, note

REMOVED = "- {id: old-bridge, on: 2026-11-25, why: It told what wooden-bridge tells.}\n"


def test_a_merged_and_a_removed_note_are_no_problem(small: SmallEdition) -> None:
    small.write("book/removed.yml", REMOVED)
    small.note("bridge-fell", note(replaces="[bridge-of-wood]"))
    assert small.codes() == []


def test_an_id_that_is_both_a_file_and_replaced_is_refused(small: SmallEdition) -> None:
    small.note("bridge-fell", note(replaces="[wooden-bridge]"))
    (problem,) = small.problems()
    assert (problem.code, problem.path.name, problem.line) == ("note-replaced", "bridge-fell.md", 8)
    assert "wooden-bridge.md" in problem.message


def test_an_id_that_is_both_a_file_and_removed_is_refused(small: SmallEdition) -> None:
    small.write("book/removed.yml", REMOVED.replace("old-bridge", "wooden-bridge"))
    assert small.codes() == ["note-replaced"]


def test_an_id_is_explained_once(small: SmallEdition) -> None:
    small.write("book/removed.yml", REMOVED)
    small.note("bridge-fell", note(replaces="[old-bridge]"))
    assert small.codes() == ["note-replaced"]
    small.write("book/removed.yml", REMOVED.replace("old-bridge", "older-bridge"))
    small.note("bridge-stood", note("bridge stood", replaces="[old-bridge]"))
    assert small.codes() == ["note-replaced"]


def test_a_link_to_a_merged_note_is_told_where_it_went(small: SmallEdition) -> None:
    small.note("bridge-fell", note(replaces="[bridge-of-wood]"))
    small.note("linking", note("bridge stood", margin="See {note}`bridge-of-wood`."))
    (problem,) = small.problems()
    assert problem.code == "note-link" and "merged into 'bridge-fell'; name that one" in problem.message


def test_a_spoilt_file_is_refused(small: SmallEdition) -> None:
    small.write("book/removed.yml", REMOVED.replace("2026-11-25", "lately"))
    assert small.codes() == ["record-field"]
