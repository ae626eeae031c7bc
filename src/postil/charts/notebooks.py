"""Running a notebook for what it publishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any


def outputs_of(notebook: Path, mime_type: str) -> Iterator[dict[str, Any]]:
    """Run a notebook and give its outputs of a MIME type. Raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    node = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(node, timeout=120, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    for cell in node.cells:
        for output in cell.get("outputs", []):
            if mime_type in output.get("data", {}):
                yield output["data"][mime_type]
