"""What a contributor says to a command: the edition that is meant, options, and answers at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from postil.authoring.drafts import locate
from postil.commands.terminal import refuse
from postil.edition import Edition, read_edition
from postil.model import Quote
from postil.text.article import Article

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder of the edition; else the present one.",
)


def edition_at(root: Path) -> Edition:
    """The edition in the folder; ends the command where there is none."""
    edition, problems = read_edition(root.resolve())
    if edition is None:
        refuse("\n".join(map(str, problems)))
    return edition


class Answers:
    """What the options say and, where a person sits at the terminal, what they answer."""

    def __init__(self, given: dict[str, Any], person: bool) -> None:
        self.given, self.person = given, person

    def value(self, name: str, question: str, default: str | None = None, kind: click.Choice[Any] | None = None) -> str:
        """The option `name`, or the answer to the question; raises UsageError in a script that leaves it open."""
        if self.given.get(name):
            return str(self.given[name])
        if self.person:
            return str(click.prompt(question, default=default, type=kind, err=True))
        if default is not None:
            return default
        raise click.UsageError(f"--{name.replace('_', '-')} is missing: {question.lower()}")

    def choice(self, name: str, question: str, known: list[str], usual: str) -> str:
        """One of the `known` words; where nothing is said, the `usual` one or the first. Raises BadParameter."""
        word = self.value(name, question, usual if usual in known else known[0], click.Choice(known))
        if word not in known:
            raise click.BadParameter(f"'{word}' is not one of {', '.join(map(repr, known))}", param_hint=f"--{name}")
        return word

    def quote(self, article: Article) -> Quote:
        """The words of the text; a person is asked until they are found. Raises the ValueError of `locate`."""
        while True:
            try:
                words = self.value("quote", "The exact words of the text")
                return locate(Quote(words, self.given.get("prefix", ""), self.given.get("suffix", "")), article)
            except ValueError as error:
                if self.given.get("quote") or not self.person:
                    raise
                click.echo(str(error), err=True)
