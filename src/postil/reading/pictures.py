"""Still pictures of charts are put into pages as they are, so that they must be pictures and nothing else.

They are drawn by `make stills`, but kept in the repository, where any pull request may change them.
"""

from __future__ import annotations

import re
from functools import partial
from xml.parsers import expat

from postil.reading.memory import recall

ELEMENTS = """
    svg g defs path rect circle ellipse line polyline polygon text tspan clipPath pattern linearGradient stop
"""
ATTRIBUTES = """
    id d x y dx dy x1 x2 y1 y2 cx cy r rx ry width height points offset viewBox preserveAspectRatio transform opacity
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stop-color stop-opacity clip-path clip-rule vector-effect shape-rendering
    text-anchor text-rendering font-family font-size font-style font-variant font-weight letter-spacing white-space
    dominant-baseline paint-order patternUnits patternTransform gradientUnits gradientTransform display visibility
    data-index data-digest aria-hidden xmlns xmlns:xlink
"""
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)|\\|javascript:", re.IGNORECASE)
_ELEMENTS, _ATTRIBUTES = frozenset(ELEMENTS.split()), frozenset(ATTRIBUTES.split())


def foreign_to_pictures(svg: str) -> tuple[int, str] | None:
    """(line from 1, what it is) for the first thing in an SVG text that is more than a picture; None for a picture."""
    return recall("picture", svg, partial(_first_foreign, svg))


def _first_foreign(svg: str) -> tuple[int, str] | None:
    declaration = re.search(r"<[!?]", svg)
    if declaration:
        return svg.count("\n", 0, declaration.start()) + 1, "a comment or declaration"
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber
        if name not in _ELEMENTS:
            found.append((line, f"the element {name}"))
        found.extend((line, f"the attribute {key}") for key in attributes if key not in _ATTRIBUTES)
        found.extend((line, f"an address in {key}") for key, value in attributes.items() if _ELSEWHERE.search(value))

    parser.StartElementHandler = start
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as error:
        return error.lineno, "what is not XML"
    return min(found, default=None)
