"""Names show a small card to pointer, keyboard and finger, and are plain links without script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import violations
from tests.support.build import build
from tests.support.edition import SmallEdition
from tests.support.web import weave

NAME = "#note-after .postil-card-text a:has(> .postil-name)"


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    return build(weave(shared))


@pytest.mark.parametrize("width", [390, 1440])
def test_a_name_shows_its_card_on_hover_and_focus(reader_of, built, width: int) -> None:
    reader = reader_of(built, width)
    page = reader.open("book/two.html#note-after")
    name = page.locator(NAME).first
    name.hover()
    card = page.locator(".postil-name-card")
    card.wait_for()
    assert card.inner_text().split("\n")[0] == "The keeper"
    assert "Keeper of the bridge" in card.inner_text()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()  # the pointer may go onto the card (WCAG 1.4.13)
    page.keyboard.press("Escape")
    assert not card.count()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.locator("#note-after .postil-finding a").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "postil-name-card"
    assert reader.complaints == []
    assert violations(page) == {}


def test_the_first_tap_shows_the_card_which_leads_to_the_entry(reader_of, built) -> None:
    page = reader_of(built, 390, has_touch=True, is_mobile=True).open("book/two.html#note-after")
    page.locator(NAME).first.tap()
    more = page.locator(".postil-name-card a")
    assert page.url.endswith("two.html#note-after")
    assert more.bounding_box()["height"] >= 24
    more.tap()
    page.wait_for_url("**/web.html#keeper")


def test_without_script_names_are_links_and_the_line_is_there(reader_of, built) -> None:
    page = reader_of(built, java_script_enabled=False).open("book/one.html")
    line = page.locator(".postil-named").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert line == "In this paragraph: Flood · The keeper"
    page.locator(".postil-named a").last.click()
    page.wait_for_url("**/web.html#keeper")


def test_the_line_is_not_in_the_text_alone_and_has_nothing_later(reader_of, built) -> None:
    page = reader_of(built).open("book/one.html?view=text")
    assert not page.locator(".postil-named").is_visible()
    page.goto(page.url.replace("view=text", "view=then"))
    assert page.locator(".postil-named").is_visible()


def test_the_line_is_not_on_the_wall(reader_of, built) -> None:
    page = reader_of(built).open("book/one.html?view=present#s1-2")
    assert page.locator("#s1-2").is_visible()
    assert not page.locator(".postil-named").is_visible()


@pytest.mark.parametrize("touch", [False, True])
def test_no_line_begins_with_the_sign_between_names(reader_of, built, touch: bool) -> None:
    page = reader_of(built, has_touch=touch, is_mobile=touch).open("book/one.html")
    heights = page.evaluate(
        """() => [...document.querySelectorAll('.postil-named a')].map((a) => a.getBoundingClientRect().height)"""
    )
    assert min(heights) >= (36 if touch else 24)
    apart = page.evaluate(
        """() => {
          const line = document.querySelector('.postil-named');
          const [before, sign] = [line.querySelector('a'), line.querySelector('a').nextSibling];
          const range = document.createRange();
          const dot = sign.data.indexOf('·');
          range.setStart(sign, dot);
          range.setEnd(sign, dot + 1);
          const found = [];
          for (let width = 60; width < 320; width += 2) {
            line.style.width = `${width}px`;
            const mid = (box) => (box.top + box.bottom) / 2;
            const last = [...before.getClientRects()].pop();
            if (Math.abs(mid(range.getBoundingClientRect()) - mid(last)) > 9) found.push(width);
          }
          return found;
        }"""
    )
    assert apart == []
