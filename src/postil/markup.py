"""The MyST that a note may use. One parser serves the check and the build, so that both see the same tokens.

A note is untrusted: the syntax is an allowlist over tokens, and whatever is not on it is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

CITATION_ROLES = frozenset({"cite:p", "cite:t"})
NOTE_ROLE = "note"
CHART_ROLE = "chart"
ROLES = CITATION_ROLES | {NOTE_ROLE, CHART_ROLE}

_BLOCKS = {"paragraph", "bullet_list", "ordered_list", "list_item", "blockquote"}
_INLINE = {"inline", "text", "softbreak", "hardbreak", "em", "strong", "code_inline", "link", "myst_role"}
_ALLOWED = _BLOCKS | _INLINE
_NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "fence": "a directive or code block",
    "colon_fence": "a directive",
    "code_block": "a code block (text indented by four spaces)",
    "image": "an image",
    "heading": "a heading",
    "table": "a table",
    "myst_target": "a target",
    "myst_line_comment": "a comment",
    "myst_block_break": "a second +++",
    "footnote_ref": "a footnote",
    "footnote_reference": "a footnote",
    "front_matter": "front matter",
    "hr": "a rule",
}
_SAFE_LINK = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)
TARGET = re.compile(r"<([^<>]+)>\s*\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a role in a note points at: `role` without braces, the `target`, and its line within the text, from 0."""

    role: str
    target: str
    line: int


def note_parser(renderer: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> MarkdownIt:
    """The parser of note texts. Directives are recognised only so that they can be refused."""
    return create_md_parser(MdParserConfig(enable_extensions={"colon_fence"}), renderer)


@cache
def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a note's text, as markdown-it gives them."""
    return tuple(_parser().parse(text))


@cache
def _parser() -> MarkdownIt:
    return note_parser()


def block_break(tokens: Iterable[Token]) -> int | None:
    """The line, from 0, of the first `+++`, which parts margin from body; None where there is none."""
    return next((t.map[0] for t in tokens if t.type == "myst_block_break" and t.map), None)


def forbidden(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """(line from 0, what is wrong) for everything in a note's text that the allowlist does not know."""
    for line, token in _flat(tokens):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind not in _ALLOWED:
            name = _NAMES.get(kind) or _NAMES.get(kind.split("_")[0]) or kind.replace("_", " ")
            yield line, f"{name} cannot stand in a note; use paragraphs, lists, emphasis, links and citations"
        elif token.type == "link_open" and not _SAFE_LINK.match(str(token.attrs.get("href", ""))):
            yield line, "a link in a note must begin with https:// or http://; refer to a note with {note}`its-id`"
        elif token.type == "myst_role" and token.meta["name"] not in ROLES:
            known = ", ".join(f"{{{role}}}" for role in sorted(ROLES))
            yield line, f"the role {{{token.meta['name']}}} cannot stand in a note; use one of {known}"


def references(tokens: Iterable[Token]) -> Iterator[Reference]:
    """Every source or note that a role of the text points at."""
    for line, token in _flat(tokens):
        if token.type == "myst_role":
            explicit = TARGET.search(token.content)
            targets = explicit[1] if explicit else token.content
            for target in targets.split(","):
                yield Reference(token.meta["name"], target.strip(), line)


def plain(tokens: Iterable[Token]) -> str:
    """The words of a text without its markup, for search."""
    parts = (token.content if token.type in ("text", "code_inline") else " " for _, token in _flat(tokens))
    return " ".join("".join(parts).split())


def words(tokens: Iterable[Token]) -> int:
    """How many words a reader reads; a role counts as one."""
    return sum(
        len(token.content.split()) if token.type in ("text", "code_inline") else token.type == "myst_role"
        for _, token in _flat(tokens)
    )


def _flat(tokens: Iterable[Token], line: int = 0) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        line = token.map[0] if token.map else line
        inner = line
        if token.type == "inline":
            for child in token.children or ():
                yield inner, child
                inner += child.type in ("softbreak", "hardbreak")
        else:
            yield line, token
