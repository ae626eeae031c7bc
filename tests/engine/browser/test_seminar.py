"""The seminar kit in the browser, from disk: paths by the arrow keys, exercises by the keyboard alone."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import in_every_light
from tests.support.edition import FIRST
from tests.support.notes import at_rest

PLAN, EXERCISES, KEY = (f"book/seminar/{name}.html" for name in ("plan", "exercises", "key"))
STOP = "document.querySelector('.postil-stage-bar [role=status]').innerText.replace(/\\n/g, ' | ')"


@pytest.fixture
def visit(reader_of, kit):
    """Makes readers of the small edition."""
    return lambda width=1360, **options: reader_of(kit, width, **options)


def at_stop(page, number: int) -> str:
    """What the bar says once the stop is reached."""
    page.wait_for_function(
        "n => document.querySelector('.postil-stage-bar')?.innerText.includes(`Stop ${n} of`)", arg=number
    )
    return page.evaluate(STOP)


def present(page) -> None:
    """Begin the path of the plan's page with the keyboard."""
    page.get_by_role("link", name="Present this path").focus()
    page.keyboard.press("Enter")


# Paths


def test_the_arrow_keys_lead_through_the_stops_from_page_to_page(visit) -> None:
    reader = visit()
    page = reader.open(PLAN)
    present(page)
    assert at_stop(page, 1) == "Stop 1 of 5 · minute 0 | How high is very high?"
    assert page.locator(".postil-sentence:visible").all_inner_texts() == [page.locator("#s1-2").inner_text()]
    assert page.evaluate("document.documentElement.dataset.view") == "seminar present"
    page.keyboard.press("ArrowRight")
    assert at_stop(page, 2) == "Stop 2 of 5 · minute 5 | What does the gauge show?"
    assert page.locator("#note-high").get_by_text("The gauge shows 3 m.").is_visible()
    assert page.locator(".postil-sentence:visible").count() == 1
    page.keyboard.press("ArrowRight")
    assert at_stop(page, 3) == "Stop 3 of 5 · minute 7.5 | Which year was worse: 1900 or 1901?"
    assert page.url.endswith("/book/chart.html?view=present&path=plan&stop=3#chart-floods")
    page.wait_for_function("() => document.querySelector('figure.postil-chart').dataset.drawn === 'true'")
    page.keyboard.press("ArrowRight")
    at_stop(page, 4)
    assert page.url.endswith("/book/two.html?view=present&path=plan&stop=4#s2-2")
    assert page.locator(".postil-sentence:visible").all_inner_texts() == [page.locator("#s2-2").inner_text()]
    page.keyboard.press("PageDown")
    assert at_stop(page, 5) == "Stop 5 of 5 · minute 72.5 | Where was this read?"
    assert page.locator(".postil-citation").is_visible() and page.locator("header.postil-bar").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator(".postil-end").get_by_text("One session").is_visible()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".postil-end").count() == 0 and at_stop(page, 5)
    page.keyboard.press("ArrowLeft")
    at_stop(page, 4)
    assert reader.complaints == []


def test_the_buttons_step_too(visit) -> None:
    page = visit(360).open("book/one.html?view=present&path=plan&stop=2#note-high")
    at_stop(page, 2)
    page.get_by_role("button", name="Back").click()
    at_stop(page, 1)
    page.get_by_role("button", name="On").click()
    at_stop(page, 2)


@pytest.mark.parametrize(
    "start", ["book/two.html?view=present&path=plan&stop=4#s2-2", "book/index.html?path=plan&stop=5"]
)
def test_leaving_the_path_leads_back_to_its_plan(visit, start) -> None:
    for leave in ("Escape", "Leave the path"):
        page = visit().open(start)
        at_stop(page, int(re.search(r"stop=(\d)", start)[1]))
        if leave == "Escape":
            page.keyboard.press(leave)
        else:
            page.get_by_role("button", name=leave).click()
        page.wait_for_url(f"**/{PLAN}")
        assert page.locator("header.postil-bar").is_visible() and not page.locator(".postil-stage-bar").count()


def test_the_paths_are_loaded_only_when_the_address_names_one(visit) -> None:
    reader = visit()
    at_rest(reader.open("book/one.html?view=present"))
    assert not [url for url in reader.requests if url.endswith("paths.js")]
    at_stop(reader.open("book/one.html?view=present&path=plan&stop=1#s1-2"), 1)
    assert [url for url in reader.requests if url.endswith("paths.js")]


@pytest.mark.parametrize("query", ["path=gone&stop=1", "path=plan&stop=99", "path=plan", "path=plan&stop=x"])
def test_an_address_that_names_no_stop_shows_the_page(visit, query) -> None:
    reader = visit()
    page = reader.open(f"book/one.html?view=present&{query}#s1-2")
    page.wait_for_selector(".postil-stage-bar")
    assert page.evaluate(STOP) == "3 of 4"
    assert reader.complaints == []


def test_a_page_with_nothing_to_present_can_be_left_like_any_other(visit) -> None:
    page = visit().open("book/index.html?view=present")
    assert not page.locator("header.postil-bar").is_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/book/one.html")
    page = visit().open("book/index.html?view=present")
    page.keyboard.press("Escape")
    assert page.locator("header.postil-bar").is_visible() and not page.locator(".postil-stage-bar").count()


def test_a_note_stays_under_its_sentence_in_the_presentation(visit) -> None:
    """Also where other sentences of its paragraph come before."""
    page = visit().open("book/one.html?view=present#s1-3")
    page.locator("#mark-hurt").click()
    assert page.locator("#note-hurt").is_visible()


def test_a_key_that_has_a_use_on_the_page_does_not_leave_it(visit) -> None:
    page = visit().open(f"{EXERCISES}?path=plan&stop=1")
    at_stop(page, 1)
    page.locator(".postil-token").first.focus()
    press(page, "ArrowRight", "Space")
    assert marked(page) == "river"
    page.locator("textarea").first.focus()
    press(page, "ArrowRight")
    at_rest(page)
    assert EXERCISES in page.url


# The teacher's key


def test_the_key_prints_without_the_interface(visit) -> None:
    page = visit().open(KEY)
    page.emulate_media(media="print")
    for selector in ("header.postil-bar", "footer", ".postil-skip"):
        assert not page.locator(selector).first.is_visible()
    assert page.get_by_text("Because it was of stone.").is_visible()


def test_the_search_does_not_find_the_key(visit) -> None:
    page = visit().open("search.html?q=teachers")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    assert page.locator("#search-status").inner_text().startswith("0 places found.")


# Exercises


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def marked(page) -> str:
    return "".join(page.locator('.postil-token[aria-selected="true"]').all_text_contents()).strip()


def compare(page, task: str) -> None:
    page.locator(f"{task} summary").focus()
    page.keyboard.press("Enter")


def test_claims_are_spotted_by_the_keyboard(visit) -> None:
    page = visit().open(EXERCISES)
    compare(page, ".postil-exercise-spot")
    expect(page.locator(".postil-exercise-spot .postil-difference")).to_have_text("Mark some words first.")
    assert page.locator(".postil-exercise-spot .postil-answer").get_attribute("open") is None
    page.locator(".postil-token").first.focus()
    press(page, "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    assert marked(page) == "“very high”,"
    press(page, "Home", "Space", "ArrowRight", "Space", "Space")
    assert marked(page) == "The “very high”,"
    assert page.evaluate("document.activeElement.textContent.trim()") == "river"
    compare(page, ".postil-exercise-spot")
    expect(page.locator(".postil-exercise-spot .postil-difference")).to_have_text(
        "You found 1 of 1 claim that the edition judges."
    )
    expect(page.locator(".postil-spans .postil-result")).to_have_text(["Found", "You left it: opinion"])
    assert page.get_by_text("the edition makes no claim of it: “The”").is_visible()
    assert page.locator(".postil-spans a").first.get_attribute("href") == "../one.html#note-high"


def test_what_is_missed_and_what_is_opinion_is_said(visit) -> None:
    page = visit().open(EXERCISES)
    page.locator(".postil-token").first.focus()
    press(page, "ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    assert marked(page) == "Nobody was hurt."
    compare(page, ".postil-exercise-spot")
    expect(page.locator(".postil-spans .postil-result")).to_have_text(
        ["Missed", "You marked it; the edition calls it opinion"]
    )


def test_shift_and_back_takes_marks_away_again(visit) -> None:
    page = visit().open(EXERCISES)
    page.locator(".postil-token").first.focus()
    press(page, "ArrowRight")
    page.keyboard.down("Shift")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    page.keyboard.up("Shift")
    assert marked(page) == "river rose in"


def test_claims_are_spotted_by_dragging_and_by_touch(visit) -> None:
    page = visit(360, has_touch=True).open(EXERCISES)
    first, last = page.locator(".postil-token").nth(1), page.locator(".postil-token").nth(3)
    page.locator(".postil-tokens").scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 4, end["y"] + 8, steps=4)
    page.mouse.up()
    assert marked(page) == "river rose in"
    page.locator(".postil-token").nth(2).tap()
    assert marked(page) == "river in"


def test_what_one_marks_is_seen_as_what_is_found_is(visit) -> None:
    page = visit().open(EXERCISES)
    page.locator(".postil-token").nth(2).click()
    background = "element => getComputedStyle(element).backgroundColor"
    found = page.evaluate(f"({background})(document.body.appendChild(document.createElement('mark')))")
    assert page.locator('.postil-token[aria-selected="true"]').evaluate(background) == found


def test_a_finger_that_scrolls_marks_nothing(visit) -> None:
    page = visit(360, has_touch=True, is_mobile=True).open(EXERCISES)
    box = page.locator(".postil-token").nth(2).bounding_box()
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": box["x"] + 4, "y": box["y"] + 8})
    for up in range(20, 260, 20):
        send("touchMove", {"x": box["x"] + 4, "y": box["y"] + 8 - up})
    send("touchEnd")
    page.wait_for_function("() => window.scrollY > 50")
    assert marked(page) == ""


def test_a_claim_is_judged_before_the_edition_speaks(visit) -> None:
    page = visit().open(EXERCISES)
    compare(page, "#judge-high")
    expect(page.locator("#judge-high .postil-difference")).to_have_text("Choose a verdict first.")
    assert not page.get_by_text("The gauge shows 3 m.").is_visible()
    page.locator('#judge-high [value="confirmed"]').focus()
    press(page, "Space", "ArrowDown", "ArrowUp", "Tab")
    page.keyboard.type("It says so.")
    press(page, "Tab", "Enter")
    expect(page.locator("#judge-high .postil-difference")).to_have_text(
        "You said confirmed; the edition says imprecise."
    )
    assert page.locator("#judge-high").get_by_text("The gauge shows 3 m.").is_visible()
    assert page.locator('#judge-high .postil-rests-on a[href$="#source-gazette-1901"]').is_visible()
    page.locator('#judge-stood [value="confirmed"]').check()
    compare(page, "#judge-stood")
    expect(page.locator("#judge-stood .postil-difference")).to_have_text("You and the edition agree: confirmed.")


def test_words_are_translated_back_before_the_note_is_read(visit) -> None:
    page = visit().open(EXERCISES)
    compare(page, ".postil-exercise-translate")
    expect(page.locator(".postil-exercise-translate .postil-difference")).to_have_text("Write your guess first.")
    page.locator(".postil-exercise-translate textarea").focus()
    page.keyboard.type("En automne")
    press(page, "Tab", "Enter")
    assert page.locator(".postil-exercise-translate").get_by_text("It falls, too.").is_visible()


def answer_everything(page) -> None:
    page.locator(".postil-token").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.locator('#judge-high [value="disputed"]').check()
    page.locator("#judge-high textarea").fill("Who measured?")
    page.locator(".postil-exercise-translate textarea").fill("En automne")
    compare(page, "#judge-high")


def test_answers_outlive_the_page_until_they_are_erased(visit) -> None:
    reader = visit()
    page = reader.open(EXERCISES)
    answer_everything(page)
    page = reader.open(EXERCISES)
    assert marked(page) == "The river"
    assert page.locator('#judge-high [value="disputed"]').is_checked()
    assert page.locator("#judge-high textarea").input_value() == "Who measured?"
    assert page.locator(".postil-exercise-translate textarea").input_value() == "En automne"
    assert page.locator(".postil-exercise-translate .postil-answer").get_attribute("open") is None
    page.get_by_role("button", name="Erase my answers").press("Enter")
    assert page.get_by_text("Your answers are erased.").is_visible()
    at_rest(page)
    assert page.evaluate("Object.keys(localStorage)") == []
    for again in (page, reader.open(EXERCISES)):
        assert marked(again) == ""
        assert again.locator("input:checked").count() == 0
        assert again.locator("textarea").evaluate_all("boxes => boxes.map(box => box.value)") == ["", "", ""]
        assert again.locator(".postil-answer[open]").count() == 0


def test_what_was_compared_stays_open_when_the_page_is_opened_again(visit) -> None:
    reader = visit()
    page = reader.open(EXERCISES)
    answer_everything(page)
    said = "You said disputed; the edition says imprecise."
    expect(page.locator("#judge-high .postil-difference")).to_have_text(said)
    again = reader.open(EXERCISES)
    assert again.locator(".postil-answer[open]").count() == 1
    assert again.locator("#judge-high .postil-answer[open]").count() == 1
    expect(again.locator("#judge-high .postil-difference")).to_have_text(said)
    again.locator("#judge-high .postil-answer > summary").click()
    again.wait_for_function("!Object.keys(localStorage).some((key) => key.includes('compared'))")
    assert reader.open(EXERCISES).locator(".postil-answer[open]").count() == 0


def saved(page, form: str) -> Path:
    page.get_by_role("button", name="Save or open files").click()
    page.get_by_label("Your name or a code").fill("K 7")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save as {form}").click()
    page.keyboard.press("Escape")
    day = datetime.now(UTC).date().isoformat()
    assert download.value.suggested_filename.partition(".")[0] == f"notes-k-7-{day}"
    return download.value.path()


def test_answers_are_saved_with_ones_own_notes_and_come_back(visit, tmp_path) -> None:
    reader = visit()
    page = reader.open(EXERCISES)
    answer_everything(page)
    text = saved(page, "text").read_text("utf-8")
    assert "> very high\n\nWho measured?\n\nJudgement: Disputed\n\nThe edition: Imprecise" in text
    assert "> The river\n\nTags: claim" in text and "En automne" in text
    path = tmp_path / "k7.jsonld"
    path.write_bytes(saved(page, "an annotation file").read_bytes())
    items = json.loads(path.read_text("utf-8"))["first"]["items"]
    assert sorted(item["motivation"] for item in items) == ["assessing", "commenting", "highlighting"]
    page.get_by_role("button", name="Erase my answers").click()
    assert marked(page) == "" and page.evaluate("postil.own.all()") == []
    page.get_by_role("button", name="My notes").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Add them to my notes").click()
    for again in (page, reader.open(EXERCISES)):
        assert marked(again) == "The river"
        assert again.locator('#judge-high [value="disputed"]').is_checked()
        assert again.locator("textarea").evaluate_all("all => all.map(box => box.value)") == [
            "Who measured?", "", "En automne"
        ]  # fmt: skip
    assert reader.complaints == []


def test_what_is_judged_in_the_seminar_view_is_the_answer_to_the_exercise(visit) -> None:
    reader = visit()
    page = reader.open("book/one.html?view=seminar#note-high")
    page.locator("#note-high").get_by_role("button", name="confirmed").click()
    page = reader.open(EXERCISES)
    assert page.locator('#judge-high [value="confirmed"]').is_checked()
    page.locator('#judge-high [value="imprecise"]').check()
    assert page.evaluate("postil.own.all().map(note => note.verdict)") == ["imprecise"]


def test_the_tools_stand_under_the_exercises(visit) -> None:
    for width in (390, 1440):
        page = visit(width).open(EXERCISES)
        parts = page.locator(".postil-exercise-tools"), page.locator(".postil-exercise").last
        tools, task = (part.bounding_box() for part in parts)
        assert (tools["x"], tools["width"]) == (task["x"], task["width"])


def test_exercises_print_with_the_answers_and_without_the_buttons(visit) -> None:
    page = visit().open(EXERCISES)
    answer_everything(page)
    page.emulate_media(media="print")
    assert not page.locator(".postil-exercise-tools").is_visible()
    assert page.locator("#judge-high .postil-answer").is_visible()
    assert not page.locator("#judge-stood .postil-answer").is_visible()


@pytest.mark.parametrize("width", [360, 1360])
def test_without_script_tasks_and_answers_can_be_read(visit, width) -> None:
    page = visit(width, java_script_enabled=False).open(EXERCISES)
    assert page.locator(".postil-tokens").inner_text() == FIRST
    for task, words in (
        (".postil-exercise-spot", "A view"),
        ("#judge-high", "The gauge shows 3 m."),
        (".postil-exercise-translate", "It falls, too."),
    ):
        assert not page.locator(task).get_by_text(words).is_visible()
        page.locator(f"{task} summary").click()
        assert page.locator(task).get_by_text(words).is_visible()
    assert not page.locator("input:visible, textarea:visible, .postil-exercise-how:visible").count()


def test_without_script_the_path_is_a_table_of_links(visit) -> None:
    page = visit(java_script_enabled=False).open(PLAN)
    assert not page.get_by_text("Present this path").is_visible()
    page.get_by_role("link", name="Note: Three metres").click()
    assert page.url.endswith("/book/one.html#note-high")


# Everybody


def is_for_everyone(page) -> None:
    for where, faults in in_every_light(page, 360, 1360):
        assert faults == {}, where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where


def test_exercises_that_are_answered_are_for_everyone(visit) -> None:
    page = visit().open(EXERCISES)
    answer_everything(page)
    for task in (".postil-exercise-spot", ".postil-exercise-translate"):
        compare(page, task)
    is_for_everyone(page)


@pytest.mark.parametrize("name", [PLAN, KEY])
def test_plan_and_key_are_for_everyone(visit, name) -> None:
    is_for_everyone(visit().open(name))


@pytest.mark.parametrize(("number", "view", "place"), [(1, "present", "s1-2"), (2, "seminar.present", "note-high")])
def test_a_stop_is_for_everyone(visit, number, view, place) -> None:
    page = visit().open(f"book/one.html?view={view}&path=plan&stop={number}#{place}")
    at_stop(page, number)
    is_for_everyone(page)


def test_nothing_is_asked_of_another_host(visit, kit) -> None:
    reader = visit()
    for name in (PLAN, KEY, EXERCISES):
        at_rest(reader.open(name))
    assert [url for url in reader.requests if not url.startswith(kit.as_uri())] == []
    assert reader.complaints == []


def test_every_choice_of_the_view_that_is_seen_has_a_name(visit) -> None:
    page = visit().open("book/one.html")
    page.get_by_text("View", exact=True).click()
    seen = [label for label in page.locator(".postil-views label").all() if label.is_visible()]
    assert len(seen) > 2
    assert all(label.inner_text().strip() for label in seen if label.locator("[type=checkbox]").count())
