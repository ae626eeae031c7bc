"""What pages of a Jupyter Book hold beside notes, under our theme: code to copy, boxes that open, tabs, margins."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import violations
from tests.support.host import HostBook, cell, html_of, notebook
from tests.support.notes import at_rest

PAGE = """# Of all kinds

```{admonition} A box that opens
:class: dropdown
Within the box.
```

````{toggle}
Within the toggle.
````

````{toggle}
:show:
Within the open toggle.
````

Icons: {fas}`book` {fab}`github` {far}`bell` <i class="fa fa-2x fa-twitter"></i>

:::{dropdown} A dropdown
Within the dropdown.
:::

```{deprecated} 1.3
Words.
```

::::{tab-set}
:::{tab-item} One
The first.
:::
:::{tab-item} Two
The second.
:::
::::

::::{grid} 1 2 2 2
:::{grid-item-card} A card
Body
:::
:::{grid-item-card} Another
Body
:::
::::

```{button-ref} index
:color: secondary
To the cover
```

{bdg-primary}`badge` {bdg-warning-line}`warning` {bdg-link-info}`https://example.com`

```{margin} In the margin
Beside the text.
```

```{figure} dot.png
:figclass: margin
:width: 40px

A dot in the margin.
```

Words beside them.

```{code-block} python
:linenos:
:emphasize-lines: 2

a = 1
b = 2
```

- [x] done

Of {math}`c_f(p) = \\min\\{c_f(u, v) : (u, v) \\in p\\} + \\min\\{c_f(u, v) : (u, v) \\in q\\} + c_f(r)`.

```{hlist}
:columns: 3

- a_very_long_name_of_a_thing
- another_very_long_name_of_a_thing
- a_third_very_long_name_of_a_thing
```

| One | table |
|---|---|
| a | b |

| Another | one |
|---|---|
| a | b |

## Todo

## A heading of more lines than its text has beside it

```{margin} A title
Words, and more words, so many of them that the text beside them is over before they are, as it will be in any book.
And then one line more, and another line after that.
```

Words.

## The next heading

Its own words.

## Terms of the next heading

term
: What it is.

# Another title

::::{card-carousel} 4
:::{card} A first book
Words
:::
:::{card} A second book
Words
:::
::::
"""


def tagged(tag: str, source: str) -> dict:
    """A cell of code with a tag, and what it gave."""
    said = {"output_type": "stream", "name": "stdout", "text": [f"said by {tag}\n"]}
    return cell("code", source, said) | {"metadata": {"tags": [tag]}}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of ordinary pages under our theme."""
    host = HostBook(tmp_path_factory.mktemp("ordinary")).extend("postil", html_theme="postil")
    host.write("book/edition.yml", "title: A course\ndate: 2024-01-01\n")
    host.write("index.md", "# Cover\n\n:::{article}\nThe river rose.\n:::\n")
    host.write("_static/own.css", ":root { --sd-color-danger: rgb(1, 2, 3); --sd-color-card-border: rgb(4, 5, 6) }\n")
    host.write("more.md", PAGE)
    cells = [tagged(tag, f"print('{tag}')") for tag in ("hide-input", "hide-output", "hide-cell", "margin", "popout")]
    host.write("cells.ipynb", notebook(cell("markdown", "# Cells\n"), *cells, tagged("plain", "print('nothing')  ")))
    return html_of(host)


@pytest.fixture
def page(pages: Path, reader_of) -> Page:
    """The page of all kinds in a narrow window."""
    return reader_of(pages, width=390).open("more.html")


def test_code_is_copied(page: Page) -> None:
    button = page.locator(".highlight .copybtn").first
    expect(button).to_have_accessible_name("Copy to clipboard")
    button.focus()
    expect(button).to_have_css("opacity", "1")
    button.press("Enter")
    expect(button).to_have_class("copybtn o-tooltip--left success")


def test_boxes_open_with_a_pointer_and_with_keys(page: Page) -> None:
    within = page.get_by_text("Within the box.")
    expect(within).to_be_hidden()
    page.get_by_text("A box that opens").click()
    expect(within).to_be_visible()
    page.locator(".toggle-button").press("Enter")
    expect(within).to_be_hidden()
    for summary, words in (("Click to show", "Within the toggle."), ("A dropdown", "Within the dropdown.")):
        expect(page.get_by_text(words)).to_be_hidden()
        page.get_by_text(summary, exact=True).last.click()
        expect(page.get_by_text(words)).to_be_visible()


def test_a_toggle_that_is_to_begin_open_is_open(page: Page) -> None:
    expect(page.get_by_text("Within the open toggle.")).to_be_visible()
    said = page.locator(".toggle-details__summary-text").all_text_contents()
    assert said == ["Click to show", "Click to hide"]
    page.get_by_text("Click to hide").click()
    expect(page.get_by_text("Within the open toggle.")).to_be_hidden()
    assert page.locator(".toggle-details__summary-text").all_text_contents() == ["Click to show"] * 2


def test_icons_of_font_awesome_are_drawn_in_the_height_of_their_letters(page: Page) -> None:
    heights = [icon.bounding_box()["height"] for icon in page.locator("main .postil-icon").all()]  # type: ignore[index]
    assert len(heights) == 4
    assert heights[0] == heights[1] == heights[2] and 10 < heights[0] < 30 and heights[3] == 2 * heights[0]


def test_without_script_nothing_is_shut_away(pages: Path, reader_of) -> None:
    page = reader_of(pages, java_script_enabled=False).open("more.html")
    expect(page.get_by_text("Within the box.")).to_be_visible()
    expect(page.get_by_text("Within the toggle.")).to_be_visible()
    page.get_by_text("A dropdown").click()
    expect(page.get_by_text("Within the dropdown.")).to_be_visible()
    page.get_by_text("Two", exact=True).click()
    expect(page.get_by_text("The second.")).to_be_visible()
    page = reader_of(pages, java_script_enabled=False).open("cells.html")
    for words in ("source", "output", "content"):
        page.get_by_text(f"Show code cell {words}").click()
    expect(page.get_by_text("said by hide-cell")).to_be_visible()


def test_chosen_lines_stand_out_and_numbers_stand_apart(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    shown = page.locator(".hll").evaluate("line => getComputedStyle(line).backgroundColor")
    assert shown != "rgba(0, 0, 0, 0)"
    apart = page.locator(".linenos").first.evaluate("number => parseFloat(getComputedStyle(number).paddingRight)")
    assert apart > 6


@pytest.mark.parametrize("name", ["more", "cells"])
def test_what_floats_covers_nothing(pages: Path, reader_of, name: str) -> None:
    page = reader_of(pages, width=1280).open(f"{name}.html")
    floating, standing = "aside.margin, figure.margin, .tag_margin, .tag_popout", ".highlight, .admonition, .sd-card"
    covered = page.evaluate(
        """([floating, standing]) => [...document.querySelectorAll(floating)].flatMap((float) => {
          const one = float.getBoundingClientRect();
          return [...document.querySelectorAll(standing)].filter((block) => {
            const other = block.getBoundingClientRect();
            return !float.contains(block) && one.left < other.right && other.left < one.right &&
              one.top < other.bottom && other.top < one.bottom && block.checkVisibility();
          }).map((block) => block.textContent);
        })""",
        [floating, standing],
    )
    assert covered == []
    for one in page.locator(floating).all():
        box = one.bounding_box()
        assert box and box["x"] > 640, "in the margin"


def test_headings_stand_beside_their_own_text_and_over_nothing(pages: Path, reader_of) -> None:
    page = reader_of(pages, width=1280).open("more.html")
    boxes = [heading.bounding_box() for heading in page.locator("h2").all()]
    for box, following in pairwise(boxes):
        assert box and following and box["y"] + box["height"] <= following["y"]
    term = page.locator("dt").bounding_box()
    assert term and boxes[-1] and term["y"] >= boxes[-1]["y"] + boxes[-1]["height"]
    words, last = page.get_by_text("Its own words.").bounding_box(), boxes[-2]
    assert words and last and abs(words["y"] - last["y"]) < 16 and words["x"] > last["x"] + 200


def test_a_table_stands_apart_from_another(page: Page) -> None:
    one, other = (table.bounding_box() for table in page.locator("table.docutils").all()[-2:])
    assert one and other and other["y"] - (one["y"] + one["height"]) > 12


def test_a_second_title_stands_apart_and_cards_in_a_row_can_be_read(page: Page) -> None:
    before, title = page.get_by_text("What it is.").bounding_box(), page.locator("h1").last.bounding_box()
    assert before and title and title["y"] - (before["y"] + before["height"]) > 40
    card = page.locator(".sd-cards-carousel > .sd-card").first.bounding_box()
    assert card and card["width"] >= 160


def test_the_number_of_the_next_page_stands_in_the_line_of_its_title(page: Page) -> None:
    page.locator(".postil-next > span").evaluate("next => next.insertAdjacentHTML('afterend', '<span>1. </span>')")
    expect(page.locator(".postil-next > span").last).to_have_css("display", "inline")


def test_a_note_of_versions_is_one_box(page: Page) -> None:
    assert page.locator(".versionmodified").evaluate("words => getComputedStyle(words).borderLeftWidth") == "0px"


@pytest.mark.parametrize("name", ["more", "cells"])
def test_everybody_can_read_it_and_nothing_comes_from_elsewhere(pages: Path, reader_of, name: str) -> None:
    reader = reader_of(pages, width=390, color_scheme="light")
    page = reader.open(f"{name}.html")
    for words in page.locator("main :is(.admonition-title, summary):visible").all():
        words.click()
    at_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert reader.complaints == []  # before axe complains, which asks for style sheets
    assert [address for address in reader.requests if not address.startswith(("file:", "data:"))] == []
    assert violations(page) == {}, "light"
    page.locator(".postil-scheme").click()  # by the button, not by the system
    assert violations(page) == {}, "dark"


def test_the_users_style_is_stronger_than_the_themes_and_that_than_the_stock_ones(page: Page) -> None:
    colours = page.evaluate(
        """["danger", "card-border", "tabs-label-active"].map((name) =>
          getComputedStyle(document.documentElement).getPropertyValue(`--sd-color-${name}`))"""
    )
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')")
    assert [colour.strip() for colour in colours] == ["rgb(1, 2, 3)", "rgb(4, 5, 6)", ink.strip()]


@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_click_on_the_colours_is_seen_and_says_what_is_on(pages: Path, reader_of, system: str) -> None:
    page = reader_of(pages, color_scheme=system).open("more.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    button, other = page.locator(".postil-scheme"), {"light": "dark", "dark": "light"}[system]
    own = f"{system}, as this device has it"
    for said in (own, other, own, other):
        assert button.get_attribute("title") == f"Colours: {said}"
        assert button.locator(".postil-state").text_content() == said
        before = page.evaluate(ground)
        button.click()
        assert page.evaluate(ground) != before
    page.emulate_media(color_scheme=other)
    page.wait_for_function(
        "words => document.querySelector('.postil-scheme').title === words",
        arg=f"Colours: {other}, as this device has it",
    )


def test_the_way_past_the_bar_and_the_focus_in_it_are_seen_whole(pages: Path, reader_of) -> None:
    page = reader_of(pages).open("more.html")
    page.keyboard.press("Tab")
    link = page.locator(".postil-skip")
    box = link.bounding_box()
    on_top = "([x, y]) => document.elementFromPoint(x, y).matches('.postil-skip')"
    assert box["y"] >= 4 and page.evaluate(on_top, [box["x"] + 5, box["y"] + box["height"] / 2])
    for part in page.locator(".postil-bar :is(a, button, summary)").all():
        part.focus()
        rest = "part => part.getBoundingClientRect().top - parseFloat(getComputedStyle(part).outlineOffset) - 2"
        assert not part.is_visible() or part.evaluate(rest) >= 0
