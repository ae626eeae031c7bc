"""A paragraph of Markdown → its words, and the emphasis, links and pictures that lie on them.

CommonMark's headings, emphasis, links and images are read, references to footnotes, and links of wikis, `[[page]]`;
every other character is itself. Code and mathematics are left as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_LITERAL = re.compile(
    r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|\$\$.+?\$\$|\$(?=\S)(?:[^$\\]|\\.)+?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]",  # mathematics
    re.DOTALL,
)
_CODE = re.compile(r"(?:`{3,}|~{3,}|\$\$| {4}|\t)")  # how a block of code or mathematics begins
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_DATA = re.compile(r"data:image/", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?=[^\[\]]*[^\W\d_])([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\](?![(\[])")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")


def _leave(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: code and mathematics are text."""
    found = _LITERAL.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _refer(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: a reference to one of the footnotes of the text."""
    found = _REFERENCE.match(state.src, state.pos)
    if not found or found[1] not in state.env.get("labels", ()):
        return False
    if not silent:
        state.push("reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: `[[page]]` and `[[page|words]]`, as Obsidian and wikis write links to other pages.

    What such a program would show in this place, `![[page]]`, is left as it is written.
    """
    found = _WIKI.match(state.src, state.pos)
    if not found or state.src[: state.pos].endswith("!"):
        return False
    if not silent:
        page, _, heading = found[1].strip().partition("#")
        state.push("link_open", "a", 1).attrs = {"href": page or f"#{slug(heading)}"}
        state.push("text", "", 0).content = (found[2] or found[1]).strip().lstrip("#")
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def slug(heading: str) -> str:
    """The name that GitHub gives to the place of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _may_lead(address: str) -> bool:
    """To the web, to another place or file of the same text, or to a picture in the address itself."""
    return bool(_WEB.match(address) or _DATA.match(address)) or not _SCHEME.match(address)


def _parser(*rules: str) -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["newline", "escape", "emphasis", "link", "image", "autolink", *rules])
    parser.inline.ruler.before("escape", "leave", _leave)
    parser.inline.ruler.before("link", "refer", _refer)
    parser.inline.ruler.before("link", "wiki", _link)
    parser.validateLink = lambda url: _may_lead(url)  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


_PARSER, _LINES = _parser("heading", "lheading"), _parser()


class Named(NamedTuple):
    """What a text names in one place and refers to in others: footnotes, and addresses of links by their labels."""

    footnotes: Set[str] = frozenset()
    links: Mapping[str, tuple[str, str]] = MappingProxyType({})

    def environment(self) -> dict[str, Any]:
        """What the rules of markdown-it ask."""
        links = {
            normalizeReference(label): {"href": address, "title": title}
            for label, (address, title) in self.links.items()
        }
        return {"labels": self.footnotes, "references": links}


NAMED = Named()
_CLOSING = {"em_close": "emphasis", "strong_close": "strong"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What lies on a half-open span of a paragraph's words.

    `form` is emphasis, strong, link, image, code, speaker, number (of an article of a law), reference (to a footnote),
    footnote (its name before its words), elsewhere (words that led to a file), or break (an end of line to be seen).
    `title` is what is said of a link.
    """

    start: int
    end: int
    form: str
    address: str = ""
    title: str = ""

    @property
    def target(self) -> str:
        """The name of the place in the text to which it leads; empty where it leads to none."""
        return unquote(self.address[1:]).lower() if self.address.startswith("#") else ""


def read_inline(source: str, named: Named = NAMED) -> tuple[str, tuple[Mark, ...], int]:
    """The words of a block, its marks from the innermost out, and its level where it is a heading, else 0.

    `named` is what the text names elsewhere: footnotes, and where links lead.
    """
    if _CODE.match(source):
        return source, (Mark(0, len(source), "code"),), 0
    tokens = _PARSER.parse(source, named.environment())
    inlines = [token for token in tokens if token.type == "inline"]
    level = int(tokens[0].tag[1:]) if len(inlines) == 1 and tokens[0].type == "heading_open" else 0
    return *_read(inlines), level


def read_lines(source: str, named: Named = NAMED) -> tuple[str, tuple[Mark, ...]]:
    """The words of what can be no heading, and its marks."""
    return _read([token for token in _LINES.parse(source, named.environment()) if token.type == "inline"])


def _read(inlines: list[Token]) -> tuple[str, tuple[Mark, ...]]:
    words = ""
    marks: list[Mark] = []
    for inline in inlines:
        words += "\n" if words else ""
        opened: list[tuple[int, Token]] = []
        for token in inline.children or ():
            start = len(words)
            if token.nesting == 1:
                opened.append((start, token))
            elif token.nesting == -1:
                start, begun = opened.pop()
                address, title = (str(begun.attrGet(name) or "") for name in ("href", "title"))
                marks.append(Mark(start, len(words), _form(token.type, address), address, title))
            elif token.type == "image":
                address = str(token.attrGet("src") or "")
                words += _words_of(token, address)
                marks.append(Mark(start, len(words), "link" if _WEB.match(address) else "image", address))
            elif token.type == "reference":
                words += f"[{token.content}]"
                marks.append(Mark(start, len(words), "reference", f"#fn:{token.content}"))
            else:
                words += "\n" if token.type in ("softbreak", "hardbreak") else token.content
                if token.type == "hardbreak":
                    marks.append(Mark(start, start + 1, "break"))
    return words, tuple(mark for mark in marks if mark.start < mark.end)


def _form(closing: str, address: str) -> str:
    """What a mark is, by the token that closes it. A link to another file leads nowhere here."""
    leads = _WEB.match(address) or (address.startswith("#") and len(address) > 1)
    return _CLOSING.get(closing) or ("link" if leads else "elsewhere")


def _words_of(image: Token, address: str) -> str:
    """What is read of a picture: the words that stand for it, then its title; where there are none, its name."""
    described, _ = _read([image])
    title = str(image.attrGet("title") or "")
    said = f"{described} ({title})" if described.strip() and title.strip() else described or title
    return " ".join((said or PurePosixPath(unquote(address)).name or address).split())
