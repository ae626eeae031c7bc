"""The exports say what the edition says, in formats that their own communities can read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import warnings
from collections import Counter
from pathlib import Path

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from click.testing import CliRunner
from lxml import etree

from postil.commands.main import main
from postil.edition import Edition, read_edition
from postil.export import FORMATS, exports
from postil.export.addresses import Addresses
from postil.model import Claim
from tests.support import ROOT, SECOND
from tests.support.edition import PARALLELS, SmallEdition, note
from tests.support.tei import tei_all

BASE = "https://example.org/book/"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def edition() -> Edition:
    found, problems = read_edition(SECOND)
    assert found and not problems
    return found


@pytest.fixture(scope="module")
def exported(edition: Edition) -> dict[str, str]:
    return dict(exports(edition, Addresses(edition, BASE)))


def test_every_format_is_written_by_the_command(small: SmallEdition, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(small.root), "--to", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {form.name for form in FORMATS}


def test_an_edition_with_problems_is_not_exported(small: SmallEdition, tmp_path: Path) -> None:
    small.note("spoilt", note("the bridge felt"))
    result = CliRunner().invoke(main, ["export", str(small.root), "--to", str(tmp_path / "out")])
    assert result.exit_code == 1 and not (tmp_path / "out").exists()


def test_the_same_edition_gives_the_same_bytes(edition: Edition, exported) -> None:
    assert dict(exports(edition, Addresses(edition, BASE))) == exported


def test_each_annotation_quotes_its_words_and_counts_where_they_stand(edition: Edition, exported) -> None:
    page = json.loads(exported["annotations.jsonld"])
    words = "\n\n".join(paragraph.text for paragraph in edition.article.paragraphs)
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len(page["items"]) == len(edition.notes)
    for item, id in zip(page["items"], edition.reading_order, strict=True):
        quote, fragment = item["target"]["selector"]
        anchor = edition.anchors[id]
        text = edition.paragraph(anchor.paragraph).text[edition.home[id].start :]
        position = fragment["refinedBy"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in words
        assert item["id"].startswith(BASE) and item["id"].endswith(f"#note-{id}")
        assert item["target"]["source"] == item["id"].partition("#")[0]


def tei(exported) -> etree._Element:
    return etree.fromstring(exported["edition.tei.xml"].encode())


@pytest.mark.parametrize("root", [SECOND, ROOT / "docs"], ids=lambda root: root.name)
def test_the_tei_is_valid_against_tei_all(root: Path) -> None:
    edition, _ = read_edition(root)
    assert edition
    exported = dict(exports(edition, Addresses(edition, BASE)))
    assert tei_all().validate(tei(exported)), tei_all().error_log


def test_no_export_dates_a_text_that_bears_no_date(small: SmallEdition) -> None:
    small.note("said", note("the bridge fell", kind="correction", verdict="imprecise"))
    small.write("book/edition.yml", "title: On rivers\ndate: 1901-05-01\nundated: true\n")
    edition, problems = read_edition(small.root)
    assert edition and not problems
    exported = dict(exports(edition, Addresses(edition, BASE)))
    date = tei(exported).find(".//t:sourceDesc/t:bibl/t:date", TEI)
    assert (date.text, dict(date.attrib)) == ("undated", {"notBefore": "1901-05-01"})
    assert tei_all().validate(tei(exported)), tei_all().error_log
    assert "datePublished" not in exported["claims.jsonld"] and "ClaimReview" in exported["claims.jsonld"]


def test_what_is_not_tei_is_refused(exported) -> None:
    root = tei(exported)
    root.find(".//t:s", TEI).tag = "{http://www.tei-c.org/ns/1.0}sentence"
    assert not tei_all().validate(root)


def test_the_text_of_the_tei_is_the_article(edition: Edition, exported) -> None:
    paragraphs = tei(exported).xpath("//t:body/*", namespaces=TEI)
    assert ["".join(p.itertext()) for p in paragraphs] == [p.text for p in edition.article.paragraphs]


def test_in_the_tei_the_words_between_its_anchors_are_those_of_the_note(edition: Edition, exported) -> None:
    root = tei(exported)
    for id, anchor in edition.anchors.items():
        paragraph = root.xpath(f"//*[@xml:id='p{anchor.paragraph}']")[0]
        (start, end), text = [None, None], ""
        for event, element in etree.iterwalk(paragraph, events=("start", "end")):
            if event == "start":
                start = len(text) if element.get(ID) == f"from-{id}" else start
                end = len(text) if element.get(ID) == f"to-{id}" else end
                text += element.text or ""
            elif element is not paragraph:
                text += element.tail or ""
        assert text[start:end] == edition.paragraph(anchor.paragraph).text[anchor.start : anchor.end], id


def test_every_pointer_of_the_tei_finds_its_element_once(exported) -> None:
    root = tei(exported)
    ids = Counter(root.xpath("//@xml:id"))
    assert set(ids.values()) == {1}
    pointers = " ".join(root.xpath("//@target | //@targetEnd | //@ana")).split()
    inside = {pointer[1:] for pointer in pointers if pointer.startswith("#")}
    assert inside and inside <= set(ids)


def test_each_judged_claim_is_reviewed_and_a_dispute_gets_no_number(edition: Edition, exported) -> None:
    reviews = json.loads(exported["claims.jsonld"])["@graph"]
    judged = [edition.by_id[id] for id in edition.reading_order if edition.by_id[id].verdict]
    assert [review["claimReviewed"] for review in reviews] == [note.quote.exact for note in judged]
    for review, judged_note in zip(reviews, judged, strict=True):
        assert review["reviewRating"]["alternateName"] == judged_note.verdict.name
        assert ("ratingValue" in review["reviewRating"]) == (judged_note.verdict.rating is not None)


def test_claims_are_of_the_vocabulary_of_schema_org(exported, tmp_path: Path) -> None:
    npm = ROOT / "tests/npm/node_modules"
    program = tmp_path / "claims.ts"
    program.write_text(
        'import type { Graph } from "schema-dts";\n'
        f"export const graph: Graph = {exported['claims.jsonld']};\n"
        'export const wrong: Graph = {"@context": "https://schema.org", "@graph": [\n'
        "  // @ts-expect-error: the vocabulary knows no such property\n"
        '  {"@type": "ClaimReview", "claimReviewd": "x"}]};\n',
        "utf-8",
    )
    (tmp_path / "node_modules").symlink_to(npm)
    command = [npm / ".bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", program]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == 0, result.stdout[:2000]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables_hold_every_note_and_every_claim(edition: Edition, exported) -> None:
    notes, claims = rows(exported["notes.csv"]), rows(exported["claims.csv"])
    assert [row["id"] for row in notes] == list(edition.reading_order)
    assert [row["quote"] for row in notes] == [edition.by_id[row["id"]].quote.exact for row in notes]
    judged = [n for n in edition.notes if n.verdict or n.claim == Claim.OPINION]
    assert len(claims) == len(judged) and all(row["verdict"] for row in claims)


def test_no_cell_is_a_formula(small: SmallEdition) -> None:
    small.note("sly", note("Nobody was hurt", title="'=HYPERLINK(\"https://x.example\")'", margin="+1 for this"))
    edition, problems = read_edition(small.root)
    assert not problems
    table = dict(exports(edition, Addresses(edition)))["notes.csv"]
    for row in rows(table):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_a_citation_processor_reads_every_source(edition: Edition, exported) -> None:
    items = json.loads(exported["sources.csl.json"])
    assert {item["id"] for item in items} == set(edition.sources)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(items)


def test_tei_has_the_witnesses_and_an_apparatus_that_points_at_the_sentences(small: SmallEdition) -> None:
    small.write("book/apparatus/parallels.yml", PARALLELS)
    found, problems = read_edition(small.root)
    assert found and not problems
    root = etree.fromstring(dict(exports(found, Addresses(found, BASE)))["edition.tei.xml"].encode())
    assert root.xpath("//t:listWit/t:witness/@xml:id", namespaces=TEI) == ["witness-report", "witness-digest"]
    first = root.xpath("//t:div[@type='parallels']//t:app", namespaces=TEI)[0]
    assert (first.get("from"), first.get("type")) == ("#s1-2", "close")
    assert first.xpath("string(t:rdg[@wit='#witness-report'])", namespaces=TEI) == "elle monta"
    assert first.xpath("string(t:note[@type='exchange'])", namespaces=TEI) == "the Seine → the river"
