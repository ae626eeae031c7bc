"""A paragraph of Markdown → its words, and the emphasis and links that lie on them.

CommonMark's headings, emphasis and links are read, and nothing else: every other character stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("zero").enable(["heading", "newline", "escape", "emphasis", "link"])
_CLOSING = {"em_close": "emphasis", "strong_close": "strong", "link_close": "link"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis or a link over a half-open span of a paragraph's words; `form` is emphasis, strong, link or speaker."""

    start: int
    end: int
    form: str
    address: str = ""


def read_inline(source: str) -> tuple[str, tuple[Mark, ...], int]:
    """The words of a block, its marks from the innermost out, and its level where it is a heading, else 0."""
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
