"""A note is suggested from the page on words that come back, and on words of a script without spaces."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from postil.check import check
from postil.text.forms import Form
from tests.support import ROOT
from tests.support.build import build
from tests.support.selecting import select
from tests.support.texts import NewEdition, about

STANZA = "Grind, mill, grind,\nAnd let the river go.\n"
SONG = f"The Song\n\nThe wheel goes round,\nThe flour is white.\n\n{STANZA}\nIt stands still.\n\n{STANZA}\nSo it was.\n"
MENCIUS = (ROOT / "examples/mencius/book/article.txt").read_text("utf-8")


def suggested(page, sentence: str, words: str, nth: int = 0) -> tuple[str, str]:
    """Name and text of the note file that the page offers for selected words."""
    select(page, sentence, words, nth)
    page.get_by_role("toolbar").get_by_role("button", name="Note").click()
    page.get_by_role("button", name="Suggest it to the edition").click()
    page.get_by_role("heading", name="Suggest a note").wait_for()
    page.get_by_label("What your note does").select_option("question")
    address = urlsplit(page.get_by_role("link", name="Write it on GitHub").get_attribute("href"))
    fields = parse_qs(address.query, strict_parsing=True)
    return fields["filename"][0], fields["value"][0]


def place_of(made: NewEdition, words: str, nth: int) -> tuple[int, int, str]:
    """Paragraph, offset and sentence of the occurrence of words that counts from 0."""
    edition, _ = check(made.root)
    found = [(p, at) for p in edition.article.paragraphs for at in range(len(p.text)) if p.text.startswith(words, at)]
    paragraph, at = found[nth]
    return paragraph.number, at, f"s{paragraph.number}-{paragraph.sentence_at(at)}"


@pytest.mark.parametrize(
    ("text", "more", "words", "nth"),
    [
        (SONG, {"form": Form.VERSE}, "let the river go", 0),
        (SONG, {"form": Form.VERSE}, "let the river go", 1),
        (SONG, {"form": Form.VERSE}, "Grind, mill", 1),
        (MENCIUS, {"language": "zh-Hant", "form": Form.DIALOGUE}, "何必曰利", 1),
        (MENCIUS, {"language": "zh-Hant", "form": Form.DIALOGUE}, "百乘", 0),
    ],
)
def test_a_note_on_words_that_come_back(reader_of, tmp_path: Path, text: str, more: dict, words: str, nth: int) -> None:
    made = NewEdition(tmp_path, text, about(text, **more))
    conf = (made.root / "conf.py").read_text("utf-8")
    made.write("conf.py", f'{conf}html_theme_options = {{"repository_url": "https://github.com/example/song"}}\n')
    built = build(made)
    number, at, sentence = place_of(made, words, nth)
    pages = (reader_of(built).open(f"{name}.html") for name in made.chapters())
    page = next(page for page in pages if page.locator(f"#{sentence}").count())
    name, content = suggested(page, sentence, words)
    made.note(name.removesuffix(".md"), content)
    edition, problems = check(made.root)
    assert problems == []
    anchor = edition.anchors[name.removesuffix(".md")]
    assert (anchor.paragraph, anchor.start) == (number, at)
    assert edition.paragraph(number).text[anchor.start : anchor.end] == words
