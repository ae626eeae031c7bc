"""Notes after a change: `postil diff` says what became of them, `postil reanchor` where their words are now."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from postil.authoring.changes import GitError, changes_since, summary
from postil.authoring.reanchor import apply, proposals
from postil.commands.answers import ROOT, edition_at
from postil.commands.terminal import at_work, counted, paths_at, refuse
from postil.edition import read_edition
from postil.reading.notes import FRAME


@click.command()
@click.argument("base")
@ROOT
def diff(base: str, root: Path) -> None:
    """Say as Markdown which notes were added, changed or removed since the commit BASE."""
    paths, (edition, _) = paths_at(root), read_edition(root.resolve())
    try:
        changes = changes_since(base, paths, edition.frame if edition else FRAME)
    except GitError as error:
        refuse(f"cannot compare with '{base}': {error}")
    click.echo(summary(changes, edition), nl=False)


@click.command()
@ROOT
@click.option("--apply/--dry-run", "wants_apply", help="Write the safe ones into the note files, or only say them.")
def reanchor(root: Path, wants_apply: bool) -> None:
    """Propose a new place for each note whose quote no longer stands in the text.

    Exits with 1 while any note is left without a place.
    """
    left = 0
    with at_work("looking for the words"):
        found = list(proposals(edition_at(root)))
    for proposal in found:
        state = "safe" if proposal.safe else proposal.reason
        if wants_apply and proposal.safe:
            try:
                apply(proposal)
                state = "applied"
            except ValueError as error:
                state = str(error)
            except OSError as error:
                state = f"cannot be written: {(error.strerror or str(error)).lower()}"
        left += state != "applied"
        place = f"“{proposal.quote.exact}”" if proposal.quote else "no place"
        click.echo(f"{proposal.note.id}: “{proposal.note.quote.exact}” → {place} ({proposal.score:.0f}; {state})")
    if left:
        click.echo(f"{counted(left, 'note')} without a place; --apply writes the safe proposals", err=True)
        sys.exit(1)
