"""A draft becomes a note file, with the source and the evidence record that it brings, or is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from postil.authoring.drafts import Draft, NewSource, id_for, note_text, with_sources
from postil.authoring.first_evidence import PASSAGE, record_problems, record_text
from postil.edition import Edition
from postil.problems import Problem
from postil.reading.files import write_together
from postil.reading.notes import parse_note


class NoteRefusedError(click.ClickException):
    """What keeps a draft from being a note, each with the field of the note that it is about; exit status 1."""

    def __init__(self, refused: list[tuple[str, Problem]]) -> None:
        told = ((field, f"{problem.message} [{problem.code}]") for field, problem in refused)
        self.refused = list(dict.fromkeys(told))
        super().__init__("\n".join(message for _, message in self.refused))  # without the place: there is no file yet

    def show(self, file: Any = None) -> None:
        """Say it without more ado."""
        click.echo(self.message, err=True)


def names_taken(edition: Edition) -> set[str]:
    """The names of note files that are there, also of those that cannot be read."""
    return {path.stem for path in edition.paths.notes.glob("**/*.md")}


def write_note(draft: Draft, added: list[NewSource], edition: Edition, taken: set[str]) -> Path:
    """Write the note, its new sources and what the first says; raises NoteRefusedError for what is no valid note.

    Its name is none of those that are taken, to which it is added.
    """
    paths = edition.paths
    name, whole = draft.file
    id = name if name and name not in taken else id_for(draft.title, taken)
    path = paths.note(id)
    record = _record(draft, edition)
    if record:
        draft = replace(draft, sources=(f"{draft.sources[0]}#{PASSAGE}", *draft.sources[1:]))
    text = whole or note_text(draft)
    _, problems = parse_note(path, text, edition.frame)
    if problems:
        raise NoteRefusedError([(_field(text, problem.line), problem) for problem in problems])
    bibliography = {paths.references: with_sources(paths.references, added)} if added else {}
    write_together({**bibliography, **dict(record), path: text})
    taken.add(id)
    for source in added:
        click.echo(f"{paths.within(paths.references)}: {source.key}, unchecked", err=True)
    for place in (*dict(record), path):
        click.echo(paths.within(place), err=place != path)
    return path


def _field(text: str, line: int) -> str:
    """The field of the front matter that stands on a line of a note, or `text`."""
    front = text.split("\n---\n")[0].split("\n")
    return front[line - 1].partition(":")[0] if 1 < line <= len(front) else "text"


def _record(draft: Draft, edition: Edition) -> list[tuple[Path, str]]:
    """The evidence record that the draft's one sentence makes, and its place; none where the edition keeps none."""
    key = draft.sources[0] if draft.sources else ""
    if not (draft.says and key) or edition.evidence is None or key in edition.evidence:
        return []
    path = edition.paths.record(key)
    told = key, draft.says, draft.by[0], date.today()
    problems = record_problems(path, *told)
    if problems:
        raise NoteRefusedError([("says", problem) for problem in problems])
    return [(path, record_text(*told))]
