"""Names are found where a reader would find them, and lead to one entry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.check import check
from postil.mentions import Ref, What
from postil.text.names import Finder, either_case
from tests.support.edition import EVENT, PERSON, TERM, SmallEdition, note

NAMES = {
    "Zhao": "zhao", "Zhao Lijian": "zhao", "Zhao Lijian’s office": "office", "赵立坚": "zhao", "Путин": "putin",
    "U.S.": "us", "café": "cafe", "New START": "start",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zhao Lijian said", [("Zhao Lijian", "zhao")]),
        ("as Zhao said", [("Zhao", "zhao")]),
        ("Zhao Lijian's office said", [("Zhao Lijian's office", "office")]),
        ("Zhaos and Shizhao", []),
        ("Zhao’s reply; (Zhao)", [("Zhao", "zhao"), ("Zhao", "zhao")]),
        ("发言人赵立坚说", [("赵立坚", "zhao")]),
        ("说Zhao说", [("Zhao", "zhao")]),
        ("Путина не было, но Путин", [("Путин", "putin")]),
        ("the U.S. position, U.S.-Russian relations", [("U.S.", "us"), ("U.S.", "us")]),
        ("a cafe\u0301 there", [("cafe\u0301", "cafe")]),
        ("New\n  START", [("New\n  START", "start")]),
        ("", []),
    ],
)
def test_names_are_found_at_the_bounds_of_words_the_longest_first(text: str, found: list[tuple[str, str]]) -> None:
    hits = Finder(NAMES.items()).find(text)
    assert [(text[hit.start : hit.end], hit.named) for hit in hits] == found


def test_no_names_find_nothing() -> None:
    assert Finder([]).find("Zhao") == []
    assert Finder([("  ", "space")]).find("a   b") == []


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), max_size=6))
def test_what_is_found_is_in_order_and_apart(text: str, names: list[str]) -> None:
    at = 0
    for hit in Finder((name, name) for name in names).find(text):
        assert at <= hit.start < hit.end <= len(text)
        at = hit.end


def test_a_term_is_found_with_a_small_or_a_large_letter() -> None:
    assert either_case("Flood") == ("flood", "Flood")
    assert either_case("洪水") == ("洪水",)


def test_people_terms_and_events_know_where_they_are_named(small: SmallEdition) -> None:
    small.write("book/apparatus/people.yml", PERSON.replace("  kind:", "  aliases: [Nobody, the keeper]\n  kind:"))
    small.write("book/apparatus/glossary.yml", TERM.replace("  original:", "  aliases: [bridge]\n  original:"))
    small.write("book/apparatus/timeline.yml", EVENT)
    small.note("keeper", note("The new bridge stood", margin="It was the keeper’s. The flood did not take it."))
    edition, problems = check(small.root)
    assert problems == []
    keeper, flood = Ref(What.PERSON, "keeper"), Ref(What.TERM, "flood")
    assert edition.mentions.sentences == {flood: ["1-2", "2-2"], keeper: ["1-3"]}
    assert edition.mentions.notes[keeper] == ["keeper"]
    assert edition.mentions.notes[flood] == ["wooden-bridge", "keeper"]
    assert edition.mentions.named_in["1-3"] == (keeper,)
    (event,) = edition.apparatus.events
    assert event.record.id == "the-bridge-falls"
    assert edition.mentions.notes[Ref(What.EVENT, event.record.id)] == ["wooden-bridge", "keeper"]


def test_an_entry_that_nobody_names_is_found_by_its_sources(small: SmallEdition) -> None:
    small.write("book/apparatus/people.yml", PERSON.replace("The keeper", "A carpenter"))
    edition, _ = check(small.root)
    assert edition.mentions.notes == {Ref(What.PERSON, "keeper"): ["wooden-bridge"]}


def test_an_event_may_name_its_notes_and_its_address(small: SmallEdition) -> None:
    small.note("other", note("The new bridge stood"))
    small.write("book/apparatus/timeline.yml", EVENT.replace("  text:", "  id: fall\n  notes: [other]\n  text:"))
    edition, problems = check(small.root)
    assert problems == []
    assert edition.mentions.notes == {Ref(What.EVENT, "fall"): ["other"]}


@pytest.mark.parametrize(
    ("file", "text", "code", "words"),
    [
        ("glossary", TERM.replace("  original:", "  aliases: [the keeper]\n  original:"), "record-name", "'keeper'"),
        ("timeline", EVENT.replace("  text:", "  notes: [wooden-brige]\n  text:"), "note-link", "wooden-bridge"),
        ("timeline", EVENT + EVENT, "record-id-duplicate", "line 1"),
        ("timeline", EVENT.replace("  text:", "  id: The Fall\n  text:"), "record-field", "id"),
        ("glossary", TERM.replace("  original:", "  aliases: [a]\n  original:"), "record-field", "aliases"),
    ],
)
def test_a_record_that_would_mislead_is_refused(small: SmallEdition, file, text, code, words) -> None:
    small.write("book/apparatus/people.yml", PERSON)
    path = small.write(f"book/apparatus/{file}.yml", text)
    (problem,) = [problem for problem in small.problems() if problem.path == path]
    assert problem.code == code and words in problem.message
