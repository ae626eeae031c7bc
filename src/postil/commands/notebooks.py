"""`postil stills` and `postil values`: what notebooks publish, as files that the edition keeps."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from postil.commands.extras import extra
from postil.commands.terminal import paths_at
from postil.fonts import MissingFontsError
from postil.reading.files import write_again
from postil.reading.values import Value, values_text


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def stills(root: Path) -> None:
    """Run the notebooks of ROOT and draw a still picture of each chart. Needs Chromium."""
    from postil.charts.browser import MissingBrowserError, chromium
    from postil.charts.stills import main as draw_stills
    from postil.compat.jupyter_client import quick_kernels

    paths = paths_at(root)
    try:
        with extra("stills"):
            import_module("playwright")  # before the notebooks are run
            chromium()
            with quick_kernels():
                names = draw_stills(paths.notebooks, paths.charts)
    except (MissingBrowserError, MissingFontsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(names))


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def values(root: Path) -> None:
    """Run the notebooks of ROOT and write the values that they publish into values.yml."""
    from postil.charts.values import values_of
    from postil.compat.jupyter_client import quick_kernels

    paths = paths_at(root)
    found: dict[str, Value] = {}
    with quick_kernels():
        published = [(path, payload) for path in sorted(paths.notebooks.glob("*.ipynb")) for payload in values_of(path)]
    for path, payload in published:
        name = payload["name"]
        if name in found:
            raise click.ClickException(f"{path}: the value '{name}' is already published by {found[name].notebook}")
        found[name] = Value(value=payload["value"], notebook=paths.document(path), says=payload["says"])
    write_again(paths.values, values_text(found.items()))
    click.echo(f"{paths.within(paths.values)}: {len(found)} values")
