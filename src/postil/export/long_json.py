"""JSON of lists that may be very long, of which one item at a time is in memory as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def document(around: Mapping[str, Any], name: str, items: Iterable[Any]) -> str:
    """An object with what is `around`, and last a list by its name."""
    head = json.dumps({**around, name: []}, ensure_ascii=False).removesuffix("]}")
    return f"{head}{', '.join(json.dumps(item, ensure_ascii=False) for item in items)}]}}\n"
