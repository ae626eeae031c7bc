"""Data for the pages' scripts, written as scripts themselves: pages opened from disk cannot fetch."""

from __future__ import annotations

import json
from typing import Any


def assignment(name: str, data: Any) -> str:
    """A script that puts the data at `window.postil.<name>`."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # ends of lines in scripts before ES2019
    return f"window.postil.{name} = {text};\n"
