"""Notes that come from elsewhere: `postil from-issue` and `postil import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from postil.authoring.annotations import ImportFailedError
from postil.authoring.drafts import Draft
from postil.authoring.issue_form import Form, FormError, draft_of
from postil.commands.answers import ROOT, edition_at
from postil.commands.extras import extra
from postil.commands.terminal import at_work, refuse
from postil.commands.writing import NoteRefusedError, names_taken, write_note
from postil.edition import Edition
from postil.model import Quote
from postil.text.characters import visible
from postil.text.received import UnfitTextError, decode

_LARGEST_IMPORT = 64 * 1024 * 1024  # bytes


@click.command("from-issue")
@click.argument("form", type=click.File("rb"))
@ROOT
def from_issue(form: BinaryIO, root: Path) -> None:
    """Turn the text of a filled-in issue form, from the file FORM or `-`, into a note file, or say what is missing."""
    edition, name = edition_at(root), _name(form)
    try:
        filled = Form(_decoded(form, _LARGEST_IMPORT))
        draft, added = draft_of(filled, edition)
        write_note(draft, added, edition, names_taken(edition))
    except FormError as error:
        refuse("\n".join(f"{name}:{line}: {message}" for line, message in error.missing))
    except NoteRefusedError as error:
        refuse("\n".join(f"{name}:{filled.line_of(field)}: {message}" for field, message in error.refused))
    except UnfitTextError as error:
        refuse(f"{name}:{error.line}:{error.column}: {error}")


@click.command("import")
@click.argument("annotations", type=click.File("rb"))
@ROOT
def import_(annotations: BinaryIO, root: Path) -> None:
    """Make note files of the W3C or Hypothesis ANNOTATIONS, a file of JSON or CSV, or `-`.

    What was imported before is left alone. What cannot be placed or kept is printed with its whole text, and the exit
    status is then 1; `postil check` says what is still missing.
    """
    with extra("import"):
        from postil.authoring.importing import imported, is_there
    edition = edition_at(root)
    there = {note.via for note in edition.notes if note.via} | {_said(note.quote, note.title) for note in edition.notes}
    counts = {"written": 0, "already there": 0, "not imported": 0}
    try:
        with at_work("reading annotations"):
            found = list(imported(_decoded(annotations, _LARGEST_IMPORT), edition))
    except (ImportFailedError, UnfitTextError) as error:
        refuse(f"{_name(annotations)}:{error.line}:{error.column}: {error}")
    taken = names_taken(edition)
    with at_work("writing notes"):
        for item in sorted(found, key=lambda item: not any(item.place)):  # what is wrong with the file comes first
            names = _names(item.draft) if item.draft else set()
            if item.draft and (names & there or is_there(item.draft, edition)):
                counts["already there"] += 1
                continue
            reason = _why_not(item.draft, edition, taken) if item.draft else item.reason
            counts["not imported" if reason else "written"] += 1
            if reason:
                click.echo("\n".join(map(visible, item.refusal(_name(annotations), reason))), err=True)
            elif item.draft and item.draft.via:
                there.add(f"{item.draft.via}\0{_said(item.draft.quote, item.draft.title)}")
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items() if count) or "no annotations", err=True)
    if counts["not imported"]:
        sys.exit(1)


def _said(quote: Quote, title: str) -> str:
    """What tells a note from all others: what it says of which words."""
    return f"{title}\0{quote}"


def _names(draft: Draft) -> set[str]:
    """By which a draft may be known that was imported before, or stands twice in a file."""
    said = _said(draft.quote, draft.title)
    return {draft.via, said, f"{draft.via}\0{said}"}


def _decoded(file: BinaryIO, most: int) -> str:
    """The text of a file or of standard input. Raises UnfitTextError."""
    raw = file.read(most + 1)
    if len(raw) > most:
        raise UnfitTextError(1, 1, f"has more than {most} bytes; divide it")
    return decode(raw)


def _name(file: BinaryIO) -> str:
    return str(getattr(file, "name", "<stdin>"))


def _why_not(draft: Draft, edition: Edition, taken: set[str]) -> str:
    """Write the note; what is wrong with it where it cannot be written."""
    try:
        write_note(draft, [], edition, taken)
    except NoteRefusedError as error:
        return "; ".join(message for _, message in error.refused)
    return ""
