"""What a pull request does to the notes, as Markdown for reviewers: added, changed, removed, with passage and text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from postil.edition import Edition
from postil.model import Note, Passage, Quote
from postil.paths import Paths
from postil.reading.notes import FRAME, Frame, parse_note, read_note
from postil.text.characters import visible

_DERIVED = ("path", "lines", "statements", "digest")  # of a note: they follow from the rest of it
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$])")


class GitError(RuntimeError):
    """What git said where it could not do as asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """A note before and after; None where it was not, or is no more, or cannot be read."""

    path: Path
    before: Note | None
    after: Note | None


def changes_since(base: str, at: Paths, frame: Frame = FRAME) -> list[Change]:
    """Every note that differs between the commit `base` and the folder as it is; `frame` is what they are read by.
    A file that says the same with other ends of lines is none.

    Raises GitError where git does not know the commit or the book is not in a repository.
    """
    root, notes = at.root, at.within(at.notes)
    ask_for_commit(root, base)
    listed = git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", notes)
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", notes)
    paths = sorted({Path(name) for name in (listed + new).split("\0") if name.endswith(".md")})
    changes = (Change(path, _before(base, root, path, frame), read_note(root / path, frame)[0]) for path in paths)
    return [
        change
        for change in changes
        if not (change.before and change.after) or _differences(change.before, change.after)
    ]


def ask_for_commit(root: Path, name: str) -> None:
    """Raises GitError where the repository of a folder does not have a commit."""
    git(root, "rev-parse", "--git-dir")
    for commit, message in (("HEAD", "the repository has no commit yet"), (name, f"there is no commit '{name}'")):
        try:
            git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
        except GitError:
            raise GitError(message) from None


def summary(changes: list[Change], edition: Edition | None) -> str:
    """The changes as Markdown. Words from notes are escaped: they call nobody and hold no markup."""
    groups = {
        "Added": [change for change in changes if change.after and not change.before],
        "Changed": [change for change in changes if change.after and change.before],
        "Removed": [change for change in changes if change.before and not change.after],
        "Unreadable": [change for change in changes if not change.before and not change.after],
    }
    counts = ", ".join(f"{len(group)} {name.lower()}" for name, group in groups.items() if group)
    lines = [f"### Notes: {counts or 'no changes'}"]
    for name, group in groups.items():
        if group:
            lines += ["", f"#### {name}"]
        for change in group:
            lines += ["", *_entry(change, edition)]
    return "\n".join(lines) + "\n"


def _entry(change: Change, edition: Edition | None) -> Iterator[str]:
    note = change.after or change.before
    if note is None:
        yield f"**{_plain(visible(change.path.name))}** cannot be read; `postil check` says why"
        return
    verdict = f", {note.verdict}" if note.verdict else ""
    yield f"**{_plain(note.title)}** · {note.kind}{verdict} · `{note.id}` · by {_plain(', '.join(note.by))}"
    yield ""
    yield f"On {_passage(note, edition)}"
    if change.before and change.after:
        for field in _differences(change.before, change.after):
            yield ""
            yield f"- *{field}* was: {_plain(_words(getattr(change.before, field)))}"
            yield f"- *{field}* is: {_plain(_words(getattr(change.after, field)))}"
        return
    for text in filter(None, (note.margin, note.body)):
        yield ""
        yield from (f"> {_plain(line)}" for line in text.text.strip().split("\n"))
    if note.sources:
        yield ""
        yield "Sources: " + ", ".join(f"`{key}`" for key in note.sources)


def _passage(note: Note, edition: Edition | None) -> str:
    anchor = edition.anchors.get(note.id) if edition else None
    if edition is None or anchor is None:
        return f"“{_plain(note.quote.exact)}”"
    paragraph = next(p for p in edition.article.paragraphs if p.number == anchor.paragraph)
    first, last = paragraph.sentence_at(anchor.start), paragraph.sentence_at(anchor.end - 1)
    start, end = paragraph.sentences[first - 1][0], paragraph.sentences[last - 1][1]
    text = paragraph.text
    parts = text[start : anchor.start], text[anchor.start : anchor.end], text[anchor.end : end]
    before, words, after = map(_plain, parts)
    gaps = [" " if part[edge].isspace() else "" for part, edge in ((parts[0] or "|", -1), (parts[2] or "|", 0))]
    return f"paragraph {paragraph.number}, sentence {first}: {before}{gaps[0]}**{words}**{gaps[1]}{after}"


def _differences(before: Note, after: Note) -> list[str]:
    names = (field.name for field in fields(Note) if field.name not in _DERIVED)
    return [name for name in names if _words(getattr(before, name)) != _words(getattr(after, name))]


def _words(value: object) -> str:
    if isinstance(value, Passage):
        return " ".join(value.text.split())
    if isinstance(value, Quote):
        return " ".join(filter(None, (value.prefix, f"“{value.exact}”", value.suffix)))
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "nothing" if value is None else str(value)


def _plain(words: str) -> str:
    """Words that GitHub shows as they are: no markup, no mentions."""
    return _MARKS.sub(r"\\\1", " ".join(words.split())).replace("@", "@\u200b")


def _before(base: str, root: Path, path: Path, frame: Frame) -> Note | None:
    try:
        return parse_note(root / path, git(root, "show", f"{base}:./{path.as_posix()}"), frame)[0]
    except GitError:
        return None


def git(root: Path, *arguments: str) -> str:
    """What git answers in a folder. Raises GitError."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed")
    return done.stdout.decode("utf-8", "surrogateescape")
