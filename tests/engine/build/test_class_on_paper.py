"""What a class needs on paper: the key with answers to the worksheets, plans, slides, and all of it in one file."""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from lxml import html
from pypdf import PdfReader

from postil.commands.main import main
from tests.support.build import build
from tests.support.edition import PARALLELS, SmallEdition
from tests.support.notebooks import PUBLISHES, draw_still, write_notebook
from tests.support.paper import on_a4, pages_of, white_in_sheets
from tests.support.seminar import PAGES, add_seminar

POINT = 25.4 / 72  # mm


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """The edition with its seminar kit, its handouts made; its notebook also shows what paper has no form for."""
    edition = SmallEdition(tmp_path_factory.mktemp("class") / "edition")
    add_seminar(edition)
    write_notebook(edition.root / "notebooks/floods.ipynb", f"{PUBLISHES}\ndata")
    edition.write("book/chart.md", "# No chart\n\nIt is on its notebook's page alone.\n")
    build(edition, "pdf")
    return edition


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def pages(edition: SmallEdition, name: str) -> list[str]:
    return pages_of(edition.root / f"_build/pdf/{name}.pdf")


def text(edition: SmallEdition, name: str) -> str:
    return " ".join(pages(edition, name))


def test_the_key_answers_every_claim_on_the_worksheets(printed: SmallEdition) -> None:
    _, answers = text(printed, "key-a4").split("Answers to the worksheets")
    asked = re.sub(r"Claims to judge .*? Line Words", "", text(printed, "worksheets-a4"))
    for words, verdict, says in (
        ("very high", "imprecise", "Three metres The gauge shows 3 m."),
        ("Nobody was hurt", "opinion", "A view Nobody asked."),
        ("The new bridge stood", "confirmed", "It stood It is of stone."),
    ):
        assert words in asked and verdict not in asked
        assert words in answers and verdict in answers and says in answers
    assert answers.index("Chapter one") < answers.index("very high") < answers.index("Chapter two")


def test_no_page_is_a_third_white_but_the_last_of_a_handout_or_sheet(printed: SmallEdition) -> None:
    handouts = [path for path in (printed.root / "_build/pdf").rglob("*.pdf") if not path.match("slides-*")]
    assert {path.name: white for path in handouts if (white := white_in_sheets(path))} == {} and len(handouts) > 8


def test_a_plan_is_printed_with_its_path_and_its_notes_in_full(printed: SmallEdition) -> None:
    for size in ("a4", "letter"):
        plan = text(printed, f"plan-plan-{size}")
        assert "A plan" in plan and "For one class: print this." in plan
        assert "How high is very high? Most say ten metres." in plan
        _, notes = plan.split("The notes of this plan", 1)
        assert "Three metres on very high, line" in notes and "imprecise The gauge shows 3 m." in notes


def test_a_worksheet_says_what_each_verdict_means_where_claims_are_judged(printed: SmallEdition) -> None:
    sheets = text(printed, "worksheets-a4").split("Claims to judge")[1:]
    assert sheets and all("Imprecise The claim is right in substance, but" in sheet for sheet in sheets)


def test_worksheets_go_by_the_lines(printed: SmallEdition) -> None:
    claims = text(printed, "worksheets-a4")
    lines = [
        int(line) for line in re.findall(r"(\d+) (?:very high|Nobody was hurt)", claims.split("Claims to judge")[1])
    ]
    assert lines == sorted(lines) and len(lines) == 2


def test_answers_are_signed_with_a_code_and_have_a_line_for_each_stop(printed: SmallEdition) -> None:
    sheet, round_ = pages(printed, "answers-plan-a4")
    for number, say in enumerate(["How high is very high?", "What does the gauge show?", "Which year was worse"], 1):
        assert f"{number} {say}" in sheet
    assert "CODE" in sheet and "NAME" not in sheet
    assert "Code 1 2 3 4 5" in round_


def test_slides_have_one_stop_a_page(printed: SmallEdition) -> None:
    first, *stops = pages(printed, "slides-plan")
    assert "Most say ten metres." not in " ".join(stops)
    assert "One session" in first and "5 stops, 73.5 minutes" in first
    assert (
        stops[0] == "1 of 5 · minute 0 · Sentence 1.2 It rose “very high”, and the bridge fell. How high is very high?"
    )
    assert "Three metres" in stops[1] and "The gauge shows 3 m." in stops[1]
    assert "Floods" in stops[2] and "Which year was worse" in stops[2]
    assert len(stops) == 5
    box = PdfReader(printed.root / "_build/pdf/slides-plan.pdf").pages[0].mediabox
    assert (float(box.width) * POINT, float(box.height) * POINT) == pytest.approx((254, 142.875), abs=0.1)


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """The same with other stops: a chart now and as of the day of the text, a sealed note, a page of the book."""
    book = SmallEdition(tmp_path_factory.mktemp("varied") / "edition")
    add_seminar(book)
    early = "then=go.Figure(go.Bar(x=[1900], y=[2]), figure.layout), known_then=[True, False]"
    words = 'then_title="One flood", then_reading="It rose once."'
    published = PUBLISHES.replace("**words,", f"**words, {early}, {words},")
    write_notebook(book.root / "notebooks/floods.ipynb", published)
    draw_still(book, [2, 3], then=[2])
    stop = "- chart: floods\n  minutes: 5\n  say: What was known?\n"
    more = "- {note: high, view: seminar, minutes: 2, say: How high?}\n- {page: book/chart, minutes: 1, say: What?}\n"
    book.write("book/seminar/plan.yml", f"title: One session\nstops:\n{stop}{stop}  view: seminar.then\n{more}")
    two = PARALLELS.replace("  changed:", "  - {was: 1890, now: 1900}\n  changed:")
    book.write("book/apparatus/parallels.yml", two)
    book.write("book/chart.md", f"{PAGES['chart']}\n:::{{parallels}}\n:::\n")
    build(book, "pdf")
    return book


def test_texts_side_by_side_are_named_in_their_heads_alone(varied: SmallEdition) -> None:
    page = text(varied, "plan/chart-a4")
    assert page.count("A report") == page.count("A digest of it") == 1
    assert "the Seine → the river 1890 → 1900" in page


def test_a_stop_as_of_the_day_of_the_text_shows_the_chart_of_that_day(varied: SmallEdition) -> None:
    _, now, then, *_others = pages(varied, "slides-plan")
    assert all(words in now for words in ("Floods", "They rose.", "2 drawn"))
    assert all(words in then for words in ("One flood", "It rose once.", "1 drawn"))
    assert "Floods" not in then and now.count("Floods") == then.count("One flood") == 1
    assert "One flood" in text(varied, "plan-plan-a4")


def test_a_sealed_note_keeps_its_verdict(varied: SmallEdition) -> None:
    sealed = pages(varied, "slides-plan")[3]
    assert "“very high”" in sealed and "Three metres" not in sealed and "The gauge" not in sealed
    assert "confirmed · imprecise" in sealed


def test_a_pack_is_one_file_for_both_papers(printed: SmallEdition, monkeypatch) -> None:
    made = run("pack", "plan", printed.root)
    assert made.exit_code == 0, made.output
    path = printed.root / "_build/pack/plan.zip"
    names = ("plan", "answers", "text", "worksheets", "key")
    papers = {f"plan/{size}/{name}.pdf" for size in ("a4", "letter") for name in names}
    with ZipFile(path) as archive:
        assert set(archive.namelist()) == {*papers, "plan/slides.pdf"}
        assert archive.read("plan/a4/key.pdf") == (printed.root / "_build/pdf/key-a4.pdf").read_bytes()
    before = path.read_bytes()
    monkeypatch.chdir(printed.root)
    assert run("pack").exit_code == 0
    assert path.read_bytes() == before


def test_a_page_at_which_the_path_stops_is_in_the_pack_and_no_longer_when_it_does_not(
    varied: SmallEdition, tmp_path: Path
) -> None:
    book = copy.copy(varied)
    book.root = shutil.copytree(varied.root, tmp_path / "edition")
    run("pack", "plan", book.root)
    with ZipFile(book.root / "_build/pack/plan.zip") as archive:
        assert {"plan/a4/chart.pdf", "plan/letter/chart.pdf"} < set(archive.namelist())
    book.write("book/seminar/plan.yml", "title: One\nstops:\n- sentence: 1-2\n  minutes: 1\n  say: What?\n")
    on_a4(book)
    run("pack", "plan", book.root)
    with ZipFile(book.root / "_build/pack/plan.zip") as archive:
        assert "plan/a4/chart.pdf" not in archive.namelist()


def test_an_edition_without_a_plan_has_nothing_to_pack_and_its_make_goes_on(tmp_path, monkeypatch) -> None:
    edition = SmallEdition(tmp_path / "edition")
    monkeypatch.chdir(edition.root)
    made = run("pack")
    assert made.exit_code == 1 and "no handouts have been made; run: postil pdf" in made.output
    edition.write("_build/pdf/text-a4.pdf", "")
    made = run("pack")
    assert made.exit_code == 0 and "no plan to pack" in made.output


def test_a_plan_that_is_not_there_is_named(printed: SmallEdition) -> None:
    made = run("pack", "plam", printed.root)
    assert made.exit_code == 1
    assert "no handouts of a plan 'plam' have been made; did you mean 'plan'?" in made.output
    assert "Traceback" not in made.output


def test_the_plans_page_offers_the_pack_where_it_was_made(printed: SmallEdition) -> None:
    run("pack", "plan", printed.root)
    book = build(printed)
    link = "//a[contains(@href, '.zip')]"
    (offered,) = html.parse(book / "book/seminar/plan.html").xpath(link)
    assert offered.get("href") == "../../downloads/plan.zip"
    assert (book / "downloads/plan.zip").is_file()
    (printed.root / "_build/pack/plan.zip").unlink()
    build(printed)
    assert not html.parse(book / "book/seminar/plan.html").xpath(link)
    assert not (book / "downloads/plan.zip").exists()
