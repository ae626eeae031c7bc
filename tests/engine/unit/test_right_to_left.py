"""A text that is written from right to left is set so on paper, with its line numbers on the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from postil.compat.weasyprint import BlockBox, TextBox
from postil.edition import read_edition
from postil.paper.lines import break_lines, printed
from postil.paper.typeset import measured
from postil.text.article import direction, direction_of
from tests.support.texts import NewEdition, about

TEXT = "הזקן והנער\n\n" + "וַיֹּאמֶר הַזָּקֵן אֶל הַנַּעַר לֵךְ אֶל הַנַּחַל וְהָבֵא 12 כַּדִּים שֶׁל ABC מַיִם כִּי צָמֵאתִי מְאֹד. " * 3 + "\n\nוישתו.\n"


def test_lines_begin_at_the_right_after_their_numbers(tmp_path: Path) -> None:
    made = NewEdition(tmp_path, TEXT, about(TEXT, title="הזקן והנער", language="he"))
    edition, problems = read_edition(made.root)
    assert problems == [] and made.problems() == []
    lines = break_lines(edition.article)
    assert len(lines) >= 4
    seen = 0
    for box in measured(str(printed(lines, edition, {}))):
        if isinstance(box, BlockBox) and box.element is not None and box.element.get("class") == "postil-print-line":
            texts = [text for text in box.descendants() if isinstance(text, TextBox) and text.text.strip()]
            numbers = [text for text in texts if text.element.get("class") == "postil-print-line-number"]
            words = [text for text in texts if text not in numbers]
            for number in numbers:
                seen += 1
                assert number.position_x >= max(word.position_x + word.width for word in words)
    assert seen >= 3


@pytest.mark.parametrize(
    ("words", "read"),
    [("(1) מקור הפסוק", "rtl"), ("“سلام” and peace", "rtl"), ("12: The river", "ltr"), ("3–5", "ltr"), ("", "ltr")],
)
def test_words_run_as_their_first_letter_does(words: str, read: str) -> None:
    assert direction_of(words) == read


def test_a_language_is_written_as_unicode_says() -> None:
    expected = {name: Locale.parse(name).text_direction for name in locale_identifiers()}
    read = {name: direction(name.replace("_", "-")) for name in expected}
    columns = {name for name, way in expected.items() if way not in ("ltr", "rtl")}  # which `dir` does not know
    assert {name for name in read if read[name] != expected[name]} == columns
    assert {read[name] for name in columns} <= {"ltr"}
    assert [direction(tag) for tag in ("ar", "pa-PK", "ks-Deva", "fa-x-own", "zz", "")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
        "ltr",
    ]
