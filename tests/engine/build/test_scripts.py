"""Texts in other scripts: they anchor, are numbered by sentences and say their language and direction."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from postil.text.article import read_article
from postil.theme.style import early_script, style_sheet
from postil.vocabulary import VOCABULARY
from tests.support.build import article_text, build, page, words_of
from tests.support.edition import SOURCES, SmallEdition, note
from tests.support.epub import epub_faults
from tests.support.texts import NewEdition, about

# Language, direction, two sentences in the public domain, and words of the second.
SAMPLES = {
    "lunyu": ("zh-Hant", "ltr", "學而時習之，不亦說乎？", "有朋自遠方來，不亦樂乎？", "自遠方來"),
    "kalila": ("ar", "rtl", "فسأل الملك الوزير: من هذا؟", " فقال: هذا عبدك يا مولاي.", "هذا عبدك"),
    "genesis": ("he", "rtl", "בראשית ברא אלהים את השמים ואת הארץ.", " והארץ היתה תהו ובהו.", "תהו ובהו"),
}


def in_script(edition: SmallEdition, language: str, text: str, quote: str) -> SmallEdition:
    edition.write("book/article.txt", f"{text}\n")
    edition.write("book/edition.yml", f"title: A text\ndate: 1901-05-01\nlanguage: {language}\n")
    edition.write("book/references.bib", SOURCES)
    edition.chapter("one", text)
    edition.chapter("two")
    edition.note("wooden-bridge", note(quote))
    return edition


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_text_in_another_script_anchors_and_says_its_language(book: SmallEdition, sample: str) -> None:
    language, direction, first, second, quote = SAMPLES[sample]
    in_script(book, language, first + second, quote)
    build(book)
    paragraph = page(book, "book/one").cssselect("[data-paragraph]")[0]
    assert (paragraph.get("lang"), paragraph.get("dir")) == (language, direction)
    assert words_of(page(book, "book/one"), "wooden-bridge") == quote
    sentences = [article_text(sentence) for sentence in paragraph.cssselect(".postil-sentence")]
    assert sentences == [first, second.strip()]


def test_a_book_in_a_language_from_right_to_left_says_so(book: SmallEdition) -> None:
    language, direction, first, second, quote = SAMPLES["genesis"]
    in_script(book, language, first + second, quote)
    conf = book.root / "conf.py"
    book.write("conf.py", conf.read_text("utf-8") + f'language = "{language}"\n')
    build(book)
    document = page(book, "book/one")
    assert (document.get("lang"), document.get("dir")) == (language, direction)
    assert document.cssselect("[data-paragraph]")[0].get("dir") is None


def test_the_style_sheet_comes_in_one_round_trip() -> None:
    """What a server sends before it waits for an answer: ten packets, and one more for each of the page that came
    before on the same connection, of which there are at least two; the head of the answer takes some."""
    assert len(gzip.compress(style_sheet(VOCABULARY).encode(), 6)) < 12 * 1460 - 400


def test_the_script_in_each_page_holds_nothing_that_would_end_it() -> None:
    assert "</" not in early_script() and "<!--" not in early_script()


def test_the_style_sheet_names_no_left_or_right() -> None:
    style = style_sheet(VOCABULARY)
    assert (
        re.findall(r"(?:margin|padding|border)-(?:left|right):|[{;\s](?:left|right):|float: ?(?:left|right)", style)
        == []
    )


HEBREW = "הזקן והנער\n\nפרק א\n\nויאמר הזקן אל הנער: לך אל הנחל, והבא 12 כדים של מים.\n\nפרק ב\n\nוישתו שניהם.\n"


def test_an_e_book_from_right_to_left_is_valid_and_turns_its_pages_to_the_left(tmp_path: Path) -> None:
    made = NewEdition(tmp_path, HEBREW, about(HEBREW, language="he"))
    made.note(
        "pitchers",
        note("12 כדים", kind="question", sources=None, title="כמה כדים", margin="שנים עשר כדים, 12 pitchers."),
    )
    (book,) = build(made, "epub").glob("*.epub")
    assert epub_faults(book) == ""
    with zipfile.ZipFile(book) as archive:
        assert b'page-progression-direction="rtl"' in archive.read("content.opf")
        chapters = [etree.fromstring(archive.read(f"{name}.xhtml")) for name in made.chapters()]
    paragraphs = [p for chapter in chapters for p in chapter.iter("{*}p") if "postil-article" in p.get("class", "")]
    assert {(p.get("lang"), p.get("dir")) for p in paragraphs} == {("he", "rtl")}
    spoken = [e for chapter in chapters for e in chapter.iter("{*}h1", "{*}h2", "{*}h3")]
    spoken += [p for chapter in chapters for aside in chapter.iter("{*}aside") for p in aside.iter("{*}p")]
    assert len(spoken) >= 4 and [etree.tostring(e) for e in spoken if e.get("dir") != "auto"] == []


def test_chinese_sentences_end_within_a_speech() -> None:
    text = "孟子對曰：「王，何必曰利？亦有仁義而已矣。王曰『何以利吾國？』」他說。"
    (paragraph,) = read_article(text, language="zh").paragraphs
    assert [paragraph.text[start:end] for start, end in paragraph.sentences][:2] == [
        "孟子對曰：「王，何必曰利？",
        "亦有仁義而已矣。",
    ]
    assert "".join(paragraph.text[start:end] for start, end in paragraph.sentences) == text
