"""Data for the pages' scripts, written as scripts themselves: pages opened from disk cannot fetch."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def assignment(name: str, data: Any) -> str:
    """A script that puts the data at `window.postil.<name>`."""
    return f"window.postil.{name} = {_literal(data)};\n"


def write_list(path: Path, name: str, entries: Iterable[Any]) -> None:
    """Write the script that puts a list, as long as it may be, at `window.postil.<name>`, one entry after the other."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"window.postil.{name} = [")
        for number, entry in enumerate(entries):
            file.write((", " if number else "") + _literal(entry))
        file.write("];\n")


def _literal(data: Any) -> str:
    text = _encode(data)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # ends of lines in scripts before ES2019
