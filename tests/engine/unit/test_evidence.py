"""Evidence records: read as safely as notes, of sources that exist, quoting briefly; verdicts rest on what was read."""

from __future__ import annotations

from datetime import date

import pytest

from postil.edition import read_edition
from postil.reading.evidence import Extent
from tests.support.edition import SmallEdition, note
from tests.support.evidence import RECORD


def write(small: SmallEdition, text: str = RECORD, name: str = "gazette") -> None:
    small.write(f"book/evidence/{name}.yml", text)


def test_a_record_says_who_read_how_much_and_what_it_says(small: SmallEdition) -> None:
    write(small)
    edition, problems = read_edition(small.root)
    assert edition is not None and edition.evidence is not None and problems == []
    record = edition.evidence["gazette-1901"].record
    assert (record.extent, record.readers, record.read[0].on) == (Extent.OPENING, 1, date(2026, 11, 25))
    passage = record.passage("fall")
    assert passage is not None and (passage.words, passage.lang, passage.means) == (
        "le pont tomba",
        "fr",
        "the bridge fell",
    )


def test_an_edition_without_records_is_not_held_to_them(small: SmallEdition) -> None:
    edition, _ = read_edition(small.root)
    assert edition is not None and edition.evidence is None
    small.note("judged", note("bridge fell", verdict="confirmed"))
    assert small.codes() == []


LONG, CHINESE = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "外交部发言人就此回答了记者的提问并说明了中方的立场",
)
SPOILT = {
    # name: (old, new, code, line, words of the message)
    "an unknown source": ("gazette-1901", "gazette-1902", "source-unknown", 1, "did you mean 'gazette-1901'?"),
    "thirteen words": ("le pont tomba", f"{LONG} treize", "record-field", 5, "13 words; at most 12"),
    "25 characters": ("le pont tomba\n  lang: fr", f"{CHINESE}\n  lang: zh", "record-field", 5, "25 characters"),
    "words without language": ("  lang: fr\n", "", "record-field", 5, "lang: ru"),
    "a translation of nothing": ("  words: le pont tomba\n  lang: fr\n", "", "record-field", 5, "there are none"),
    "an unknown field": ("extent: opening", "extent: opening\nseen: yes", "record-field", 3, "is unknown"),
    "an extent of another word": ("opening", "most", "record-field", 2, "'whole', 'opening' or 'excerpt'"),
    "a day that is none": ("2026-11-25", "yesterday", "record-field", 3, "a day such as"),
    "a passage without words": (
        "  says: The wooden bridge fell on 2 April 1901.\n",
        "",
        "record-field",
        5,
        "is missing",
    ),
    "an id with capitals": ("id: fall", "id: Fall", "record-field", 5, "lower-case words joined by hyphens"),
    "markup of YAML": ("source: gazette", "source: !!python/name:os.system gazette", "record-unreadable", 1, "tags"),
    "an alias": ("read: [", "read: &a [", "record-unreadable", 3, "anchors"),
    "a list": ("source: gazette-1901\nextent: opening\n", "", "record-field", 1, "extent"),
    "an unseen character": ("The wooden", "The \u202ewooden", "character-unseen", 6, "invisible"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_record_is_refused(small: SmallEdition, name: str) -> None:
    old, new, code, line, words = SPOILT[name]
    assert old in RECORD
    write(small, RECORD.replace(old, new))
    problem = small.problems()[0]
    assert (problem.code, problem.path.name, problem.line) == (code, "gazette.yml", line)
    assert words in problem.message


def test_twelve_words_and_24_characters_may_be_quoted(small: SmallEdition) -> None:
    write(small, RECORD.replace("le pont tomba", LONG))
    write(small, RECORD.replace("le pont tomba\n  lang: fr", f"{CHINESE[:24]}\n  lang: zh"))
    assert small.codes() == []


def test_a_record_is_a_file_of_its_own_and_not_large(small: SmallEdition) -> None:
    write(small, RECORD + "#" * 70_000)
    assert small.codes() == ["file-too-large"]
    path = small.root / "book/evidence/gazette.yml"
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert small.codes() == ["file-unreadable"]


def test_a_source_has_one_record(small: SmallEdition) -> None:
    write(small)
    write(small, name="again")
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("evidence-duplicate", "gazette.yml")


def test_passages_have_ids_of_their_own(small: SmallEdition) -> None:
    write(small, RECORD + "- {id: fall, says: It fell.}\n")
    assert small.codes() == ["record-field"]


@pytest.mark.parametrize("cited", ["sources", "margin"])
def test_a_cited_passage_is_in_the_record(small: SmallEdition, cited: str) -> None:
    write(small)
    key = "gazette-1901#falls"
    small.note("citing", note(sources=f"[{key}]") if cited == "sources" else note(margin=f"So {{cite:p}}`{key}`."))
    (problem,) = small.problems()
    assert problem.code == "passage-unknown"
    assert "did you mean 'fall'?" in problem.message
    small.note("citing", note(sources="[gazette-1901#fall]", margin="So {cite:t}`gazette-1901#fall`."))
    assert small.codes() == []


def test_a_record_of_the_apparatus_may_cite_a_passage(small: SmallEdition) -> None:
    write(small)
    term = "- {id: flood, term: Flood, text: 'So {cite:p}`gazette-1901#crue`.', sources: [gazette-1901]}\n"
    small.write("book/apparatus/glossary.yml", term)
    assert small.codes() == ["passage-unknown"]


def test_a_verdict_rests_on_a_source_that_somebody_has_read(small: SmallEdition) -> None:
    small.note("judged", note("bridge fell", verdict="confirmed"))
    write(small, RECORD.replace("read: [{by: reader-1, on: 2026-11-25}]\n", ""))
    (problem,) = small.problems()
    assert problem.code == "verdict-unread" and "leave the verdict out" in problem.message
    write(small)
    assert small.codes() == []
