"""What plotly.js can draw of a figure's traces, and their values in a form that pages can hold."""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

DRAWN = ("bar", "pie", "scatter")
"""The trace types of the book's plotly.js, the basic bundle. Others it draws as if they were lines."""

_PER_POINT = ("x", "y", "text", "hovertext", "customdata", "ids", "labels", "values")
_OF_MARKERS = ("color", "size", "symbol", "opacity")


def faults(traces: list[dict[str, Any]]) -> Iterator[str]:
    """What plotly.js would draw falsely: a type that the bundle does not know, or lists of different lengths."""
    for trace in traces:
        kind = trace.get("type", "scatter")
        if kind not in DRAWN:
            yield f"the book's plotly.js does not draw a trace of the type '{kind}'; it draws {', '.join(DRAWN)}"
        lengths = {name: len(values) for name, values in _per_point(trace) if isinstance(values, list)}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{name} {length}" for name, length in lengths.items())
            yield f"the lists of the trace '{trace.get('name', kind)}' have different lengths: {told}"


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
