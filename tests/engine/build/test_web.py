"""The web between text, notes and apparatus: what is named leads to its entry, and every entry leads back."""

from __future__ import annotations

import pytest

from tests.support.build import build, page, words
from tests.support.edition import SmallEdition, note
from tests.support.paper import on_a4
from tests.support.web import weave


@pytest.fixture
def woven(small: SmallEdition) -> SmallEdition:
    return weave(small)


def hrefs(elements) -> list[str]:
    return [element.get("href") for element in elements]


def test_a_paragraph_names_who_and_what_is_in_it(woven: SmallEdition) -> None:
    build(woven)
    (line,) = page(woven, "book/one").cssselect("p.postil-named")
    assert words(line) == "In this paragraph: Flood · The keeper"
    assert hrefs(line.cssselect("a")) == ["web.html#flood", "web.html#keeper"]
    assert "data-editorial" in line.attrib


def test_the_first_mention_in_a_note_leads_to_the_entry_and_no_other_does(woven: SmallEdition) -> None:
    build(woven)
    (card,) = page(woven, "book/two").cssselect("#note-after .postil-card-text")
    links = [a for a in card.cssselect("a") if a.cssselect(".postil-name")]
    assert [(words(a), a.get("href")) for a in links] == [
        ("The keeper", "web.html#keeper"),
        ("bridge", "web.html#flood"),
    ]
    assert words(card).startswith("The keeper kept the bridge; a keeper must.")


def test_an_entry_says_where_it_appears_and_marks_what_is_later(woven: SmallEdition) -> None:
    build(woven)
    web = page(woven, "book/web")
    keeper = web.xpath("//dt[@id='keeper']/following-sibling::dd")[0]
    lines = [words(line) for line in keeper.cssselect(".postil-appears")]
    assert lines == ["Appears in the text: 1.3", "Appears in notes: The keeper of 1950"]
    assert hrefs(keeper.cssselect(".postil-appears a")) == ["one.html#s1-3", "two.html#note-after"]
    assert [words(e) for e in keeper.cssselect("[data-later]")] == ["Appears in notes: The keeper of 1950"]


def test_what_tells_of_later_times_is_marked(woven: SmallEdition) -> None:
    woven.write(
        "book/web.md",
        (woven.root / "book/web.md").read_text("utf-8")
        + "\n\n## More\n\nIt was built again in 1950.\n\nIn 1950, it stood.\n\nIt cost 1,950 and 1950,5 and 1950.5."
        "\n\n- In 1899 it fell.\n- In 1950 it stood.\n",
    )
    build(woven)
    marked = page(woven, "book/web").cssselect(".postil-later")
    assert [element.tag for element in marked if "1950" in words(element)] == ["p", "p", "li", "p"]
    assert not [element for element in marked if "1899" in words(element)]


def test_an_entry_does_not_lead_to_itself(woven: SmallEdition) -> None:
    build(woven)
    keeper = page(woven, "book/web").xpath("//dt[@id='keeper']/following-sibling::dd")[0]
    assert "#keeper" not in "".join(hrefs(keeper.cssselect("a")))


def test_events_lead_to_their_notes_and_back(woven: SmallEdition) -> None:
    build(woven)
    (event,) = page(woven, "book/web").cssselect("#event-the-bridge-falls")
    assert "one.html#note-wooden-bridge" in hrefs(event.cssselect(".postil-appears a"))
    (back,) = page(woven, "book/one").cssselect("#note-wooden-bridge .postil-web a")
    assert back.get("href") == "web.html#event-the-bridge-falls"


def test_many_notes_open_on_demand(woven: SmallEdition) -> None:
    for number in range(4):
        woven.note(f"more-{number}", note("Nobody was hurt", title=f"Keeper {number}", margin="The keeper again."))
    build(woven)
    keeper = page(woven, "book/web").xpath("//dt[@id='keeper']/following-sibling::dd")[0]
    (summary,) = keeper.cssselect("details.postil-appears > summary")
    assert words(summary) == "Appears in 5 notes"


def test_a_new_alias_and_a_new_note_reach_every_page_they_concern(woven: SmallEdition) -> None:
    build(woven)
    text = (woven.root / "book/apparatus/people.yml").read_text("utf-8")
    woven.write("book/apparatus/people.yml", text.replace("[Nobody, keeper]", "[keeper]"))
    woven.note("again", note("In autumn", margin="The keeper was away."))
    build(woven)
    changed = {path.name: path.read_text("utf-8") for path in (woven.root / "_build/html/book").glob("*.html")}
    (line,) = page(woven, "book/one").cssselect("p.postil-named")
    assert words(line) == "In this paragraph: Flood"
    build(woven, "html", "-E", "-a")
    assert changed == {path.name: path.read_text("utf-8") for path in (woven.root / "_build/html/book").glob("*.html")}


def test_without_pages_of_entries_nothing_is_linked(woven: SmallEdition) -> None:
    woven.write("book/web.md", "# Empty\n\nThe keeper.\n")
    build(woven)
    assert not page(woven, "book/one").cssselect(".postil-named, .postil-name")
    assert not (woven.root / "_build/html/_static/postil/named.js").exists()


def test_paper_and_e_readers_take_the_web_in_their_stride(woven: SmallEdition) -> None:
    assert build(woven, "epub").is_dir() and on_a4(woven).is_dir()
