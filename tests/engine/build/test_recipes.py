"""The four recipes of the documentation, followed to the letter, with no more files than they name."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from lxml import html

from postil import export
from postil.check import check
from postil.export import Format
from postil.export.addresses import Addresses
from postil.schemas import schema_of
from tests.support.build import build, page
from tests.support.edition import TITLE, SmallEdition, note

OWN_KINDS = f"""title: {TITLE}
date: 1901-05-01
kinds:
  gloss: {{sign: '≈', meaning: Says a hard word in plain ones., motivation: describing, side: words}}
  question:
verdicts:
  doubtful: {{meaning: Nobody knows., light: '#123456', dark: '#abcdef', rating: 2}}
"""


def test_a_new_kind_and_a_new_verdict_reach_everything(book: SmallEdition) -> None:
    book.write("book/edition.yml", OWN_KINDS)
    book.note("wooden-bridge", note(kind="gloss", verdict="doubtful"))
    build(book)
    one = page(book, "book/one")
    (card,) = one.cssselect("#note-wooden-bridge")
    assert (card.get("data-kind"), card.get("data-side"), card.get("data-verdict")) == ("gloss", "words", "doubtful")
    assert [box.get("value") for box in one.cssselect('.postil-views [name="kind"]')] == ["gloss", "question"]
    style = (book.root / "_build/html/_static/postil/postil.css").read_text("utf-8")
    assert ".postil-verdict-doubtful { --verdict: light-dark(#123456, #abcdef); }" in style
    assert 'data-without~="gloss"' in style
    exported = book.root / "_build/html/exports"
    (annotation,) = json.loads((exported / "annotations.jsonld").read_text("utf-8"))["items"]
    assert annotation["motivation"] == ["describing", "assessing"]
    assert "doubtful" in (exported / "edition.tei.xml").read_text("utf-8")
    (review,) = json.loads((exported / "claims.jsonld").read_text("utf-8"))["@graph"]
    assert review["reviewRating"]["ratingValue"] == 2
    edition, _problems = check(book.root)
    assert edition and schema_of("note", edition.vocabulary)["properties"]["kind"]["enum"] == ["gloss", "question"]


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_a_card_is_changed_by_its_template(book: SmallEdition, builder: str) -> None:
    card = (files("postil.sphinx") / "templates/postil/card.html").read_text("utf-8")
    book.write("templates/postil/card.html", card.replace("</aside>", '<p class="mine">Mine</p></aside>'))
    book.write("conf.py", (book.root / "conf.py").read_text("utf-8") + 'templates_path = ["templates"]\n')
    build(book, builder)
    (path,) = (book.root / f"_build/{builder}/book").glob("one.*html")
    assert [mine.text for mine in html.parse(path).getroot().cssselect("p.mine")] == ["Mine"]


def test_an_export_is_a_function_and_a_line(book: SmallEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    def titles(edition: object, addresses: Addresses) -> str:
        return "\n".join(note.title for note in addresses.edition.notes)

    form = Format("titles.txt", "The findings alone.", titles)
    monkeypatch.setattr(export, "FORMATS", (*export.FORMATS, form))
    build(book)
    assert (book.root / "_build/html/exports/titles.txt").read_text("utf-8") == "The bridge was of wood"


def test_a_word_is_translated_by_one_file(book: SmallEdition) -> None:
    book.write("locale/de/LC_MESSAGES/postil.po", 'msgid "More"\nmsgstr "Mehr"\n')
    conf = (book.root / "conf.py").read_text("utf-8")
    book.write("conf.py", f'{conf}language = "de"\nlocale_dirs = ["locale"]\n')
    build(book)
    one = page(book, "book/one")
    assert [summary.text_content() for summary in one.cssselect(".postil-more > summary")] == ["Mehr"]
    assert '"More": "Mehr"' in (book.root / "_build/html/_static/postil/words.js").read_text("utf-8")
    assert one.cssselect('script[src$="words.js"]')


def test_an_english_book_loads_no_words(book: SmallEdition) -> None:
    build(book)
    assert not page(book, "book/one").cssselect('script[src$="words.js"]')
