"""A page of the book as a page of an EPUB: notes become footnotes that readers let pop up; nothing needs script.

Roles are those of DPUB-ARIA 1.1, types those of the EPUB Structural Semantics Vocabulary 1.1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set
from html import unescape

from lxml import etree, html

from postil.drawings import TIMELINE, as_file, self_contained

EPUB = "http://www.idpf.org/2007/ops"
etree.register_namespace("epub", EPUB)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_LABEL = re.compile(r'<svg\b[^>]*aria-label="([^"]*)"')
_ONLY_ON_SITES = ("script", ".foot", "a[download]", ".headerlink", "a.pilcrow")


def as_xhtml(body: str, missing: Set[str], pictures: str) -> tuple[str, dict[str, bytes]]:
    """The HTML of a page's body as XHTML, and the drawings in it as files by name.

    Links to pages in `missing` leave their words alone; `pictures` is the address of the folder of drawings.
    """
    drawings: dict[str, str] = {}

    def set_aside(match: re.Match[str]) -> str:
        name = f"{hashlib.sha256(match[0].encode()).hexdigest()[:16]}.svg"
        drawings[name] = match[0]
        return f'<img class="drawing" src="{pictures}/{name}">'

    body = _DRAWING.sub(set_aside, body)  # before the parser of HTML folds the case of its names
    root = html.fragment_fromstring(body, create_parent="div")
    for selector in _ONLY_ON_SITES:
        for element in root.cssselect(selector):
            element.drop_tree()
    for link in root.cssselect("a[href]"):
        if link.get("href").partition("#")[0] in missing:
            link.drop_tag()
    for mark in root.cssselect(".note-mark a"):
        _declare(mark, "noteref", "doc-noteref")
    for card in root.cssselect("details.note"):
        _pop_up(card)
    for details in root.cssselect("details"):
        _open(details)
    files = {}
    for image in root.cssselect("img.drawing"):
        name = image.get("src").rpartition("/")[2]
        image.set("alt", _label(image, drawings[name]))
        style = TIMELINE if "timeline-drawing" in drawings[name] else ""
        files[name] = as_file(self_contained(drawings[name], image.get("alt"), style))
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("data-") or name == "tabindex":
                del element.attrib[name]
        if element.get("id") in seen:
            del element.attrib["id"]  # docutils counts the citations of each note from 1
        seen.add(element.get("id", ""))
    text: str = etree.tostring(root, encoding="unicode")
    return text, files


def _declare(element: html.HtmlElement, kind: str, role: str) -> None:
    element.set(f"{{{EPUB}}}type", kind)
    element.set("role", role)


def _pop_up(card: html.HtmlElement) -> None:
    """A footnote that leads back to its words."""
    id = card.get("data-note")
    card.tag = "aside"
    _declare(card, "footnote", "doc-footnote")
    (summary,) = card.xpath("./summary")
    summary.tag = "p"
    summary.set("class", "note-heading")
    back = html.Element("a", href=f"#mark-{id}", role="doc-backlink")
    back.text = "Back to the text"
    line = etree.SubElement(card, "p")
    line.append(back)


def _open(details: html.HtmlElement) -> None:
    """What opens on demand on a screen stands open under its heading."""
    details.tag = "div"
    details.attrib.pop("open", None)
    for summary in details.xpath("./summary"):
        summary.tag = "p"
        summary.set("class", "summary")


def _label(image: html.HtmlElement, svg: str) -> str:
    """What a drawing shows, in the words of the block around it or its own."""
    around = image.xpath("ancestor::*[@aria-label][1]/@aria-label")
    return str(around[0]) if around else unescape("".join(_LABEL.findall(svg)[:1]))
