"""The seminar kit in whole builds: what its pages and scripts say, and what is refused."""

from __future__ import annotations

import json

import pytest

from tests.support.build import build, page, refused, words
from tests.support.edition import CONF, SmallEdition, note
from tests.support.seminar import KEY, PATH, add_seminar


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    """The small edition with the whole kit, built once for the tests that only read."""
    edition = SmallEdition(tmp_path_factory.mktemp("seminar") / "edition")
    add_seminar(edition)
    build(edition)
    return edition


def script(edition: SmallEdition, name: str):
    text = (edition.root / f"_build/html/_static/postil/{name}.js").read_text("utf-8")
    return json.loads(text.split(" = ", 1)[1].rstrip(";\n"))


def test_a_path_is_a_table_whose_links_set_view_and_place(built: SmallEdition) -> None:
    document = page(built, "book/seminar/plan")
    rows = [[words(cell) for cell in row] for row in document.cssselect(".postil-session-path tbody tr")]
    assert rows == [
        ["minute 0", "5 min", "Sentence 1.2", "How high is very high? Most say ten metres."],
        ["minute 5", "2.5 min", "Note: Three metres", "What does the gauge show?"],
        ["minute 7.5", "60 min", "Chart: Floods", "Which year was worse: 1900 or 1901?"],
        ["minute 67.5", "5 min", "Sentence 2.2", "Which bridge stood?"],
        ["minute 72.5", "1 min", "Page: Rivers", "Where was this read?"],
    ]
    assert [a.get("href") for a in document.cssselect(".postil-session-path tbody a")] == [
        "../one.html?view=seminar#s1-2",
        "../one.html#note-high",
        "../chart.html#chart-floods",
        "../two.html#s2-2",
        "../index.html?view=then",
    ]
    (start,) = document.cssselect(".postil-present-path a")
    assert start.get("href") == "../one.html?view=seminar.present&path=plan&stop=1#s1-2"
    assert "5 stops, 73.5 minutes" in words(start.getparent())


def test_the_script_of_paths_has_every_stop(built: SmallEdition) -> None:
    path = script(built, "paths")["plan"]
    assert (path["title"], path["plan"], path["minutes"]) == ("One session", "book/seminar/plan.html", 73.5)
    stops = path["stops"]
    assert [stop["address"] for stop in stops] == [
        "book/one.html?view=seminar.present&path=plan&stop=1#s1-2",
        "book/one.html?view=present&path=plan&stop=2#note-high",
        "book/chart.html?view=present&path=plan&stop=3#chart-floods",
        "book/two.html?view=present&path=plan&stop=4#s2-2",
        "book/index.html?view=then&path=plan&stop=5",
    ]
    assert [stop["start"] for stop in stops] == [0, 5, 7.5, 67.5, 72.5]


def test_no_page_leads_straight_on_to_the_key(built: SmallEdition) -> None:
    for name in ("book/seminar/plan", "book/seminar/exercises"):
        links = page(built, name).cssselect("footer .postil-pages a, link[rel=next], link[rel=prev]")
        assert links and not [link for link in links if "key" in link.get("href")]


def test_the_key_lists_questions_by_chapter_with_their_answers(built: SmallEdition) -> None:
    first, second = page(built, "book/seminar/key").cssselect("section.postil-teachers-key")
    assert [words(title).rstrip("#¶") for title in first.cssselect("h2, h3")] == ["Chapter one", "Why in spring?"]
    assert [words(title).rstrip("#¶") for title in second.cssselect("h2, h3")] == ["Chapter two", "Why did it stand?"]
    assert words(first.cssselect(".postil-asked")[0]) == "The river rose What melts?"
    assert first.cssselect("li")[0].text_content().strip() == "Others say rain."
    links = [a.get("href") for a in second.cssselect(".postil-rests-on a")]
    assert links == ["../two.html#note-stood", "../one.html#note-wooden-bridge"]


def test_the_key_stands_neither_in_the_search_nor_in_the_cards(built: SmallEdition) -> None:
    index = json.dumps(script(built, "index"))
    assert "Others say rain" not in index and "For teachers alone" not in index
    assert "Others say rain" not in page(built, "book/one").text_content()


def test_the_search_does_not_find_notes_a_second_time_in_exercises(built: SmallEdition) -> None:
    entries = script(built, "index")
    assert [entry["kind"] for entry in entries if "The gauge shows 3 m." in entry["text"]] == ["note"]
    assert any("Answer first." in entry["text"] for entry in entries)


def test_the_words_of_a_paragraph_to_mark_are_its_words(built: SmallEdition) -> None:
    document = page(built, "book/seminar/exercises")
    (box,) = document.cssselect(".postil-tokens")
    tokens = [token.text_content() for token in box.cssselect(".postil-token")]
    assert "".join(tokens) == (built.root / "book/article.txt").read_text("utf-8").split("\n\n")[1]
    judged = {
        "".join(tokens[int(item.get("data-first")) : int(item.get("data-last")) + 1]).strip(): words(item)
        for item in document.cssselect("[data-first]")
    }
    assert judged == {
        "“very high”,": "very high Imprecise Three metres",
        "Nobody was hurt.": "Nobody was hurt Opinion A view",
    }


def test_an_exercise_holds_its_words_in_their_sentence_and_the_answer(built: SmallEdition) -> None:
    document = page(built, "book/seminar/exercises")
    (task,) = document.cssselect("#judge-high")
    assert words(task.cssselect(".postil-in-context")[0]) == "It rose “very high”, and the bridge fell. 1.2"
    assert words(task.cssselect(".postil-asked-words")[0]) == "very high"
    assert len(task.cssselect('input[type="radio"]')) == 7
    assert "Imprecise Three metres The gauge shows 3 m. The Gazette 1901" in words(task.cssselect(".postil-answer")[0])
    assert "It falls, too." in words(document.cssselect("#translate-autumn .postil-answer")[0])


def test_pages_of_the_kit_follow_a_changed_note_path_or_key(tmp_path) -> None:
    edition = SmallEdition(tmp_path)
    add_seminar(edition)
    build(edition)
    edition.note("high", note("very high", kind="correction", verdict="confirmed", title="Four metres"))
    edition.write("book/seminar/plan.yml", PATH.replace("Which bridge stood?", "Which one?"))
    edition.write("book/seminar/key.yml", KEY.replace("of stone", "of brick"))
    build(edition)
    assert "Which one?" in words(page(edition, "book/seminar/plan"))
    assert "Because it was of brick." in words(page(edition, "book/seminar/key"))
    assert "Four metres" in words(page(edition, "book/seminar/plan"))
    assert "Confirmed Four metres" in words(page(edition, "book/seminar/exercises").cssselect("#judge-high")[0])


def test_each_chapter_and_each_path_has_a_sheet_to_print_without_handouts(built: SmallEdition) -> None:
    document = page(built, "book/seminar/worksheets")
    sheets = document.cssselect(".postil-worksheet")
    assert [sheet.get("id") for sheet in sheets] == ["worksheet-1", "worksheet-2", "answers-plan"]
    one = words(sheets[0])
    assert "Worksheet 1: Chapter one" in one and "Name or code" in one and "It rose “very high”" in one
    choice = words(sheets[0].cssselect(".postil-choice")[0])
    assert "Imprecise The claim is right in substance, but" in choice
    assert "What melts?" in one and "imprecise" not in one.replace(choice, "").lower()
    assert [words(row) for row in sheets[0].cssselect("tbody tr")] == ["1.2 very high", "1.3 Nobody was hurt"]
    numbers = [place.get("data-number") for place in sheets[0].cssselect(".postil-place")]
    assert numbers == ["1.1", "1.2", "1.3"]
    assert words(sheets[2].cssselect("li")[0]) == "How high is very high?"
    assert "worksheets" not in json.dumps(script(built, "index"))


def test_a_sheet_shows_verse_line_by_line_and_pictures_and_is_no_place_of_the_text(small: SmallEdition) -> None:
    small.write("conf.py", CONF)
    poem = "What can ail thee, knight,\nAlone and palely loitering?\n\n![The lake](lake.svg)"
    small.write("book/article.txt", f"On rivers\n\n{poem}\n")
    small.write("book/edition.yml", "title: On rivers\ndate: 1901-05-01\nformat: markdown\nform: verse\n")
    small.write("book/lake.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    small.chapter("one", "On rivers")
    small.chapter("two", poem)
    small.note("wooden-bridge", note("palely"))
    small.write("book/sheets.md", "# Sheets\n\n:::{worksheets}\n:::\n")
    small.write("_toc.yml", f"{(small.root / '_toc.yml').read_text('utf-8')}- file: book/sheets\n")
    build(small)
    sheets = page(small, "book/sheets")
    verse, picture = sheets.cssselect("#worksheet-2 .postil-article")
    assert verse.text_content() == "What can ail thee, knight,\nAlone and palely loitering?"
    assert "postil-verse" in verse.get("class")
    assert picture.cssselect("img")[0].get("src") == "../_images/lake.svg"
    assert not sheets.xpath("//*[@data-paragraph or @data-sentence or starts-with(@id, 's1-')]")
    assert not sheets.cssselect('script[src*="own-notes"], script[src*="ribbon"]')


WRONG = {
    "{session-path} plam": "there is no book/seminar/plam.yml; did you mean 'plan'?",
    "{spot-the-claim} 9": "there is no paragraph '9'; the last is 2",
    "{spot-the-claim} 0": "no note gives a verdict on words of paragraph 0",
    "{judge-it-yourself} hihg": "there is no note 'hihg'; did you mean 'high'?",
    "{judge-it-yourself} hurt": "the note 'hurt' gives no verdict",
    "{translate-it-back} high": "the note 'high' stands in the margin of the record",
}


def test_every_wrong_directive_fails_the_build_with_its_line(tmp_path) -> None:
    edition = SmallEdition(tmp_path)
    add_seminar(edition)
    blocks = [f"```{directive}\n```\n" for directive in WRONG]
    edition.write("book/seminar/exercises.md", "\n".join(["# Exercises\n", *blocks]))
    said = refused(edition).splitlines()
    for line, reason in enumerate(WRONG.values()):
        assert [words for words in said if f"exercises.md:{3 + 3 * line}:" in words and reason in words], said


def test_a_key_that_is_not_there_cannot_be_shown(tmp_path) -> None:
    edition = SmallEdition(tmp_path)
    add_seminar(edition)
    (edition.root / "book/seminar/key.yml").unlink()
    assert "there is no book/seminar/key.yml" in refused(edition)
