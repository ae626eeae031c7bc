"""The exports carry what notes rest on, and which release of the edition they are of."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree

from postil.edition import read_edition
from postil.export import exports
from postil.export.addresses import Addresses
from tests.support.edition import SmallEdition
from tests.support.evidence import with_evidence
from tests.support.tei import tei_all


@pytest.fixture
def exported(small: SmallEdition) -> dict[str, str]:
    with_evidence(small)
    settings = (small.root / "book/edition.yml").read_text("utf-8")
    small.write("book/edition.yml", f"{settings}version: '2.1'\n")
    edition, problems = read_edition(small.root)
    assert edition is not None and problems == []
    return dict(exports(edition, Addresses(edition, "https://example.org/book")))


SAYS = "The wooden bridge fell on 2 April 1901."


def test_annotations_hold_the_passage_and_a_selector_in_the_source(exported: dict[str, str]) -> None:
    page = json.loads(exported["annotations.jsonld"])
    (rose,) = (item for item in page["items"] if item["id"].endswith("#note-rose"))
    bodies = rose["body"]
    assert any(SAYS in body.get("value", "") and "le pont tomba" in body["value"] for body in bodies)
    selector = {"type": "TextQuoteSelector", "exact": "le pont tomba"}
    assert {"https://example.org/gazette"} == {body["source"] for body in bodies if body.get("selector") == selector}
    assert page["partOf"]["label"].endswith("version 2.1")


def test_tei_holds_cit_quote_and_bibl(exported: dict[str, str]) -> None:
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    root = etree.fromstring(exported["edition.tei.xml"].encode())
    (note,) = root.xpath("//t:note[@xml:id='note-rose']", namespaces=tei)
    first = note.xpath("./t:cit", namespaces=tei)[0]
    assert first.xpath("string(t:quote)", namespaces=tei) == "le pont tomba"
    assert first.xpath("string(t:quote/@xml:lang)", namespaces=tei) == "fr"
    assert first.xpath("string(t:bibl/t:ref/@target)", namespaces=tei) == "#source-gazette-1901"
    assert SAYS in first.xpath("string(t:bibl/t:note)", namespaces=tei)
    assert root.xpath("string(//t:editionStmt/t:edition)", namespaces=tei) == "Version 2.1"


def test_tei_is_valid(exported: dict[str, str]) -> None:
    tei_all().assertValid(etree.fromstring(exported["edition.tei.xml"].encode()))


def test_tables_and_reviews_hold_it(exported: dict[str, str]) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(exported["notes.csv"]))}
    assert f"gazette-1901#fall: {SAYS} “le pont tomba” (“the bridge fell”)" in rows["rose"]["evidence"]
    assert rows["rose"]["version"] == "2.1"


def test_a_review_tells_what_each_source_says(small: SmallEdition) -> None:
    with_evidence(small)
    path = small.root / "book/notes/rose.md"
    path.write_text(path.read_text("utf-8").replace("kind:", "verdict: confirmed\nkind:"), "utf-8")
    edition, _ = read_edition(small.root)
    assert edition is not None
    (review,) = json.loads(dict(exports(edition, Addresses(edition)))["claims.jsonld"])["@graph"]
    work = review["citation"][0]
    assert (work["@type"], work["url"]) == ("CreativeWork", "https://example.org/gazette")
    assert SAYS in work["abstract"]
