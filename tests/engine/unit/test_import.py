"""Annotations made elsewhere become notes on the same words, or are named as left behind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from postil.authoring.annotations import ImportFailedError
from postil.authoring.importing import imported
from postil.commands.main import main
from postil.edition import Edition, read_edition
from postil.export import exports
from postil.export.addresses import Addresses
from postil.reading.notes import read_note
from tests.support import SECOND
from tests.support.edition import SmallEdition, note

HYPOTHESIS = {
    "total": 1,
    "rows": [
        {
            "created": "2024-05-06T07:08:09.123456+00:00",
            "user": "acct:ann@hypothes.is",
            "uri": "https://example.org/book/one.html",
            "text": "Was it of *oak*?\n\nSee [the gazette](https://example.org/gazette).",
            "tags": ["question", "gazette-1901"],
            "target": [
                {
                    "source": "https://example.org/book/one.html",
                    "selector": [
                        {"type": "RangeSelector", "endOffset": 1},
                        {"type": "TextPositionSelector", "start": 700, "end": 715},
                        {
                            "type": "TextQuoteSelector",
                            "exact": "river rose",
                            "prefix": "Menu Home\nThe ",
                            "suffix": " in sp",
                        },
                    ],
                }
            ],
        }
    ],
}


def run(small: SmallEdition, annotations: object) -> Result:
    text = annotations if isinstance(annotations, str) else json.dumps(annotations)
    return CliRunner().invoke(main, ["import", "-", "--root", str(small.root)], input=text)


def anchors(edition: Edition) -> list[tuple[int, int, int]]:
    return sorted((a.paragraph, a.start, a.end) for a in edition.anchors.values())


def test_what_hypothesis_exports_becomes_a_note(small: SmallEdition) -> None:
    result = run(small, HYPOTHESIS)
    assert result.exit_code == 0, result.output
    assert small.problems() == []
    (name,) = {path.name for path in (small.root / "book/notes").iterdir()} - {"wooden-bridge.md"}
    written, _ = read_note(small.root / "book/notes" / name)
    assert (str(written.kind), written.by, str(written.as_of)) == ("question", ("ann",), "2024-05-06")
    assert written.sources == ("gazette-1901",) and "*oak*" in written.margin.text
    edition, _ = read_edition(small.root)
    assert edition.anchors[written.id].paragraph == 1, "told apart by what stands beside it"


@pytest.mark.parametrize(
    ("exact", "reason"),
    [
        ("river fell", "nearest is “bridge fell”"),
        ("The", "what stands beside it does not tell where"),
        ("", "neither a TextQuoteSelector nor"),
    ],
)
def test_what_cannot_be_anchored_is_named(small: SmallEdition, exact, reason) -> None:
    text = json.dumps(HYPOTHESIS).replace("river rose", exact).replace("Menu Home\\nThe ", "").replace(" in sp", "")
    result = run(small, text)
    assert result.exit_code == 1 and "not imported" in result.output and reason in result.output
    assert len(list((small.root / "book/notes").iterdir())) == 1


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', "[" * 100_000, '{"rows": 7}'])
def test_what_is_no_list_of_annotations_is_refused(small: SmallEdition, text) -> None:
    result = run(small, text)
    assert result.exit_code == 1 and result.output.startswith("<stdin>:1:")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TY  - JOUR\nTI  - The bridge\nER  - \n", "RIS"),
        ("%0 Book\n%T The bridge\n", "EndNote's"),
        ("@misc{gazette, title = {The bridge}}\n", "BibTeX"),
        ('[{"id": "a", "type": "book", "title": "The bridge"}]', "CSL JSON"),
    ],
)
def test_a_list_of_sources_is_named_as_that(small: SmallEdition, text: str, kind: str) -> None:
    result = run(small, text)
    assert result.exit_code == 1
    assert f"is a list of sources in {kind} and holds no annotations; export it as BibTeX" in result.output


def test_what_stands_in_a_file_twice_becomes_one_note(small: SmallEdition) -> None:
    result = run(small, [ONE, ONE])
    assert "1 written, 1 already there" in result.output
    assert len(list((small.root / "book/notes").iterdir())) == 2


def test_a_fault_of_json_is_named_by_line_and_column(small: SmallEdition) -> None:
    result = run(small, "[" + json.dumps(ONE) + ",\n{broken]\n")
    assert result.exit_code == 1 and result.output.startswith("<stdin>:2:2: is not JSON: ")
    assert len(list((small.root / "book/notes").iterdir())) == 1


@pytest.mark.parametrize("broken", ["{broken, and more", json.dumps({"body": "x" * 2000, "target": "y"})[:-9]])
def test_a_broken_line_of_json_lines_is_printed_whole_and_the_others_are_imported(small: SmallEdition, broken) -> None:
    other = {**ONE, "id": "https://hypothes.is/a/2", "body": {**SAID, "value": "It did so."}}
    result = run(small, f"{json.dumps(ONE)}\n{broken}\n\n{json.dumps(other)}\n")
    assert result.exit_code == 1 and result.output.startswith("<stdin>:2:")
    assert ": is not JSON: " in result.output and f"\n  {broken}\n" in result.output
    assert "2 written, 1 not imported" in result.output
    mended = run(small, f"{json.dumps(ONE)}\n{json.dumps(other)}\n")
    assert mended.exit_code == 0 and "2 already there" in mended.output


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, "its lists and objects are too deep in one another"),
        ("{broken\n{broken too\n", "is not JSON: expecting property name"),
        (" , ", "is not JSON: it is empty"),
        ("url,title\nx,y\n", "export the annotations as JSON, or as CSV with the columns Quote and Comment"),
        ('Quote,Comment\n"' + "x" * 200_000 + '",y\n', "is a table that cannot be read: field larger"),
    ],
)
def test_why_a_file_is_no_json_is_said_in_words(small: SmallEdition, text, reason) -> None:
    result = run(small, text)
    assert result.exit_code == 1 and reason in result.output and "python" not in result.output.lower()


@pytest.mark.parametrize(
    "table",
    [
        "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags\r\n"
        '2024-05-06,ann,"A, b",https://x.example,Public,Annotation,"the bridge\nfell","Of ""oak"".","kind:term, b"\r\n'
        "2024-05-06,bo,,https://x.example,Public,Reply,,No.,\r\n",
        "Highlight;Note;User\nthe bridge fell;Of oak.;ann\nNobody was seen;No.;bo\n",
        "\ufeffHighlighted text\tComments\tAuthor\nthe bridge fell\tOf oak.\tann\nNot there\tx\n",
    ],
)
def test_tables_of_annotations_are_read(small: SmallEdition, table: str) -> None:
    result = run(small, table)
    assert result.exit_code == 1 and "1 written, 1 not imported" in result.output
    (path,) = set((small.root / "book/notes").iterdir()) - {small.root / "book/notes/wooden-bridge.md"}
    note, _ = read_note(path)
    assert note and note.by == ("ann",) and "oak" in note.margin.text and note.quote.exact == "the bridge fell"
    assert "1 already there" in run(small, table).output


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"value": {"width": 42}, "format": "application/json"}, "42"),
        ({"value": 5000, "type": "TextualBody"}, "5000"),
        ({"value": "<p>It <b>rose</b></p>", "format": "application/xhtml+xml"}, "It **rose**"),
        ({"value": "$x^2$ and \\emph{y}", "format": "application/x-tex"}, "`$x^2$ and \\emph{y}`"),
    ],
)
def test_what_a_body_says_is_kept_as_it_is_written(small: SmallEdition, body, said) -> None:
    assert run(small, {"body": body, "target": TARGET}).exit_code == 0
    (path,) = set((small.root / "book/notes").iterdir()) - {small.root / "book/notes/wooden-bridge.md"}
    assert said in path.read_text("utf-8").partition("\n---\n")[2]


def test_a_sentence_that_is_longer_than_the_margin_is_divided_between_words(small: SmallEdition) -> None:
    sentence = f"It rose {'and rose ' * 40}until it fell."
    assert run(small, {"body": {**SAID, "value": sentence}, "target": TARGET}).exit_code == 0
    (path,) = set((small.root / "book/notes").iterdir()) - {small.root / "book/notes/wooden-bridge.md"}
    margin, body = path.read_text("utf-8").split("\n---\n")[1].split("\n\n+++\n\n")
    assert f"{margin} {body}".strip() == sentence and len(margin.split()) == 60


def test_a_sentence_is_not_divided_within_its_markup(small: SmallEdition) -> None:
    sentence = f"It *rose {'and rose ' * 40}until it* fell."
    result = run(small, {"body": {**SAID, "value": sentence}, "target": TARGET})
    assert result.exit_code == 1 and "the margin text has" in result.output and sentence in result.output


def test_annotations_between_commas_and_on_canvases_are_read(small: SmallEdition) -> None:
    result = run(small, json.dumps(ONE) + ",\n" + json.dumps({"resources": [{"resource": SAID, "on": "e.org/1"}]}))
    assert "1 written, 1 not imported" in result.output and "has neither a TextQuoteSelector" in result.output


def test_nobodys_address_is_published(small: SmallEdition) -> None:
    assert run(small, {**ONE, "creator": "mailto:ann@example.org"}).exit_code == 0
    assert "ann@example.org" not in "".join(p.read_text("utf-8") for p in (small.root / "book/notes").iterdir())


@pytest.mark.parametrize(
    ("selector", "reason"),
    [
        ({"type": "TextQuoteSelector", "exact": "was hurt.\n\nIn autumn"}, "“was hurt. In autumn”: runs over the end"),
        (
            {
                "type": "RangeSelector",
                "startSelector": {"type": "TextQuoteSelector", "exact": "bridge fell"},
                "endSelector": {"type": "TextQuoteSelector", "exact": "The river rose in spring"},
            },
            "ends before it begins",
        ),
    ],
)
def test_why_words_cannot_be_quoted_is_said_rightly(small: SmallEdition, selector, reason) -> None:
    result = run(small, {"body": SAID, "target": {"selector": selector}})
    assert result.exit_code == 1 and reason in result.output


@pytest.mark.parametrize("text", ["[]", '{"rows": [], "total": 0}'])
def test_an_empty_list_says_so(small: SmallEdition, text) -> None:
    result = run(small, text)
    assert (result.exit_code, result.output) == (0, "no annotations\n")


def test_the_pages_of_a_collection_that_are_elsewhere_are_named(small: SmallEdition) -> None:
    first = {"type": "AnnotationPage", "items": [ONE], "next": "https://example.org/2"}
    result = run(small, {"type": "AnnotationCollection", "total": 2, "first": first})
    assert result.exit_code == 1 and "1 written, 1 not imported" in result.output
    assert "is elsewhere; save what its address gives" in result.output and "https://example.org/2" in result.output


def test_hostile_texts_are_reduced_to_their_words(small: SmallEdition) -> None:
    row = HYPOTHESIS["rows"][0] | {
        "text": "<script>alert(1)</script> {eval-rst}`x` ![p](https://x.example/p.png) Fine."
    }
    assert run(small, {"rows": [row]}).exit_code == 0
    assert small.problems() == []


ROSE = {"type": "TextQuoteSelector", "exact": "The river rose in spring"}
WHOLE = {"type": "TextQuoteSelector", "exact": "The river rose in spring. It rose"}
TARGET = {"source": "https://example.org/x", "selector": ROSE}
SAID = {"type": "TextualBody", "value": "It did."}


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        ({"bodyValue": "It *did*."}, r"It \*did\*."),
        (
            {"body": {**SAID, "format": "text/plain", "value": "A week of writing. " * 5}},
            "A week of writing.",
        ),
        ({"body": {**SAID, "format": ["text/html"], "value": "<p>It <em>did</em>.</p>"}}, "It *did*."),
        ({"body": "https://example.org/essay"}, "(https://example.org/essay)"),
        ({"body": [SAID, {**SAID, "value": "Twice."}]}, "It did.\n\nTwice."),
        ({"body": {"type": "Choice", "items": [SAID, {**SAID, "value": "Oui.", "language": "fr"}]}}, "Oui."),
        ({"body": {"type": "SpecificResource", "purpose": "commenting", "source": SAID}}, "It did."),
        ({"body": {"id": "https://example.org/map.png", "type": "Image"}}, "(https://example.org/map.png)"),
        ({"body": [SAID, {"type": "TextualBody", "value": "flood", "purpose": "tagging"}]}, "Tags: flood"),
        ({"body": {**SAID, "value": ["It did.", "Twice."]}}, "It did.\n\nTwice."),
        ({"body": {**SAID, "value": {"en": "It did.", "fr": "Oui."}}}, "Oui."),
        ({"body": {**SAID, "value": "See ![p](https://e.org/a.png) now."}}, "`See ![p](https://e.org/a.png) now.`"),
        ({"body": {**SAID, "value": "## It did\n\nTwice."}}, "title: It did Twice."),
        ({"body": {**SAID, "value": "## It did\n\nTwice."}}, "**It did**\n\nTwice."),
        (
            {
                "body": {
                    **SAID,
                    "format": "text/html",
                    "value": "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
                }
            },
            "a · b\n\n1 · 2",
        ),
        ({"body": {**SAID, "value": "| a | b |\n|---|---|\n| 1 | 2 |"}}, "`|---|---|`"),
        (
            {"body": {"type": "SpecificResource", "source": "https://e.org", "selector": ROSE}},
            "The river rose in spring",
        ),
        ({"body": {"type": "SpecificResource", "source": {"id": "https://e.org/1", "title": "A map"}}}, "A map"),
        ({"body": {"type": "oa:Choice", "default": SAID, "item": [{**SAID, "value": "Oui."}]}}, "It did.\n\nOui."),
        ({"body": [SAID, {"type": "rdf:Statement", "subject": "the river"}]}, "the river"),
        ({"body": {**SAID, "keyword": "flood"}}, "Tags: flood"),
        ({"body": {**SAID, "format": "text/html", "value": "<h1>It did</h1><p>Twice.</p>"}}, "**It did**\n\nTwice."),
        ({"body": SAID, "oa:annotatedBy": {"foaf:name": "Ann"}, "oa:annotatedAt": "2020-01-02"}, "by: [Ann]"),
    ],
)
def test_every_form_of_body_is_kept_whole(small: SmallEdition, annotation, said) -> None:
    result = run(small, {"type": "Annotation", "target": TARGET, **annotation})
    assert result.exit_code == 0, result.output
    assert set(small.codes()) <= {"note-unsourced"}
    (path,) = set((small.root / "book/notes").iterdir()) - {small.root / "book/notes/wooden-bridge.md"}
    assert said in path.read_text("utf-8")


@pytest.mark.parametrize(
    "target",
    [
        TARGET,
        [TARGET],
        {"source": "x", "selector": [{"type": "FragmentSelector", "value": "p1"}, ROSE]},
        {"source": "x", "selector": {"type": "XPathSelector", "value": "/p[1]", "refinedBy": ROSE}},
        {"type": "Choice", "items": [TARGET]},
        {
            "source": "x",
            "selector": {
                "type": "RangeSelector",
                "startSelector": {"type": "TextQuoteSelector", "exact": "The river rose in"},
                "endSelector": {"type": "TextQuoteSelector", "exact": ". It rose"},
            },
        },
        {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": "THE RIVER ROSE IN SPRING"}},
        {"source": "x", "selector": {"exact": "The river rose in spring"}},
        {"source": "x", "selector": {**WHOLE, "refinedBy": ROSE}},
        {"source": "x", "selector": {**WHOLE, "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 24}}},
        {"annotation": "x", "selector": [{"quote": "The river rose in spring", "start": 11, "end": 35}]},
        "https://example.org/rivers#:~:text=The%20river%20rose%20in%20spring,-.",
        {"source": "https://example.org/rivers#top:~:text=On%20rivers-,The%20river,in%20spring,-.%20It"},
        {
            "source": "x",
            "selector": {
                "type": "FragmentSelector",
                "conformsTo": "https://wicg.github.io/scroll-to-text-fragment/",
                "value": ":~:text=elsewhere&text=The%20river%20rose%20in%20spring",
            },
        },
    ],
)
def test_every_form_of_target_finds_its_words(small: SmallEdition, target) -> None:
    result = run(small, {"type": "Annotation", "body": SAID, "target": target})
    assert result.exit_code == 0, result.output
    edition, _ = read_edition(small.root)
    assert edition.anchors["it-did"].paragraph == 1
    assert edition.by_id["it-did"].quote.exact == "The river rose in spring"


OLD = {"@type": "oa:TextQuoteSelector", "oa:exact": "The river rose in spring"}
OA = "http://www.w3.org/ns/oa#"
IRIS = {f"{OA}exact": [{"@value": "The river rose in spring"}], "@type": [f"{OA}TextQuoteSelector"]}


@pytest.mark.parametrize(
    "annotation",
    [
        {"@type": "oa:Annotation", "hasBody": {"chars": "It did."}, "hasTarget": {"hasSelector": OLD}},
        {"oa:hasBody": {"cnt:chars": "It did."}, "oa:hasTarget": {"oa:hasSelector": OLD}},
        {"resource": {"@type": "dctypes:Text", "chars": "It did."}, "on": {"full": "x", "selector": OLD}},
        [{f"{OA}hasBody": [{f"{OA}value": [{"@value": "It did."}]}], f"{OA}hasTarget": [{f"{OA}hasSelector": [IRIS]}]}],
        {"rows": [{"text": "It did.", "quote": "The river rose in spring", "ranges": []}]},
        [{"comment": "It did.", "quote": "The river rose in spring"}],
    ],
)
def test_what_went_before_web_annotations_is_read(small: SmallEdition, annotation) -> None:
    assert run(small, annotation).exit_code == 0
    edition, _ = read_edition(small.root)
    assert edition.by_id["it-did"].quote.exact == "The river rose in spring"


def test_pages_that_are_elsewhere_are_named(small: SmallEdition) -> None:
    result = run(
        small, {"type": "AnnotationPage", "items": [{"body": SAID, "target": TARGET}], "next": "https://e.org/2"}
    )
    assert result.exit_code == 1 and "https://e.org/2" in result.output and "1 written" in result.output


ONE = {"id": "https://hypothes.is/a/1", "type": "Annotation", "body": SAID, "target": TARGET}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"type": "AnnotationPage", "items": [ONE]}),
        json.dumps({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [ONE]}}),
        json.dumps({"export_date": "2024-03-18", "annotations": [{**ONE, "text": "It did.", "body": None}]}),
        json.dumps({"@graph": [ONE]}),
        json.dumps({"@type": "ldp:BasicContainer", "ldp:contains": [ONE]}),
        json.dumps({"data": {"results": [ONE]}}),
        json.dumps({"https://hypothes.is/a/1": ONE}),
        json.dumps([[ONE]]),
        "\ufeff" + json.dumps(ONE) + "\r\n" + json.dumps({**ONE, "id": "https://hypothes.is/a/2"}) + "\n",
    ],
)
def test_every_envelope_is_opened_and_the_second_time_nothing_is_doubled(small: SmallEdition, text) -> None:
    assert run(small, text).exit_code == 0
    before = sorted((small.root / "book/notes").iterdir())
    assert len(before) == 1 + text.count(SAID["value"])
    again = run(small, text)
    assert again.exit_code == 0 and "already there" in again.output
    assert sorted((small.root / "book/notes").iterdir()) == before


def test_what_cannot_become_a_note_is_printed_whole(small: SmallEdition) -> None:
    long = "\n\n".join(["A sentence of six words more. " * 10] * 12)
    lost = {"selector": {"type": "TextQuoteSelector", "exact": "the sea rose"}}
    elsewhere = "https://example.org/annotations/7"
    items = [{"body": {**SAID, "value": long}, "target": TARGET}, {"body": SAID, "target": lost}, elsewhere]
    result = run(small, {"items": [*items, {"body": SAID, "target": "https://example.org/page"}]})
    assert result.exit_code == 1 and "4 not imported" in result.output
    assert result.output.count("A sentence of six words more.") == 120
    assert result.output.count("  It did.") == 2


@pytest.mark.parametrize(
    "lost",
    [
        {"type": "Annotation", "body": {"type": "TextualBody", "value": "Of nothing."}},
        {"type": "Annotation", "bodyValue": "Of nothing."},
        {"rows": [], "replies": [{"id": "r", "text": "Of nothing.", "target": [{"source": "https://example.org"}]}]},
        {"rows": [{"id": "r", "text": "Of nothing."}]},
    ],
)
def test_what_is_about_no_words_is_listed_with_its_text(small: SmallEdition, lost: object) -> None:
    result = run(small, lost)
    assert result.exit_code == 1
    assert "1 not imported" in result.output and "Of nothing." in result.output


def test_what_was_exported_comes_back_on_the_same_words(small: SmallEdition) -> None:
    small.note("over", note("rose “very high”, and the bridge", title="Overlaps"))
    small.note("twice", note("river rose", prefix="In autumn the", title="Told apart"))
    edition, problems = read_edition(small.root)
    assert not problems
    page = dict(exports(edition, Addresses(edition)))["annotations.jsonld"]
    shutil.rmtree(small.root / "book/notes")
    assert run(small, page).exit_code == 0
    again, problems = read_edition(small.root)
    assert not problems and anchors(again) == anchors(edition)


@pytest.mark.parametrize("base", ["", "https://example.org/"])
def test_the_notes_of_an_export_come_back_as_they_were_and_once(small: SmallEdition, base: str) -> None:
    small.note("over", note("rose “very high”, and the bridge", title="Overlaps", tier="essential", side="record"))
    small.note("long", note("The new bridge", margin="See {note}`over`, {cite:p}`gazette-1901`.", body="It is. " * 100))
    edition, problems = read_edition(small.root)
    assert not problems
    before = {path.name: path.read_text("utf-8") for path in (small.root / "book/notes").iterdir()}
    page = dict(exports(edition, Addresses(edition, base)))["annotations.jsonld"]
    shutil.rmtree(small.root / "book/notes")
    assert run(small, page).exit_code == 0
    assert {path.name: path.read_text("utf-8") for path in (small.root / "book/notes").iterdir()} == before
    small.note("over", before["over.md"].replace("Overlaps", "Overlaps still"))
    assert "3 already there" in run(small, page).output


def test_a_note_of_an_export_never_takes_the_place_of_another(small: SmallEdition) -> None:
    edition, _ = read_edition(small.root)
    page = dict(exports(edition, Addresses(edition)))["annotations.jsonld"]
    small.note("wooden-bridge", note("In autumn", title="Another"))
    for written in ("1 written", "1 already there"):
        assert written in run(small, page).output
    assert "Another" in (small.root / "book/notes/wooden-bridge.md").read_text("utf-8")
    assert (small.root / "book/notes/the-bridge-was-of-wood.md").is_file()


@pytest.mark.parametrize("name", ["../../escaped", "/etc/x", "Upper Case", "", "a/b"])
def test_a_name_that_no_note_has_is_not_taken(small: SmallEdition, name: str) -> None:
    edition, _ = read_edition(small.root)
    page = dict(exports(edition, Addresses(edition)))["annotations.jsonld"]
    (small.root / "book/notes/wooden-bridge.md").unlink()
    assert run(small, page.replace("#note-wooden-bridge", f"#note-{name}")).exit_code == 0
    assert [path.name for path in (small.root / "book/notes").iterdir()] == ["the-bridge-was-of-wood.md"]


def test_an_edition_comes_back_on_the_same_words(tmp_path: Path) -> None:
    edition, _ = read_edition(SECOND)
    page = dict(exports(edition, Addresses(edition, "https://example.org")))["annotations.jsonld"]
    drafts = list(imported(page, edition))
    assert [draft.reason for draft in drafts if draft.draft is None] == []
    for id, found in zip(edition.reading_order, drafts, strict=True):
        before, draft = edition.by_id[id], found.draft
        assert (draft.kind, draft.verdict, draft.claim, draft.title, draft.as_of, draft.by) == (
            (before.kind, before.verdict, before.claim, before.title, before.as_of, before.by)
        )
        assert (
            draft.quote.exact
            == edition.article.paragraphs[edition.anchors[id].paragraph].text[
                edition.anchors[id].start : edition.anchors[id].end
            ]
        )


REAL = read_edition(SECOND)[0]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["TextQuoteSelector", "river rose"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["target", "selector", "type", "exact", "body", "tags", "items", "rows", "creator", "text", "value"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(JSON)
def test_no_json_makes_it_fail_otherwise_than_by_saying_so(data) -> None:
    try:
        for found in imported(json.dumps(data), REAL):
            assert (found.draft is None) == bool(found.reason)
    except ImportFailedError as error:
        assert str(error)


def test_an_hour_that_is_still_to_come_here_is_of_today(small: SmallEdition) -> None:
    assert run(small, HYPOTHESIS["rows"][0] | {"created": "2999-01-01T00:00:00Z"}).exit_code == 0
    assert "note-future" not in small.codes()


@pytest.mark.parametrize("reply", [{"references": ["a"]}, {"motivation": "replying"}])
def test_an_answer_to_another_annotation_is_named_as_that(small: SmallEdition, reply: dict[str, object]) -> None:
    row = HYPOTHESIS["rows"][0] | reply | {"target": [{"source": "https://example.org/book/one.html"}]}
    result = run(small, {"rows": [row]})
    assert result.exit_code == 1 and "answers another annotation" in result.output and "Was it of" in result.output
