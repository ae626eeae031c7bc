"""What `init` lets in passes every rule; what it cannot keep it refuses by line and column."""

from __future__ import annotations

import tempfile
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from postil.authoring.new_edition import About, edition_files, guess_title
from postil.check import check
from postil.edition import Edition
from postil.problems import Problem
from postil.reading.settings import Format
from postil.text.characters import ignored, seen, unseen
from postil.text.received import UnfitTextError, decode, receive

_WORDS = st.sampled_from(
    [
        "river", "It", "rose.", "fell,", "“high”", "CHAPTER I", "第一章", "水漲船高。", "שלום", "مرحبا", "cafe\u0301",
        "café",        "un\u00adfathom\u00adable", "har\u200bbour", "\ufeff", "می‌روم", "\u202bx\u202c",
        "👩‍👩‍👧", "🏴\U000e0067\U000e007f",
        "`code`", "*stars*", "$x^2$", "[a](b)", "<b>", "&amp;", ":::", "```", "---", "+++", "%", "{x}", "- item",
        "#", "|",        "\u0602", "한국", "ﬁrst", "½", "a" * 300,
    ]
)  # fmt: skip
_GAPS = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\n\n\n", "\r\n", "\n   \n", "\t", "\n\t", "\n    ", "\f", "\n\f\n", "\v"]
)
_GAPS |= st.sampled_from(["\u2028", "\u2029", "\x85", "\u00a0", "\u3000"])
_TEXTS = st.lists(st.tuples(_GAPS, _WORDS | st.text(max_size=8)), min_size=1, max_size=30).map(
    lambda pairs: "".join(gap + word for gap, word in pairs)
)


def made(text: str, form: Format, folder: Path) -> tuple[Edition | None, list[Problem]]:
    about = About(guess_title(text) or "A title", "Ann", date(1901, 5, 1), "The editors", format=form)
    for name, content in edition_files(text, about):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return check(folder)


@settings(max_examples=200)
@given(_TEXTS, st.sampled_from(Format))
@example("  \n   CENTRED\n\n  It rose.\n", Format.PLAIN)
@example("CHAPTER I\n\nCHAPTER I\n\nCHAPTER I", Format.PLAIN)
@example("\u00ad \u200bIt\u00ad", Format.PLAIN)
def test_whatever_is_let_in_makes_an_edition_without_problems(text: str, form: Format) -> None:
    try:
        kept = receive(text.encode("utf-8", "surrogatepass"))
    except UnfitTextError as error:
        assert error.line >= 1 and error.column >= 1
        return
    with tempfile.TemporaryDirectory() as folder:
        edition, problems = made(kept, form, Path(folder))
    assert problems == []
    assert edition and edition.article.text == kept


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"On rivers\n\nIt \x07rose.", "line 3, column 4: the character U+0007 cannot be printed"),
        (b"One\n\nIt ro\xe9se.", "line 3, column 6: is not UTF-8 text"),
        ("One\ufffe".encode(), "line 1, column 4: the character U+FFFE"),
        ("e" + "\u0301" * 9, "line 1, column 8: more than 6 accents"),
        (b"1, 2, 3\n", "line 1, column 1: has no words"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_line_and_column(raw: bytes | str, message: str) -> None:
    with pytest.raises(UnfitTextError) as refused:
        receive(raw if isinstance(raw, bytes) else raw.encode())
    error = refused.value
    assert message in f"line {error.line}, column {error.column}: {error}"


def test_what_only_ends_lines_and_pages_becomes_line_feeds() -> None:
    assert decode("\ufeffone\r\ntwo\rthree".encode()) == "one\ntwo\nthree"
    assert receive("on\n\fMondays\fand\u2028more\u2029end\n\f".encode()) == "on\nMondays\nand\nmore\n\nend\n"


def test_comparing_passes_over_every_character_that_a_note_may_not_hold_but_an_article_may() -> None:
    for point in range(0x110000):
        character = chr(point)
        if unicodedata.category(character) == "Cf" and unseen(f"a{character}b"):
            assert ignored(character), hex(point)
            assert unseen(seen(f"a{character}b")) is None


def test_many_identical_paragraphs_take_no_longer_than_others(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        text = "On rivers\n\n" + "It rose, and the bridge fell.\n\n" * count
        about = About("On rivers", "Ann", date(1901, 5, 1), "The editors")
        assert len(dict(edition_files(text, about))) > 10
        return time.perf_counter() - start

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(400), 0.05)
