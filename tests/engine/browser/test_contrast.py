"""Of words that look alike axe judges the contrast once: a pale one among them is seen, whatever makes it pale."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import violations

PAGE = """<html lang="en"><head><title>Words</title><style>
body {{ background: #fff; color: #666; font-size: 16px }}
.dark {{ background: #888 }} .dim {{ opacity: 0.6 }} .large {{ font-size: 30px; color: #888 }}
.over {{ position: absolute; right: 0; background: #999 }} summary {{ padding: 9px }}
</style></head><body><main><h1>Words</h1>{same}<p class="large">Large</p>{one}{same}</main></body></html>"""
GREY = '<p style="color: #888">Pale</p>'
CLOSED = "<details><summary>More</summary><p>Words like others.</p></details>"
PALE = {
    "its colour": '<p style="color: #888">Pale</p>',
    "its size": '<p style="color: #888; font-size: 23px">Pale</p>',
    "what is behind it": '<div class="dark"><p>Pale</p></div>',
    "what is behind what it is in": '<div class="dark"><div><p><b style="font-weight: 400">Pale</b></p></div></div>',
    "that it lets through what is behind": '<div class="dim"><p>Pale</p></div>',
    "what it lies on": '<p class="over">Pale</p>',
    "its colour, where what it is in has no box": f'<div style="display: contents">{GREY}</div>',
    "its colour, beside what is closed": f"{CLOSED}<details open><summary>More</summary>{GREY}</details>",
    "a field": '<p><label>Name <input style="color: #888" value="Pale"></label></p>',
}


@pytest.mark.parametrize("why", ["", *PALE])
def test_one_pale_word_among_many_is_seen(browser: Browser, why: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE.format(same="<p>Words like others.</p>" * 40, one=PALE.get(why, "")))
        found = violations(page)
        assert page.locator("[data-contrast]").count() <= 6
    assert (list(found) == ["color-contrast"] and "Pale" in str(found)) if why else found == {}


@pytest.mark.parametrize("around", ["{}", '<div style="display: contents">{}</div>', "<details open>{}</details>"])
def test_targets_that_are_too_close_are_seen_beside_what_is_folded(browser: Browser, around: str) -> None:
    small = '<button style="width: 9px; height: 9px; padding: 0; border: 0" aria-label="{}"></button>'
    targets = around.format("<summary>More</summary>" * ("details" in around) + small.format("a") + small.format("b"))
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE.format(same=CLOSED, one=targets))
        assert list(violations(page)) == ["target-size"]


ON_ITS_WAY = """async () => {
  const part = document.querySelector("details");
  part.querySelector("p").style.color = "#111";
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  part.open = false;
}"""


def test_a_colour_on_its_way_in_a_part_that_was_closed_is_not_waited_for(browser: Browser) -> None:
    """It stays on its way as long as the part is closed."""
    with browser.new_context() as context:
        page = context.new_page()
        part = '<details open><summary>More</summary><p style="transition: color 9s">Words</p></details>'
        page.set_content(PAGE.format(same="", one=part))
        page.evaluate(ON_ITS_WAY)
        assert violations(page) == {}
