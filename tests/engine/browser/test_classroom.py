"""A class of twenty-five hands in its notes, in files of all qualities; the teacher opens all of them together."""

from __future__ import annotations

import pytest

from tests.support.browser import violations
from tests.support.classroom import CAREFUL, MARKUP, REFUSED, files, write_files

ONE = "book/one.html"
HEAP = 60_000_000  # bytes of the page's own objects
SECONDS = 15  # of a processor, for the page's scripts from choosing the files to the summary; half a second is usual


def opened(page, paths):
    page.get_by_role("button", name="My notes").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(paths)
    page.get_by_role("heading", name="Opened files").wait_for()
    return page.get_by_role("dialog")


@pytest.fixture
def reader(visit_published):
    return visit_published()


@pytest.fixture
def summary(reader, tmp_path):
    """The dialog with what the class says, and what it cost until it came, in seconds of a processor."""
    page = reader.open(ONE)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened(page, write_files(tmp_path)).get_by_role("button", name="Show them beside the text").click()
    page.locator("dialog h2", has_text="Notes of").wait_for()
    spent = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return page.get_by_role("dialog"), spent["ScriptDuration"]


def test_each_file_is_named_with_what_it_holds_or_why_it_cannot_be_read(reader, tmp_path) -> None:
    assert len(files()) == 25
    dialog = opened(reader.open(ONE), write_files(tmp_path))
    lines = dialog.locator("li").all_inner_texts()
    assert len(lines) == 25
    for name, line in zip(files(), lines, strict=True):
        assert line.startswith(f"{name}: ")
        if name in REFUSED:
            assert line == f"{name}: 0 notes; {line.partition('; ')[2]}" and REFUSED[name] in line
        else:
            assert not line.startswith(f"{name}: 0")


def test_a_class_is_shown_soon_and_small_and_nothing_of_it_runs(summary, reader) -> None:
    dialog, seconds = summary
    page = dialog.page
    assert 0 < seconds < SECONDS
    assert page.evaluate("performance.memory.usedJSHeapSize") < HEAP
    assert page.evaluate("window.owned") is None
    assert page.locator("dialog img, dialog script, .postil-own img, a[href^='javascript']").count() == 0
    assert MARKUP in dialog.inner_text()
    assert page.evaluate("({}).by") is None
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:", "blob:"))] == []


def test_judgements_are_counted_once_a_reader_and_nobody_speaks_for_another(summary) -> None:
    """Who judged several times counts with the latest; who takes another's name is told apart by the file."""
    dialog, _ = summary
    rows = dialog.locator(".postil-tally tbody tr")
    high, stood = rows.first.inner_text(), rows.filter(has_text="The new bridge stood").inner_text()
    careful = [number % 3 == 2 for number in range(len(CAREFUL))]
    assert f"{careful.count(False)} × Imprecise" in high and f"{careful.count(True)} × Confirmed" in high
    assert "1 × Disputed" in high and "1 × Contradicted" in high
    assert f"{len(CAREFUL)} × Confirmed" in stood and "All agree" in stood
    assert stood.rstrip().endswith("Confirmed")
    names = dialog.locator("select").first.locator("option").all_inner_texts()
    assert "Amina" in names and "amina-too" in " ".join(names)
    assert set(CAREFUL) < set(names)


def test_one_reader_one_question_one_passage(summary) -> None:
    dialog, _ = summary
    reader, passage, question = dialog.locator("select").all()
    entries = dialog.locator(".postil-own-list li")
    reader.select_option("王芳")
    assert entries.count() == 23
    question.select_option("causes")
    assert entries.count() == 1 and "which bridge?" in entries.inner_text()
    reader.select_option("")
    assert entries.count() == len(CAREFUL) + 2
    passage.select_option("s1-1")
    assert sorted(entries.locator("b").all_inner_texts()) == ["kai", "lea"]
    question.select_option("")
    passage.select_option("")
    assert dialog.get_by_text("Their words are not in this text").is_visible()
    assert "Lost?" in dialog.inner_text()


def test_the_summary_is_printed_and_read_by_everybody(summary) -> None:
    dialog, _ = summary
    page = dialog.page
    assert violations(page) == {}
    page.evaluate("window.print = () => {}")
    dialog.get_by_role("button", name="Print").click()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    sheet = page.locator(".postil-sheet")
    assert sheet.is_visible() and "9 × Imprecise" in sheet.inner_text()


def test_ones_own_notes_stay_when_files_are_added(reader, tmp_path) -> None:
    """Also one that comes back from somebody with other words under the same id."""
    page = reader.open(ONE)
    page.evaluate("postil.own.keep({id: 'mine', exact: 'the bridge fell', text: 'My own words'})")
    path = tmp_path / "back.json"
    path.write_text(
        '[{"id": "urn:uuid:mine", "bodyValue": "Theirs", "target": {"selector": {"type": "TextQuoteSelector", '
        '"exact": "the bridge fell"}}}]',
        "utf-8",
    )
    for _ in range(2):
        opened(page, [path]).get_by_role("button", name="Add them to my notes").click()
    texts = page.evaluate("postil.own.all().map(note => note.text)")
    assert sorted(texts) == ["My own words", "Theirs"]
