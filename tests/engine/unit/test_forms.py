"""Forms of text: verse, plays and dialogues are known, said in the settings, and kept in the TEI."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from lxml import etree

from postil.authoring.new_edition import chapters, guess_title
from postil.edition import read_edition
from postil.export.addresses import Addresses
from postil.export.tei import tei
from postil.model import Quote
from postil.text.anchor import find
from postil.text.article import read_article
from postil.text.forms import Form, speaker_end
from postil.text.guessing import guess_form
from postil.text.received import paragraphs_of_lines, receive
from postil.text.subtitles import transcript
from tests.support.edition import note
from tests.support.tei import tei_all
from tests.support.texts import NewEdition, about

SONG = "The Song\n\nThe wheel goes round in the light,\n  And the flour is white.\n\n"
SONG += "  Grind, mill, grind,\nAnd let the river go.\n"
PLAY = "The Lamp\n\nACT I\n\nMARTHA\n\nBring the lamp. Now.\n\nJOHN\n\nI have brought it.\n\nMARTHA\n\nThen light it.\n"
TALK = "The Hearing\n\nQ. Where were you?\n\nA. At home. All day.\n\nQ. Alone?\n\nA. Yes.\n"
LAW = (
    "The River Act\n\nCHAPTER I\n\nArticle 1\n\nThe river is free.\n\n(2) Nobody shall dam it.\n\nArt. 2 Ferries.\n\n"
    "Section 2 of this article does not apply.\n\nCHAPTER II\n\nArticle 3. – This act is in force from 1901.\n"
)
PROSE = "On Rivers\n\n" + "The river rose in spring, and all the people of the valley went up to the hills\n" * 4
FOUND = sorted((Path(__file__).parents[2] / "support/forms").glob("*.txt"))  # texts of many kinds
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def blocks(text: str) -> list[str]:
    return [block.strip() for block in text.strip().split("\n\n")[1:]]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (SONG, Form.VERSE),
        (PLAY, Form.DRAMA),
        (TALK, Form.DIALOGUE),
        (PROSE, Form.PROSE),
        ("T\n\nMARTHA. Bring it.\n\nJOHN. I have.\n\nMARTHA. Light it.\n", Form.DRAMA),
        ("T\n\n[00:01:02] Ann Lee: Good day.\n\n[00:01:05] Bo: Hello.\n\n[00:01:09] Ann Lee: So.\n", Form.DIALOGUE),
        ("T\n\nArticle 1. All.\n\nArticle 2. None.\n\nArticle 3. Some.\n", Form.LAW),
        (LAW, Form.LAW),
        ("T\n\n第一条 一切权力属于人民。\n\n第二条 国家保障人权。\n\n第三条 人人平等。\n", Form.LAW),
        ("T\n\n第一章 春\n\n它漲了。\n\n第二章 夏\n\n它落了。\n\n第三章 秋\n\n它停了。\n", Form.PROSE),
        ("T\n\n§ 1 Alle.\n\n§ 2 Keiner.\n\n§ 3a Manche.\n", Form.LAW),
        ("T\n\nArticle 1 says it.\n\nArticle 2 says more.\n\nArticle 3 says less.\n", Form.PROSE),
        ("靜夜思\n\n牀前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。\n", Form.VERSE),
        ("T\n\nCHAPTER I\n\nIt rose.\n\nCHAPTER I\n\nIt fell.\n\nCHAPTER I\n\nIt rose.\n", Form.PROSE),
        (
            "T\n\nThe CHAIRMAN. Proceed.\n\nMr. SMITH of Ohio. I do.\n\nMs. DE LA CRUZ. No.\n\nThe CHAIRMAN. So.\n",
            Form.DRAMA,
        ),
        ("T\n\nThe Minister (Mr Day): I do.\n\nMs Lee (North): No.\n\nThe Minister (Mr Day): So.\n", Form.DIALOGUE),
        ("T\n\nThe com-\nmittee met on Tues-\nday and de-\ncided it.\n", Form.PROSE),
        ("T\n\nAnn\nt1\nLondon\n\nDear Bo,\n\n" + "It rose and fell. " * 20 + "\n\nYours,\nAnn\n", Form.PROSE),
        ("T\n\n1. It rose.\n   (a) by day;\n   (b) by night.\n\n2. It fell.\n   (a) soon;\n   (b) late.\n", Form.PROSE),
        ("T\n\nyear\tships\n1901\t12\n1902\t13\n1903\t14\n", Form.PROSE),
        ("name,ships\nAnn,12\nBo,13\nCy,14\n", Form.PROSE),
        ("It rose.[1]\n\n[1] In spring.\n* In May.\n² In June.\n", Form.PROSE),
        ("T\n\n太郎「おはよう」\n\n花子「おはよう」\n\n太郎「では」\n", Form.DIALOGUE),
        ("T\n\n彼は「行く」と言った。\n\n彼は「来る」と言った。\n\n彼は「帰る」と言った。\n", Form.PROSE),
        ("T\n\nFAUST:\nHabe nun.\n\nWAGNER:\nVerzeiht!\n\nFAUST (müde):\nJa.\n", Form.DRAMA),
        ("T\n\nFAUST:\n\nHabe nun.\n\nGEIST:\n\nWer ruft?\n\nFAUST:\n\nIch.\n", Form.DRAMA),
        ("T\n\n[Enter HAMLET]\n\nHAM. [Aside.] A little.\n\nKING. How?\n\nHAM. Not so.\n", Form.DRAMA),
        ("T\n\nFAUST:\n\nHabe nun, ach! Philosophie,\nJuristerei und Medizin\n\nFAUST:\n\nStudiert.\n", Form.PROSE),
        ("T\n\nNote: one.\n\nNote: two.\n\nIt is hot.\n\nWarning: three.\n\nNote: four.\n", Form.PROSE),
        ("T\n\nHe said: come.\n\nShe said: no.\n\nHe said: come.\n", Form.PROSE),
        ("T\n\nQuestion : Où ?\n\nRéponse : Là.\n\nQuestion : Quand ?\n\nRéponse : Hier.\n", Form.DIALOGUE),
        ("T\n\nราม: สวัสดี\n\nสมหญิง: สวัสดีค่ะ\n\nราม: ไปไหน\n", Form.DIALOGUE),
        ("T\n\nAnn Lee  0:03\nGood day.\n\nBo  0:07\nHello.\n\nAnn Lee  1:09:12\nSo.\n", Form.DIALOGUE),
        ("T\n\nThe treaty was signed.\n\nNATO?\n\nThe rest is silence.\n", Form.PROSE),
    ],
)
def test_forms_are_guessed(text: str, form: Form) -> None:
    assert guess_form(blocks(text)).form == form


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_forms_are_guessed_as_a_person_would_say(path: Path) -> None:
    """Each text is called as the form that it has."""
    received = receive(path.read_bytes())
    spoken = transcript(received)
    words = spoken.words if spoken else paragraphs_of_lines(received)
    read = read_article(words, guess_title(words))
    guess = guess_form([paragraph.text for paragraph in read.paragraphs if paragraph.number])
    assert guess.form == path.stem.partition("-")[0], guess.why


def test_speakers_are_known_by_the_form() -> None:
    assert speaker_end("MARTHA. Bring it.", Form.DRAMA) == 7
    assert speaker_end("MARTHA", Form.DRAMA) == 6
    assert speaker_end("Martha said: no", Form.DRAMA) == 0
    assert speaker_end("Dr. Ann Lee: no", Form.DIALOGUE) == 12
    assert speaker_end("MARTHA", Form.PROSE) == 0
    assert speaker_end("ACT I", Form.DRAMA) == speaker_end("SCENE II. A mill.", Form.DRAMA) == 0


def test_lines_of_verse_are_numbered_through() -> None:
    article = read_article(SONG, "The Song", form=Form.VERSE)
    first, second = article.paragraphs[1:]
    assert [first.text[slice(*line)] for line in first.lines] == [
        "The wheel goes round in the light,",
        "And the flour is white.",
    ]
    assert (first.line, second.line, second.indent, second.line_at(25)) == (1, 3, "  ", 4)


def test_speeches_are_no_chapters_and_sentences_no_heads() -> None:
    play = read_article(PLAY, "The Lamp", form=Form.DRAMA)
    assert [chapter.title for chapter in chapters(play, Form.DRAMA)] == ["ACT I"]
    treaty = read_article(
        "It was signed.\n\nSection 5 says that the parties shall consult.\n\nNATO?\n\nThey did not.\n"
    )
    assert len(chapters(treaty)) == 1


def test_a_text_that_begins_with_a_chapter_has_that_chapter(tmp_path: Path) -> None:
    text = "CHAPTER I\n\nIt rose.\n\n* * *\n\nCHAPTER II\n\nIt fell.\n"
    assert [chapter.title for chapter in chapters(read_article(text, "CHAPTER I"))] == ["CHAPTER I", "CHAPTER II"]
    assert [chapter.title for chapter in chapters(read_article("T\n\n* * *\n\nIt fell.\n", "T"))] == ["The text"]


@pytest.mark.parametrize(
    "head",
    [
        *(
            "CHAPTER I.",
            "Chapter 2. Autumn",
            "Book the Second",
            "Erster Akt",
            "第一章 春",
            "제2장",
            "Kapitel 3",
            "Глава 1",
            "ACT II",
        ),
        *("卷之一\u3000五帝本紀", "卷1", "अध्याय 1", "บทที่ 1 เต่า", "Κεφάλαιο Α΄", "Hoofdstuk 1", "Bölüm 1", "فصل ۱"),
    ],
)
def test_heads_in_many_languages_begin_chapters(head: str) -> None:
    text = f"{head}\n\nIt rose.\n\n{head.replace('1', '9').replace('一', '二')}\n\nIt fell.\n"
    assert len(chapters(read_article(text))) == 2


@pytest.mark.parametrize(
    "line", ["*** START OF THE BOOK ***", "[ENTER MARTHA]", "卷土重来", "บทที่ว่านั้น", "Часть 1 ушла."]
)
def test_other_lines_begin_none(line: str) -> None:
    assert len(chapters(read_article(f"T\n\nIt rose.\n\n{line}\n\nIt fell.\n", "T"))) == 1


def test_chinese_is_cut_by_its_letters() -> None:
    parts = chapters(read_article("\n\n".join(["先生は毎朝六時に起きて、庭へ出る。" * 10] * 100), language="ja"))
    assert len(parts) == 3 and all(len(part.title) < 20 for part in parts)


@pytest.fixture
def poem(tmp_path: Path) -> NewEdition:
    made = NewEdition(tmp_path, SONG, about(SONG, title="The Song", form=Form.VERSE))
    made.note("goes", note("let the river go", kind="question", sources=None, title="Why"))
    return made


def test_verse_is_lines_in_the_tei(poem: NewEdition) -> None:
    edition, problems = read_edition(poem.root)
    assert problems == [] and poem.problems() == []
    root = etree.fromstring(tei(edition, Addresses(edition)).encode())
    lines = root.findall(".//t:body/t:lg/t:l", TEI)
    assert [line.get("n") for line in lines] == ["1", "2", "3", "4"]
    assert "".join(lines[3].itertext()) == "And let the river go."
    ids = [
        element.get("{http://www.w3.org/XML/1998/namespace}id")
        for element in root.iter()
        if isinstance(element.tag, str)
    ]
    known = [id for id in ids if id]
    assert len(known) == len(set(known)) and {"from-goes", "to-goes", "s1-1", "s2-1"} <= set(known)


@pytest.mark.parametrize(("text", "form", "speakers"), [(PLAY, Form.DRAMA, 3), (TALK, Form.DIALOGUE, 4)])
def test_speeches_have_speakers_in_the_tei(tmp_path: Path, text: str, form: Form, speakers: int) -> None:
    made = NewEdition(tmp_path, text, about(text, form=form))
    edition, problems = read_edition(made.root)
    assert problems == [] and made.problems() == []
    root = etree.fromstring(tei(edition, Addresses(edition)).encode())
    speeches = root.findall(".//t:body/t:sp", TEI)
    assert len(speeches) >= speakers
    assert all(speech[0].tag.endswith("}speaker") and len(speech) >= 2 for speech in speeches if form == Form.DIALOGUE)
    body = "".join(root.find(".//t:body", TEI).itertext())
    assert "".join(body.split()) == "".join(text.split())


def test_lines_that_are_seen_begin_in_the_tei(tmp_path: Path) -> None:
    text = f"On apples\n\n{WIDE}\n\nHalf an apple. As\nthey say, in\n  Devon. It is so.\nYes.\n"
    made = NewEdition(tmp_path, text, about(text))
    made.note("say", note("apple. As they say", kind="question", sources=None, title="Who"))
    edition, _ = read_edition(made.root)
    tree = etree.fromstring(tei(edition, Addresses(edition)).encode())
    (lines,) = (p for p in tree.iterfind(".//t:body//t:p", TEI) if p.find(".//t:lb", TEI) is not None)
    assert "".join(lines.itertext()) == "Half an apple. As\nthey say, in\n  Devon. It is so.\nYes."
    begun = [
        (lb.tail or "").strip() or next(lb.itersiblings()).xpath("string()") for lb in lines.iterfind(".//t:lb", TEI)
    ]
    assert [words.split()[0] for words in begun] == ["they", "Devon.", "Yes."]
    assert tei_all().validate(tree)


def test_acts_end_speeches_and_do_not_speak(tmp_path: Path) -> None:
    acts = ["ACT I\n\nA mill.", "MARTHA. Bring it.", "JOHN. I have.", "SCENE II. A river.\n\nNight.", "JOHN. Light it."]
    text = "\n\n".join(["The Lamp", *acts]) + "\n"
    edition, problems = read_edition(NewEdition(tmp_path, text, about(text, form=Form.DRAMA)).root)
    assert problems == []
    speeches = etree.fromstring(tei(edition, Addresses(edition)).encode()).findall(".//t:body//t:sp", TEI)
    assert ["".join(speech.itertext()).split()[0] for speech in speeches] == ["MARTHA.", "JOHN.", "JOHN."]
    assert "river" not in "".join(speeches[1].itertext())


def test_the_articles_of_a_law_are_marked_and_no_chapters() -> None:
    law = read_article(LAW, "The River Act", form=Form.LAW)
    numbers = [p.text[mark.start : mark.end] for p in law.paragraphs for mark in p.marks if mark.form == "number"]
    assert numbers == ["Article 1", "(2)", "Art. 2", "Article 3."]
    assert [chapter.title for chapter in chapters(law, Form.LAW)] == ["CHAPTER I", "CHAPTER II"]
    marked = read_article(
        "# Act\n\n### Article 1\n\nAll.\n\n### Article 2\n\nNone.\n", "Act", markdown=True, form=Form.LAW
    )
    assert len(chapters(marked, Form.LAW)) == 1


def test_the_articles_of_a_law_are_divisions_in_the_tei(tmp_path: Path) -> None:
    made = NewEdition(tmp_path, LAW, about(LAW, title="The River Act", form=Form.LAW))
    edition, problems = read_edition(made.root)
    assert problems == [] and made.problems() == []
    root = etree.fromstring(tei(edition, Addresses(edition)).encode())
    assert tei_all().validate(root), tei_all().error_log
    articles = root.findall(".//t:body//t:div[@type='article']", TEI)
    assert [article.get("n") for article in articles] == ["Article 1", "Art. 2", "Article 3."]
    assert "".join(articles[0].itertext()).split()[-4:] == ["Nobody", "shall", "dam", "it."]
    body = "".join(root.find(".//t:body", TEI).itertext())
    assert "".join(body.split()) == "".join(LAW.split())


WIDE = "It was a bright cold day in April, and the clocks of the whole town were striking thirteen at once. " * 3
STANZA = "Half an apple,\nas they say in Devon,\ngoes to the core."


@pytest.mark.parametrize(
    "lines",
    [
        STANZA,
        "I remain, Sir,\n        your obedient servant,\n    J. D.",
        "HAMLET\nTo be, or not to be,\nThat is the question.",
        "§ 1 Purpose\n(1) It protects geese.\n(2) Not ducks.",
        "古池や\n蛙飛び込む\n水の音",
    ],
)
def test_the_ends_of_lines_that_are_meant_are_seen(lines: str) -> None:
    assert [p.breaks for p in read_article(f"{WIDE}\n\n{lines}\n").paragraphs] == [False, True]


@pytest.mark.parametrize("width", [40, 55, 72])
def test_lines_that_were_full_run_on(width: int) -> None:
    text = "\n\n".join(textwrap.fill(WIDE[n * 7 :], width) for n in range(5))
    assert not any(paragraph.breaks for paragraph in read_article(text).paragraphs)
    long = f"{text}\n\nA line that nobody broke: {WIDE[:120]}\nand more."
    assert not any(paragraph.breaks for paragraph in read_article(long).paragraphs)


def test_words_are_found_across_the_ends_of_lines() -> None:
    article = read_article(SONG, "The Song", form=Form.VERSE)
    assert len(find(Quote("grind, And let the river go"), article)) == 1


def test_clauses_and_their_parts_have_numbers() -> None:
    text = "1. Terms\n\n1.1 The owner lets.\n\n(a) in May;\n\n(iv) in June.\n\n(not a part) at all.\n"
    law = read_article(text, form=Form.LAW)
    assert [p.text[m.start : m.end] for p in law.paragraphs for m in p.marks] == ["1.", "1.1", "(a)", "(iv)"]


def test_lines_whose_numbers_stand_in_the_margin_are_not_parted() -> None:
    words = "and so the river rose to the bridge, which then fell down, and"
    lines = [f"{n if n % 5 == 0 else '':<4} {words}" for n in range(1, 11)]
    text = "Book One\n\n" + "\n".join(lines) + "\n"
    assert paragraphs_of_lines(text) == text
