"""Whole builds under plain sphinx-build: what a page holds, what is built again, and how a build fails."""

from __future__ import annotations

import pytest
from sphinx.environment import BuildEnvironment

from postil.edition import read_edition
from postil.export import exports
from postil.export.addresses import Addresses
from postil.sphinx.asked import PAGES_FIRST, PREVIEW, WAITING, WHOLE
from tests.support.build import article_text, build, page, refused, words, words_of
from tests.support.edition import CONF, EVENT, FIRST, PARALLELS, PERSON, SECOND, TERM, TITLE, SmallEdition, note


def test_a_page_gives_back_the_exact_text(book: SmallEdition) -> None:
    build(book)
    first, second = page(book, "book/one"), page(book, "book/two")
    assert article_text(first.cssselect("[data-title]")[0]) == TITLE
    assert article_text(first.cssselect('[data-paragraph="1"]')[0]) == FIRST
    assert article_text(second.cssselect('[data-paragraph="2"]')[0]) == SECOND


def test_text_that_looks_like_markup_stays_text(book: SmallEdition) -> None:
    odd = "A *star*, a `tick`, {role}`x`, <b>tag</b> & \\ -- and 'quotes' ... [a](b)."
    book.write("book/article.txt", f"{TITLE}\n\n{odd}\n")
    book.chapter("one", f"{TITLE}\n\n{odd}")
    book.chapter("two")
    book.note("wooden-bridge", note("\"<b>tag</b> & \\\\ -- and 'quotes'\""))
    build(book)
    assert article_text(page(book, "book/one").cssselect('[data-paragraph="1"]')[0]) == odd


def test_overlapping_and_nested_notes_cover_exactly_their_quotes(book: SmallEdition) -> None:
    quotes = {
        "whole": "It rose “very high”, and the bridge fell.",
        "left": "rose “very high”, and",
        "right": "high”, and the bridge",
        "same": "very high",
        "over-sentences": "in spring. It rose",
    }
    for id, quote in quotes.items():
        book.note(id, note(f'"{quote}"'))
    build(book)
    for id, quote in quotes.items():
        assert words_of(page(book, "book/one"), id).replace(". It", ".It") == quote.replace(". It", ".It")


MARKED = "It *rose **very*** high; [the *bridge*](https://example.org/b) fell & a \\* stood."
WORDS = "It rose very high; the bridge fell & a * stood."


@pytest.fixture
def marked(book: SmallEdition) -> SmallEdition:
    """The small edition as Markdown: a heading, emphasis, a link."""
    book.write("book/edition.yml", f"title: {TITLE}\ndate: 1901-05-01\nformat: markdown\n")
    text = f"# {TITLE}\n\n## In *spring*\n\n{MARKED}"
    book.write("book/article.txt", f"{text}\n\n{SECOND}\n")
    book.chapter("one", text)
    book.note("wooden-bridge", note("bridge fell"))
    return book


def test_markdown_is_shown_and_notes_cross_emphasis_and_links(marked: SmallEdition) -> None:
    quotes = {"into": "It rose very", "out": "very high; the", "over": "high; the bridge fell", "within": "the bridge"}
    for id, quote in quotes.items():
        marked.note(id, note(quote))
    build(marked)
    document = page(marked, "book/one")
    paragraph = document.cssselect('[data-paragraph="2"]')[0]
    assert {id: words_of(page(marked, "book/one"), id) for id in quotes} == quotes
    assert {a.get("href") for a in paragraph.cssselect("a.reference")} == {"https://example.org/b"}
    assert "".join(em.text_content() for em in paragraph.cssselect("em")) == "rose verybridge"
    assert "".join(strong.text_content() for strong in paragraph.cssselect("strong")) == "very"
    assert article_text(paragraph) == WORDS
    heading = document.cssselect('[data-paragraph="1"]')[0]
    assert (heading.get("role"), heading.get("aria-level")) == ("heading", "3")
    assert article_text(heading) == "In spring"
    assert article_text(document.cssselect("[data-title]")[0]) == TITLE


def test_a_divided_paragraph_keeps_its_number_and_says_so(book: SmallEdition) -> None:
    cut = FIRST.index("Nobody")
    book.chapter("one", f"{TITLE}\n\n{FIRST[:cut].strip()}")
    book.chapter("two", f"{FIRST[cut:]}\n\n{SECOND}")
    build(book)
    first, second = page(book, "book/one"), page(book, "book/two")
    parts = [article_text(p) for d in (first, second) for p in d.cssselect('[data-paragraph="1"]')]
    assert "".join(parts) == FIRST
    assert "goes on in the next chapter" in first.cssselect(".postil-division")[0].text_content()
    assert "continued from the chapter before" in second.cssselect(".postil-division")[0].text_content()


def test_the_whole_edition_counts_all_notes_once_and_leads_on_within_the_page(book: SmallEdition) -> None:
    cut = FIRST.index("Nobody")
    book.chapter("one", f"{TITLE}\n\n{FIRST[:cut].strip()}")
    book.chapter("two", f"{FIRST[cut:]}\n\n{SECOND}")
    book.note("stone", note("The new bridge stood", title="It was of stone"))
    book.write("book/whole.md", "# The whole\n\n:::{whole-edition}\n:::\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n")
    build(book)
    whole = page(book, "book/whole")
    (control,) = whole.cssselect(".postil-depths")
    assert "With notes 2" in words(control)
    links = [link.get("href") for link in whole.cssselect(".postil-division a")]
    assert links == ["#s1-3", "#s1-1"] and all(whole.cssselect(link) for link in links)


def test_chapters_are_counted_where_there_are_several(book: SmallEdition) -> None:
    build(book)
    assert page(book, "book/one").cssselect(".postil-kicker")[0].text_content() == "Chapter 1 of 2"
    for name in ("book/one", "search"):
        begins = page(book, name).cssselect(".postil-contents li small")
        assert [number.text_content() for number in begins] == ["1.1", "2.1"], "as the text is cited"
    book.chapter("one", f"{TITLE}\n\n{FIRST}", SECOND)
    (book.root / "book/two.md").unlink()
    book.write("_toc.yml", "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n")
    build(book)
    assert not page(book, "book/one").cssselect(".postil-kicker")


def test_a_card_names_its_sources_and_marks_none_that_was_read(book: SmallEdition) -> None:
    build(book)
    (card,) = page(book, "book/one").cssselect('[data-note="wooden-bridge"]')
    sources = card.cssselect(".postil-sources")[0]
    assert "The Gazette 1901" in sources.text_content()
    assert not sources.cssselect(".postil-standing")
    assert sources.cssselect("a")[0].get("href").endswith("#source-gazette-1901")


def test_markup_in_a_title_is_shown_not_obeyed(book: SmallEdition) -> None:
    book.note("wooden-bridge", note(title='"<script>alert(1)</script>"', by='["<img src=x onerror=alert(1)>"]'))
    build(book)
    document = page(book, "book/one")
    assert "<script>alert(1)</script>" in document.cssselect(".postil-finding")[0].text_content()
    assert not document.cssselect("article script, main script, main img")


def test_a_note_may_point_to_another_on_another_page(book: SmallEdition) -> None:
    book.note("new-bridge", note("new bridge", margin="See {note}`wooden-bridge`."))
    build(book)
    (link,) = page(book, "book/two").cssselect('.postil-card-text a[href$="#note-wooden-bridge"]')
    assert link.get("href") == "one.html#note-wooden-bridge"
    assert link.text_content() == "The bridge was of wood"


def changed_pages(book: SmallEdition, change) -> set[str]:
    """The pages that are written again; Sphinx always writes the one that holds the table of contents."""
    pages = [path for path in (book.root / "_build/html/book").glob("*.html") if path.name != "index.html"]
    before = [path.stat().st_mtime_ns for path in pages]
    change()
    build(book)
    return {path.name for path, time in zip(pages, before, strict=True) if path.stat().st_mtime_ns != time}


def test_only_the_page_of_a_changed_note_is_written_again(book: SmallEdition) -> None:
    build(book)
    assert changed_pages(book, lambda: None) == set()
    assert changed_pages(book, lambda: book.note("wooden-bridge", note(margin="It was of oak."))) == {"one.html"}
    assert "It was of oak." in page(book, "book/one").text_content()


def test_a_new_and_a_removed_note_reach_their_page(book: SmallEdition) -> None:
    build(book)
    assert changed_pages(book, lambda: book.note("later", note("new bridge"))) == {"two.html"}
    assert changed_pages(book, (book.root / "book/notes/later.md").unlink) == {"two.html"}
    assert not page(book, "book/two").cssselect("[data-note]")


def test_a_note_with_a_new_title_changes_the_pages_that_name_it(book: SmallEdition) -> None:
    book.note("new-bridge", note("new bridge", margin="See {note}`wooden-bridge`."))
    build(book)
    renamed = note(title="The bridge was of oak")
    assert changed_pages(book, lambda: book.note("wooden-bridge", renamed)) == {"one.html", "two.html"}


def test_a_source_that_is_checked_later_changes_the_pages_that_cite_it(book: SmallEdition) -> None:
    build(book)
    bib = book.root / "book/references.bib"
    text = bib.read_text("utf-8").replace("2026-11-01", "2026-11-02").replace("{checked}", "{unchecked}")
    assert "one.html" in changed_pages(book, lambda: bib.write_text(text, "utf-8"))
    assert page(book, "book/one").cssselect(".postil-standing")


def test_a_problem_fails_the_build_with_the_message_of_the_check(book: SmallEdition) -> None:
    book.note("spoilt", note("the bridge felt"))
    assert str(book.problems()[0]) in refused(book)
    assert not list((book.root / "_build").glob("**/*.html"))


def test_a_failed_build_leaves_the_last_good_book(book: SmallEdition) -> None:
    build(book)
    before = (book.root / "_build/html/book/one.html").read_bytes()
    book.note("spoilt", note("the bridge felt"))
    refused(book)
    assert (book.root / "_build/html/book/one.html").read_bytes() == before


def test_reading_in_parallel_gives_the_same_pages(book: SmallEdition) -> None:
    build(book)
    alone = (book.root / "_build/html/book/one.html").read_bytes()
    build(book, "html", "-E", "-a", "-j", "2")
    assert (book.root / "_build/html/book/one.html").read_bytes() == alone


APPARATUS = {
    "claims": ":::{claims}\n:::",
    "updates": ":::{updates}\n:::",
    "timeline": ":::{timeline-drawing}\n:::\n\n:::{timeline}\n:to: 1901\n:::",
    "people": ":::{people} person\n:::",
    "terms": ":::{terms}\n:::",
    "parallels": ":::{parallels}\n:::",
    "numbers": "{tally}`notes` notes, {tally}`checked` of {tally}`sources` sources checked",
}


@pytest.fixture
def apparatus(book: SmallEdition) -> SmallEdition:
    """The small edition with records of every kind and a page for each directive."""
    book.write("book/apparatus/people.yml", PERSON)
    book.write("book/apparatus/timeline.yml", EVENT)
    book.write("book/apparatus/parallels.yml", PARALLELS)
    book.write("book/apparatus/glossary.yml", TERM)
    for name, text in APPARATUS.items():
        book.write(f"book/{name}.md", f"# Page\n\n{text}\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", toc + "".join(f"- file: book/{name}\n" for name in APPARATUS))
    return book


def test_the_ledger_lists_claims_and_opinions_in_reading_order(apparatus: SmallEdition) -> None:
    apparatus.note("stood", note("The new bridge stood", verdict="confirmed", title="It stood"))
    apparatus.note("hurt", note("Nobody was hurt", claim="opinion", title="A view"))
    build(apparatus)
    ledger = page(apparatus, "book/claims")
    rows = [[cell.text_content().strip() for cell in row] for row in ledger.cssselect(".postil-ledger tbody tr")]
    assert [row[:4] for row in rows] == [
        ["1.3", "Nobody was hurt.", "Opinion", "A view"],
        ["2.2", "The new bridge stood.", "Confirmed", "It stood"],
    ]
    assert [li.text_content().strip() for li in ledger.cssselect(".postil-counts li")] == ["Confirmed 1", "Opinion 1"]
    links = [a.get("href") for a in ledger.cssselect(".postil-ledger tbody tr")[1].cssselect("a")]
    assert links == ["two.html#s2-2", "two.html#note-stood", "two.html#note-stood", "index.html#source-gazette-1901"]


def test_the_ledger_shows_a_claim_with_so_much_of_its_sentence_that_it_says_something(book: SmallEdition) -> None:
    words = [f"word{number}" for number in range(100, 130)]
    book.write("book/article.txt", f"On rivers\n\n{' '.join(words)}.\n")
    book.chapter("one", "On rivers")
    book.chapter("two", f"{' '.join(words)}.")
    (book.root / "book/notes/wooden-bridge.md").unlink()
    for quote in ("word100", "word114", "word128"):
        book.note(quote, note(quote, kind="correction", verdict="confirmed"))
    book.write("book/index.md", "# Rivers\n\n:::{claims}\n:::\n\n```{bibliography}\n:all:\n```\n")
    build(book)
    cells = page(book, "book/index").cssselect(".postil-ledger td:nth-child(2)")
    assert [cell.text_content().strip() for cell in cells] == [
        f"{' '.join(words[:17])} …",
        f"… {' '.join(words[6:23])} …",
        f"… {' '.join(words[13:])}.",
    ]
    assert [cell.cssselect("a")[0].text_content() for cell in cells] == ["word100", "word114", "word128"]


def test_a_source_names_the_notes_that_lean_on_it(apparatus: SmallEdition) -> None:
    build(apparatus)
    leaning = page(apparatus, "book/index").cssselect("#source-gazette-1901 .postil-leaning")[0]
    assert leaning.text_content().strip() == "Notes: The bridge was of wood"


def test_pages_that_gather_follow_a_changed_note(apparatus: SmallEdition) -> None:
    build(apparatus)
    apparatus.note("later", note("new bridge", kind="update", as_of="1902-02-03", title="It still stands"))
    build(apparatus)
    assert "3 February 1902 It still stands" in " ".join(page(apparatus, "book/updates").text_content().split())
    numbers = page(apparatus, "book/numbers")
    (then,) = numbers.cssselect(".postil-then")
    assert then.text_content() == "1"
    then.drop_tree()
    assert "2 notes, 1 of 1 sources checked" in numbers.text_content()


def test_people_terms_events_and_parallels_reach_their_pages(apparatus: SmallEdition) -> None:
    build(apparatus)
    assert "May 1901: Keeper" in page(apparatus, "book/people").cssselect("#keeper + dd")[0].text_content()
    original = page(apparatus, "book/terms").cssselect("#flood .postil-original")[0]
    assert (original.get("lang"), original.text_content()) == ("fr", "crue")
    assert page(apparatus, "book/timeline").cssselect('.postil-point a[href="#event-the-bridge-falls"]')
    assert (
        page(apparatus, "book/timeline").cssselect("#event-the-bridge-falls .postil-date")[0].text_content()
        == "April 1901 "
    )
    assert page(apparatus, "book/parallels").cssselect('td a[href="one.html#s1-2"]')


@pytest.mark.parametrize(
    ("file", "was", "now", "pages"),
    [
        ("apparatus/people.yml", "text: ", "text: Of old. ", {"people.html"}),
        ("apparatus/glossary.yml", "text: ", "text: Of old. ", {"terms.html"}),
        ("apparatus/timeline.yml", "text: ", "text: Of old. ", {"timeline.html"}),
        ("apparatus/parallels.yml", "changed: ", "changed: Of old. ", {"parallels.html"}),
        ("references.bib", "title = {", "title = {Now, ", {"claims.html", "numbers.html"}),
    ],
)
def test_only_pages_that_draw_on_a_file_follow_it(
    apparatus: SmallEdition, file: str, was: str, now: str, pages: set[str]
) -> None:
    path = apparatus.root / "book" / file
    build(apparatus)
    text = path.read_text("utf-8")
    assert was in text
    assert changed_pages(apparatus, lambda: path.write_text(text.replace(was, now), "utf-8")) == pages


def test_a_preview_shows_a_saved_note_before_the_pages_that_speak_of_it(
    apparatus: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREVIEW, PAGES_FIRST)
    build(apparatus)
    renamed = note(title="The bridge was of oak", verdict="confirmed")
    shown = changed_pages(apparatus, lambda: apparatus.note("wooden-bridge", renamed))
    assert "one.html" in shown and "claims.html" not in shown
    shown = changed_pages(apparatus, lambda: apparatus.note("later", note("new bridge")))
    assert "two.html" in shown and not {"claims.html", "numbers.html"} & shown
    monkeypatch.setenv(PREVIEW, WHOLE)
    build(apparatus)
    assert "The bridge was of oak" in page(apparatus, "book/claims").text_content()
    assert not (apparatus.root / "_build/.doctrees" / WAITING).exists()
    monkeypatch.setenv(PREVIEW, PAGES_FIRST)
    gone = (apparatus.root / "book/notes/wooden-bridge.md").unlink
    assert {"one.html", "claims.html"} <= changed_pages(apparatus, gone)


def test_an_unknown_number_is_an_error(apparatus: SmallEdition) -> None:
    apparatus.write("book/numbers.md", "# Page\n\n{tally}`nodes`\n")
    assert "there is no number 'nodes'; known are notes" in refused(apparatus)


def test_contributors_are_credited_with_their_notes(book: SmallEdition) -> None:
    book.note("hurt", note("Nobody was hurt", title="Three were hurt", by="[ann, bob]"))
    book.write("book/index.md", "# Rivers\n\n```{credits}\n```\n\n```{bibliography}\n:all:\n```\n")
    build(book)
    credits = page(book, "book/index").cssselect("dl.postil-credits")[0]
    assert [term.text_content() for term in credits.cssselect("dt")] == [
        "ann, 1 note",
        "bob, 1 note",
        "editors, 1 note",
    ]
    assert [a.get("href") for a in credits.cssselect("dd a")] == ["one.html#note-hurt"] * 2 + [
        "one.html#note-wooden-bridge"
    ]


def test_a_book_whose_sources_are_csl_json_alone_builds_though_its_configuration_names_the_other(
    book: SmallEdition,
) -> None:
    before, _ = read_edition(book.root)
    (book.root / "book/references.bib").unlink()
    book.write("book/references.json", dict(exports(before, Addresses(before)))["sources.csl.json"])
    build(book)
    assert "The bridge falls" in words(page(book, "book/index"))


def test_notes_are_no_pages_of_a_book_that_takes_in_every_file(book: SmallEdition) -> None:
    conf = CONF.replace(', "book/notes"]', "]").replace("exclude_missing = True", "exclude_missing = False")
    book.write("conf.py", conf)
    build(book)
    assert not (book.root / "_build/html/book/notes").exists()


def test_what_another_version_of_the_engine_kept_is_not_read(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(book)
    kept = book.root / "_build/.doctrees/book/one.doctree"
    before = kept.stat().st_mtime_ns
    build(book)
    assert kept.stat().st_mtime_ns == before
    monkeypatch.setattr("postil.extension.engine", lambda: "another")
    build(book)
    assert kept.stat().st_mtime_ns > before


def test_no_page_is_kept_with_all_that_sphinx_knows_of_the_book(apparatus: SmallEdition) -> None:
    build(apparatus)
    doctrees = list((apparatus.root / "_build/.doctrees").rglob("*.doctree"))
    assert len(doctrees) > 3
    assert not [path.name for path in doctrees if BuildEnvironment.__name__.encode() in path.read_bytes()]
