"""A margin of one's own, from disk: kept, found, saved, opened, never lost, and never anybody's script."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from postil.authoring.annotations import read_annotations
from postil.authoring.importing import imported
from postil.check import check
from tests.support.browser import in_every_light, violations
from tests.support.paper import words_of
from tests.support.selecting import select


def today() -> str:
    """The day as the page writes it: a run of tests may go on beyond midnight."""
    return datetime.now(UTC).date().isoformat()


ONE, TWO = "book/one.html", "book/two.html"
HOSTILE = '<img src=x onerror="window.owned = 1"><script>window.owned = 1</script>'


def write(page, sentence: str, words: str, text: str = "", tags: str = "", colour: str = "") -> None:
    select(page, sentence, words)
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your note; leave it empty").fill(text)
    dialog.get_by_label("Tags").fill(tags)
    dialog.get_by_label("Colour").select_option(colour)
    dialog.get_by_role("button", name="Keep in this browser").click()
    dialog.wait_for(state="detached")


def own(page) -> list[str]:
    return page.locator(".postil-own").all_inner_texts()


def panel(page):
    page.get_by_role("button", name="My notes").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def saved(page, tmp_path: Path, button: str = "Save as an annotation file") -> Path:
    with page.expect_download() as download:
        panel(page).get_by_role("button", name=button).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return path


def open_files(page, *paths: Path):
    panel(page).locator("input[type=file]").set_input_files(list(paths))
    page.get_by_role("heading", name="Opened files").wait_for()
    return page.get_by_role("dialog")


def annotation(text: str, exact: str = "the bridge fell", **more) -> dict:
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""}
    body = {"type": "TextualBody", "value": text}
    return {"type": "Annotation", "body": body, "target": {"selector": selector}} | more


def judgement(verdict: str, name: str) -> dict:
    body = [
        {"type": "TextualBody", "value": f"verdict:{verdict}", "purpose": "tagging"},
        {
            "type": "SpecificResource",
            "source": "https://example.org/rivers/book/one.html#note-high",
            "purpose": "linking",
        },
    ]
    return annotation("", "very high", creator={"type": "Person", "name": name}, body=body)


def test_a_note_is_in_the_margin_after_reload_in_every_view(visit_published) -> None:
    reader = visit_published()
    page = reader.open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?", "bridges, ask", "green")
    write(page, "s1-3", "Nobody")
    for view in ("", "?view=text", "?view=all", "?view=then"):
        again = reader.open(ONE + view)
        first, second = own(again)
        assert "Which one?" in first and "bridges · ask · green" in first
        assert "My mark" in second
        assert again.locator(".postil-own").first.is_visible()
        assert again.evaluate("CSS.highlights.get('postil-own-green').size") == 1
        assert again.evaluate("[...CSS.highlights.get('postil-own-green')].map(String)") == ["the bridge fell"]
    assert own(reader.open(TWO)) == []
    assert reader.complaints == []


def test_a_page_that_came_by_plain_http_gives_notes_ids_too(visit_published, tmp_path) -> None:
    reader = visit_published()
    reader.context.add_init_script("delete Crypto.prototype.randomUUID")
    page = reader.open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?")
    data = json.loads(saved(page, tmp_path).read_text("utf-8"))
    ids = [data["id"], *(item["id"] for item in data["first"]["items"])]
    assert len(set(ids)) == 2 and all(UUID(id.removeprefix("urn:uuid:")).version == 4 for id in ids)
    assert reader.complaints == []


def test_the_articles_words_stay_the_articles(visit_published) -> None:
    page = visit_published().open(ONE)
    before = page.locator("#p1").inner_html()
    write(page, "s1-2", "the bridge fell", "Which one?")
    assert page.locator("#p1").inner_html() == before


def test_a_note_is_changed_and_deleted_also_from_another_tab(visit_published) -> None:
    reader = visit_published()
    page, other = reader.open(ONE), reader.open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?")
    other.wait_for_function("() => document.querySelectorAll('.postil-own').length === 1")
    write(other, "s1-3", "Nobody", "None?")
    page.wait_for_function("() => document.querySelectorAll('.postil-own').length === 2")
    page.get_by_role("button", name="Edit").first.click()
    page.get_by_label("Your note; leave it empty").fill("The old one.")
    page.get_by_role("button", name="Keep in this browser").click()
    other.wait_for_function("() => document.querySelector('.postil-own').textContent.includes('The old one.')")
    page.get_by_role("button", name="Edit").first.click()
    page.get_by_role("button", name="Delete").click()
    other.wait_for_function("() => document.querySelectorAll('.postil-own').length === 1")


def test_notes_are_found_by_their_words_and_lead_to_their_place(visit_published) -> None:
    reader = visit_published()
    page = reader.open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?", "bridges")
    two = reader.open(TWO)
    write(two, "s2-2", "stood", "How long?", "time")
    dialog = panel(two)
    assert dialog.locator("blockquote").all_inner_texts() == ["the bridge fell", "stood"]
    dialog.get_by_label("Find").fill("BRIDGES")
    assert dialog.locator("blockquote").all_inner_texts() == ["the bridge fell"]
    dialog.get_by_role("link", name="Sentence 1.2").click()
    two.wait_for_url("**/book/one.html#s1-2")


def test_notes_go_out_and_in_as_annotations_that_postil_import_reads(visit_published, published, tmp_path) -> None:
    reader = visit_published()
    page = reader.open(ONE)
    page.evaluate("localStorage.setItem('postil-name', 'Ada')")
    write(page, "s1-1", "river", "Which river?", "ask", "blue")
    path = saved(page, tmp_path)
    assert path.name == f"notes-ada-{today()}.jsonld"
    [found] = read_annotations(path.read_text("utf-8"))
    assert found.creators == ("Ada",) and found.tags == ("ask",)
    edition, problems = check(published.parent.parent)
    assert edition and not problems
    [draft] = imported(path.read_text("utf-8"), edition)
    assert draft.draft and draft.draft.quote.exact == "river" and "Which river?" in draft.draft.text
    item = json.loads(path.read_text("utf-8"))["first"]["items"][0]
    assert item["target"]["source"] == "https://example.org/rivers/book/one.html"
    page.evaluate("localStorage.clear()")
    dialog = open_files(page, path)
    dialog.get_by_role("button", name="Add them to my notes").click()
    assert own(page)[0].startswith("My note") and "Which river?" in own(page)[0] and "blue" in own(page)[0]
    write(page, "s1-2", "the bridge fell")
    text = saved(page, tmp_path, "Save as text").read_text("utf-8")
    assert "\n\n## Sentence 1.1\n\n> river\n\nWhich river?\n\nTags: ask\n\n## Sentence 1.2\n\n> the bridge fell" in text


def test_a_judgement_is_about_a_note_of_the_edition_or_about_none(visit_published, tmp_path) -> None:
    page = visit_published().open(ONE)
    page.evaluate("postil.own.keep({exact: 'river', about: 'constructor', verdict: 'confirmed'})")
    item = json.loads(saved(page, tmp_path).read_text("utf-8"))["first"]["items"][0]
    assert [body["purpose"] for body in item["body"]] == ["tagging"]


def test_nothing_leaves_the_machine(visit_published, published) -> None:
    reader = visit_published()
    write(reader.open(ONE), "s1-2", "the bridge fell", "Which one?")
    assert [url for url in reader.requests if not url.startswith(published.as_uri())] == []


def test_what_hypothesis_exports_is_opened(visit_published, tmp_path) -> None:
    quote = {"type": "TextQuoteSelector", "exact": "bridge", "prefix": "high”, and the ", "suffix": " fell"}
    target = [{"source": "https://example.org", "selector": [{"type": "RangeSelector"}, quote]}]
    rows = [{"user": "acct:ben@hypothes.is", "text": "Why?", "tags": ["ask"], "target": target}]
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"export_userid": "acct:ben@hypothes.is", "annotations": rows}), "utf-8")
    page = visit_published().open(ONE)
    open_files(page, path).get_by_role("button", name="Show them beside the text").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("heading", name="Notes of ben").wait_for()
    assert "ben" in dialog.inner_text() and "Sentence 1.2" in dialog.inner_text() and "Why?" in dialog.inner_text()


def test_words_that_are_gone_are_kept_apart(visit_published) -> None:
    page = visit_published().open(ONE)
    page.evaluate("postil.own.keep({id: 'gone', exact: 'a sentence of the first edition', text: 'Still mine'})")
    assert own(page) == []
    dialog = panel(page)
    assert "Their words are not in the text any more" in dialog.inner_text() and "Still mine" in dialog.inner_text()


def test_words_that_have_moved_are_found_by_what_is_beside_them(visit_published) -> None:
    page = visit_published().open(ONE)
    page.evaluate("postil.own.keep({id: 'moved', exact: 'the river rose', prefix: 'autumn ', suffix: ' again'})")
    assert own(page) == []
    assert "Sentence 2.1" in panel(page).inner_text()


@pytest.mark.parametrize("leave", ["Escape", "Close", "Suggest it to the edition"])
def test_a_new_note_is_not_lost_when_its_box_is_left(visit_published, leave) -> None:
    page = visit_published().open(ONE)
    select(page, "s1-2", "the bridge fell")
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    page.get_by_label("Your note; leave it empty").fill("Which one?")
    page.get_by_label("Tags").fill("bridges")
    if leave == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name=leave).click()
    page.locator(".postil-own").wait_for()
    assert "Which one?" in own(page)[0] and "bridges" in own(page)[0]


def test_a_box_that_is_left_empty_leaves_no_mark_and_a_changed_note_as_it_was(visit_published) -> None:
    page = visit_published().open(ONE)
    select(page, "s1-2", "the bridge fell")
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert own(page) == []
    write(page, "s1-2", "the bridge fell", "Which one?")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Your note; leave it empty").fill("No, none")
    page.keyboard.press("Escape")
    assert "Which one?" in own(page)[0]


@pytest.mark.parametrize("fault", ["full", "forbidden"])
def test_a_browser_that_keeps_nothing_says_so_and_loses_nothing(visit_published, tmp_path, fault) -> None:
    page = visit_published().open(ONE)
    page.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); })")
    if fault == "forbidden":
        page.evaluate("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    write(page, "s1-2", "the bridge fell", "Which one?")
    assert "Which one?" in own(page)[0]
    assert "Not kept" in page.locator(".postil-tools [role=status]").inner_text()
    dialog = panel(page)
    assert "save your notes as a file before you leave" in dialog.inner_text()
    dialog.get_by_label("Your name or a code").fill("K7")
    page.keyboard.press("Escape")
    path = saved(page, tmp_path)
    assert path.name == f"notes-k7-{today()}.jsonld" and '"name": "K7"' in path.read_text("utf-8")


def test_hostile_files_are_text_or_refused(visit_published, tmp_path) -> None:
    files = {
        "markup.json": json.dumps(annotation(HOSTILE, creator={"name": HOSTILE}, tags=[HOSTILE])),
        "proto.json": '{"target":{"selector":{"type":"TextQuoteSelector","exact":"Nobody"}},"__proto__":{"by":"x"}}',
        "deep.json": "[" * 100_000 + "]" * 100_000,
        "text.json": "not JSON",
        "nothing.json": '{"items": []}',
        "long.json": json.dumps(annotation("y" * 500_000, creator="L" * 5000)),
        "large.json": json.dumps(annotation("x" * 2_200_000)),
        "judged.json": json.dumps(annotation("j", tags=["verdict:constructor"], creator="Eve", body=[
            {"type": "TextualBody", "value": "verdict:constructor", "purpose": "tagging"},
            {"type": "SpecificResource", "source": "javascript:alert(1)#note-constructor", "purpose": "linking"}])),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    reader = visit_published()
    page = reader.open(ONE)
    dialog = open_files(page, *(tmp_path / name for name in files))
    report = dialog.inner_text()
    reasons = {"text": "not JSON", "nothing": "holds no annotation", "large": "larger than 2 MB"}
    for name, reason in reasons.items():
        assert f"{name}.json: 0 notes; " in report and reason in report
    dialog.get_by_role("button", name="Show them beside the text").click()
    page.get_by_role("heading", name="readers").wait_for()
    assert HOSTILE in page.get_by_role("dialog").inner_text()
    assert page.evaluate("window.owned") is None
    assert page.locator(".postil-own img, dialog img, dialog script").count() == 0
    assert page.evaluate("Math.max(...postil.own.others().map(note => note.text.length))") == 10_000
    assert page.locator('a[href^="javascript"]').count() == 0
    assert reader.complaints == []


def test_a_class_is_read_together(visit_published, tmp_path) -> None:
    """Twenty-five files: names beside notes, filters, agreement, judgements counted, on the next page as well."""
    for n in range(25):
        name = f"Reader {n:02}"
        thoughts = (annotation(f"Thought {n}.{i}", "Nobody was hurt", creator=name) for i in range(40))
        items = [judgement("imprecise" if n % 5 else "confirmed", name), *thoughts]
        (tmp_path / f"{n:02}.jsonld").write_text(json.dumps({"type": "AnnotationPage", "items": items}), "utf-8")
    reader = visit_published()
    page = reader.open(ONE)
    dialog = open_files(page, *sorted(tmp_path.glob("*.jsonld")))
    dialog.get_by_role("button", name="Show them beside the text").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("heading", name="Notes of 25 readers").wait_for()
    row = dialog.locator(".postil-tally tbody tr").inner_text().rstrip()
    assert row.startswith("“very high”") and row.endswith("Imprecise")
    assert "20 × Imprecise" in row and "5 × Confirmed" in row
    assert "Notes: 1000; readers: 25" in dialog.inner_text()
    dialog.locator("select").first.select_option("Reader 03")
    assert dialog.locator(".postil-own-list li").count() == 41
    dialog.locator("select").last.select_option("high")
    assert dialog.locator(".postil-own-list li").count() == 1
    assert violations(page) == {}
    page.keyboard.press("Escape")
    assert page.locator(".postil-own-class > details > summary").all_inner_texts() == [
        "Sentence 1.2 – notes: 25; readers: 25", "Sentence 1.3 – notes: 1000; readers: 25"
    ]  # fmt: skip
    page.goto(page.url.replace("one.html", "two.html"))
    page.get_by_role("button", name="My notes").click()
    page.get_by_role("button", name="Notes of the class").click()
    page.get_by_role("heading", name="Notes of 25 readers").wait_for()
    page.get_by_role("button", name="Close the files").click()
    assert page.evaluate("postil.own.others().length") == 0


def test_own_notes_print_alone(visit_published) -> None:
    page = visit_published().open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?")
    page.evaluate("window.print = () => {}")
    panel(page).get_by_label("Your name or a code").fill("K7")
    page.get_by_role("button", name="Print").click()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert page.locator(".postil-sheet").get_by_text("Which one?").is_visible()
    assert page.locator(".postil-sheet h1").inner_text() == "My notes: K7"  # a class's sheets are told apart
    assert not page.locator("main").is_visible() and not page.locator(".postil-sheet button").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("main").is_visible() and page.locator(".postil-own").is_visible()


def test_on_paper_each_note_says_which_words_it_is_on(visit_published) -> None:
    page = visit_published().open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?", tags="bridges, doubt", colour="yellow")
    write(page, "s1-3", "Nobody was hurt", "Who says so?", tags="doubt", colour="rose")
    write(page, "s1-2", "very high", tags="measure")
    paper = words_of(page.pdf())
    own = paper[paper.index("My mark") :]
    assert own.index("“very high”") < own.index("measure") < own.index("“the bridge fell”") < own.index("Which one?")
    assert "bridges · doubt · yellow" in own and "doubt · rose" in own and "Edit" not in own
    assert not page.locator(".postil-own-words").first.is_visible()


def test_on_a_phone_a_note_that_is_kept_is_seen(visit_published) -> None:
    page = visit_published(390, 300).open(ONE)
    write(page, "s1-2", "the bridge fell", "Which one?")
    box = page.locator(".postil-own").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 300


@pytest.mark.parametrize("width", [390, 1360])
def test_on_a_phone_and_by_keyboard_too(visit_published, width) -> None:
    page = visit_published(width).open(ONE)
    page.locator("#s1-2 .postil-place").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Copy quotation'")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("By keys alone")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    assert "By keys alone" in own(page)[0] and page.locator(".postil-own").is_visible()
    assert page.evaluate("document.activeElement.closest('.postil-own') !== null")
    for where, faults in in_every_light(page, width):
        assert faults == {}, where
    page.get_by_role("button", name="My notes").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    for where, faults in in_every_light(page, width):
        assert faults == {}, where
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
