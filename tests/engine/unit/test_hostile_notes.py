"""Notes that mean harm or are broken: each is refused with its file, its line and the reason, and quickly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postil.problems import Problem
from postil.reading.notes import parse_note, read_note
from tests.support.edition import SmallEdition, note
from tests.support.hostile import HOSTILE, MARKUP


@pytest.fixture(scope="module")
def refused(shared: SmallEdition) -> dict[str, list[Problem]]:
    """What is said of each hostile note of an edition that has all of them; of nothing else anything is said."""
    paths = {
        name: shared.note(f"hostile-{number}", hostile.text) for number, (name, hostile) in enumerate(HOSTILE.items())
    }
    problems = shared.problems()
    assert {problem.path for problem in problems} == set(paths.values())
    return {name: [problem for problem in problems if problem.path == path] for name, path in paths.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_note_is_refused_with_line_and_reason(refused: dict[str, list[Problem]], name: str) -> None:
    hostile, problems = HOSTILE[name], refused[name]
    assert (hostile.line, hostile.code) in [(problem.line, problem.code) for problem in problems], problems
    assert hostile.words in "\n".join(map(str, problems))
    assert all(str(problem).isprintable() for problem in problems)


@pytest.mark.parametrize("name", MARKUP)
def test_the_fuller_text_is_no_more_free(name: str) -> None:
    text = MARKUP[name].text.replace("---\n", "---\nWords.\n\n+++\n\n").replace("---\nWords.\n\n+++\n\n", "---\n", 1)
    parsed, problems = parse_note(Path("hostile.md"), text)
    assert parsed is None
    assert {problem.code for problem in problems} == {"note-markup"}


ACCEPTED = {
    "line ends of Windows": note().replace("\n", "\r\n"),
    "Persian with a joiner": note(title="می‌خواهم", margin="او گفت: «می‌خواهم»."),
    "Hindi with a joiner": note(margin="क्‍ष"),
    "Khmer with spaces of no width": note(margin="ភាសា\u200bខ្មែរ"),
    "Hebrew with points and a direction mark": note(margin="בְּרֵאשִׁית\u200f, C++\u200e"),
    "a family": note(margin="👩‍👩‍👧‍👦 and 🏳️‍🌈"),
    "Vietnamese, decomposed": note(margin="Việt Nam"),
    "what looks like markup, as code": note(margin="`<script>` `{raw}` `[a](javascript:x)` `{{ x }}`"),
    "what looks like markup, escaped": note(margin="\\<b> & a < b > c \\* $5 and $7"),
    "words that YAML would turn": note(title="no", by="[1e3, yes, null]"),
    "links": note(margin="[a](https://example.org/a_(b)?c=d&e=f#g) <http://example.org> [ü](https://bücher.example/ü)"),
    "references": note(
        margin="{note}`the bridge <wooden-bridge>` {note}`wooden-bridge` {cite:p}`gazette-1901, gazette-1901`"
    ),
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_honest_notes_need_is_accepted(small: SmallEdition, text: str) -> None:
    small.note("honest", text)
    assert small.problems() == []


NAMES = [
    "UPPER",
    "sub/Upper",
    "a b",
    "a_b",
    "ä",
    "-a",
    "a--b",
    "a\nb",
    "a\x1b[31m",
    "x" * 61,
    "a.b",
    ".hidden",
    "con",
    "lpt1",
    'a"><b>',
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_is_no_id_is_refused(small: SmallEdition, name: str) -> None:
    path = small.note(name, note("new bridge"))
    (problem,) = small.problems()
    assert (problem.code, problem.path, problem.line) == ("note-id", path, 1)
    assert str(problem).isprintable()


def test_a_file_name_that_is_not_unicode_is_refused(small: SmallEdition) -> None:
    (small.root / os.fsdecode(b"book/notes/\xff.md")).write_text(note("new bridge"))
    (problem,) = small.problems()
    assert problem.code == "note-id" and "\\udcff.md" in str(problem)


@pytest.mark.parametrize("name", ["wooden-bridge.MD", "other.Md", "Wooden-Bridge.md"])
def test_a_name_that_differs_only_in_case_is_refused(small: SmallEdition, name: str) -> None:
    small.write(f"book/notes/{name}", note("new bridge"))
    (problem,) = small.problems()
    assert (problem.code, problem.path.name) == ("note-id", name)


def notes_of(small: SmallEdition) -> Path:
    return small.root / "book/notes"


def link_to_a_file(small: SmallEdition) -> Path:
    path = notes_of(small) / "link.md"
    path.symlink_to(small.root / "book/article.txt")
    return path


def link_to_nothing(small: SmallEdition) -> Path:
    path = notes_of(small) / "link.md"
    path.symlink_to("nowhere")
    return path


def link_to_a_folder(small: SmallEdition) -> Path:
    path = notes_of(small) / "more"
    path.symlink_to("/etc", target_is_directory=True)
    return path


def notes_that_are_a_link(small: SmallEdition) -> Path:
    notes_of(small).rename(small.root / "elsewhere")
    notes_of(small).symlink_to(small.root / "elsewhere", target_is_directory=True)
    return notes_of(small)


def folder_named_as_a_note(small: SmallEdition) -> Path:
    path = notes_of(small) / "folder.md"
    path.mkdir()
    return path


def pipe(small: SmallEdition) -> Path:
    path = notes_of(small) / "pipe.md"
    os.mkfifo(path)
    return path


FILES = [link_to_a_file, link_to_nothing, link_to_a_folder, notes_that_are_a_link, folder_named_as_a_note, pipe]


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_what_is_no_file_of_its_own_is_refused_unopened(small: SmallEdition, make) -> None:
    path = make(small)
    found = [(problem.code, problem.path) for problem in small.problems() if problem.code != "source-uncited"]
    assert found == [("file-unreadable", path)]


@pytest.mark.parametrize("name", ["references.bib", "apparatus/people.yml"])
def test_sources_and_records_are_not_read_through_links(small: SmallEdition, name: str) -> None:
    path = small.write(f"book/{name}", "")
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert ("file-unreadable", path) in [(problem.code, problem.path) for problem in small.problems()]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_named(small: SmallEdition) -> None:
    path = small.note("closed", note("new bridge"))
    path.chmod(0)
    assert [(problem.code, problem.path) for problem in small.problems()] == [("file-unreadable", path)]


def test_a_file_that_goes_away_is_named(small: SmallEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", gone)
    _, (problem,) = read_note(notes_of(small) / "wooden-bridge.md")
    assert (problem.code, problem.message) == ("file-unreadable", "cannot be read: permission denied")
