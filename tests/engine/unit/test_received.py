"""What `init` lets in passes every rule; what it cannot keep it refuses by line and column."""

from __future__ import annotations

import tempfile
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postil.authoring.new_edition import edition_files
from postil.check import check
from postil.reading.settings import Format
from postil.text.article import read_article
from postil.text.characters import ignored, seen, unseen
from postil.text.copied import signs_of_copying
from postil.text.forms import Form
from postil.text.guessing import guess_form
from postil.text.received import UnfitTextError, paragraphs_of_lines, receive
from postil.text.subtitles import transcript
from tests.support.depth import examples
from tests.support.texts import NewEdition, about, texts


@examples(50)
@given(texts(), st.sampled_from(Format), st.sampled_from(Form))
@example("  \n   CENTRED\n\n  It rose.\n", Format.PLAIN, Form.PROSE)
@example("CHAPTER I\n\nCHAPTER I\n\nCHAPTER I", Format.PLAIN, Form.PROSE)
@example("\u00ad \u200bIt\u00ad", Format.PLAIN, Form.PROSE)
@example("紅樓夢\n\n" + "此開卷第一回也" * 4000, Format.PLAIN, Form.PROSE)
@example("On rivers\n\n" + "it rose and " * 3000, Format.PLAIN, Form.PROSE)
def test_whatever_is_let_in_makes_an_edition_without_problems(text: str, written: Format, form: Form) -> None:
    try:
        kept = receive(text.encode("utf-8", "surrogatepass"))
    except UnfitTextError as error:
        assert error.line >= 1 and error.column >= 1
        return
    with tempfile.TemporaryDirectory() as folder:
        NewEdition(Path(folder), kept, about(kept, written, form=form))
        edition, problems = check(Path(folder))
    assert problems == []
    assert edition and edition.article.text == kept


@examples(200)
@given(texts())
@example("1\n00:00:01,000 --> 00:00:02,000\n\nWEBVTT\n\nNOTE x\n")
def test_at_the_door_no_letter_is_lost_and_a_form_is_guessed(text: str) -> None:
    try:
        kept = receive(text.encode("utf-8", "surrogatepass"))
    except UnfitTextError:
        return
    assert "".join(paragraphs_of_lines(kept).split()) == "".join(kept.split())
    transcript(kept)
    guess = guess_form([p.text for p in read_article(paragraphs_of_lines(kept)).paragraphs])
    assert guess.form in Form and guess.why


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"On rivers\n\nIt \x07rose.", "line 3, column 4: the character U+0007 cannot be printed"),
        (b"One\n\nIt ro\xe9se.", "line 3, column 6: is not UTF-8 text"),
        ("One\ufffe".encode(), "line 1, column 4: the character U+FFFE"),
        ("e" + "\u0301" * 9, "line 1, column 8: more than 6 accents"),
        (b"1, 2, 3\n", "line 1, column 1: has no words"),
        ("On rivers".encode("utf-16"), "line 1, column 1: is not UTF-8 text; it looks like UTF-16; if"),
        ("On rivers".encode("utf-16-be"), "iconv -f UTF-16BE -t UTF-8"),
        ("% me\n\\documentclass{article}\nIt rose.", "line 1, column 1: is LaTeX; save its text alone"),
        ("<?xml version='1.0'?>\n<TEI>It rose.</TEI>", "line 1, column 1: is XML; save its text alone"),
        ("[Script Info]\nTitle: x\n", "line 1, column 1: is subtitles of SubStation; save them as SubRip"),
        ('{"cells": [{"source": "It"}], "nbformat": 4}', "line 1, column 1: is a notebook; export it as Markdown"),
        ("<tei:TEI>\n<p>It</p>\n</tei:TEI>\n", "line 1, column 1: is XML; save its text alone"),
        ("From: A\nContent-Type: multipart/related;\n\nIt", "line 1, column 1: is a page that was saved as MHTML"),
        (b"\x89PNG\r\n\x1a\n", "line 1, column 1: is a picture; save its text alone"),
        ("渡し場".encode("iso2022_jp"), "looks like ISO-2022-JP, as which it reads “渡し場”"),
        ("{10}{25}Hello|you\n", "line 1, column 1: is subtitles of MicroDVD; save them as SubRip"),
        ("It\n<<<<<<< a\nrose\n=======\nfell\n>>>>>>> b\n", "line 2, column 1: Git could not merge"),
        ("On rivers".encode("utf-32"), "line 1, column 1: is not UTF-8 text; it looks like UTF-32; if"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_line_and_column(raw: bytes | str, message: str) -> None:
    with pytest.raises(UnfitTextError) as refused:
        receive(raw if isinstance(raw, bytes) else raw.encode())
    error = refused.value
    assert message in f"line {error.line}, column {error.column}: {error}"


SAVED = {  # what was saved in encodings that are still met, and how iconv calls these
    "L’été dernier, à la fin du mois d’août, nous étions allés chez elle. Elle nous avait préparé un gâteau.": {
        "cp1252": "WINDOWS-1252",
        "mac_roman": "MACINTOSH",
    },
    "Le garçon, très étonné, s'écria : à moi ! Puis la forêt se tut, où coulait un ruisseau.": {
        "latin-1": "WINDOWS-1252"
    },
    "The river rose “very high”, and the bridge fell — nobody was hurt. It’s said that the café stood for £5.": {
        "cp1252": "WINDOWS-1252"
    },
    "Über den Flüssen lag der Nebel, und die Müller gingen früh zu Bett. „Größe“, sagte der Schüler.": {
        "cp1252": "WINDOWS-1252",
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16LE",
    },
    "Ślady na śniegu były już niewyraźne, a źródło zamarzło. Książę wyjechał do Łodzi, żeby spotkać przyjaciół.": {
        "cp1250": "WINDOWS-1250",
        "iso8859-2": "ISO-8859-2",
    },
    "Все счастливые семьи похожи друг на друга. Всё смешалось в доме Облонских.": {
        "cp1251": "WINDOWS-1251",
        "koi8-r": "KOI8-R",
        "cp866": "CP866",
    },
    "天下大勢，分久必合，合久必分。周末七國分爭，并入於秦。及秦滅之後，楚、漢分爭，又并入於漢。": {
        "big5": "BIG5",
        "utf-16-be": "UTF-16BE",
    },
    "天下大势，分久必合，合久必分。周末七国分争，并入于秦。及秦灭之后，楚、汉分争，又并入于汉。": {
        "gb18030": "GB18030"
    },
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗い所で泣いていた。": {
        "shift_jis": "SHIFT_JIS",
        "euc_jp": "EUC-JP",
    },
    "봄에 강물이 불어났다. 다리가 무너졌으나 아무도 다치지 않았다.": {"euc_kr": "CP949"},
    "Την άνοιξη το ποτάμι φούσκωσε και η γέφυρα έπεσε. Κανείς δεν χτύπησε.": {"cp1253": "WINDOWS-1253"},
    "באביב עלה הנהר והגשר נפל. איש לא נפגע.": {"cp1255": "WINDOWS-1255"},
    "في الربيع ارتفع النهر وسقط الجسر ولم يصب أحد.": {"cp1256": "WINDOWS-1256"},
}


@pytest.mark.parametrize(
    ("words", "encoding", "name"), [(words, *pair) for words, names in SAVED.items() for pair in names.items()]
)
def test_an_encoding_that_is_not_ours_is_named_with_its_words_and_what_converts_it(
    words: str, encoding: str, name: str
) -> None:
    with pytest.raises(UnfitTextError) as refused:
        receive(f"{words}\n\n{words}\n".encode(encoding))
    assert f"it looks like {name}, as which it reads “" in str(refused.value)
    assert str(refused.value).partition("“")[2].partition("”; if those")[0] in words
    assert f"run: iconv -f {name} -t UTF-8" in str(refused.value)


def test_a_text_of_which_a_byte_was_lost_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(UnfitTextError, match="is not UTF-8 text here, though it is before") as refused:
        receive("Über den Flüssen lag Größe.\n\n".encode() + b"Gr\xfc\xdfe\n")
    assert (refused.value.line, refused.value.column) == (3, 3)


OF_A_PAGE = "The river rose in spring, as it had risen\nevery spring, and the peo-\nple carried their chairs up"


def test_signs_of_a_pdf_are_told_by_line() -> None:
    pages = "\n\n".join(f"THE FERRY HOUSE\n\n{OF_A_PAGE} {n * 'a'}\n\n{n}" for n in range(12, 16))
    found = list(signs_of_copying(pages))
    assert [line for line, _ in found] == [7, 9, 4]
    assert found[0][1].startswith("page numbers seem to stand in the text (lines 7, 15, 23, 31)")
    assert "“THE FERRY HOUSE” seems to be the head of pages" in found[1][1]
    assert "divided at the ends of lines (lines 4, 12, 20, 28)" in found[2][1]
    heads = "\n\n".join(f"{n} A. Nobody\n\nIt rose." if n % 2 else f"On rivers {n}\n\nIt fell." for n in range(12, 20))
    assert [line for line, _ in signs_of_copying(heads)] == [1]
    assert list(signs_of_copying("On the ﬁrst day.")) == [
        (1, "letters such as “ﬁ” are one sign, by which no search finds them (line 1); write them apart")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1\n\nIt rose.\n\n2\n\nIt fell.\n\n3\n\nIt rose.\n",
        "Chorus\nla la\n\nChorus\nla la\n\nChorus\nla\n",
        "Article 1\n\nIt rose.\n\nArticle 2\n\nIt fell.\n\nArticle 3\n\nIt rose.\n",
        "1. a\n2. b\n3. c\n",
        "1899 to 1903\n\nIt rose.\n\n1904 to 1911\n\nIt fell.\n\n1912 to 1920\n\nIt rose.\n",
        "a well-\nknown bridge",
    ],
)
def test_what_is_no_sign_of_a_pdf_is_passed_over(text: str) -> None:
    assert list(signs_of_copying(text)) == []


def test_what_only_ends_lines_and_pages_becomes_line_feeds() -> None:
    assert receive("\ufeffone\r\ntwo\rthree".encode()) == "one\ntwo\nthree"
    assert receive("on\n\fMondays\fand\u2028more\u2029end\n\f".encode()) == "on\nMondays\nand\nmore\n\nend\n"


def test_lines_that_are_paragraphs_become_paragraphs() -> None:
    lines = ["On Rivers", "It rose. " * 40, "It fell.", "And it rose again. " * 20, "So it was."]
    assert paragraphs_of_lines("\n".join(lines)).split("\n\n") == lines
    wrapped = "On Rivers\n\n" + "It rose in spring,\nand it fell.\n" * 40
    assert paragraphs_of_lines(wrapped) == wrapped
    already = "\n\n".join(lines)
    assert paragraphs_of_lines(already) == already


def test_lines_that_begin_as_paragraphs_of_chinese_and_japanese_are_paragraphs() -> None:
    assert paragraphs_of_lines("\u3000第一。\n\u3000第二。\n") == "\u3000第一。\n\n\u3000第二。\n"
    assert paragraphs_of_lines("\u3000第一。\n\n\u3000第二。\n") == "\u3000第一。\n\n\u3000第二。\n"


def test_lines_that_are_set_in_begin_paragraphs_where_no_blank_lines_do() -> None:
    wide = "春\n\n\u3000\u3000" + "东风来了，" * 9 + "\n「是。」\n\u3000\u3000完。\n\u3000\u3000好。\n"
    assert paragraphs_of_lines(wide) == wide.replace("\n", "\n\n").replace("\n\n\n\n", "\n\n").rstrip() + "\n"
    long = "and so the river rose to the bridge, which then fell down, and"
    prose = f"T\n\n   It rose {long}\nfell.\n   “Again” it rose {long}\nfell.\n   The end\nof it.\n"
    assert paragraphs_of_lines(prose) == prose.replace("\n   ", "\n\n   ").replace("\n\n\n", "\n\n")
    for other in (f"T\n\nWe need {long}\n  - ink\n  - wax\n  - paper\n", "T\n\nA rose\n  is a\n  rose\n  is\n"):
        assert paragraphs_of_lines(other) == other


def test_comparing_passes_over_every_character_that_a_note_may_not_hold_but_an_article_may() -> None:
    for point in range(0x110000):
        character = chr(point)
        if unicodedata.category(character) == "Cf" and unseen(f"a{character}b"):
            assert ignored(character), hex(point)
            assert unseen(seen(f"a{character}b")) is None


def test_many_identical_sentences_take_no_longer_than_others() -> None:
    """Else this takes minutes: the place of the first question was looked for at each of them."""
    began = time.process_time()
    files = dict(edition_files("It rains. " * 20_000, about("It rains.", title="Rain")))
    assert not [name for name in files if "/notes/" in name] and time.process_time() - began < 10


def test_many_identical_paragraphs_take_no_longer_than_others() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        text = "On rivers\n\n" + "It rose, and the bridge fell.\n\n" * count
        assert len(dict(edition_files(text, about(text)))) > 10
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(400), 0.05)


@pytest.mark.parametrize(
    ("lines", "form"),
    [
        ("Interview|Ann: Hello there.|Ben: Hi.|Ann: How are you?|Ben: Fine.", Form.DIALOGUE),
        ("THE CHAIR: Good morning.|MR SMITH: So it is.|THE CHAIR: State your name.|MR SMITH: Smith.", Form.DIALOGUE),
        ("12/03/2021, 14:05 - Ann: Hello|12/03/2021, 14:06 - Ben: Hi|12/03/2021, 14:07 - Ann: So\nx", Form.DIALOGUE),
        ("[14:05] <ann> hello|[14:06] <ben> hi|[14:07 PM] <ann> so|[14:08] <ben> yes", Form.DIALOGUE),
        ("An Act|§ 1 Jede Fähre zahlt.|§ 2 Keine Fähre sinkt.|§ 3 Inkrafttreten.", Form.LAW),
    ],
)
def test_each_speaker_and_each_article_begins_a_paragraph(lines: str, form: Form) -> None:
    paragraphs = lines.split("|")
    assert paragraphs_of_lines("\n".join(paragraphs)).split("\n\n") == paragraphs
    assert guess_form(paragraphs).form == form


@pytest.mark.parametrize(
    "text",
    [
        "Note: it rose\nand fell. Note: it\nrose again\nand again.",
        "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.",
        "Ann: one\nBen: two\nCid: three\nDan: four",
    ],
)
def test_other_lines_stay_together(text: str) -> None:
    assert paragraphs_of_lines(text) == text
