"""A small edition that can be built."""

from __future__ import annotations

import pytest

from tests.support.edition import CONF, SmallEdition


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with what sphinx-build needs."""
    small.write("conf.py", CONF)
    return small
