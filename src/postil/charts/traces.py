"""What plotly.js can draw of a figure's traces, and their values in a form that pages can hold."""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

DRAWN = ("bar", "pie", "scatter")
"""The trace types of the book's plotly.js, which `tools/plotly` makes. Others it draws as if they were lines."""

_PER_POINT = ("x", "y", "text", "hovertext", "customdata", "ids", "labels", "values")
_OF_MARKERS = ("color", "size", "symbol", "opacity")


def faults(figure: dict[str, Any]) -> Iterator[str]:
    """What plotly.js would draw falsely: types and calendars that the bundle does not know, lists of unlike lengths."""
    for calendar in _calendars(figure):
        yield f"the book's plotly.js draws dates of the Gregorian calendar alone, not of the calendar '{calendar}'"
    for trace in figure["data"]:
        kind = trace.get("type", "scatter")
        if kind not in DRAWN:
            yield f"the book's plotly.js does not draw a trace of the type '{kind}'; it draws {', '.join(DRAWN)}"
        lengths = {name: len(values) for name, values in _per_point(trace) if isinstance(values, list)}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{name} {length}" for name, length in lengths.items())
            yield f"the lists of the trace '{trace.get('name', kind)}' have different lengths: {told}"


def _calendars(value: Any) -> Iterator[str]:
    """The calendars that are asked for anywhere in a figure, but for the one that is there in any case."""
    if isinstance(value, dict):
        for key, child in value.items():
            if isinstance(child, str) and key.endswith("calendar") and child != "gregorian":
                yield child
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _calendars(child)


def _per_point(trace: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((name, trace.get(name)) for name in _PER_POINT)
    yield from ((f"marker.{name}", trace.get("marker", {}).get(name)) for name in _OF_MARKERS)


def plain(value: Any) -> Any:
    """Arrays that Plotly packs as base64 as lists, in their shape; what is no number (NaN, infinity) as null."""
    if isinstance(value, dict) and "bdata" in value:
        import numpy  # a build has no need of it

        array = numpy.frombuffer(b64decode(value["bdata"]), dtype=value["dtype"])
        shape = [int(part) for part in str(value.get("shape", len(array))).split(",")]
        return plain(array.reshape(shape).tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
