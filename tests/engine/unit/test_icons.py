"""Icons of Font Awesome in pages of the theme."""

from __future__ import annotations

import pytest

from postil.theme.icons import draw_icons, with_icons

BOOK = '<span class="fas fa-book"></span>'


@pytest.mark.parametrize(
    "element",
    [
        BOOK,
        '<i class="fa fa-github" title="x"></i>',
        '<i aria-hidden="true" class="fa-solid fa-2x fa-rocket"> </i>',
        '<span class="far fa-bell sd-text-info"></span>',
        '<i class="fas fa-home"></i>',
    ],
)
def test_an_element_that_names_an_icon_has_its_drawing(element: str) -> None:
    drawn = with_icons(f"<p>{element}</p>")
    assert drawn.count("<svg") == 1 and drawn.index("<svg") > drawn.index(element.partition(">")[0])


@pytest.mark.parametrize(
    "other",
    ['<i class="fas fa-no-such-icon"></i>', "<i>word</i>", '<span class="sofa-book"></span>', '<i class="fas">x</i>'],
)
def test_what_names_none_stays(other: str) -> None:
    assert with_icons(other) == other


@pytest.mark.parametrize(("file", "drawn"), [("https://kit.fontawesome.com/1.js", False), ("own.js", True)])
def test_a_book_that_loads_the_icons_itself_has_these(file: str, drawn: bool) -> None:
    context = {"body": BOOK, "theme_extra_footer": BOOK, "css_files": [], "script_files": [file]}
    draw_icons(context)
    assert ["<svg" in context[part] for part in ("body", "theme_extra_footer")] == [drawn] * 2
