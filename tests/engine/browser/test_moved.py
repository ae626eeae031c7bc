"""Old addresses of notes, from disk: a merged note's lead to the new one and say so, a removed one's say why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import build
from tests.support.edition import CONF, SmallEdition, note


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = SmallEdition(tmp_path_factory.mktemp("moved") / "edition")
    edition.write("conf.py", CONF)
    edition.note("bridge-stood", note("bridge stood", title="It stood", replaces="[bridge-of-stone, new-bridge]"))
    edition.write("book/removed.yml", "- {id: old-bridge, on: 2026-11-25, why: Nobody could read its source.}\n")
    return build(edition)


@pytest.mark.parametrize("page", ["one", "two"])
def test_a_merged_notes_address_leads_to_the_new_note_and_says_so(reader_of, folder: Path, page: str) -> None:
    reader = reader_of(folder)
    opened = reader.open(f"book/{page}.html#note-bridge-of-stone")
    opened.wait_for_url("**/book/two.html#note-bridge-stood")
    line = opened.locator("#note-bridge-stood .postil-moved")
    assert line.is_visible() and "bridge-of-stone" in str(line.text_content())
    assert line.get_attribute("role") == "status"
    assert reader.complaints == []


def test_a_removed_notes_address_says_why(reader_of, folder: Path) -> None:
    opened = reader_of(folder).open("book/one.html#note-old-bridge")
    box = opened.locator("dialog")
    box.wait_for()
    assert "This note was removed" in str(box.text_content())
    assert "25 November 2026: Nobody could read its source." in str(box.text_content())


@pytest.mark.parametrize("id", ["no-such-note", "__proto__", "constructor"])
def test_another_address_is_told_of_as_before(reader_of, folder: Path, id: str) -> None:
    reader = reader_of(folder)
    opened = reader.open(f"book/one.html#note-{id}")
    opened.locator("dialog").wait_for()
    assert "no longer here" in str(opened.locator("dialog h2").text_content())
    assert reader.complaints == []


def test_without_script_the_old_address_is_that_of_the_new_card(reader_of, folder: Path) -> None:
    opened = reader_of(folder, java_script_enabled=False).open("book/two.html#note-bridge-of-stone")
    assert opened.locator("#note-bridge-stood #note-bridge-of-stone").count() == 1
