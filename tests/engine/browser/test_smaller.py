"""Style sheets that were made smaller have the same rules: selectors, conditions, properties."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from postil.builders import smaller

SOURCE = Path(str(resources.files("postil")))
SHEETS = sorted([*SOURCE.glob("theme/style/**/*.css"), *SOURCE.glob("charts/static/*.css")])
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const of = rule => [rule.selectorText ?? rule.conditionText ?? rule.name ?? "",
    ...[...rule.style ?? []].map(name =>
      [name, rule.style.getPropertyValue(name), rule.style.getPropertyPriority(name)]),
    ...[...rule.cssRules ?? []].map(of)];
  return [...sheet.cssRules].map(of);
}"""


@pytest.fixture(scope="module")
def blank(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_smaller_style_has_the_same_rules(blank, path: Path) -> None:
    before, after = path.read_text("utf-8"), smaller(path)
    assert len(after) < len(before)
    assert _alike(blank.evaluate(RULES, after)) == _alike(blank.evaluate(RULES, before))


def _alike(rules: list) -> list:
    """Values that name others are kept as they were written, with white space, of which none counts at a comma."""
    return [
        _alike(part) if isinstance(part, list) else re.sub(r"(?<=,)\s+|\s+(?=[,)])|(?<=\()\s+", "", part)
        for part in rules
    ]
