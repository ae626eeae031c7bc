"""The edition of this repository: as read from its files, and as built."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postil.edition import Edition, read_edition
from tests.support import ROOT
from tests.support.browser import Reader


@pytest.fixture(scope="session")
def edition() -> Edition:
    found, problems = read_edition(ROOT)
    assert found and not problems
    return found


@pytest.fixture(scope="session")
def chapters(edition: Edition) -> list[str]:
    return list(dict.fromkeys(f"{piece.block.docname}.html" for piece in edition.pieces))


@pytest.fixture
def reader(reader_of: Callable[..., Reader]) -> Callable[..., Reader]:
    """Makes readers: `reader(width=360, java_script_enabled=False)`, of the real book."""

    from tests.support.built import BUILT  # which refuses a book that is stale

    def make(width: int = 1360, height: int = 900, **options) -> Reader:
        return reader_of(BUILT, width, height, **options)

    return make
