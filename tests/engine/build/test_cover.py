"""What a cover may show: a sentence with its notes, the findings, the verdicts, the doors."""

from PIL import Image

from tests.support.build import build, page, refused
from tests.support.edition import SmallEdition, note

COVER = """# Rivers

:::{poster} wooden-bridge high
:::

:::{findings}
high: The gauge shows three metres
wooden-bridge
:::

:::{verdict-bar}
:::

:::{start}
[Start reading](one.md)

{tally}`notes` notes
:::

:::{doors}
- [Read](one.md) The text.
:::
"""


def covered(edition: SmallEdition, text: str = COVER) -> SmallEdition:
    edition.note("high", note("very high", kind="correction", verdict="imprecise", title="Three metres"))
    edition.write("book/index.md", f"{text}\n```{{bibliography}}\n:all:\n```\n")
    return edition


def test_a_sentence_is_shown_exactly_with_its_notes(book: SmallEdition) -> None:
    build(covered(book))
    cover = page(book, "book/index")
    text = cover.cssselect(".postil-poster-text")[0].text_content()
    assert text == "It rose “very high1”, and the bridge fell2."
    links = [a.get("href") for a in cover.cssselect(".postil-poster-text a")]
    assert links == ["one.html#note-high", "one.html#note-wooden-bridge"]
    assert "It was built of wood." in cover.cssselect(".postil-poster-notes")[0].text_content()


def test_the_ways_in_are_links_with_a_line(book: SmallEdition) -> None:
    build(covered(book))
    cover = page(book, "book/index")
    ways = {part: cover.cssselect(f".postil-{part} a")[0] for part in ("start", "doors")}
    assert {part: (a.text_content(), a.get("href")) for part, a in ways.items()} == {
        "start": ("Start reading", "one.html"),
        "doors": ("Read", "one.html"),
    }
    assert "2 notes" in cover.cssselect(".postil-start")[0].text_content()


def test_findings_and_verdicts_are_those_of_the_notes(book: SmallEdition) -> None:
    build(covered(book))
    cover = page(book, "book/index")
    lines = [" ".join(line.text_content().split()) for line in cover.cssselect(".postil-findings li")]
    assert lines == [
        "The gauge shows three metres Imprecise sentence 1.2",
        "The bridge was of wood context sentence 1.2",
    ]
    (bar,) = cover.cssselect(".postil-bar-of-verdicts li")
    assert (bar.text_content(), len(bar.cssselect(".postil-cells > span"))) == ("Imprecise 1", 1)


def test_notes_of_several_sentences_make_no_poster(book: SmallEdition) -> None:
    book.note("autumn", note("In autumn"))
    covered(book, COVER.replace("{poster} wooden-bridge high", "{poster} wooden-bridge autumn"))
    assert "the notes are on several sentences (1-2, 2-1)" in refused(book)


def test_the_book_has_a_picture_that_others_show_beside_a_link(book: SmallEdition) -> None:
    conf = book.root / "conf.py"
    book.write("conf.py", conf.read_text("utf-8") + 'html_baseurl = "https://example.org/book/"\n')
    build(book)
    (meta,) = page(book, "book/one").cssselect('meta[property="og:image"]')
    assert meta.get("content") == "https://example.org/book/_static/postil/social.png"
    with Image.open(book.root / "_build/html/_static/postil/social.png") as picture:
        assert picture.size == (1200, 630)


def test_a_book_without_an_address_draws_no_picture(book: SmallEdition) -> None:
    built = build(book)
    assert not (built / "_static/postil/social.png").exists()
    assert not page(book, "book/one").cssselect('meta[property="og:image"]')
