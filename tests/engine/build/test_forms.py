"""Lines of verse stay lines on screen, in the e-book and on paper; speakers are marked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from postil.edition import read_edition
from postil.text.forms import Form
from tests.support.build import article_text, build, page
from tests.support.edition import note
from tests.support.texts import NewEdition, about

LINES = [f"The wheel goes round the {n}th time now," for n in range(1, 8)]
SONG = "The Song\n\n" + "\n  ".join(LINES) + "\n\n  Grind, mill, grind,\nAnd let the river go.\n"


def song(folder: Path) -> NewEdition:
    made = NewEdition(folder, SONG, about(SONG, title="The Song", form=Form.VERSE))
    made.note("goes", note("now, The wheel goes round the 3th", kind="question", sources=None, title="Why"))
    return made


def test_verse_on_screen_and_in_the_e_book(tmp_path: Path) -> None:
    made = song(tmp_path)
    build(made)
    stanzas = page(made, made.chapters()[0]).cssselect("p.postil-verse")
    assert [mark.get("data-line") for stanza in stanzas for mark in stanza.cssselect(".postil-line")] == ["5"]
    shown = [article_text(stanza) for stanza in stanzas]
    edition, _ = read_edition(made.root)
    assert shown == [paragraph.text for paragraph in edition.article.paragraphs if paragraph.number]
    (file,) = build(made, "epub").glob("*.epub")
    book = zipfile.ZipFile(file)
    chapter = next(name for name in book.namelist() if "chapters/01" in name)
    assert "postil-verse" in book.read(chapter).decode() and b"pre-wrap" in book.read("_static/epub.css")


def test_verse_within_prose_keeps_its_lines_everywhere(tmp_path: Path) -> None:
    text = f"On apples\n\n{'They say in Devon what follows, and they say it at Michaelmas. ' * 4}\n\nHalf an apple,\n"
    made = NewEdition(tmp_path, f"{text}    as they say,\ngoes to the core.\n", about(text))
    build(made)
    (lines,) = page(made, made.chapters()[0]).cssselect("p.postil-lines")
    assert article_text(lines) == "Half an apple,\n    as they say,\ngoes to the core."
    (file,) = build(made, "epub").glob("*.epub")
    book = zipfile.ZipFile(file)
    assert "postil-lines" in book.read(next(n for n in book.namelist() if "chapters/01" in n)).decode()
    from postil.paper.lines import break_lines

    edition, _ = read_edition(made.root)
    last = [line.paragraph.text[line.start : line.end].strip() for line in break_lines(edition.article)][-3:]
    assert last == ["Half an apple,", "as they say,", "goes to the core."]


def test_verse_on_paper_has_the_numbers_of_its_lines(tmp_path: Path) -> None:
    from postil.paper.lines import break_lines

    edition, _ = read_edition(song(tmp_path).root)
    lines = [line for line in break_lines(edition.article) if line.number]
    assert [line.number for line in lines] == list(range(1, 10))
    assert [line.paragraph.text[line.start : line.end] for line in lines][:7] == LINES


def test_speakers_are_marked(tmp_path: Path) -> None:
    talk = "The Hearing\n\nQ. Where were you?\n\nA. At home.\n\nQ. Alone?\n\nA. Yes.\n"
    made = NewEdition(tmp_path, talk, about(talk, form=Form.DIALOGUE))
    build(made)
    speakers = page(made, made.chapters()[0]).cssselect(".postil-speaker")
    assert [speaker.text_content().strip() for speaker in speakers] == ["Q.", "A.", "Q.", "A."]
