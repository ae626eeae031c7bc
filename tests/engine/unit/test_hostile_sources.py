"""Bibliographies, records and issue forms that mean harm or are broken: each is refused with a reason, and quickly."""

from __future__ import annotations

import pytest

from postil.authoring.drafts import with_sources
from postil.authoring.issue_form import FINDING, KIND, NAME, SINCE, SOURCES, TITLE, WORDS, Form, FormError, draft_of
from postil.edition import read_edition
from postil.reading.files import write_again
from tests.support.edition import PERSON, SmallEdition
from tests.support.edition import SOURCES as BIBLIOGRAPHY


def spoilt(old: str, new: str) -> str:
    """The good bibliography but for one value."""
    assert old in BIBLIOGRAPHY
    return BIBLIOGRAPHY.replace(old, new)


URL, TITLE_OF_SOURCE = "https://example.org/gazette", "The bridge falls"
HOSTILE_SOURCES = {
    # name: (references.bib, code, line, words of the message)
    "javascript": (spoilt(URL, "javascript:alert(1)"), "source-field-value", 1, "begins with https://"),
    "data": (spoilt(URL, "data:text/html,x"), "source-field-value", 1, "begins with https://"),
    "a quote mark in the address": (spoilt(URL, f'{URL}"onclick="x'), "source-field-value", 1, "begins with https://"),
    "a password in the address": (spoilt(URL, "https://a:b@example.org"), "source-field-value", 1, "begins with"),
    "a host that is none": (spoilt(URL, "https://[::1"), "source-field-value", 1, "begins with https://"),
    "a key with markup": (spoilt("gazette-1901", '"><script>'), "source-field-value", 1, "must have a key"),
    "entries that refer in a circle": (
        spoilt("  year", "  crossref = {gazette-1901},\n  year"),
        "source-field-value",
        1,
        "crossref",
    ),
    "a title that is no LaTeX": (spoilt(TITLE_OF_SOURCE, "x" + "\\" * 999), "source-field-value", 1, "braces"),
    "a title without end": (spoilt(TITLE_OF_SOURCE, "x" * 9999), "source-field-value", 1, "more than 1000"),
    "a day that is none": (spoilt("2026-11-01", "2026-02-31"), "source-state", 1, "must say when"),
    "abbreviations that explode": (
        BIBLIOGRAPHY + '@string{a = "xxxxxxxxxx"}\n' + "@string{a = a # a # a}\n" * 99,
        "source-unreadable",
        1,
        "more than 1048576 letters",
    ),
    "an abbreviation many times": (
        f'@string{{a = "{"x" * 9999}"}}\n@misc{{k, title = {"a # " * 9999} a}}',
        "source-unreadable",
        1,
        "more than 1048576 letters",
    ),
    "abbreviations in disguise": (BIBLIOGRAPHY + "@ STRING (a = b # b)", "source-unreadable", 11, "undefined string"),
    "RIS": ("TY  - JOUR\nTI  - The bridge\nER  - \n", "source-unreadable", 1, "is RIS, and holds no entry"),
    "deep braces": (spoilt(TITLE_OF_SOURCE, "{" * 9000 + "}" * 9000), "source-unreadable", 3, "too many nested"),
    "a name with five parts": (spoilt("{The Gazette}", "a, b, c, d, e"), "source-unreadable", 1, "commas"),
    "an override": (spoilt(TITLE_OF_SOURCE, "a\u202eb"), "character-unseen", 3, "U+202E"),
    "a null": (spoilt(TITLE_OF_SOURCE, "a\x00b"), "character-unseen", 3, "U+0000"),
    "too large": (BIBLIOGRAPHY + "x" * 5_000_000, "file-too-large", 1, "at most 4194304"),
}


@pytest.mark.parametrize("name", HOSTILE_SOURCES)
def test_a_hostile_source_is_refused(small: SmallEdition, name: str) -> None:
    text, code, line, words = HOSTILE_SOURCES[name]
    path = small.write("book/references.bib", text)
    found = [problem for problem in small.problems() if problem.code not in ("source-unknown", "source-uncited")]
    assert [(problem.path, problem.code, problem.line) for problem in found] == [(path, code, line)]
    assert words in found[0].message


HOSTILE_RECORDS = {
    # name: (what stands in a good record, what instead, code, line, words of the message)
    "HTML": ("He saw it", "<b onclick=x>", "record-field", 7, "HTML"),
    "a directive": ("He saw it", '"```{include} /etc/passwd"', "record-unreadable", 7, "not plain YAML"),
    "a role": ("He saw it", "See {download}`x`", "record-field", 7, "{download}"),
    "a link": ("He saw it", "See [x](javascript:x)", "record-field", 7, "https://"),
    "brackets by the thousand": ("He saw it", "a" + "[" * 9000, "record-field", 7, "at most 4000"),
    "an anchor": ("keeper", "&a keeper", "record-unreadable", 1, "anchors"),
    "an object": ("keeper", "!!python/name:os.system keeper", "record-unreadable", 1, "tags"),
    "a merge key": ("kind:", "<<: {kind: person}\n  kind:", "record-field", 3, "is unknown"),
    "deep lists": ("person", "[" * 9000, "record-unreadable", 3, "more than 8 deep"),
    "an override": ("The keeper", "a\u202eb", "character-unseen", 2, "U+202E"),
    "an override in disguise": ("The keeper", '"a\\u202eb"', "record-unreadable", 2, "U+202E"),
    "a language with markup": ("kind:", "language: 'en\" onclick=\"x'\n  kind:", "record-field", 3, "language"),
    "an id with markup": ("keeper", "'\"><b>'", "record-field", 1, "id"),
}


@pytest.mark.parametrize("name", HOSTILE_RECORDS)
def test_a_hostile_record_is_refused(small: SmallEdition, name: str) -> None:
    old, new, code, line, words = HOSTILE_RECORDS[name]
    assert old in PERSON
    path = small.write("book/apparatus/people.yml", PERSON.replace(old, new, 1))
    (problem,) = small.problems()
    assert (problem.path, problem.code, problem.line) == (path, code, line)
    assert words in problem.message


GOOD_FORM = {
    WORDS: "the bridge fell",
    KIND: "context: what stands behind the words",
    TITLE: "The bridge fell in spring",
    FINDING: "It fell in April.",
    SOURCES: "https://example.org/other The other paper, 1901",
    SINCE: "1901-04-02",
    NAME: "reader",
}


def form(**answers: str) -> str:
    return "\n\n".join(f"### {label}\n\n{answer}" for label, answer in (GOOD_FORM | answers).items())


@pytest.mark.parametrize(
    "source",
    [
        "javascript:alert(1)",
        "https://[::1",
        "https://[x]/",
        "https://a:b@example.org",
        "//example.org",
        'https://x/"><b>',
    ],
)
def test_a_form_with_a_hostile_address_is_refused(small: SmallEdition, source: str) -> None:
    edition, _ = read_edition(small.root)
    assert edition
    with pytest.raises(FormError, match="names none"):
        draft_of(Form(form(**{SOURCES: source})), edition)


def test_a_form_with_brackets_by_the_thousand_is_refused_unparsed(small: SmallEdition) -> None:
    edition, _ = read_edition(small.root)
    assert edition
    with pytest.raises(FormError, match="signs of markup"):
        draft_of(Form(form(**{FINDING: "[" * 60_000})), edition)


@pytest.mark.parametrize(
    "source", ["https://a,b.example/ {x} \\y %", "https://bücher.example/", "https://xn--/ } @string{"]
)
def test_a_source_of_a_form_never_spoils_the_bibliography(small: SmallEdition, source: str) -> None:
    edition, _ = read_edition(small.root)
    assert edition
    try:
        _, added = draft_of(Form(form(**{SOURCES: source})), edition)
    except FormError:
        return
    path = small.root / "book/references.bib"
    write_again(path, with_sources(path, added))
    assert set(small.codes()) <= {"source-uncited"}


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><g><text x="1">Floods</text>\n{}</g></svg>'
HOSTILE_PICTURES = {
    "a script": "<script>alert(1)</script>",
    "a handler": '<rect onload="alert(1)"/>',
    "a link": '<a href="javascript:alert(1)"><text>x</text></a>',
    "HTML": '<foreignObject><form action="https://example.org"/></foreignObject>',
    "a style": "<style>*{display:none}</style>",
    "a style in place": '<rect style="position:fixed"/>',
    "a picture from elsewhere": '<image href="https://example.org/x.png"/>',
    "an address in a value": '<rect fill="url(https://example.org/x)"/>',
    "an address in disguise": '<rect fill="u\\72l(https://example.org/x)"/>',
    "a comment": "<!-- --!> <script> -->",
    "an end of its place": "</g></svg><script>alert(1)</script>",
    "a use of another file": '<use href="other.svg#x"/>',
}


def test_a_still_picture_is_accepted(small: SmallEdition) -> None:
    small.write("book/charts/floods.svg", PICTURE.format('<rect clip-path="url(\'#a\')" fill="url(#b)"/>'))
    assert small.problems() == []


@pytest.mark.parametrize("name", HOSTILE_PICTURES)
def test_a_still_picture_is_nothing_but_a_picture(small: SmallEdition, name: str) -> None:
    path = small.write("book/charts/floods.svg", PICTURE.format(HOSTILE_PICTURES[name]))
    (problem,) = small.problems()
    assert (problem.path, problem.code, problem.line) == (path, "chart-picture", 2)


def test_a_picture_that_explodes_is_refused(small: SmallEdition) -> None:
    small.write("book/charts/floods.svg", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>')
    assert small.codes() == ["chart-picture"]


@pytest.mark.parametrize("name", ["references.ris", "references.enw", "references.xml"])
def test_a_list_that_nobody_reads_is_named_where_there_is_no_other(small: SmallEdition, name: str) -> None:
    path = small.write(f"book/{name}", "TY  - JOUR\n")
    assert small.problems() == []
    (small.root / "book/references.bib").unlink()
    (problem,) = (problem for problem in small.problems() if problem.path == path)
    assert (problem.code, problem.line) == ("source-unreadable", 1)
    assert "export the sources as BibTeX into references.bib" in problem.message
