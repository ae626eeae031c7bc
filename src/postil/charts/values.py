"""Named numbers: what a notebook counts goes out under a name, for texts that would otherwise repeat it by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from IPython.display import display

from postil.charts.media_types import VALUE
from postil.charts.notebooks import outputs_of

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST = 40  # characters


def publish_value(name: str, value: object, says: str) -> None:
    """Make `value` known to every text of the edition as `name`; `says` is what is counted, in a sentence.

    `value` is shown as `str` gives it, so pass `f"{share:.1f}"` where a number has more digits than readers need.
    Raises ValueError where something is missing or the name is not lower-case words joined by hyphens.
    """
    text = str(value).strip()
    if not _NAME.match(name):
        raise ValueError(f"the name '{name}' must be lower-case words joined by hyphens")
    if not text or not says.strip() or "\n" in text or len(text) > _LONGEST:
        raise ValueError(f"the value '{name}' needs one line of at most {_LONGEST} characters and what it counts")
    payload = {"name": name, "value": text, "says": says.strip()}
    display({VALUE: payload, "text/plain": f"{name} = {text}: {says}"}, raw=True)  # type: ignore[no-untyped-call]


def values_of(notebook: Path) -> Iterator[dict[str, Any]]:
    """Run a notebook and give the values that it publishes. Raises CellExecutionError where a cell fails."""
    return outputs_of(notebook, VALUE)
