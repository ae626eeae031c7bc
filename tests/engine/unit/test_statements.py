"""What a note states must be carried. Tables of true and false friends: what is let through, and what is caught."""

from __future__ import annotations

import json

import pytest

from postil.check.notices import notices
from postil.edition import read_edition
from postil.model import Number, Quotation, When
from postil.text.statements import statements
from tests.support.edition import SmallEdition, note


def found(text: str, *languages: str) -> list[str]:
    """What a text states, in a short form: `2020-10-22`, `--10-22`, `1990+10`, `“words”`."""
    return [_short(statement.what) for statement in statements(text, languages or ("en",))]


def _short(what: Number | When | Quotation) -> str:
    if isinstance(what, Quotation):
        return f"“{what.words}”"
    if isinstance(what, Number):
        return f"{what.value:f}" + (f"+{what.span}" if what.span > 1 else "")
    parts = (what.year or "-", what.month, what.day)
    return "-".join(str(part) for part in parts if part is not None)


READ = {
    # numbers in digits and in words
    "Of 1,000 answers 63.5 per cent": ["1000", "63.5"],
    "twenty-three ships and two hundred thousand men": ["23", "200000"],
    "2.5 million; 916 billion": ["2500000", "916000000000"],
    "B-52s, a Su-35 and 5G": ["52", "35", "5"],
    "Kavkaz-2020": ["2020"],
    "in the 1990s": ["1990+10"],
    "from 2014–15 to 2020": ["2014", "2015", "2020"],
    "the thirtieth time": ["30"],
    "three bombers, twelve days": ["3", "12"],
    # what only looks like a number
    "one of the two, and no one else": [],
    "the first and the second": [],
    "a third party, third countries, near a third.": [],
    "these three measures; all five": [],
    "in late August seven soldiers": ["--8", "7"],
    # dates
    "On 22 October 2020": ["2020-10-22"],
    "On October 22, 2020, and October 23": ["2020-10-22", "--10-23"],
    "2020-10-22 and 2020-10": ["2020-10-22", "2020-10"],
    "from 18 to 20 June 2020": ["2020-6-18", "2020-6-20"],
    "on 4 and 5 May": ["--5-4", "--5-5"],
    "the 22nd of October": ["--10-22"],
    "in June 2016": ["2016-6"],
    "since May; in early March": ["--5", "--3"],
    "it may march": [],
    "May Day parade; March on": [],
    "22.10.2020": ["2020-10-22"],
    # quotations
    "He said “not needed”, then 'x'.": ["“not needed”"],
    "“left … out” and “add [ed] words”": ["“left”", "“out”", "“add”", "“words”"],
    "it’s the peoples’ „Wort“, «mot»": ["“wort”", "“mot”"],
    "“33 years”": ["“33 years”"],
}
IN_OTHER_LANGUAGES = {
    "ru": ("22 октября 2020 года, 23 раза", ["2020-10-22", "23"]),
    "zh": ("2020年10月22日，第二十九次，三百万", ["2020-10-22", "29", "3000000"]),
    "ja": ("10月22日に3回", ["--10-22", "3"]),
    "ko": ("2020년 10월 22일", ["2020-10-22"]),
    "de": ("am 22. Oktober 2020 dreiundzwanzig, 2.500", ["2020-10-22", "23", "2.500", "2500"]),
    "fr": ("le 22 octobre 2020, vingt-trois", ["2020-10-22", "23"]),
    "es": ("22 de octubre de 2020", ["2020-10-22"]),
    "ar": ("٢٢ أكتوبر ٢٠٢٠", ["2020-10-22"]),
}


@pytest.mark.parametrize("text", READ)
def test_a_text_is_read_for_what_it_states(text: str) -> None:
    assert found(text) == READ[text]


@pytest.mark.parametrize("language", IN_OTHER_LANGUAGES)
def test_other_languages_and_scripts_are_read_in_the_same_form(language: str) -> None:
    text, expected = IN_OTHER_LANGUAGES[language]
    assert found(text, language) == expected


RECORD = """source: gazette-1901
extent: whole
read: [{by: reader-1, on: 2026-11-25}]
passages:
- id: fall
  says: On 2 April 1901 at 10 the bridge of 1840 fell; twenty-three people saw it, and spending was 1,250 pounds.
  words: le pont est tombé en trente secondes
  lang: fr
  means: the bridge fell in thirty seconds
- {id: size, says: "Height 63.5 metres; sums are in billions, 916 in all; 107.76 million came by rail."}
"""
TRUE_FRIENDS = [
    "On 2 April 1901 it fell.",
    "On 2 April it fell.",
    "In April 1901 it fell.",
    "In 1901 it fell.",
    "It fell on 1901-04-02.",
    "It fell on April 2, 1901.",
    "23 people saw it.",
    "Twenty-three people saw it.",
    "Spending was 1250 pounds.",
    "It took thirty seconds, “en trente secondes”.",
    "It took 30 seconds.",
    "“The bridge fell,” it says, “in … seconds”.",
    "A height of 64 metres.",  # 63.5, rounded
    "In all 916 billion, 108 million of it by rail.",
    "It was built in the 1840s.",
    "The bridge “fell”; it rose “very high”.",  # of the article
    "Read in November 2026.",  # the day on which the source was read
    "“The bridge falls” is its title.",  # of the bibliography
    "One of the two, and a third party.",
    "On 1 May 1901 it was read.",  # the day of the article
]
FALSE_FRIENDS = {
    "On 3 April 1901 it fell.": "3 April 1901",
    "On 2 May 1901 it fell.": "2 May 1901",
    "On 2 April 1902 it fell.": "2 April 1902",
    "In 1902 it fell.": "1902",
    "24 people saw it.": "24",
    "Twenty-four people saw it.": "24",
    "Spending was 1.25 pounds.": "1.25",
    "Spending was 125 pounds.": "125",
    "A height of 63 metres and 4 inches.": "4",
    "In all 917 billion.": "917000000000",
    "It was built in the 1850s.": "1850s",
    "“The bridge felt” it.": "“The bridge felt”",
    "“le pont est tomb”": "“le pont est tomb”",  # half a word
    "For the thirty-first time.": "31",
    "Three fell.": "3",
}


def with_record(small: SmallEdition, margin: str, **more: str) -> None:
    small.write("book/evidence/gazette.yml", RECORD)
    small.note("stating", note("river rose in spring", margin=margin, title="It rose", **more))


@pytest.mark.parametrize("margin", TRUE_FRIENDS)
def test_what_is_carried_is_let_through(small: SmallEdition, margin: str) -> None:
    with_record(small, margin)
    assert small.problems() == []


@pytest.mark.parametrize("margin", FALSE_FRIENDS)
def test_what_nothing_carries_is_refused(small: SmallEdition, margin: str) -> None:
    with_record(small, margin)
    problems = small.problems()
    assert [problem.code for problem in problems][:1] == ["statement-unsupported"]
    assert any(FALSE_FRIENDS[margin] in problem.message for problem in problems)


def test_the_message_names_the_line_and_the_nearest_passage(small: SmallEdition) -> None:
    with_record(small, "It rose.", body="It fell then.\nA height\nof 99 metres.")
    (problem,) = small.problems()
    assert problem.line == 15
    assert "the number 99" in problem.message and "the nearest is gazette-1901#size: “Height 63.5" in problem.message


def test_title_and_body_are_held_to_it_and_values_and_addresses_are_not(small: SmallEdition) -> None:
    small.write("book/values.yml", "floods: {value: 77, notebook: n, says: x}\n")
    with_record(small, "All {value}`floods`, see [here](https://example.org/99) and <https://example.org/98>.")
    assert small.codes() == []
    small.note("titled", note("bridge stood", title="It fell in 1902", body="And in 1903."))
    assert [(p.code, p.line) for p in small.problems()] == [("statement-unsupported", 4), ("statement-unsupported", 13)]


def test_only_a_source_that_the_note_cites_carries(small: SmallEdition) -> None:
    other = (small.root / "book/references.bib").read_text("utf-8").replace("gazette-1901", "herald-1901")
    small.write("book/references.bib", (small.root / "book/references.bib").read_text("utf-8") + other)
    small.write("book/evidence/herald.yml", RECORD.replace("gazette-1901", "herald-1901"))
    small.write("book/evidence/gazette.yml", "source: gazette-1901\nextent: opening\n")
    small.note("citing", note("bridge stood", margin="It is so ({cite:t}`herald-1901`)."))
    small.note("stating", note("river rose in spring", margin="23 people saw it."))
    assert small.codes() == ["statement-unsupported"]
    small.note("stating", note("river rose in spring", margin="23 people saw it ({cite:p}`herald-1901#fall`)."))
    assert small.codes() == []


def test_without_a_record_the_rule_is_a_notice_and_keeps_nobody_out(small: SmallEdition) -> None:
    other = (small.root / "book/references.bib").read_text("utf-8").replace("gazette-1901", "herald-1901")
    small.write("book/references.bib", (small.root / "book/references.bib").read_text("utf-8") + other)
    with_record(small, "24 people saw it.", sources="[gazette-1901, herald-1901]")
    edition, problems = read_edition(small.root)
    assert edition is not None and problems == [] and small.codes() == []
    assert [problem.code for problem in sorted(notices(edition))] == ["statement-unsupported", "source-unread"]


def test_an_edition_without_records_is_not_held_to_them(small: SmallEdition) -> None:
    small.note("stating", note("river rose in spring", margin="99 fell on 9 September 1999, “all of them”."))
    edition, _ = read_edition(small.root)
    assert edition is not None and small.codes() == [] and list(notices(edition)) == []


def test_schema_of_evidence_is_json(small: SmallEdition) -> None:
    from postil.schemas import schemas

    assert json.loads(dict(schemas())["evidence"])["required"] == ["source", "extent"]
