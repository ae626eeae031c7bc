"""What several kinds of test share: a small edition on disk, and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import ROOT
from tests.support.edition import SmallEdition

pytest_plugins = ["tests.support.browser"]

settings.register_profile("untimed", deadline=None)
settings.register_profile("deep", deadline=None)  # looks longer where a test says so
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def root() -> Path:
    """Where the real edition stands."""
    return ROOT


@pytest.fixture
def small(tmp_path: Path) -> SmallEdition:
    """A small edition without problems, free to be spoiled."""
    return SmallEdition(tmp_path / "edition")
