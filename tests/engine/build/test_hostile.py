"""Hostile notes before a whole build, and the most awkward honest one after it."""

from __future__ import annotations

import json

from lxml import html

from postil.sphinx.scripts import assignment
from postil.theme.style import early_script
from tests.support.build import build, digests, page, refused
from tests.support.edition import SmallEdition
from tests.support.hostile import FIELDS, HOSTILE, TITLE, awkward


def test_the_build_refuses_every_hostile_note_as_the_check_does(book: SmallEdition) -> None:
    paths = [book.note(f"hostile-{number}", hostile.text) for number, hostile in enumerate(HOSTILE.values(), 1)]
    lines = refused(book).splitlines()
    for path, hostile in zip(paths, HOSTILE.values(), strict=True):
        assert any(line.startswith(f"{path}:{hostile.line}:") and f"[{hostile.code}]" in line for line in lines), path
    assert {str(problem) for problem in book.problems()} <= set(lines)
    assert not list((book.root / "_build").glob("**/*.html"))


def test_a_hostile_note_leaves_the_last_good_book_untouched(book: SmallEdition) -> None:
    build(book)
    before = digests(book.root / "_build/html")
    book.note("hostile", FIELDS["an override in the quote"].text)
    refused(book)
    assert digests(book.root / "_build/html") == before


def test_an_awkward_note_shows_as_it_is_written(book: SmallEdition) -> None:
    awkward(book)
    build(book)
    (card,) = page(book, "book/two").cssselect("#note-awkward")
    assert card.cssselect(".postil-finding")[0].text_content() == TITLE
    text = " ".join(card.text_content().split())
    for words in ("</script><b>", "{{ x }}", "<b> <i>", "“a” & ‘b’", "می‌خواهم", "$x$", "</p><b>x"):
        assert words in text
    assert card.cssselect("script, img, b, i, [onerror]") == []
    assert [a.get("href") for a in card.cssselect("a.external")] == ["https://example.org/?a=%22b%22&c=%3Cd%3E"]


def test_the_search_index_is_data_and_nothing_else(book: SmallEdition) -> None:
    awkward(book)
    words = "It rose again\\</script>."
    book.write("book/index.md", f"# Rivers\n\n{words}\n\n```{{bibliography}}\n:all:\n```\n")
    build(book)
    script = (book.root / "_build/html/_static/postil/index.js").read_text("utf-8")
    entries = json.loads(script.removeprefix("window.postil.entries = ").removesuffix(";\n"))
    assert TITLE in [entry["title"] for entry in entries]
    assert "It rose again</script>." in [entry["text"] for entry in entries]


def test_a_line_separator_ends_no_script() -> None:
    """It ends a line of a script before ES2019."""
    assert assignment("words", "one\u2028two\u2029") == 'window.postil.words = "one\\u2028two\\u2029";\n'


def test_no_page_holds_a_title_as_markup(book: SmallEdition) -> None:
    awkward(book)
    book.write("book/index.md", "# Rivers\n\n```{claims}\n```\n\n```{credits}\n```\n\n```{bibliography}\n:all:\n```\n")
    build(book)
    for path in (book.root / "_build/html/book").glob("*.html"):
        document = html.parse(path).getroot()
        assert document.cssselect("img, b, [onerror]") == [], path
        runs = [script for script in document.cssselect("script") if script.get("type") != "application/ld+json"]
        assert {script.text for script in runs if not script.get("src")} == {early_script()}, path
        assert [script.text for script in runs if script.get("src") and script.text] == [], path
