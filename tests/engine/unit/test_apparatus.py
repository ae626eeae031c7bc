"""The records of the apparatus, the report, dates in words, and the drawing of the timeline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from postil.check import check
from postil.drawing.timeline import Words, draw
from postil.reading.records import Event
from postil.report import by_sentence, report, tally
from postil.text.dates import as_fraction, in_words
from tests.support.edition import EVENT, PARALLELS, PERSON, SmallEdition, note


def test_sound_records_are_read(small: SmallEdition) -> None:
    small.write("book/apparatus/people.yml", PERSON)
    small.write("book/apparatus/timeline.yml", EVENT)
    small.write("book/apparatus/parallels.yml", PARALLELS)
    edition, problems = check(small.root)
    assert problems == []
    assert edition.apparatus.people[0].record.posts[0].until == "1901-05"


@pytest.mark.parametrize(
    ("file", "text", "line", "code", "words"),
    [
        ("people", PERSON.replace("kind: person", "kind: spy"), 3, "record-field", "kind"),
        ("people", PERSON.replace("  name: The keeper\n", ""), 1, "record-field", "name: is missing"),
        ("people", PERSON.replace("He saw", "<b>He</b> saw"), 7, "record-field", "HTML cannot stand"),
        ("people", PERSON.replace("`gazette-1901`", "`gazette-1902`"), 1, "source-unknown", "gazette-1901"),
        ("people", PERSON.replace("[gazette-1901]", "[]"), 8, "record-field", "at least 1"),
        ("people", PERSON + PERSON, 9, "record-id-duplicate", "line 1"),
        ("people", "id: keeper\n", 1, "record-unreadable", "list of records"),
        ("people", "- id: [\n", 2, "record-unreadable", "YAML"),
        ("timeline", EVENT.replace("1901-04", "April 1901"), 1, "record-field", "date"),
        ("timeline", EVENT.replace("1901-04", "1901-13"), 1, "record-field", "date"),
        (
            "timeline",
            EVENT.replace("1901-04", "1901-04-31"),
            1,
            "record-field",
            "date: must be a year, a month or a day",
        ),
        ("timeline", EVENT.replace("1901-04", "１９０１"), 1, "record-field", "date: must be a year"),
        ("people", PERSON.replace("1901-05", "1901-02-29"), 6, "record-field", "until: must be a year, a month"),
        ("people", PERSON.replace("1901-05", "1889"), 6, "record-field", "until 1889 is before since 1890"),
        ("parallels", PARALLELS.replace("very high", "too high"), 7, "record-quote", "stand in sentence 1-2"),
        ("parallels", PARALLELS.replace("1-2", "7-2"), 7, "record-quote", "stand in sentence 7-2"),
        (
            "parallels",
            PARALLELS.replace("witness: digest", "witness: diges"),
            18,
            "record-field",
            "'diges' is not",
        ),
        ("parallels", PARALLELS.replace("It had", "<b>It</b> had"), 10, "record-field", "readings.0.says: HTML"),
        ("parallels", PARALLELS.replace("relation: reuse", "relation: theft"), 1, "record-field", "relation"),
        ("parallels", PARALLELS.replace("sources: [gazette-1901]", "sources: [gone]"), 3, "source-unknown", "gone"),
        ("parallels", "- sentence: 1-2\n", 1, "record-unreadable", "must say relation"),
    ],
)
def test_a_spoilt_record_is_refused(small: SmallEdition, file, text, line, code, words) -> None:
    path = small.write(f"book/apparatus/{file}.yml", text)
    problem = small.problems()[0]
    assert (problem.path, problem.line, problem.code) == (path, line, code)
    assert words in problem.message


def test_the_tally_counts_notes_sources_and_verdicts(small: SmallEdition) -> None:
    small.note("judged", note("The new bridge stood", verdict="confirmed", kind="correction"))
    small.note("opinion", note("Nobody was hurt", claim="opinion"))
    edition, _ = check(small.root)
    numbers = tally(edition)
    counted = {name: numbers[name] for name in ("notes", "sentences", "sources", "checked", "claims", "opinions")}
    assert counted == {"notes": 3, "sentences": 6, "sources": 1, "checked": 1, "claims": 1, "opinions": 1}
    assert (numbers["correction"], numbers["confirmed"], numbers["disputed"]) == (1, 1, 0)


def test_a_note_is_counted_with_the_sentence_in_which_it_begins(small: SmallEdition) -> None:
    edition, _ = check(small.root)
    begins = {sentence.number: [note.id for note in sentence.notes] for sentence in by_sentence(edition)}
    assert begins["1-2"] == ["wooden-bridge"]
    assert list(begins) == ["0-1", "1-1", "1-2", "1-3", "2-1", "2-2"]


def test_the_report_names_what_is_missing(small: SmallEdition) -> None:
    small.note("unjudged", note("The new bridge stood", claim="fact"))
    edition, _ = check(small.root)
    lines = list(report(edition))
    assert any(line.startswith("1-1  BARE") for line in lines)
    assert "claims without a verdict: 1 (unjudged)" in lines
    assert "sources unchecked: 0" in lines


@pytest.mark.parametrize(
    ("text", "words"),
    [("2020-10-23", "23 October 2020"), ("2020-10", "October 2020"), ("2020", "2020"), ("spring 1901", "spring 1901")],
)
def test_dates_in_words(text: str, words: str) -> None:
    assert in_words(text, "en") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "23. Oktober 2020"), ("fr", "23 octobre 2020"), ("en-US", "October 23, 2020"), ("zh_CN", "2020年10月23日")],
)
def test_dates_are_in_the_words_of_the_language_that_is_asked_for(language: str, words: str) -> None:
    assert in_words("2020-10-23", language) == words


def test_a_date_that_is_none_and_a_language_that_is_unknown_do_no_harm() -> None:
    assert in_words("2020-02-30", "en") == "2020-02-30"
    assert in_words("2020-02-29", "x-klingon") == "29 February 2020"


def test_dates_do_not_depend_on_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calendar.month_name", ["", "Januar", "Februar", "März", "April", "Mai"] + ["?"] * 7)
    monkeypatch.setattr("calendar.month_abbr", ["?"] * 13)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert in_words("1901-05", "en") == "May 1901"
    assert in_words("1901-05-01", "en") == "1 May 1901"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_keep_their_order_on_the_axis(first: date, second: date) -> None:
    assert (first < second) == (as_fraction(first.isoformat()) < as_fraction(second.isoformat()))


@given(st.lists(st.dates(date(1940, 1, 1), date(2026, 12, 31)), min_size=1, max_size=20))
def test_the_drawing_is_sound_and_keeps_the_order_of_time(days: list[date]) -> None:
    days.sort()
    listed = [
        Event(sources=["a"], date=day.isoformat(), thread="a-thread", title="<b> & so on", text="x") for day in days
    ]
    picture = draw(listed, [f"event-{n}" for n in range(len(days))], date(2020, 10, 23), "en", Words("Events", "text"))
    svg = etree.fromstring(picture)
    assert all(name.startswith("postil-") for part in svg.iter() for name in part.get("class", "").split())
    heights = [float(circle.get("cy")) for circle in svg.iter("circle")]
    assert heights == sorted(heights)
    assert len(heights) == len(days)
    bottom = float(svg.get("viewBox").split()[3])
    assert all(0 < height < bottom for height in heights)
