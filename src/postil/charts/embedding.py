"""Figures as JSON: published ones in files of their own, where what several forms have in common is written once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

_LONG_LIST, _LONG_TEXT = 8, 24  # from what length on it is worth it
REFERENCE = "$"
"""The key of an object that stands for a shared value, by its place; `charts.js` puts it back."""


def embedded(figure: dict[str, Any]) -> str:
    """A script element that holds a figure which no other page has."""
    return f'<script type="application/json" class="postil-chart-now">{_json(figure)}</script>'


def file_of(payload: dict[str, Any]) -> str:
    """A script that makes a published figure known to `charts.js`; pages ask for it when they are about to draw it."""
    now = {**payload["figure"], "narrow": payload["narrow"]}
    then = payload["then"] and {**payload["then"], "narrow": payload["then_narrow"]}
    shared = shared_by(now, then)
    places = {text: place for place, text in enumerate(shared)}
    values = (json.loads(text) for text in shared)
    content = {
        "shared": [[_referring(part, places) for part in v] if isinstance(v, list) else v for v in values],
        "now": _referring(now, places),
        "then": _referring(then, places),
    }
    return f"(postil.figures ||= {{}})[{_json(payload['name'])}] = {_json(content)};\n"


def shared_by(*figures: Any) -> list[str]:
    """The JSON of long lists and texts that occur more than once; those that others refer to come before them."""
    counts = Counter(text for figure in figures for text in _long(figure))
    return sorted(
        (text for text, count in counts.items() if count > 1), key=lambda text: (text.startswith("["), len(text))
    )


def _long(value: Any) -> Iterator[str]:
    if _is_long(value):
        yield _json(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _long(child)


def _is_long(value: Any) -> bool:
    return (isinstance(value, list) and len(value) >= _LONG_LIST) or (
        isinstance(value, str) and len(value) >= _LONG_TEXT
    )


def _referring(value: Any, places: dict[str, int]) -> Any:
    if _is_long(value) and (place := places.get(_json(value))) is not None:
        return {REFERENCE: place}
    if isinstance(value, dict):
        return {key: _referring(child, places) for key, child in value.items()}
    return [_referring(child, places) for child in value] if isinstance(value, list) else value


def _json(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
