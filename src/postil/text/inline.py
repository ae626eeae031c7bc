"""A paragraph of Markdown → its words, and the emphasis and links that lie on them.

CommonMark's headings, emphasis and links of the web are read, and nothing else: every other character is itself. Code
and mathematics are left as they are written, and so are images and links to other files, which lead nowhere here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_LITERAL = re.compile(
    r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|\$\$.+?\$\$|\$(?=\S)(?:[^$\\]|\\.)+?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]"  # mathematics
    r"|!\[[^\]]*\]\([^)]*\)",  # an image
    re.DOTALL,
)
_CODE = re.compile(r"(?:`{3,}|~{3,}|\$\$| {4}|\t)")  # how a block of code or mathematics begins
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def _leave(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: code, mathematics and images are text."""
    found = _LITERAL.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "newline", "escape", "emphasis", "link"])
    parser.inline.ruler.before("escape", "leave", _leave)
    parser.validateLink = lambda url: bool(_WEB.match(url))  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
_CLOSING = {"em_close": "emphasis", "strong_close": "strong", "link_close": "link"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What lies on a half-open span of a paragraph's words; `form` is emphasis, strong, link, speaker or code."""

    start: int
    end: int
    form: str
    address: str = ""


def read_inline(source: str) -> tuple[str, tuple[Mark, ...], int]:
    """The words of a block, its marks from the innermost out, and its level where it is a heading, else 0."""
    if _CODE.match(source):
        return source, (Mark(0, len(source), "code"),), 0
    tokens = _PARSER.parse(source)
    inlines = [token for token in tokens if token.type == "inline"]
    level = int(tokens[0].tag[1:]) if len(inlines) == 1 and tokens[0].type == "heading_open" else 0
    words = ""
    marks: list[Mark] = []
    for inline in inlines:
        words += "\n" if words else ""
        opened: list[tuple[int, str]] = []
        for token in inline.children or ():
            if token.nesting == 1:
                opened.append((len(words), str(token.attrGet("href") or "")))
            elif token.nesting == -1:
                start, address = opened.pop()
                marks.append(Mark(start, len(words), _CLOSING[token.type], address))
            words += "\n" if token.type in ("softbreak", "hardbreak") else token.content
    return words, tuple(mark for mark in marks if mark.start < mark.end), level
