"""What several kinds of test share: a small edition on disk, and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from postil.commands import terminal
from tests.support import ROOT, depth  # noqa: F401  (registers the profiles)
from tests.support.edition import SmallEdition

pytest_plugins = ["tests.support.browser"]

settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _patient() -> None:
    """No command says that it is still at work, which on a busy machine could come between the words of any."""
    terminal._PATIENCE = 3600


@pytest.fixture(scope="session")
def root() -> Path:
    """Where the real edition stands."""
    return ROOT


@pytest.fixture
def small(tmp_path: Path) -> SmallEdition:
    """A small edition without problems, free to be spoiled."""
    return SmallEdition(tmp_path / "edition")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """A small edition that the tests of a module have together: one fixture builds it, and no test changes it."""
    return SmallEdition(tmp_path_factory.mktemp("shared") / "edition")
