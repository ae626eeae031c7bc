"""`postil schemas`: what editors need to know of the files of an edition."""

from __future__ import annotations

from pathlib import Path

import click

from postil.reading.files import write_again
from postil.schemas import schemas as all_schemas


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schemas(folder: Path) -> None:
    """Write the JSON Schemas of notes, records and settings into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in all_schemas():
        write_again(folder / f"{name}.json", text)
