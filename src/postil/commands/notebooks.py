"""`postil stills` and `postil values`: what notebooks publish, as files that the edition keeps."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from postil.commands.extras import extra
from postil.commands.terminal import paths_at
from postil.fonts import MissingFontsError
from postil.reading.values import Value, values_text


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def stills(root: Path) -> None:
    """Run the notebooks of ROOT and draw a still picture of each chart. Needs Chromium."""
    from postil.charts.browser import MissingBrowserError, chromium
    from postil.charts.stills import main as draw_stills

    paths = paths_at(root)
    try:
        with extra("stills"):
            import_module("playwright")  # before the notebooks are run
            chromium()
            names = draw_stills(paths.notebooks, paths.charts)
    except (MissingBrowserError, MissingFontsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(names))


@click.command()
@click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def values(root: Path) -> None:
    """Run the notebooks of ROOT and write the values that they publish into values.yml."""
    from postil.charts.values import values_of

    paths = paths_at(root)
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
