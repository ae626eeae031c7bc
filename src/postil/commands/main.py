"""The command line. Commands that need Sphinx import it when they run."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import get_completion_class
from platformdirs import user_cache_path

from postil import __version__
from postil.check import check as run_check
from postil.check.notices import notices
from postil.commands import build, changed, incoming, init, new, release
from postil.commands.extras import extra
from postil.commands.messages import FORMATS
from postil.commands.terminal import Commands, at_work
from postil.fonts import MissingFontsError
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.book_config import find_paths
from postil.reading.memory import kept
from postil.reading.values import Value, values_text
from postil.report import report
from postil.schemas import schemas as all_schemas


@click.group(cls=Commands)
@click.version_option(__version__)
def main() -> None:
    """Tools for an annotated reading edition.

    \b
    postil init walden.txt edition     make an edition of a text
    postil new --quote "went to the woods" --kind context
                                       write a note on words of the text
    postil check                       apply every rule, without building
    postil serve                       show it in a browser, built at every change
    postil completion bash             let the shell complete commands
    """


build.register(main)
release.register(main)
main.add_command(init.command, "init")
for command in (new.new, incoming.from_issue, incoming.import_, changed.diff, changed.reanchor):
    main.add_command(command)


@main.command()
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
    with at_work("checking"), kept(_memory_of(root.resolve())):
        edition, problems = run_check(root.resolve())
    told = sorted(set(notices(edition))) if edition and (final or form == "github") else []
    if final:
        problems, told = sorted({*problems, *told}), []
    relative = ([_relative(problem, root.resolve()) for problem in found] for found in (problems, told))
    for line in FORMATS[form](*relative):
        click.echo(line)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        sys.exit(1)
    if edition and wants_report:
        click.echo("\n".join(report(edition)))
    elif edition and form == "text":
        click.echo(f"{len(edition.notes)} notes on {len(edition.article.paragraphs)} blocks of text: no problems")


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def stills(root: Path) -> None:
    """Run the notebooks of ROOT and draw a still picture of each chart. Needs Chromium."""
    from postil.charts.stills import main as draw_stills

    paths = _paths(root)
    try:
        with extra("stills"):
            import_module("playwright")  # before the notebooks are run
            names = draw_stills(paths.notebooks, paths.charts)
    except MissingFontsError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(names))


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def values(root: Path) -> None:
    """Run the notebooks of ROOT and write the values that they publish into values.yml."""
    from postil.charts.values import values_of

    paths = _paths(root)
    found: dict[str, Value] = {}
    for path in sorted(paths.notebooks.glob("*.ipynb")):
        notebook = paths.document(path)
        for payload in values_of(path):
            name = payload["name"]
            if name in found:
                raise click.ClickException(f"{path}: the value '{name}' is already published by {found[name].notebook}")
            found[name] = Value(value=payload["value"], notebook=notebook, says=payload["says"])
    paths.values.write_text(values_text(found.items()), "utf-8")
    click.echo(f"{paths.within(paths.values)}: {len(found)} values")


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--port", default=8000, help="Port on this machine; 0 takes a free one.")
def serve(root: Path, port: int) -> None:
    """Show the edition at ROOT in a browser, built again at every change; Ctrl-C ends it.

    \b
    postil serve
    postil serve ../other --port 0
    """
    with extra("serve"):
        from postil.commands.serve import serve as show
    for _ in show(root.resolve(), port, click.echo):
        pass


@main.command()
@click.argument("shell", type=click.Choice(["bash", "fish", "zsh"]))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands, options and keys of sources.

    \b
    eval "$(postil completion bash)"   in ~/.bashrc
    postil completion fish > ~/.config/fish/completions/postil.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  (one of the choices)
    click.echo(kind(main, {}, "postil", "_POSTIL_COMPLETE").source())


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schemas(folder: Path) -> None:
    """Write the JSON Schemas of notes, records and settings into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in all_schemas():
        (folder / f"{name}.json").write_text(text, "utf-8")


@main.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to.")
@click.option("--base", default="", help="Address at which the book is published.")
def export(root: Path, folder: Path, base: str) -> None:
    """Write the edition at ROOT as Web Annotations, TEI, ClaimReview, tables and lists of sources."""
    from postil.export import exports
    from postil.export.addresses import Addresses

    with at_work("checking"):
        edition, problems = run_check(root.resolve())
    if edition is None or problems:
        raise SystemExit("\n".join(str(_relative(problem, root.resolve())) for problem in problems))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in exports(edition, Addresses(edition, base)):
        (folder / name).write_text(text, "utf-8")
        click.echo(folder / name)


def _paths(root: Path) -> Paths:
    paths = find_paths(root.resolve())
    if isinstance(paths, Problem):
        raise SystemExit(str(paths))
    return paths


def _memory_of(root: Path) -> Path:
    """Where what was read is kept for the next check: in the user's cache, which no contribution reaches."""
    return user_cache_path("postil") / f"{hashlib.sha256(str(root).encode()).hexdigest()[:32]}.pickle"


def _relative(problem: Problem, root: Path) -> Problem:
    path = problem.path.relative_to(root) if problem.path.is_relative_to(root) else problem.path
    return replace(problem, path=path)
