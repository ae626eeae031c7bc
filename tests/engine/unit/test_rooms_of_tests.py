"""How the tests are arranged: helpers in a room of their own, and an engine that knows nothing of this edition."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.support import ROOT

FILES = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
ENGINE = [path for path in FILES if path.is_relative_to(ROOT / "tests/engine")]


def found(paths: list[Path], pattern: str) -> list[str]:
    """What of a pattern stands in files, each with the file's name."""
    return [f"{path}: {part}" for path in paths for part in re.findall(pattern, path.read_text("utf-8"), re.MULTILINE)]


def test_no_test_imports_another() -> None:
    assert found(FILES, r"^\s*(?:from|import) (tests(?!\.support\b)[\w.]*)") == []


def test_the_engine_is_not_tested_on_this_edition() -> None:
    assert found(ENGINE, r'ROOT / "(?:book|data|notebooks|_build)\b') == []
    assert found(ENGINE, r"(?:read_edition|check)\(ROOT\)|support\.built") == []


def test_no_room_is_left_out_when_all_are_collected(pytestconfig: pytest.Config) -> None:
    """pytest leaves out folders by name, unless told otherwise also every one that is called build."""
    names = {part for path in FILES for part in path.relative_to(ROOT).parent.parts}
    left_out = pytestconfig.getini("norecursedirs")
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in left_out)] == []
