"""The page that says what has changed: corrections, releases, merged and removed notes."""

from __future__ import annotations

from tests.support.build import build, page, words
from tests.support.edition import CONF, SmallEdition, note

CORRECTIONS = "- {note: stood, was: It fell in 1902., now: It stood., on: 2026-11-25, found: a reader}\n"
RELEASES = """- version: '1.1'
  on: 2026-11-25
  added: [stood]
  merged: [{was: merged, into: stood}]
  removed: [gone]
  verdicts: [{note: stood, was: none, now: confirmed}]
"""


def test_the_page_tells_what_has_changed_and_follows_its_files(small: SmallEdition) -> None:
    small.write("conf.py", CONF)
    small.write("book/corrections.yml", CORRECTIONS)
    small.write("book/changes.yml", RELEASES)
    small.write("book/removed.yml", "- {id: gone, on: 2026-11-24, why: It said nothing.}\n")
    small.note("stood", note("bridge stood", title="It stood", replaces="[merged]"))
    small.write("book/what.md", "# What has changed\n\n```{changes}\n```\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/what\n")
    with (small.root / "book/corrections.yml").open("a", encoding="utf-8") as file:
        file.write("- {note: data-rains, was: It had 5 rows., now: It has 6., on: 2026-11-25}\n")
        file.write("- {note: data-floods, was: It had 3 rows., now: It has 4., on: 2026-11-24}\n")
    build(small)
    told = words(page(small, "book/what").cssselect("main")[0])
    for part in (
        "Corrections¶ In all: 3 25 November 2026: 2 Data rains Was: It had 5 rows. Is: It has 6. "
        "It stood found by a reader Was: It fell in 1902. Is: It stood.",
        "24 November 2026: 1 Data floods Was: It had 3 rows. Is: It has 4.",
        "1.1, 25 November 2026",
        "Added: 1 It stood",
        "merged → It stood",
        "It stood: none → confirmed",
        "gone, 24 November 2026: It said nothing.",
    ):
        assert part in told, part
    small.write("book/corrections.yml", CORRECTIONS.replace("1902", "1903"))
    build(small)
    assert "It fell in 1903." in words(page(small, "book/what"))
