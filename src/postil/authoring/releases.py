"""What became of the notes since the last release, from their history in git."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postil.authoring.changes import Change, ask_for_commit, changes_since, git
from postil.edition import Edition
from postil.model import Note, Verdict
from postil.reading.history import Merged, Rejudged, Release

_NO_VERDICT = "none"


def last_release(edition: Edition) -> str:
    """The tag of the last release in the history of the present commit; empty where there is none. Raises GitError."""
    ask_for_commit(edition.paths.root, "HEAD")
    tags = git(edition.paths.root, "tag", "--merged", "HEAD", "--sort=-creatordate").split()
    return tags[0] if tags else ""


def release_since(base: str, edition: Edition, on: date) -> Release:
    """The present state as a release, compared with the commit `base`. Raises GitError."""
    changes = changes_since(base, edition.paths, edition.frame)
    kept = {note.id for note in edition.notes}
    gone = [c.before.id for c in changes if c.before and not c.after and c.before.id not in kept]
    merged = [Merged(was=id, into=edition.replaced[id].id) for id in gone if id in edition.replaced]
    return Release(
        version=edition.settings.version,
        on=on,
        added=[change.after.id for change in changes if change.after and not change.before],
        changed=[after.id for before, after in _both(changes) if _texts(before) != _texts(after)],
        merged=merged,
        removed=[id for id in gone if id not in edition.replaced],
        verdicts=[
            Rejudged(note=after.id, was=_name(before.verdict), now=_name(after.verdict))
            for before, after in _both(changes)
            if before.verdict != after.verdict
        ],
    )


def changelog(releases: list[Release]) -> str:
    """The releases as a CHANGELOG in Markdown."""
    return "# Changes\n" + "".join(f"\n## {r.version}, {r.on.isoformat()}\n\n{''.join(_lines(r))}" for r in releases)


def _lines(release: Release) -> Iterator[str]:
    merged = [f"`{pair.was}` into `{pair.into}`" for pair in release.merged]
    verdicts = [f"`{change.note}` from {change.was} to {change.now}" for change in release.verdicts]
    plain = {"Added": release.added, "Changed": release.changed, "Removed": release.removed}
    groups = {name: [f"`{id}`" for id in ids] for name, ids in plain.items()}
    for name, items in {**groups, "Merged": merged, "Verdict changed": verdicts}.items():
        if items:
            yield f"- {name} ({len(items)}): {', '.join(items)}\n"


def _both(changes: list[Change]) -> Iterator[tuple[Note, Note]]:
    for change in changes:
        if change.before and change.after:
            yield change.before, change.after


def _texts(note: Note) -> tuple[object, ...]:
    body = note.body.text.split() if note.body else []
    return note.quote, note.title, note.kind, note.margin.text.split(), body, note.citations


def _name(verdict: Verdict | None) -> str:
    return verdict.name if verdict else _NO_VERDICT
