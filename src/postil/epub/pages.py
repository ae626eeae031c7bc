"""A page of the book as a page of an EPUB: notes become footnotes that readers let pop up; nothing needs script.

Roles are those of DPUB-ARIA 1.1, types those of the EPUB Structural Semantics Vocabulary 1.1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set
from html import unescape
from urllib.parse import urlsplit

from lxml import etree, html

from postil.drawing.standalone import TIMELINE, as_file, self_contained

EPUB = "http://www.idpf.org/2007/ops"
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# What tables say that come out of pandas or older tools, and what EPUB's HTML no longer knows.
_OBSOLETE = frozenset(
    ["align", "axis", "bgcolor", "cellpadding", "cellspacing", "char", "charoff", "halign", "nowrap", "rules", "valign"]
)
_LABEL = re.compile(r'<svg\b[^>]*aria-label="([^"]*)"')
_ONLY_ON_SITES = (
    "//script | //a[@download] | //*[@class='postil-then'] | "
    "//*[@class='postil-card-foot' or @class='postil-copy-link' or @class='headerlink']"
)
etree.register_namespace("epub", EPUB)


def as_xhtml(body: str, missing: Set[str], pictures: str) -> tuple[str, dict[str, bytes]]:
    """The HTML of a page's body as XHTML, and the drawings in it as files by name.

    Links to pages in `missing`, and to files that are no pages, leave their words alone; `pictures` is the address of
    the folder of drawings.
    """
    drawings: dict[str, str] = {}

    def set_aside(match: re.Match[str]) -> str:
        name = f"{hashlib.sha256(match[0].encode()).hexdigest()[:16]}.svg"
        drawings[name] = match[0]
        return f'<img class="postil-drawing" src="{pictures}/{name}">'

    body = _DRAWING.sub(set_aside, body)  # before the parser of HTML folds the case of its names
    root = html.fragment_fromstring(body, create_parent="div")
    for element in root.xpath(_ONLY_ON_SITES):
        element.drop_tree()
    _unlink(root, missing)
    for mark in root.find_class("postil-mark"):
        _declare(mark[0], "noteref", "doc-noteref")
    for place in root.find_class("postil-place"):  # a link to itself would be in the way of turning pages
        place.tag = "span"
        place.attrib.pop("href", None)
        place.attrib.pop("aria-label", None)
    for number in root.xpath("//*[@data-number or @data-line]"):  # which the style sheet shows on a screen
        number.text = number.get("data-number") or number.get("data-line")
    for card in root.find_class("postil-card"):
        _pop_up(card)
    for details in root.xpath("//details"):
        _open(details)
    for words in root.xpath("//h1 | //h2 | //h3 | //aside//p | //aside//li"):  # EPUB 3.3, 6.3.1.3 knows no unicode-bidi
        words.set("dir", words.get("dir", "auto"))
    files = {
        name: _file(image, drawings[name]) for image in root.find_class("postil-drawing") for name in [_name(image)]
    }
    _clean(root)
    text: str = etree.tostring(root, encoding="unicode")
    return text, files


def _unlink(root: html.HtmlElement, missing: Set[str]) -> None:
    for link in root.xpath("//a[@href]"):
        parts = urlsplit(link.get("href"))
        if not parts.scheme and parts.path and (parts.path in missing or not parts.path.endswith(".xhtml")):
            link.drop_tag()


def _clean(root: html.HtmlElement) -> None:
    """Take away what is there for scripts, what is obsolete, and ids given twice.

    docutils counts the citations of each note from 1.
    """
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("data-") or name == "tabindex" or name in _OBSOLETE:
                del element.attrib[name]
        if element.get("id") in seen:
            del element.attrib["id"]
        seen.add(element.get("id", ""))


def _declare(element: html.HtmlElement, kind: str, role: str) -> None:
    element.set(f"{{{EPUB}}}type", kind)
    element.set("role", role)


def _pop_up(card: html.HtmlElement) -> None:
    """A footnote that leads back to its words."""
    id = card.get("data-note")
    card.tag = "aside"
    _declare(card, "footnote", "doc-footnote")
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
        summary.set("class", "postil-summary")


def _name(image: html.HtmlElement) -> str:
    name: str = image.get("src").rpartition("/")[2]
    return name


def _file(image: html.HtmlElement, svg: str) -> bytes:
    """The drawing of a picture as a file; the picture says what it shows, in the words around it or its own."""
    around = image.xpath("ancestor::*[@aria-label][1]/@aria-label")
    image.set("alt", str(around[0]) if around else unescape("".join(_LABEL.findall(svg)[:1])))
    style = TIMELINE if "postil-timeline-drawing" in svg else ""
    return as_file(self_contained(svg, image.get("alt"), style))
