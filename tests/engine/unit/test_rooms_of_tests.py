"""How the tests are arranged: helpers in a room of their own, and an engine that knows nothing of this edition."""

from __future__ import annotations

import re

import pytest

from tests.support import ROOT

FILES = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
ENGINE = [path for path in FILES if path.is_relative_to(ROOT / "tests/engine")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_imports_another(path) -> None:
    imported = re.findall(r"^\s*(?:from|import) (tests[\w.]*)", path.read_text("utf-8"), re.MULTILINE)
    assert [name for name in imported if not name.startswith("tests.support")] == []


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_engine_is_not_tested_on_this_edition(path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r'ROOT / "(?:book|data|notebooks|_build)\b', text) == []
    assert re.findall(r"(?:read_edition|check)\(ROOT\)|support\.built", text) == []
