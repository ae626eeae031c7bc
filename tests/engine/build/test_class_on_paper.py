"""What a class needs on paper: the key with the answers to the worksheets."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from tests.support.build import build
from tests.support.edition import SmallEdition
from tests.support.seminar import add_seminar


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """The edition with its seminar kit, its handouts made."""
    edition = SmallEdition(tmp_path_factory.mktemp("class") / "edition")
    add_seminar(edition)
    build(edition, "pdf")
    return edition


def text(edition: SmallEdition, name: str) -> str:
    pages = PdfReader(edition.root / f"_build/pdf/{name}.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_key_answers_every_claim_on_the_worksheets(printed: SmallEdition) -> None:
    _, answers = text(printed, "key-a4").split("Answers to the worksheets")
    asked = text(printed, "worksheets-a4")
    for words, verdict, says in (
        ("very high", "imprecise", "Three metres The gauge shows 3 m."),
        ("Nobody was hurt", "opinion", "A view Nobody asked."),
        ("The new bridge stood", "confirmed", "It stood It is of stone."),
    ):
        assert words in asked and verdict not in asked
        assert words in answers and verdict in answers and says in answers
    assert answers.index("Chapter one") < answers.index("very high") < answers.index("Chapter two")
