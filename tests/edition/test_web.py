"""All of the apparatus has a way to the text and from it, and none is dead; search gives the right answer early."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.support.built import BUILT, PAGES
from tests.support.chapters import FOLDER, WHOLE

CHAPTERS = [name for name in PAGES if name.startswith(FOLDER) and name != WHOLE]
LISTS = {
    "people": ("book/apparatus/people.html", "dl.postil-records > dt[id]"),
    "terms": ("book/apparatus/glossary.html", "dl.postil-records > dt[id]"),
    "events": ("book/apparatus/timeline.html", ".postil-dated > li[id]"),
    "claims": ("book/apparatus/claims.html", "table.postil-ledger tbody tr[id]"),
    "parallels": ("book/apparatus/borrowed-passage.html", "table.postil-parallels tbody tr[id]"),
}


@cache
def tree(name: str) -> html.HtmlElement:
    return html.parse(BUILT / name).getroot()


@cache
def ids_in(name: str) -> frozenset[str]:
    return frozenset(tree(name).xpath("//@id"))


def links(element: html.HtmlElement, name: str) -> set[tuple[str, str]]:
    """(page, id) of every link within the book."""
    found = set()
    for href in element.xpath(".//a/@href"):
        parts = urlsplit(href)
        if not parts.scheme:
            path = (BUILT / name).parent / unquote(parts.path) if parts.path else BUILT / name
            found.add((path.resolve().relative_to(BUILT.resolve()).as_posix(), unquote(parts.fragment)))
    return found


@cache
def from_the_text() -> frozenset[tuple[str, str]]:
    return frozenset(link for name in CHAPTERS for link in links(tree(name), name))


def whole_entry(element: html.HtmlElement) -> list[html.HtmlElement]:
    """An entry: a term goes with its definition."""
    return [element, element.getnext()] if element.tag == "dt" else [element]


@pytest.mark.parametrize("kind", LISTS)
def test_every_entry_has_a_way_to_the_text_and_from_it(kind: str) -> None:
    name, selector = LISTS[kind]
    entries = tree(name).cssselect(selector)
    assert len(entries) > 5
    for entry in entries:
        ways = {link for part in whole_entry(entry) for link in links(part, name)}
        to_text = [way for way in ways if way[0] in CHAPTERS and way[1]]
        assert to_text, f"{entry.get('id')} does not lead to the text"
        assert all(id in ids_in(page) for page, id in to_text), entry.get("id")
        assert (name, entry.get("id")) in from_the_text(), f"nothing in the text leads to {entry.get('id')}"


def charts() -> list[tuple[str, html.HtmlElement]]:
    """Each chart on its own page."""
    notebooks = [name for name in PAGES if name.startswith("notebooks/")]
    return [(name, figure) for name in notebooks for figure in tree(name).cssselect("figure[data-whole]")]


def test_every_chart_has_a_way_to_the_text_and_from_it() -> None:
    assert len(charts()) > 15
    reached = {id for _, id in from_the_text()} | {id for name in CHAPTERS for id in ids_in(name)}
    for name, figure in charts():
        to_text = [way for way in links(figure, name) if way[0] in CHAPTERS]
        assert to_text and all(id in ids_in(page) for page, id in to_text), figure.get("id")
        if figure.get("data-chart") == "claims-by-verdict":  # of the ledger, to which every judging note leads
            reached |= ids_in(LISTS["claims"][0])
        assert figure.get("id") in reached, f"no note and no chapter leads to {figure.get('id')}"


def test_every_source_is_used_and_says_where() -> None:
    lists = [name for name in PAGES if name.startswith("book/apparatus/sources-")]
    entries = [(name, entry) for name in lists for entry in tree(name).cssselect(".postil-citation")]
    assert len(entries) > 100
    unused = []
    for name, entry in entries:
        ways = [way for line in entry.cssselect(".postil-leaning") for way in links(line, name)]
        assert all((BUILT / page).is_file() and (not id or id in ids_in(page)) for page, id in ways), entry.get("id")
        unused += [] if ways else [entry.get("id")]
    assert unused == [], f"{len(unused)} sources that nothing in the book leans on"


def test_no_link_within_the_book_is_dead() -> None:
    dead = [
        (name, page, id)
        for name in PAGES
        for page, id in links(tree(name), name)
        if page.endswith(".html") and id and "=" not in id and (BUILT / page).is_file() and id not in ids_in(page)
    ]
    assert dead == []


# What a reader would type, in three languages → where the answer is, and the rank it must have at most.
SENTENCE = re.compile(r"#s\d")
QUERIES = [
    ("Zhao Lijian", "people.html#zhao-lijian", 1),
    ("zhao lijan", "people.html#zhao-lijian", 1),
    ("Putin", "people.html#vladimir-putin", 1),
    ("hot search", "glossary.html#hot-search", 1),
    ("no limits", "timeline.html#event-no-limits-2022", 3),
    ("how many joint exercises", "#note-exercises-were-regular", 3),
    ("Carpenter", "people.html#ted-galen-carpenter", 1),
    ("American scholars", "#note-american-scholars-are-one-man", 3),
    ("New START", "glossary.html#new-start", 1),
    ("barents sea", "#note-barents-is-shared-water", 3),
    ("netizen", "glossary.html#netizen", 1),
    ("collision in Syria", "#note-syria-patrols-met-25-august-2020", 3),
    ("trade 2024", "#note-closer-in-trade-not-in-arms", 3),
    ("don't rule out", "#note-q-what-does-not-ruling-out-mean", 3),
    ("military spending", "notebooks/spending.html", 1),
    ("first joint air patrol", "timeline.html#event-first-joint-air-patrol", 1),
    ("赵立坚", "people.html#zhao-lijian", 1),
    ("招怨", "glossary.html#incurring-the-wrath", 1),
    ("不结盟", "glossary.html#non-alliance", 1),
    ("Путин", "people.html#vladimir-putin", 1),
    ("теоретически", "glossary.html#in-theory", 1),
    ("Валдай", "people.html#valdai-discussion-club", 1),
]


def test_search_gives_the_right_answer_early(reader) -> None:
    page = reader().open("search.html?q=Putin")
    page.wait_for_function("() => window.postil.sourceEntries && document.querySelector('#search-results li')")
    late = []
    for query, where, rank in QUERIES:
        found = page.evaluate("(query) => window.postil.find(query).map(({ entry }) => entry.address)", query)
        if not SENTENCE.search(where):  # which come before what is only about them
            found = [address for address in found if not SENTENCE.search(address)]
        if not any(where in address for address in found[:rank]):
            late.append((query, found[:rank]))
    assert late == []
