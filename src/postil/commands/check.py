"""`postil check` and `postil export`: every rule applied without building, and what else needs no build."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from postil.check import advice
from postil.check import check as run_check
from postil.check.notices import notices
from postil.commands.messages import FORMATS
from postil.commands.terminal import at_work, counted
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.book_config import find_paths
from postil.reading.files import write_again
from postil.reading.markup import is_web_address
from postil.reading.memory import kept, of_rules
from postil.report import report


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--report", "wants_report", is_flag=True, help="Say, sentence by sentence, what is judged.")
@click.option("--release", "final", is_flag=True, help="Refuse also what may wait, such as unread sources.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How problems are printed.")
def check(root: Path, wants_report: bool, final: bool, form: str) -> None:
    """Apply every rule of the edition at ROOT without building it.

    Prints a line for each problem and exits with 1 where there is any.

    \b
    postil check                       the edition in this folder
    postil check ../other --report     and what is judged, sentence by sentence
    postil check --format json         for programs
    """
    with at_work("checking"), kept(of_rules(root.resolve())):
        edition, problems = run_check(root.resolve())
    told = sorted(set(notices(edition))) if edition and (final or form == "github") else []
    if final:
        problems, told = sorted({*problems, *told}), []
    home = _home(root.resolve(), form)
    found = ([relative(problem, home) for problem in group] for group in (problems, told))
    for line in FORMATS[form](*found):
        click.echo(line)
    if problems:
        click.echo(counted(len(problems), "problem"), err=True)
        paths = find_paths(root.resolve())
        for line in advice(problems, paths) if isinstance(paths, Paths) else ():
            click.echo(line, err=True)
        sys.exit(1)
    if edition and wants_report:
        click.echo("\n".join(report(edition)))
    elif edition and form == "text":
        notes, blocks = counted(len(edition.notes), "note"), counted(len(edition.article.paragraphs), "block")
        click.echo(f"{notes} on {blocks} of text: no problems")


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to.")
@click.option("--base", default="", help="Address at which the book is published.")
def export(root: Path, folder: Path, base: str) -> None:
    """Write the edition at ROOT as Web Annotations, TEI, ClaimReview, tables and lists of sources."""
    from postil.export import exports
    from postil.export.addresses import Addresses

    if base and not is_web_address(base):
        raise click.BadParameter(
            f"'{base}' is not a web address such as https://example.org/book", param_hint="'--base'"
        )
    with at_work("checking"):
        edition, problems = run_check(root.resolve())
    if edition is None or problems:
        raise SystemExit("\n".join(str(relative(problem, root.resolve())) for problem in problems))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in exports(edition, Addresses(edition, base)):
        write_again(folder / name, text)
        click.echo(folder / name)


def _home(root: Path, form: str) -> Path:
    """From where files are called: the root of the book or, for GitHub, of the repository that its workflow is at."""
    repository = Path(os.environ.get("GITHUB_WORKSPACE", root)).resolve()
    return repository if form == "github" and root.is_relative_to(repository) else root


def relative(problem: Problem, root: Path) -> Problem:
    """A problem with its file as it is called from a folder, such as the root of the book."""
    path = problem.path.relative_to(root) if problem.path.is_relative_to(root) else problem.path
    return replace(problem, path=path)
