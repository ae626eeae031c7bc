"""The edition in its files: it has no problems, and holds the text as it was received."""

from __future__ import annotations

import json
from hashlib import sha256

import yaml
from jsonschema import Draft202012Validator
from lxml import etree

from postil.check import check
from postil.export.addresses import Addresses
from postil.export.csl import csl_json
from postil.export.tei import tei
from postil.reading.yaml_lines import load
from tests.support import ROOT
from tests.support.tei import tei_all


def test_the_edition_has_no_problems() -> None:
    _, problems = check(ROOT)
    assert [str(problem) for problem in problems] == []


def test_the_text_is_as_received() -> None:
    digest = sha256((ROOT / "book/article.txt").read_bytes()).hexdigest()
    assert digest == "38595fd23c339641ccd89a8c5ecb745b44a813fd6576a34ad99c96572bf34aa6"


def test_every_note_fits_the_schema_that_editors_complete_from() -> None:
    validator = Draft202012Validator(json.loads((ROOT / "docs/schemas/note.json").read_text("utf-8")))
    paths = list((ROOT / "book/notes").glob("*.md"))
    assert paths
    for path in paths:
        fields = yaml.load(path.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506  (strings alone)
        assert [error.message for error in validator.iter_errors(fields)] == [], path.name


def test_its_tei_is_valid_and_its_sources_are_all_listed(edition) -> None:
    addresses = Addresses(edition, "https://example.org/")
    assert tei_all().validate(etree.fromstring(tei(edition, addresses).encode())), tei_all().error_log
    assert {item["id"] for item in json.loads(csl_json(edition, addresses))} == set(edition.sources)


def test_its_sentences_are_counted_as_the_notes_count_them(edition) -> None:
    assert [len(paragraph.sentences) for paragraph in edition.article.paragraphs[1:]] == [4, 5, 6, 5, 6]


MAY_BE_MISSING = ("book/evidence/*.yml", "book/removed.yml", "book/corrections.yml")


def test_editors_are_told_where_each_schema_holds() -> None:
    settings, _ = load((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(files)) or files in MAY_BE_MISSING, files
    assert len(settings["yaml.schemas"]) == len(list((ROOT / "docs/schemas").iterdir()))
