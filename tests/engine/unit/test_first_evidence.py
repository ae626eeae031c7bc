"""A stranger's first note: one sentence on what the source says becomes its record, and a missing one is no wall."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from postil.authoring.issue_form import SAYS, Form, draft_of
from postil.commands.main import main
from postil.edition import read_edition
from tests.support.edition import SmallEdition
from tests.support.form import FORM

SENTENCE = "The gazette says that the bridge fell on 2 April 1901 and that three were hurt."
NEW = [
    "new",
    "--quote",
    "Nobody was hurt",
    "--kind",
    "context",
    "--title",
    "Three were hurt",
    "--by",
    "ann",
    "--no-edit",
]


def run(small: SmallEdition, *options: str) -> str:
    result = CliRunner().invoke(
        main, [*NEW, "--root", str(small.root), "--title", "Three were hurt", "--text", "Three were hurt.", *options]
    )
    assert result.exit_code == 0, result.output
    return result.output


def records(small: SmallEdition) -> Path:
    folder = small.root / "book/evidence"
    folder.mkdir()
    return folder


def test_the_sentence_becomes_the_record_of_a_new_source(small: SmallEdition) -> None:
    folder = records(small)
    small.write("book/evidence/gazette.yml", "source: gazette-1901\nextent: opening\nread: [{by: a, on: 2026-11-25}]\n")
    more = ["--source", "https://example.org/hospital", "--source-title", "The hurt", "--source-date", "1901"]
    run(small, *more, "--says", SENTENCE)
    edition, problems = read_edition(small.root)
    assert edition is not None and edition.evidence is not None and problems == []
    record = edition.evidence["example-1901"].record
    assert (record.passages[0].says, record.read[0].by, record.read[0].on) == (SENTENCE, "ann", date.today())
    assert record.extent == "excerpt" and (folder / "example-1901.yml").is_file()
    assert str(edition.by_id["three-were-hurt"].citations[0]) == "example-1901#finding"
    assert small.codes() == []


def test_without_the_sentence_the_note_is_written_and_told_of_as_a_notice(small: SmallEdition) -> None:
    records(small)
    run(small, "--source", "gazette-1901")
    assert small.codes() == []
    checked = CliRunner().invoke(main, ["check", str(small.root), "--format", "github"])
    assert checked.exit_code == 0
    assert "::notice file=book/references.bib,line=1,title=source-unread::" in checked.output
    assert "::error" not in checked.output
    released = CliRunner().invoke(main, ["check", str(small.root), "--release"])
    assert released.exit_code == 1 and "[source-unread]" in released.output


def test_an_unread_source_gives_no_verdict(small: SmallEdition) -> None:
    records(small)
    run(small, "--source", "gazette-1901", "--verdict", "confirmed")
    assert small.codes() == ["verdict-unread"]


def test_an_edition_without_records_gets_none(small: SmallEdition) -> None:
    said = run(small, "--source", "gazette-1901", "--says", SENTENCE)
    assert "is not kept: there is no folder book/evidence" in said
    assert not (small.root / "book/evidence").exists() and small.codes() == []


def test_the_form_asks_for_it(small: SmallEdition) -> None:
    records(small)
    edition, _ = read_edition(small.root)
    assert edition is not None
    draft, _ = draft_of(Form(f"{FORM}\n\n### {SAYS}\n\n{SENTENCE}\n"), edition)
    assert draft.says == SENTENCE
