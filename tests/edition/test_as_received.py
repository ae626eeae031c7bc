"""The edition in its files: it has no problems, and holds the text as it was received."""

from __future__ import annotations

from hashlib import sha256

from postil.check import check
from tests.support import ROOT


def test_the_edition_has_no_problems() -> None:
    _, problems = check(ROOT)
    assert [str(problem) for problem in problems] == []


def test_the_text_is_as_received() -> None:
    digest = sha256((ROOT / "book/article.txt").read_bytes()).hexdigest()
    assert digest == "38595fd23c339641ccd89a8c5ecb745b44a813fd6576a34ad99c96572bf34aa6"
