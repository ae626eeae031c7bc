"""A page of the site becomes a page that readers of EPUB accept."""

from __future__ import annotations

from lxml import etree

from postil.epub.pages import as_xhtml


def test_what_tables_of_other_tools_say_and_epub_does_not_know_is_taken_away() -> None:
    table = '<table cellpadding="2"><tr><th colspan="2" halign="left" valign="top">a</th></tr></table>'
    (head,) = etree.fromstring(as_xhtml(table, set(), "")[0]).iter("th")
    assert dict(head.attrib) == {"colspan": "2"}


def test_headings_and_notes_have_the_direction_of_their_own_words() -> None:
    body = '<h1>a</h1><h2 dir="ltr">b</h2><div class="postil-card" data-note="n"><p>c</p></div><p>d</p>'
    page = etree.fromstring(as_xhtml(body, set(), "")[0])
    directions = [(element.text, element.get("dir")) for element in page.iter("h1", "h2", "p") if element.text]
    assert directions == [("a", "auto"), ("b", "ltr"), ("c", "auto"), ("d", None)]


def test_a_drawing_becomes_a_picture_of_its_own_with_the_words_that_it_had() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="Floods by year"><path d="M0 0"/></svg>'
    page, files = as_xhtml(f"<p>{svg}</p>", set(), "_pictures")
    (image,) = etree.fromstring(page).iter("img")
    assert [f"_pictures/{name}" for name in files] == [image.get("src")]
    assert image.get("alt") == "Floods by year"
