"""What every command owes the person at the terminal: a sentence instead of a traceback, and word of long work."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from postil.commands.interrupts import INTERRUPTED, begun
from postil.paths import Paths
from postil.problems import Problem
from postil.text.characters import shown

_PATIENCE = 2.0  # seconds after which a command says that it is at work


class Commands(click.Group):
    """A group of commands that ends in a sentence and a status where the machine does not do as asked.

    `elsewhere` holds commands that are imported when one is run: by name, the place `module:name` and the first
    sentence of its help.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.elsewhere: dict[str, tuple[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.commands, *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            module, _, name = self.elsewhere[cmd_name][0].partition(":")
            self.add_command(getattr(import_module(module), name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant, imported; from here on Ctrl-C is an exception."""
        found = super().resolve_command(ctx, args)
        begun()
        return found

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program. What cannot be read or written ends in status 1; where nobody reads, Click ends quietly."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            refuse(f"Error: {error.filename}: {reason}" if error.filename else f"Error: {reason}")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends in status 130."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, for which none is imported."""
        commands = {name: click.Command(name, help=told) for name, (_, told) in self.elsewhere.items()}
        commands.update(self.commands)
        width = formatter.width - 6 - max(map(len, commands))
        with formatter.section("Commands"):
            formatter.write_dl([(name, commands[name].get_short_help_str(width)) for name in sorted(commands)])


@contextmanager
def at_work(what: str) -> Iterator[None]:
    """Say on standard error what takes so long, after two seconds and then every ten."""
    done = threading.Event()
    start = time.monotonic()

    def say() -> None:
        pause = _PATIENCE
        while not done.wait(pause):
            click.echo(f"{what}: {time.monotonic() - start:.0f} s", err=True)
            pause = 10

    threading.Thread(target=say, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def counted(number: int, what: str) -> str:
    """So many of a thing, such as `1 note` and `2 notes`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def refuse(message: str) -> NoReturn:
    """Say what is wrong, and end with exit status 1."""
    for line in message.split("\n"):
        click.echo(shown(line), err=True)
    sys.exit(1)


def ready_to_build(paths: Paths) -> None:
    """End with status 1 where no build can write, to which Jupyter Book would answer with a traceback."""
    folder = paths.build("")
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        refuse(f"{folder}: cannot be written; a build needs a folder of its own there")


def paths_at(root: Path) -> Paths:
    """The places of the edition in the book at `root`; ends with status 1 where the book's configuration is wrong."""
    from postil.reading.book_config import find_paths

    paths = find_paths(root.resolve())
    if isinstance(paths, Problem):
        refuse(str(paths))
    return paths
