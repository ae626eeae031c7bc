"""The schemas that editors complete from are those that the check enforces."""

from __future__ import annotations

import json
import re

import yaml
from jsonschema import Draft202012Validator

from postil.schemas import schemas
from tests.support import ROOT, SECOND

KEPT = ROOT / "docs/schemas"


def test_the_kept_schemas_are_the_present_ones() -> None:
    assert {path.stem: path.read_text("utf-8") for path in KEPT.iterdir()} == dict(schemas()), "make schemas"


def test_every_note_fits_the_schema_and_a_wrong_one_does_not() -> None:
    validator = Draft202012Validator(json.loads((KEPT / "note.json").read_text("utf-8")))
    for path in (SECOND / "book/notes").glob("*.md"):
        fields = yaml.load(path.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506  (strings alone)
        assert [error.message for error in validator.iter_errors(fields)] == [], path.name
    assert len(list(validator.iter_errors({"quote": "x", "kind": "remark", "colour": "red"}))) == 5


def test_the_reference_names_every_directive_and_role() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src/postil").rglob("*.py"))
    reference = (ROOT / "docs/book/reference.md").read_text("utf-8")
    directives = set(re.findall(r'offer_directive\(app, "([\w-]+)"', source))
    roles = {f"{{{name}}}" for name in re.findall(r'offer_role\(app, "([\w-]+)"', source)}
    assert len(directives) > 20 and len(roles) > 3
    assert {name for name in directives if f"`{name}`" not in reference} == set()
    assert {role for role in roles if role not in reference} == set()
