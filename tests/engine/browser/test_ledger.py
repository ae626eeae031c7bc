"""The ledger answers to addresses: one claim, a verdict, words, an order, and all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import in_every_light
from tests.support.build import build, page, words
from tests.support.edition import CONF, SmallEdition, note


@pytest.fixture(scope="module")
def built(shared: SmallEdition) -> Path:
    shared.write("conf.py", CONF)
    shared.note("high", note("very high", kind="correction", verdict="imprecise", title="Three metres"))
    shared.note("hurt", note("Nobody was hurt", kind="correction", verdict="contradicted", title="The keeper was"))
    shared.note("fell", note("In autumn", kind="correction", verdict="imprecise", title="In winter"))
    shared.note("stood", note("The new bridge stood", claim="opinion", title="Who can say"))
    shared.write("book/claims.md", "# Claims\n\n:::{claims}\n:::\n")
    shared.write("book/index.md", "# Rivers\n\n:::{verdict-bar}\n:::\n\n```{bibliography}\n:all:\n```\n")
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/one\n- file: book/two\n- file: book/claims\n"
    shared.write("_toc.yml", toc)
    return build(shared)


def shown(page) -> list[str]:
    return page.eval_on_selector_all(".postil-ledger tbody tr:not([hidden])", "rows => rows.map(row => row.id)")


@pytest.mark.parametrize(
    ("hash", "rows"),
    [
        ("", ["claim-high", "claim-hurt", "claim-fell", "claim-stood"]),
        ("verdict=imprecise", ["claim-high", "claim-fell"]),
        ("verdict-imprecise", ["claim-high", "claim-fell"]),
        ("verdict=contradicted,opinion", ["claim-hurt", "claim-stood"]),
        ("verdict=imprecise&words=winter", ["claim-fell"]),
        ("verdict=no-such-verdict", ["claim-high", "claim-hurt", "claim-fell", "claim-stood"]),
        ("sort=4", ["claim-fell", "claim-hurt", "claim-high", "claim-stood"]),
        ("verdict=imprecise&sort=4&down", ["claim-high", "claim-fell"]),
        ("claim=hurt", ["claim-high", "claim-hurt", "claim-fell", "claim-stood"]),
        ("claim=stood,hurt", ["claim-hurt", "claim-stood"]),
    ],
)
def test_the_address_says_what_is_shown(reader_of, built: Path, hash: str, rows: list[str]) -> None:
    reader = reader_of(built)
    page = reader.open("book/claims.html" + (f"#{hash}" if hash else ""))
    assert shown(page) == rows
    assert reader.complaints == []


def test_chosen_lines_are_as_large_on_the_wall_in_every_column(reader_of, built: Path) -> None:
    page = reader_of(built, 1440, 900).open("book/claims.html?path=plan#claim=stood,hurt")
    page.wait_for_function("() => [...document.styleSheets].some((sheet) => sheet.href?.includes('stage.css'))")
    sizes = "cells => cells.map(cell => getComputedStyle(cell).fontSize)"
    assert set(page.eval_on_selector_all("#claim-stood :is(td, td *)", sizes)) == {"25.2px"}


def test_what_the_reader_chooses_is_in_the_address_and_can_be_undone(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/claims.html#verdict=imprecise")
    page.get_by_label("With the words").fill("metres")
    page.get_by_role("button", name="Finding").click()
    page.get_by_role("button", name="contradicted 1").click()
    assert page.evaluate("location.hash") == "#verdict=imprecise,contradicted&words=metres&sort=4"
    page.reload()
    assert shown(page) == ["claim-high"]
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 4


def test_a_claim_by_address_is_on_the_screen_and_marked(reader_of, built: Path) -> None:
    for address in ("claim=stood", "claim-stood"):
        page = reader_of(built, 390, 500).open(f"book/claims.html#{address}")
        row = page.locator("#claim-stood")
        assert "postil-is-target" in row.get_attribute("class")
        assert 0 <= row.bounding_box()["y"] < 500


def test_a_row_lands_on_its_words(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/claims.html")
    page.locator("#claim-stood td:nth-child(2) a").click()
    page.wait_for_url("**/two.html#note-stood")
    box = page.locator('[data-notes~="stood"]').first.bounding_box()
    assert 0 <= box["y"] < 900


def test_the_ledger_is_for_everyone(reader_of, built: Path) -> None:
    page = reader_of(built).open("book/claims.html#verdict=imprecise")
    for where, faults in in_every_light(page, 390, 1440):
        assert faults == {}, where


def test_cover_and_ledger_count_alike_and_the_cover_leads_to_the_claims(reader_of, built: Path, shared) -> None:
    counts = [words(item).lower() for item in page(shared, "book/claims").cssselect(".postil-counts li")]
    bar = page(shared, "book/index").cssselect(".postil-bar-of-verdicts li")
    assert [words(item).lower() for item in bar] == [count for count in counts if "opinion" not in count]
    links = [item.cssselect("a")[0].get("href") for item in bar]
    assert links == ["claims.html#verdict-imprecise", "claims.html#verdict-contradicted"]
    cover = reader_of(built).open("book/index.html")
    cover.locator(".postil-bar-of-verdicts a").first.click()
    cover.wait_for_url("**/claims.html#verdict-imprecise")
    assert shown(cover) == ["claim-high", "claim-fell"]


def test_without_script_it_is_a_table_with_addresses(reader_of, built: Path) -> None:
    page = reader_of(built, java_script_enabled=False).open("book/claims.html#claim-stood")
    assert page.locator(".postil-ledger tbody tr").count() == 4
    assert page.locator("#claim-stood").is_visible()
