"""What has changed: releases made from the history of the notes, and what keeps one from being made."""

from __future__ import annotations

import subprocess

import pytest
from click.testing import CliRunner, Result

from postil.commands.main import main
from postil.edition import read_edition
from tests.support.edition import SmallEdition, note
from tests.support.evidence import RECORD


def git(small: SmallEdition, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=small.root, check=True, capture_output=True)


def run(small: SmallEdition, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, str(small.root)])


@pytest.fixture
def revised(small: SmallEdition) -> SmallEdition:
    """An edition with one release, after which each thing was done to a note."""
    small.write("book/evidence/gazette.yml", RECORD)
    for id, words in {"judged": "river rose in spring", "merged": "bridge stood", "gone": "In autumn"}.items():
        small.note(id, note(words, title=id, margin="Of wood.", **({"verdict": "confirmed"} if id == "judged" else {})))
    git(small, "init")
    git(small, "add", ".")
    git(small, "commit", "-m", "one")
    git(small, "tag", "v1.0")
    small.note("judged", note("river rose in spring", title="judged", margin="Of wood.", verdict="imprecise"))
    small.note("wooden-bridge", note(margin="It was of wood.", replaces="[merged]"))
    small.note("new", note("Nobody was hurt", title="new", margin="So it was."))
    for id in ("merged", "gone"):
        (small.root / f"book/notes/{id}.md").unlink()
    small.write("book/removed.yml", "- {id: gone, on: 2026-11-25, why: It said nothing.}\n")
    settings = (small.root / "book/edition.yml").read_text("utf-8")
    small.write("book/edition.yml", f"{settings}version: '1.1'\n")
    return small


def test_a_release_tells_what_became_of_each_note(revised: SmallEdition) -> None:
    result = run(revised, "release")
    assert result.exit_code == 0, result.output
    edition, problems = read_edition(revised.root)
    assert edition is not None and problems == [] and revised.codes() == []
    (entry,) = edition.releases
    release = entry.record
    assert (release.version, release.added, release.changed, release.removed) == (
        "1.1",
        ["new"],
        ["wooden-bridge"],
        ["gone"],
    )
    assert [(pair.was, pair.into) for pair in release.merged] == [("merged", "wooden-bridge")]
    assert [(c.note, c.was, c.now) for c in release.verdicts] == [("judged", "confirmed", "imprecise")]
    again = run(revised, "release")
    assert again.exit_code == 0 and len(read_edition(revised.root)[0].releases) == 1  # type: ignore[union-attr]


def test_the_changelog_is_markdown(revised: SmallEdition) -> None:
    text = run(revised, "changes").output
    assert text.startswith("# Changes\n\n## 1.1, ")
    for line in ("- Added (1): `new`", "- Merged (1): `merged` into `wooden-bridge`", "from confirmed to imprecise"):
        assert line in text


def test_a_release_has_a_version_and_nothing_unread(revised: SmallEdition) -> None:
    settings = (revised.root / "book/edition.yml").read_text("utf-8")
    revised.write("book/edition.yml", settings.replace("version: '1.1'\n", ""))
    assert "version: '1.0'" in run(revised, "release").output
    revised.write("book/edition.yml", settings)
    unread = RECORD.replace("read: [{by: reader-1, on: 2026-11-25}]\n", "")
    revised.write("book/evidence/gazette.yml", unread)
    revised.note("judged", note("river rose in spring", title="judged", margin="Of wood."))
    result = run(revised, "release")
    assert result.exit_code == 1 and "[source-unread]" in result.output
    assert not (revised.root / "book/changes.yml").exists()


def test_without_history_a_release_says_what_it_needs(small: SmallEdition) -> None:
    settings = (small.root / "book/edition.yml").read_text("utf-8")
    small.write("book/edition.yml", f"{settings}version: '1.0'\n")
    result = run(small, "release")
    assert result.exit_code == 1 and "Traceback" not in result.output
    git(small, "init")
    git(small, "add", ".")
    git(small, "commit", "-m", "one")
    assert "--since COMMIT" in run(small, "release").output


def test_spoilt_corrections_are_refused(small: SmallEdition) -> None:
    small.write("book/corrections.yml", "- {note: wooden-bridge, was: It was of stone.}\n")
    assert small.codes() == ["record-field"]
