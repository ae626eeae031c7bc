"""The seminar view: the quoted words with the verdicts as buttons; judge first, then both verdicts and the evidence."""

from __future__ import annotations

import pytest

from tests.support.browser import in_every_light

ONE = "book/one.html?view=seminar#note-high"
HIGH, STOOD = "#note-high", "#note-stood"


def both(page, card: str) -> list[str]:
    return page.locator(f"{card} .postil-judged dd > span").all_inner_texts()


@pytest.fixture
def reader(visit_published):
    return visit_published()


def test_nothing_tells_the_verdict_before_the_reader_has_judged(reader) -> None:
    page = reader.open(ONE)
    page.wait_for_selector(f"{HIGH} .postil-judge button")
    assert page.locator(HIGH).inner_text().split()[:3] == ["2", "“very", "high”"]
    shown = page.locator(f"{HIGH} .postil-judge button").all_inner_texts()
    assert shown[:2] == ["Confirmed", "Imprecise"] and shown[-1] == "Show the verdict without judging"
    for hidden in (".postil-verdict", ".postil-kind", ".postil-finding", ".postil-card-text", ".postil-sources"):
        assert not page.locator(f"{HIGH} {hidden}").first.is_visible(), hidden
    assert "sealed" in page.locator("#mark-high").get_attribute("aria-label")


def test_after_judging_both_verdicts_are_side_by_side_with_the_evidence(reader) -> None:
    page = reader.open(ONE)
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).press("Enter")
    assert both(page, HIGH) == ["Confirmed", "Imprecise"]
    yours, editions = (part.bounding_box() for part in page.locator(f"{HIGH} .postil-judged > div").all())
    assert yours["y"] == editions["y"] and yours["x"] < editions["x"]
    assert page.locator(HIGH).get_by_text("The gauge shows 3 m.").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Three metres"
    assert "sealed" not in page.locator("#mark-high").get_attribute("aria-label")
    assert reader.complaints == []


def test_both_verdicts_stand_at_one_height_on_a_phone(visit_published) -> None:
    page = visit_published(390).open(ONE)
    page.evaluate("postil.reveal('high')")
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    yours, editions = (part.bounding_box() for part in page.locator(f"{HIGH} .postil-judged dd > span").all())
    assert abs(yours["y"] - editions["y"]) < 1


def test_a_judgement_outlives_the_page_and_can_be_taken_back(reader) -> None:
    page = reader.open(ONE)
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    again = reader.open(ONE)
    again.wait_for_selector(f"{HIGH} .postil-judged")
    assert both(again, HIGH) == ["Confirmed", "Imprecise"]
    assert again.locator(".postil-own").count() == 0
    page.locator(HIGH).get_by_role("button", name="Judge again").click()
    again.wait_for_selector(f"{HIGH}.postil-is-sealed")
    assert page.locator(f"{HIGH} .postil-judged").count() == 0
    page.locator(HIGH).get_by_role("button", name="Show the verdict without judging").click()
    assert page.locator(HIGH).get_by_text("The gauge shows 3 m.").is_visible() and both(page, HIGH) == []


def test_outside_the_seminar_a_card_is_as_it_was(reader) -> None:
    page = reader.open(ONE)
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    page.evaluate("postil.toggle('seminar')")
    assert page.locator(".postil-judge, .postil-judged, .postil-is-sealed, .postil-is-judged").count() == 0
    assert page.locator(f"{HIGH} .postil-verdict").inner_text() == "Imprecise"


def test_a_judgement_goes_out_with_ones_own_notes(reader) -> None:
    page = reader.open(ONE)
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    page.get_by_role("button", name="My notes").click()
    assert "Judgement: Confirmed" in page.get_by_role("dialog").inner_text()


def test_the_view_says_that_it_is_on_and_how_to_leave_it(visit_published) -> None:
    """Also when the reader comes back by the plain address."""
    for width in (390, 1440):
        page = visit_published(width).open(ONE)
        page.get_by_text("verdicts are sealed until you judge").wait_for()
        page.goto(page.url.split("?")[0])
        page.evaluate("postil.toggle('seminar')")
        page.goto(page.url.split("?")[0])
        page.get_by_role("button", name="Show the verdicts").click()
        assert page.locator(f"{HIGH}.postil-is-sealed").count() == 0
        assert not page.locator(".postil-seminar-strip").is_visible()


def test_where_room_is_short_a_note_is_one_line(visit_published) -> None:
    page = visit_published().open("book/two.html?view=seminar")
    page.wait_for_selector(f"{STOOD} .postil-judge")
    page.evaluate(f"document.querySelector('{STOOD}').classList.add('postil-is-folded')")
    words = page.locator(f"{STOOD} .postil-quoted")
    assert words.inner_text() == "“The new bridge stood”"
    height = words.evaluate("words => parseFloat(getComputedStyle(words).lineHeight)")
    assert page.locator(STOOD).bounding_box()["height"] <= height + 6


def test_a_note_is_judged_on_the_wall(reader) -> None:
    page = reader.open("book/one.html?view=seminar.present&path=plan&stop=2#note-high")
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    assert both(page, HIGH) == ["Confirmed", "Imprecise"]
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_what_one_class_judges_on_the_wall_is_sealed_for_the_next(reader) -> None:
    """Also where the teacher has judged before, alone."""
    page = reader.open(ONE)
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    wall = "book/one.html?view=seminar.present&path=plan&stop=2#note-high"
    for _ in range(2):
        page = reader.open(wall)
        page.locator(HIGH).get_by_role("button", name="Imprecise", exact=True).click()
        assert both(page, HIGH) == ["Imprecise", "Imprecise"] and "The class" in page.locator(HIGH).inner_text()
    assert page.evaluate("postil.own.all().map(note => note.verdict)") == ["confirmed"]
    page.locator(HIGH).get_by_role("button", name="Judge again").click()
    assert page.locator(f"{HIGH}.postil-is-sealed").count() == 1


def test_hands_are_counted_on_the_wall_for_this_class_alone(reader) -> None:
    wall = "book/one.html?view=seminar.present&path=plan&stop=2#note-high"
    page = reader.open(wall)
    for name, presses in (
        ("One hand more: Confirmed", 3),
        ("One hand less: Confirmed", 1),
        ("One hand more: Imprecise", 1),
    ):
        for _ in range(presses):
            page.locator(HIGH).get_by_role("button", name=name).click()
    page.locator(HIGH).get_by_role("button", name="One hand less: Disputed").click()
    assert page.locator(f"{HIGH} output").all_inner_texts()[:2] == ["2", "1"]
    page.reload()
    page.locator(f"{HIGH} output").first.wait_for()
    assert page.locator(f"{HIGH} output").all_inner_texts()[:2] == ["2", "1"]
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    assert both(page, HIGH) == ["Confirmed", "Imprecise", "2 × Confirmed, 1 × Imprecise"]
    page.evaluate("postil.beginAnew('plan')")
    page.goto(page.url.replace("stop=2", "stop=1"))
    page.goto(page.url.replace("stop=1", "stop=2"))
    page.locator(f"{HIGH} output").first.wait_for()
    assert set(page.locator(f"{HIGH} output").all_inner_texts()) == {"0"}
    page = reader.open(ONE)
    page.wait_for_selector(f"{HIGH} .postil-judge button")
    assert page.locator("output").count() == 0


def test_what_is_judged_after_a_presentation_was_left_is_kept(reader) -> None:
    """The page knows the wall by its address, which changes without a new page."""
    page = reader.open("book/one.html?view=seminar.present&path=plan&stop=2#note-high")
    page.locator(".postil-stage-bar").wait_for()
    page.evaluate("postil.leavePresentation()")
    page.evaluate("postil.has('seminar') || postil.toggle('seminar')")
    page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    assert "You" in page.locator(f"{HIGH} .postil-judged").inner_text()
    assert page.evaluate("postil.own.all().map(note => note.verdict)") == ["confirmed"]
    again = reader.open(ONE)
    again.wait_for_selector(f"{HIGH} .postil-judged")
    assert both(again, HIGH) == ["Confirmed", "Imprecise"]


def test_the_judgements_of_opened_files_are_counted_beside_the_editions(reader) -> None:
    page = reader.open(ONE)
    given = [("Ann", "confirmed"), ("Ben", "confirmed"), ("Cem", "disputed")]
    notes = [{"exact": "very high", "about": "high", "verdict": verdict, "by": name} for name, verdict in given]
    page.evaluate("notes => postil.own.showOthers(notes.map(postil.own.clean))", notes)
    assert "Confirmed" not in page.locator(f"{HIGH} .postil-counted").all_inner_texts()  # sealed until judged
    page.locator(HIGH).get_by_role("button", name="Imprecise", exact=True).click()
    assert both(page, HIGH) == ["Imprecise", "Imprecise", "2 × Confirmed, 1 × Disputed"]


@pytest.mark.parametrize("judged", [False, True])
def test_axe_finds_nothing(visit_published, judged) -> None:
    page = visit_published().open(ONE)
    page.wait_for_selector(f"{HIGH} .postil-judge button")
    if judged:
        page.locator(HIGH).get_by_role("button", name="Confirmed", exact=True).click()
    for where, faults in in_every_light(page, 360, 1100, 1440):
        assert faults == {}, where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
