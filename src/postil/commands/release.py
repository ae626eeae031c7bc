"""`postil changes` and `postil release`: what became of the notes, and the record of it that a release carries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from postil.authoring.changes import GitError
from postil.authoring.releases import changelog, last_release, release_since
from postil.check import check
from postil.check.notices import notices
from postil.commands.terminal import refuse
from postil.edition import Edition
from postil.reading.files import write_again
from postil.reading.history import Release, releases_text

_ROOT = click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
_SINCE = click.option("--since", help="The commit or tag to compare with; else the newest tag.")


@click.command()
@_ROOT
@_SINCE
def changes(root: Path, since: str | None) -> None:
    """Print the changes of the edition at ROOT, release by release, as Markdown: its CHANGELOG.

    Notes are added, changed, merged, removed, or get another verdict.
    """
    edition = _checked(root.resolve(), final=False)
    kept = [entry.record for entry in edition.releases]
    coming = [] if kept and kept[0].version == edition.settings.version else [_coming(edition, since)]
    click.echo(changelog([*coming, *kept]), nl=False)


@click.command()
@_ROOT
@_SINCE
def release(root: Path, since: str | None) -> None:
    """Write book/changes.yml for the version that edition.yml names, or say what the release still lacks.

    Refused is what may wait until a release, such as sources that nobody has read. Then commit, and tag the commit.
    """
    edition = _checked(root.resolve(), final=True)
    version = edition.settings.version
    if not version:
        refuse(f"{edition.paths.within(edition.paths.settings)}: name the release: version: '1.0' [edition-settings]")
    coming = _coming(edition, since)
    others = [entry.record for entry in edition.releases if entry.record.version != version]
    write_again(edition.paths.releases, releases_text([coming, *others]))
    click.echo(f"{edition.paths.within(edition.paths.releases)}: {version}; commit it and tag the commit v{version}")


def _coming(edition: Edition, since: str | None) -> Release:
    try:
        base = since or last_release(edition)
        if not base:
            refuse("there is no tag to compare with; name a commit: --since COMMIT")
        return release_since(base, edition, date.today())
    except GitError as error:
        refuse(f"cannot compare with '{since or 'the newest tag'}': {error}")


def _checked(root: Path, *, final: bool) -> Edition:
    """The edition, without problems; for a release also without notices."""
    edition, problems = check(root)
    found = sorted({*problems, *(notices(edition) if edition and final else ())})
    if edition is None or found:
        refuse("\n".join(map(str, found)))
    return edition
