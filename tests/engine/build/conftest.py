"""A small edition that can be built."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from postil.compat.jupyter_client import quick_kernels
from tests.support.edition import CONF, SmallEdition


@pytest.fixture(scope="package", autouse=True)
def _kernels() -> Iterator[None]:
    """The process that forks kernels, which every build would start anew, lasts as long as these tests."""
    with quick_kernels():
        yield


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with what sphinx-build needs."""
    small.write("conf.py", CONF)
    return small
