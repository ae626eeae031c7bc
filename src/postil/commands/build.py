"""`postil pdf`, `epub`, `pack`, `bundle`: the edition on paper, for e-readers, for a class, and in one file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from postil.check import check
from postil.check.files import unreadable_files
from postil.commands.terminal import at_work, paths_at, ready_to_build, refuse
from postil.sphinx.asked import COMMAND

_ROOT = click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")


@click.command()
@_ROOT
def pdf(root: Path) -> None:
    """Make the handouts of the edition at ROOT: `_build/pdf`. Needs WeasyPrint; see tools/ensure paper."""
    _build(root.resolve(), "pdf")


@click.command()
@_ROOT
def epub(root: Path) -> None:
    """Make the EPUB of the edition at ROOT: `_build/epub`."""
    _build(root.resolve(), "epub")


@click.command()
@_ROOT
def bundle(root: Path) -> None:
    """Put everything that was built of the edition at ROOT into one zip file: `_build/bundle`."""
    from postil.export.bundle import write_bundle

    with at_work("checking"):
        edition, problems = check(root.resolve())
    if edition is None or problems:
        raise click.ClickException("\n".join(map(str, problems)))
    try:
        click.echo(write_bundle(edition.paths, edition.settings))
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.argument("plan", required=False)
@_ROOT
def pack(plan: str | None, root: Path) -> None:
    """Put all that the PLAN of a class needs into one zip file: `_build/pack`.

    Without a name, for every plan; an edition may have none. The handouts must have been made by `postil pdf`.
    """
    from postil.export.pack import handouts_made, plans_made, write_pack

    paths = paths_at(root)
    names = [plan] if plan else plans_made(paths)
    if not names and not handouts_made(paths):
        raise click.ClickException("no handouts have been made; run: postil pdf")
    if not names:
        click.echo("No page shows a session path, so there is no plan to pack.")
    try:
        for name in names:
            click.echo(write_pack(paths, name))
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error


def _build(root: Path, builder: str) -> None:
    """Run Jupyter Book, or plain Sphinx where the edition has a `conf.py`, with a builder of our own."""
    paths = paths_at(root)
    ready_to_build(paths)
    unreadable = unreadable_files(paths)  # to which Jupyter Book would answer with a traceback
    if unreadable:
        refuse("\n".join(map(str, unreadable)))
    if (root / "conf.py").is_file():
        program = "sphinx.cmd.build"
        options = ["-b", builder, "-W", "--keep-going", ".", f"_build/{builder}"]
    else:
        program = "jupyter_book.cli.main"
        options = ["build", ".", "-W", "--keep-going", "--builder", "custom", "--custom-builder", builder]
    run = f"from postil.commands.start import child; child('{program}')"
    environment = os.environ | {COMMAND: "yes"}
    with subprocess.Popen([sys.executable, "-c", run, *options], cwd=root, env=environment) as process:  # noqa: S603
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            process.terminate()  # which `kill`, unlike Ctrl-C in a terminal, tells this process alone
            raise
