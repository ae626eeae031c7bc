"""Hostile notes before a whole build, and the most awkward honest one after it."""

from __future__ import annotations

import json

from lxml import html

from tests.engine.build.test_build import book, build, page, sphinx_build
from tests.engine.unit.test_hostile_notes import FIELDS, HOSTILE
from tests.support.edition import SmallEdition, note

__all__ = ["book"]

TITLE = "</script><img src=x onerror=alert(1)> \"'&amp; {{ x }} שלום"
MARGIN = """`</script><b>` `{{ x }}` \\<b> &lt;i> "quotes" 'both' (c) -- ... $x$ [words](https://example.org/?a=%22b%22&c=<d>)
{note}`"a" & 'b' <wooden-bridge>` می‌خواهم"""
LINE_SEPARATOR = "\u2028"


def awkward(small: SmallEdition) -> None:
    """A note with everything that is allowed and that carelessness would turn into markup."""
    small.note(
        "awkward",
        note("The new bridge stood", title=json.dumps(TITLE, ensure_ascii=False), margin=MARGIN, by='["</p><b>x"]'),
    )


def test_the_build_refuses_every_hostile_note_as_the_check_does(book: SmallEdition) -> None:
    paths = [book.note(f"hostile-{number}", hostile.text) for number, hostile in enumerate(HOSTILE.values(), 1)]
    result = sphinx_build(book)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    for path, hostile in zip(paths, HOSTILE.values(), strict=True):
        assert any(line.startswith(f"{path}:{hostile.line}:") and f"[{hostile.code}]" in line for line in lines), path
    assert {str(problem) for problem in book.problems()} <= set(lines)
    assert not list((book.root / "_build").glob("**/*.html"))


def test_a_hostile_note_leaves_the_last_good_book_untouched(book: SmallEdition) -> None:
    build(book)
    before = {path: path.read_bytes() for path in (book.root / "_build").rglob("*") if path.is_file()}
    book.note("hostile", FIELDS["an override in the quote"].text)
    assert sphinx_build(book).returncode == 1
    assert {path: path.read_bytes() for path in (book.root / "_build").rglob("*") if path.is_file()} == before


def test_an_awkward_note_shows_as_it_is_written(book: SmallEdition) -> None:
    awkward(book)
    build(book)
    (card,) = page(book, "two").cssselect("#note-awkward")
    assert card.cssselect(".note-title")[0].text_content() == TITLE
    text = " ".join(card.cssselect(".card")[0].text_content().split())
    for words in ("</script><b>", "{{ x }}", "<b> <i>", "“a” & ‘b’", "می‌خواهم", "$x$", "</p><b>x"):
        assert words in text
    assert card.cssselect("script, img, b, i, [onerror]") == []
    assert [a.get("href") for a in card.cssselect("a.external")] == ["https://example.org/?a=%22b%22&c=%3Cd%3E"]


def test_the_search_index_is_data_and_nothing_else(book: SmallEdition) -> None:
    awkward(book)
    article = (book.root / "book/article.txt").read_text("utf-8").replace("again", f"again{LINE_SEPARATOR}</script>")
    book.write("book/article.txt", article)
    book.chapter("two", article.strip().split("\n\n")[-1])
    build(book)
    script = (book.root / "_build/_static/index.js").read_text("utf-8")
    start, end = "window.postil.entries = ", ";\n"
    assert script.startswith(start) and script.endswith(end) and "\u2028" not in script
    entries = json.loads(script.removeprefix(start).removesuffix(end))
    assert TITLE in [entry["title"] for entry in entries]
    assert any("\u2028</script>" in entry["text"] for entry in entries)


def test_no_page_holds_a_title_as_markup(book: SmallEdition) -> None:
    awkward(book)
    book.write("book/index.md", "# Rivers\n\n```{claims}\n```\n\n```{credits}\n```\n\n```{bibliography}\n:all:\n```\n")
    build(book)
    for path in (book.root / "_build/book").glob("*.html"):
        document = html.parse(path).getroot()
        assert document.cssselect("img, b, [onerror]") == [], path
        runs = [script for script in document.cssselect("script") if script.get("type") != "application/ld+json"]
        assert all(script.get("src") and not script.text for script in runs), path
