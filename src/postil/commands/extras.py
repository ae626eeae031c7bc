"""What only some commands need is imported when they run, and named where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import inside this; raises click.ClickException, saying what to install, for what is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or name).partition(".")[0]
        raise click.ClickException(f"{package} is not installed; run: pip install 'postil[{name}]'") from error
