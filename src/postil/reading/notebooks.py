"""What keeps a notebook from being read, by its line: MyST-NB answers to it with a traceback."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from postil.problems import ProblemError
from postil.reading.json_values import JsonError, faults_in_words

_NEWEST = 4  # nbformat
_CELLS = ("markdown", "code", "raw")
_CELL = re.compile(r'"cell_type"\s*:')
_AGAIN = "save it in Jupyter again"


def require_notebook(text: str) -> None:
    """Raise ProblemError for what is no notebook of a format that can be read."""
    try:
        with faults_in_words():
            data = json.loads(text)
    except JsonError as error:
        message = f"is no notebook: it {error}; {_AGAIN}"
        raise ProblemError("file-unreadable", message, error.line, error.column) from None
    form = data.get("nbformat") if isinstance(data, dict) else None
    if type(form) is not int:
        raise ProblemError("file-unreadable", f"is no notebook: it does not say its nbformat; {_AGAIN}")
    if form > _NEWEST:
        message = f"is a notebook of nbformat {form}, and {_NEWEST} is the newest that is known; save it as that"
        raise ProblemError("file-unreadable", message)
    if form == _NEWEST:
        _require_parts(data, text)


def _require_parts(data: dict[str, Any], text: str) -> None:
    for name, kind, shape in (("metadata", dict, "names and values"), ("cells", list, "a list")):
        if not isinstance(data.get(name), kind):
            raise ProblemError("file-unreadable", f"is no notebook: its {name} must be {shape}; {_AGAIN}")
    for number, cell in enumerate(data["cells"]):
        wrong = _wrong_with(cell)
        if wrong:
            found = next(islice(_CELL.finditer(text), number, None), None)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            raise ProblemError("file-unreadable", f"cell {number + 1} of the notebook {wrong}; {_AGAIN}", line)


def _wrong_with(cell: Any) -> str:
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELLS:
        return f"must be one of {', '.join(_CELLS)}"
    source = cell.get("source")
    if not isinstance(source, str) and not (isinstance(source, list) and all(isinstance(line, str) for line in source)):
        return "has no source"
    return "has no outputs" if cell["cell_type"] == "code" and not isinstance(cell.get("outputs"), list) else ""
