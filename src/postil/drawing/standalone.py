"""SVG drawings for places that the style sheet of the pages does not reach: paper and electronic books."""

from __future__ import annotations

import re
from html import escape

from lxml import etree

_COLOURS = {"--ink": "#1d1b18", "--rule": "#d8d2c4", "--postil-chart-ink": "#1d1b18", "--postil-chart-rule": "#d8d2c4"}
_VARIABLE = re.compile(r"var\((--(?:postil-c-(\w+)|[\w-]+))\)")
_SVG = "{http://www.w3.org/2000/svg}"
_ONLY_IN_PAGES = ("role", "tabindex", "vector-effect", "white-space")
_OPENING = re.compile(r"<svg\b[^>]*>")
TIMELINE = """text { font: 11px "Edition Sans", sans-serif; fill: #5d584f } .postil-timeline-year { text-anchor: end }
.postil-timeline-thread { text-anchor: middle; font-weight: 600 }
.postil-timeline-lane, .postil-timeline-tick { stroke: #d8d2c4 } .postil-timeline-published { stroke: #1d1b18 }
text.postil-timeline-published { fill: #1d1b18; stroke: none; font-weight: 600 }
circle { fill: #20568a; stroke: white }"""


def self_contained(svg: str, title: str, style: str = "") -> str:
    """A drawing with a title for those who cannot see it, and with colours and style of its own."""
    coloured = _VARIABLE.sub(lambda match: f"#{match[2]}" if match[2] else _COLOURS.get(match[1], "currentColor"), svg)
    coloured = coloured.replace('font-family="sans-serif"', 'font-family="Edition Sans, sans-serif"')
    inner = f"<title>{escape(title)}</title>" + (f"<style>{style}</style>" if style else "")
    return _OPENING.sub(lambda match: match[0] + inner, coloured, count=1)


def as_file(svg: str) -> bytes:
    """A drawing as an SVG 1.1 file: without links, and without what only has a meaning in a page."""
    if "xmlns=" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    root = etree.fromstring(svg.replace("url('", "url(").replace("')", ")"))
    for element in list(root.iter(etree.Element)):
        for name in list(element.attrib):
            if name in _ONLY_IN_PAGES or name.startswith(("aria-", "data-")):
                del element.attrib[name]
        if element.tag == f"{_SVG}path" and not element.get("d"):
            element.getparent().remove(element)
    etree.strip_tags(root, f"{_SVG}a")
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
