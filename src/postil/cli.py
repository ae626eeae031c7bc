"""The command line: `postil check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from postil import __version__
from postil.check import check as run_check
from postil.model import Problem
from postil.report import report


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Tools for an annotated reading edition."""


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--report", "wants_report", is_flag=True, help="Say, sentence by sentence, what is judged.")
def check(root: Path, wants_report: bool) -> None:
    """Apply every rule of the edition at ROOT without building it.

    Prints a line for each problem and exits with 1 where there is any.
    """
    edition, problems = run_check(root.resolve())
    for problem in problems:
        click.echo(_relative(problem, root.resolve()))
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        sys.exit(1)
    if edition and wants_report:
        click.echo("\n".join(report(edition)))
    elif edition:
        click.echo(f"{len(edition.notes)} notes on {len(edition.article.paragraphs)} blocks of text: no problems")


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def stills(root: Path) -> None:
    """Run the notebooks of ROOT and draw a still picture of each chart. Needs Chromium."""
    from postil.charts.stills import main as draw_stills

    for name in draw_stills(root.resolve()):
        click.echo(name)


def _relative(problem: Problem, root: Path) -> str:
    path = problem.path.relative_to(root) if problem.path.is_relative_to(root) else problem.path
    return str(Problem(path, problem.line, problem.code, problem.message))
