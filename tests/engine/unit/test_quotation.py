"""Words between quotation marks."""

from __future__ import annotations

import pytest

from postil.text.quotation import quoted
from tests.support.texts import QUOTED


@pytest.mark.parametrize(("words", "expected"), QUOTED)
def test_marks_that_words_hold_become_those_of_the_second_level(words: str, expected: str) -> None:
    assert quoted(words) == expected


def test_the_marks_may_be_those_of_another_language() -> None:
    assert quoted("er sagt „ja“", "„ “ ‚ ‘") == "„er sagt ‚ja‘“"
    assert quoted("il dit “oui”", "«\xa0 \xa0» “ ”") == "«\xa0il dit “oui”\xa0»"
