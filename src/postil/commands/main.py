"""The command line. A command, and all that it needs, is imported when it runs."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import get_completion_class

from postil import __version__
from postil.commands.extras import extra
from postil.commands.terminal import Commands


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


main.elsewhere |= {
    "bundle": (
        "postil.commands.build:bundle",
        "Put everything that was built of the edition at ROOT into one zip file: `_build/bundle`.",
    ),
    "changes": (
        "postil.commands.release:changes",
        "Print the changes of the edition at ROOT, release by release, as Markdown: its CHANGELOG.",
    ),
    "check": (
        "postil.commands.check:check",
        "Apply every rule of the edition at ROOT without building it.",
    ),
    "diff": (
        "postil.commands.changed:diff",
        "Say as Markdown which notes were added, changed or removed since the commit BASE.",
    ),
    "epub": (
        "postil.commands.build:epub",
        "Make the EPUB of the edition at ROOT: `_build/epub`.",
    ),
    "export": (
        "postil.commands.check:export",
        "Write the edition at ROOT as Web Annotations, TEI, ClaimReview, tables and lists of sources.",
    ),
    "from-issue": (
        "postil.commands.incoming:from_issue",
        "Turn the text of a filled-in issue form, from the file FORM or `-`, into a note file, or say what is missing.",
    ),
    "import": (
        "postil.commands.incoming:import_",
        "Make note files of the W3C or Hypothesis ANNOTATIONS, a file of JSON or CSV, or `-`.",
    ),
    "init": (
        "postil.commands.init:command",
        "Make an edition of TEXT, a plain-text or Markdown file, in the new FOLDER.",
    ),
    "new": (
        "postil.commands.new:new",
        "Write a new note: asks for what the options leave open.",
    ),
    "pack": (
        "postil.commands.build:pack",
        "Put all that the PLAN of a class needs into one zip file: `_build/pack`.",
    ),
    "pdf": (
        "postil.commands.build:pdf",
        "Make the handouts of the edition at ROOT: `_build/pdf`.",
    ),
    "reanchor": (
        "postil.commands.changed:reanchor",
        "Propose a new place for each note whose quote no longer stands in the text.",
    ),
    "release": (
        "postil.commands.release:release",
        "Write book/changes.yml for the version that edition.yml names, or say what the release still lacks.",
    ),
    "schemas": (
        "postil.commands.schemas:schemas",
        "Write the JSON Schemas of notes, records and settings into FOLDER.",
    ),
    "stills": (
        "postil.commands.notebooks:stills",
        "Run the notebooks of ROOT and draw a still picture of each chart.",
    ),
    "values": (
        "postil.commands.notebooks:values",
        "Run the notebooks of ROOT and write the values that they publish into values.yml.",
    ),
}


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
