"""A guest's style: what we write has the prefix `postil-`; our rules touch nothing of a host's, nor theirs ours."""

from __future__ import annotations

import re

import pytest
import tinycss2

from tests.support import ROOT

SOURCE = ROOT / "src/postil"
STYLES = sorted(SOURCE.rglob("*.css"))
SCRIPTS = sorted(path for path in SOURCE.rglob("*.js") if "vendor" not in path.parts)
# What docutils, Sphinx and MyST write, and our style sheet dresses.
THEIRS = frozenset({
    "admonition", "admonition-title", "align-center", "align-left", "align-right", "attention", "caption",
    "caption-number", "caution", "cell", "cell_input", "cell_output", "citation", "code-block-caption", "container",
    "contents", "current", "danger", "deprecated", "docutils", "eqno", "error", "external", "figure", "footnote",
    "footnote-list", "footnote-reference", "headerlink", "highlight", "important", "indextable", "label", "margin",
    "math", "note", "reference", "rubric", "sidebar", "sidebar-title", "topic", "topic-title", "versionadded",
    "versionchanged", "versionremoved", "warning",
    # MyST-NB and its tags of cells, tasks of MyST, buttons of other extensions, boxes of sphinx-design
    "contains-task-list", "copybtn", "hide", "literal-block-wrapper", "sd-dropdown", "stderr", "tag_margin",
    "tag_popout", "thebe-launch-button", "toggle-button", "toggle-details", "toggle-hidden",
    # what other extensions and Font Awesome give to ordinary pages
    "centered", "classifier", "fa-2x", "fa-3x", "fa-lg", "hlist", "line-block", "sd-card", "sd-cards-carousel",
    # Pygments' short names of tokens
    "c", "c1", "cm", "hll", "k", "kc", "kd", "kn", "linenos", "m", "mf", "mi", "ow", "s", "s1", "s2", "sa", "sd", "si",
})  # fmt: skip


def classes(tokens) -> set[str]:
    found, dot = set(), False
    for token in tokens:
        if dot and token.type == "ident":
            found.add(token.value)
        dot = token.type == "literal" and token.value == "."
        found |= classes(getattr(token, "arguments", None) or [])
    return found


def selected(rules) -> set[str]:
    found = set()
    for rule in rules:
        if rule.type == "qualified-rule":
            found |= classes(rule.prelude)
        elif rule.type == "at-rule" and rule.content and rule.at_keyword in ("media", "container", "supports"):
            found |= selected(tinycss2.parse_rule_list(rule.content))
    return found


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_rules_select_no_class_but_ours_and_those_of_the_tools(path) -> None:
    rules = tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    assert {name for name in selected(rules) if not name.startswith("postil-")} - THEIRS == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_give_no_class_without_the_prefix(path) -> None:
    text = path.read_text("utf-8")
    given = re.findall(r'(?:className = |classList\.\w+\()["`]([^"`$]+)', text)
    assert [name for names in given for name in names.split() if not name.startswith("postil-")] == []


def test_templates_and_python_write_no_class_without_the_prefix() -> None:
    rooms = ("sphinx", "theme", "charts", "drawing", "epub", "paper")
    files = [path for room in rooms for path in (SOURCE / room).rglob("*.html")]
    files += [path for room in rooms for path in (SOURCE / room).rglob("*.py")]
    assert len(files) > 50
    written = [
        (path.name, name)
        for path in files
        for names in re.findall(r'<\w+[^<>]* class="([^"{]+)|classes=\["([\w-]+)"', path.read_text("utf-8"))
        for name in " ".join(names).split()
    ]
    tools = {"reference", "internal", "external", "eqno"}
    assert [pair for pair in written if not pair[1].startswith("postil-") and pair[1] not in tools] == []
