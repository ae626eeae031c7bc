"""The seminar kit of this edition: plans that a class can follow minute by minute, and a pack for each."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from postil.edition import Edition
from postil.reading.seminar import SessionPath
from tests.support import ROOT
from tests.support.paper import pages_of

KIT = ROOT / "book/seminar"
PLANS = {
    path.stem: re.findall(r"```\{session-path\} (\S+)", path.read_text("utf-8"))
    for path in sorted(KIT.glob("*.md"))
    if "{session-path}" in path.read_text("utf-8")
}
PARTS = (
    "## Aims",
    "**You, ten minutes",
    "**To print**",
    "## Questions, answers, wrong turns",
    "A good answer has | A common wrong turn",
    "xit ticket",
    "## Assessment",
    "## What tends to go wrong",
)
PAPERS = ("plan", "answers", "text", "worksheets", "key")


def paths_of(edition: Edition, plan: str) -> list[SessionPath]:
    return [path for id in PLANS[plan] if (path := edition.seminar.path(id))]


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_has_all_that_a_teacher_needs(plan: str) -> None:
    text = (KIT / f"{plan}.md").read_text("utf-8")
    assert [part for part in PARTS if part not in text] == []


@pytest.mark.parametrize("plan", PLANS)
def test_the_course_and_the_path_have_the_same_minutes(edition: Edition, plan: str) -> None:
    rows = re.findall(r"^\| (\d+)–(\d+) \|", (KIT / f"{plan}.md").read_text("utf-8"), re.MULTILINE)
    stops = [
        (start, start + entry.record.minutes)
        for path in paths_of(edition, plan)
        for entry, start in zip(path.stops, path.times(), strict=True)
    ]
    assert [(int(start), int(end)) for start, end in rows] == stops


def test_no_question_of_a_sealed_stop_names_its_verdict(edition: Edition) -> None:
    told = []
    for path in edition.seminar.paths:
        for stop in (entry.record for entry in path.stops):
            verdict = str(edition.by_id[stop.note].verdict or "") if stop.note else ""
            if "seminar" in stop.view and verdict and verdict in stop.say.lower():
                told.append(stop.say)
    assert told == []


def test_every_question_has_an_answer_in_the_key(edition: Edition) -> None:
    assert edition.seminar.key
    asked = {note.id for note in edition.notes if note.kind.asks}
    assert asked - {entry.record.question for entry in edition.seminar.key} == set()


@pytest.mark.parametrize("plan", PLANS)
def test_a_pack_has_every_paper_and_a_slide_for_each_stop(edition: Edition, plan: str) -> None:
    from tests.support.built import BUILT  # which refuses a book that is stale

    paths = paths_of(edition, plan)
    stops = [entry.record for path in paths for entry in path.stops]
    with ZipFile(BUILT.parent / f"pack/{plan}.zip") as pack:
        names = set(pack.namelist())
        slides = pages_of(pack.read(f"{plan}/slides.pdf"))
        sheets = pages_of(pack.read(f"{plan}/a4/answers.pdf"))
    pages = {Path(stop.page).name for stop in stops if stop.page and not stop.claims} - {"exercises"}
    assert names == {
        f"{plan}/slides.pdf",
        *(f"{plan}/{size}/{name}.pdf" for size in ("a4", "letter") for name in (*PAPERS, *pages)),
    }
    assert len(slides) == len(paths) + len(stops)
    assert len(sheets) == 2 * len(paths)
    assert [stop.say for stop in stops if not any(" ".join(stop.say.split()) in words for words in slides)] == []
