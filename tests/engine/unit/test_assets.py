"""Which stock files a page loads."""

from __future__ import annotations

import pytest

from postil.theme.assets import wanted

CODE = '<div class="highlight"><pre>publish()</pre></div>'
BUTTON = "_static/copybutton.js"


@pytest.mark.parametrize(
    ("body", "loaded"),
    [
        (CODE, True),
        (f'<details class="postil-how postil-later"><summary>How this was made</summary>{CODE}</details>', False),
        (f'{CODE}<details class="postil-how postil-later"></details>', True),
        ("<p>No code.</p>", False),
    ],
)
def test_code_has_a_button_unless_it_is_folded_away_behind_a_chart(body: str, loaded: bool) -> None:
    assert wanted(BUTTON, body, frozenset()) is loaded
    assert wanted(BUTTON, body, frozenset({BUTTON}))  # which the user put on every page


@pytest.mark.parametrize("sheet", ["_static/exercise.css", "_static/proof.css"])
def test_boxes_of_exercises_and_theorems_look_as_all_boxes_do(sheet: str) -> None:
    """Their sheets have colours for light pages, and signs of a font that is not there."""
    assert not wanted(sheet, '<div class="exercise admonition">', frozenset())
    assert wanted(sheet, "", frozenset({sheet}))
