"""Texts in other scripts: they anchor, are numbered by sentences and say their language and direction."""

from __future__ import annotations

import re

import pytest

from postil.theme.style import style_sheet
from postil.vocabulary import VOCABULARY
from tests.support.build import article_text, build, page, words_of
from tests.support.edition import SOURCES, SmallEdition, note

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


def test_the_style_sheet_names_no_left_or_right() -> None:
    style = style_sheet(VOCABULARY)
    assert (
        re.findall(r"(?:margin|padding|border)-(?:left|right):|[{;\s](?:left|right):|float: (?:left|right)", style)
        == []
    )
