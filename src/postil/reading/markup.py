"""The MyST that a note may use. One parser serves the check and the build, so that both see the same tokens.

A note is untrusted: the syntax is an allowlist over tokens, and whatever is not on it is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.token import Token

from postil.compat.myst_parser import create_parser
from postil.model import CITATION_ROLES, Reference, composed
from postil.reading.memory import recall
from postil.text.characters import unseen
from postil.text.counting import count_words

NOTE_ROLE = "note"
CHART_ROLE = "chart"
VALUE_ROLE = "value"
ROLES = CITATION_ROLES | {NOTE_ROLE, CHART_ROLE, VALUE_ROLE}

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
    "dl": "a definition list",
    "field_list": "a field list",
}
# The key of a source in references.bib: what BibTeX and biber allow, but for what would end a role of MyST.
KEY = r"""[^\s,{}#"'%()=\\~<>`]+"""
PASSAGE = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # of an evidence record
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"  # of a note or chart
_CITED = rf"{KEY}(?:#{PASSAGE})?"
_CITATION = re.compile(rf"{_CITED}(\s*,\s*{_CITED}){{0,9}}")
_REFERENCE = re.compile(rf"{_ID}|[^\s<>!`\\][^<>`\\]*<{_ID}>")
_BLOCK_BREAK = re.compile(r"^ {0,3}\+[ \t]*\+[ \t]*\+", re.MULTILINE)
TARGET = re.compile(r"<([^<>]+)>\s*\Z")
_WEB_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"\\^`{|}\x7f]+", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_LEFT_AS_TEXT = (
    (re.compile(r"^(?=[^\n]*\|)(?=[^\n]*-)[ \t>|:-]+$", re.MULTILINE), "a table"),
    (re.compile(r"^[ \t>*+-]*\[[^\]\n^]+\]:", re.MULTILINE), "a link definition"),
)
_CITING = re.compile(r"(?:foot)?cite(?::\w+)?")  # the roles of sphinxcontrib-bibtex
_AROUND_KEY = re.compile(r"\{[^{}]*\}")
_DIRECTIVE = re.compile(r"\{([^{}]+)\}")
_FENCES = ("fence", "colon_fence")
_PICTURES = ("{figure", "{image")
_PAGE = ".md"
_LITERAL = {"article", "code", "code-block", "code-cell", "sourcecode", "literalinclude", "math", "raw"}
_SIGNS = re.compile(r"[\[\]<>*_`{}&!|:~$\\]")
_MOST_SIGNS = 600
OVERLOADED = f"has more than {_MOST_SIGNS} signs of markup; a note needs few: use plain words"
_DEEPEST = 8  # lists, quotations and emphasis within one another


def note_parser(renderer: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> MarkdownIt:
    """The parser of note texts. Directives, lists of definitions and unsafe links are recognised only to be refused.

    Tables and link definitions are left as text: to recognise a few kilobytes of them can take minutes.
    """
    parser = create_parser(("colon_fence", "deflist", "fieldlist"), renderer)
    parser.disable(["table", "reference"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a note's text, as markdown-it gives them."""
    return tuple(_parser().parse(text))


_FORMULA = re.compile(r"\$\$|(?<![\\\w$])\$(?=\S)[^$\n]+(?<=\S)\$(?!\d)")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return note_parser()


def block_break(text: str) -> int | None:
    """The line, from 0, of the first `+++`, which parts margin from body; None where there is none.

    What could hide one from the parser, such as a code block, is not allowed in a note.
    """
    found = _BLOCK_BREAK.search(text)
    return text.count("\n", 0, found.start()) if found else None


def overloaded(text: str) -> bool:
    """Whether a text has so many signs of markup that it should not even be parsed: some take the square of time."""
    return sum(1 for _ in _SIGNS.finditer(text)) > _MOST_SIGNS


def is_web_address(text: str) -> bool:
    """Whether a text is an address such as `https://example.org/page`: of the web, with a host, without a password."""
    if not _WEB_ADDRESS.fullmatch(text) or unseen(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return "@" not in parts.netloc and bool(_HOST.fullmatch(host))


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """(line from 0, what is wrong) for everything in a note's text that the allowlist does not know."""
    for pattern, name in _LEFT_AS_TEXT:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()), _refusal(name)
    depth = 0
    link: Token | None = None
    for line, token in _flat(parse(text)):
        depth += token.nesting
        if depth > _DEEPEST:
            yield line, f"lists, quotations and emphasis cannot stand more than {_DEEPEST} deep in a note"
            return
        if message := _wrong_with(token, link):
            yield line, message
        link = token if token.type == "link_open" or (link and token.type != "link_close") else None


def _wrong_with(token: Token, link: Token | None) -> str:
    """What is wrong with a token; `link` is the one before it where a link has begun. Empty where nothing is."""
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind not in _ALLOWED:
        return _refusal(_NAMES.get(kind) or _NAMES.get(kind.split("_")[0]) or kind.replace("_", " "))
    if token.type == "link_open":
        return _wrong_with_link(token)
    if token.type == "link_close" and link and link.type == "link_open":
        return "a link in a note must have words: [words](https://…)"
    if token.type == "myst_role":
        return "a role cannot stand within a link" if link else _wrong_with_role(token)
    return _wrong_with_words(token) if token.type == "text" else ""


def _wrong_with_link(token: Token) -> str:
    if not is_web_address(str(token.attrs.get("href", ""))):
        return (
            "a link in a note must begin with https:// or http:// and name a host, without a user's name; "
            "refer to a note with {note}`its-id`"
        )
    return "a link in a note cannot have a title; write it into the text" if "title" in token.attrs else ""


def _wrong_with_role(token: Token) -> str:
    name = token.meta["name"]
    if name not in ROLES:
        known = ", ".join(f"{{{role}}}" for role in sorted(ROLES))
        return f"the role {{{name}}} cannot stand in a note; use one of {known}"
    if name in CITATION_ROLES:
        return "" if _CITATION.fullmatch(token.content) else f"{{{name}}} names one to ten sources, joined by commas"
    if name == VALUE_ROLE:
        return "" if re.fullmatch(_ID, token.content) else f"{{{name}}} holds the name of a value and nothing else"
    return "" if _REFERENCE.fullmatch(token.content) else f"{{{name}}} holds an id, or words <id>, and nothing else"


def _wrong_with_words(token: Token) -> str:
    if found := unseen(token.content):
        return found[2]
    if re.search(r"[{}]", token.content):
        return "braces do nothing in a note's text; what they should show belongs between back quotes: `{…}`"
    if "[^" in token.content:
        return _refusal("a footnote")
    return "this link cannot be read; write [words](https://…)" if "](" in token.content else ""


def _refusal(name: str) -> str:
    return f"{name} cannot stand in a note; use paragraphs, lists, emphasis, links and citations"


def references(text: str) -> tuple[Reference, ...]:
    """Everything that a role of the text points at."""
    return recall("references", text, lambda: tuple(_references(text))) if "{" in text else ()


def _references(text: str) -> Iterator[Reference]:
    for line, token in _flat(parse(text)):
        if token.type == "myst_role":
            explicit = TARGET.search(token.content)
            targets = explicit[1] if explicit else token.content
            for target in targets.split(","):
                key, _, passage = target.strip().partition("#")
                yield Reference(token.meta["name"], composed(key), line, passage)


class PageContents(NamedTuple):
    """What a page of MyST has, each with its line, from 1: headings, by their levels, that stand in no other block;
    addresses of pictures and of links, in the contents of directives too.

    Addresses of pictures are as MyST-Parser hands them on, which has %20 for a space and looks for a file of that name;
    what the role `doc` names is the name of a page.
    """

    headings: tuple[tuple[int, int], ...]
    pictures: tuple[tuple[int, str], ...]
    links: tuple[tuple[int, str], ...]


def page_contents(text: str) -> PageContents:
    """What a page of MyST has."""
    tokens = _parser().parse(text)
    within = list(_in_page(tokens))
    return PageContents(tuple(_headings(tokens)), tuple(_pictures(within)), tuple(_links(within)))


def citations_in_page(text: str) -> Iterator[str]:
    """Every source that a page of MyST cites, in the contents of its directives too: keys, as often as they occur."""
    for _, token in _in_page(_parser().parse(text)) if "cite" in text else ():
        if token.type == "myst_role" and _CITING.fullmatch(token.meta["name"]):
            yield from (key.strip() for key in _AROUND_KEY.sub("", token.content).split(","))


def _pictures(tokens: Iterable[tuple[int, Token]]) -> Iterator[tuple[int, str]]:
    for line, token in tokens:
        if token.type == "image":
            yield line + 1, str(token.attrGet("src") or "")
        elif token.type in _FENCES:
            name, _, address = token.info.strip().partition("}")
            if name in _PICTURES and address.strip():
                yield line + 1, "".join(address.split())  # as docutils has it


def _links(tokens: Iterable[tuple[int, Token]]) -> Iterator[tuple[int, str]]:
    for line, token in tokens:
        if token.type == "link_open" and token.info != "auto":
            yield line + 1, unquote(str(token.attrGet("href") or ""))
        elif token.type == "myst_role" and token.meta["name"] == "doc":
            explicit = TARGET.search(token.content)
            yield line + 1, (explicit[1] if explicit else token.content).strip() + _PAGE


def _in_page(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """(line from 0, token) of everything on a page of MyST, in the contents of its directives too."""
    for line, token in _flat(tokens):
        yield line, token
        directive = _DIRECTIVE.match(token.info.strip()) if token.type in _FENCES else None
        if directive and directive[1].strip() not in _LITERAL:
            yield from ((line + 1 + inner, found) for inner, found in _in_page(_parser().parse(token.content)))


def _headings(tokens: Iterable[Token]) -> Iterator[tuple[int, int]]:
    for token in tokens:
        if token.type == "heading_open" and token.level == 0 and token.map:
            yield token.map[0] + 1, int(token.tag[1:])


def has_formula(text: str, *, dollars: bool) -> bool:
    """Whether a page of MyST has a formula; `dollars` says whether such signs make one."""
    return any(map(text.__contains__, ("{math", "$"))) and any(
        (token.type == "myst_role" and token.meta["name"] == "math")
        or (token.type in _FENCES and token.info.startswith("{math}"))
        or (dollars and token.type == "text" and bool(_FORMULA.search(token.content)))
        for _, token in _flat(_parser().parse(text))
    )


def plain(tokens: Iterable[Token], values: Mapping[str, str] = MappingProxyType({})) -> str:
    """The words of a text without its markup, for search; `values` are those that it may show, by name."""
    return " ".join("".join(_shown(token, values) for _, token in _flat(tokens)).split())


def _shown(token: Token, values: Mapping[str, str]) -> str:
    """What a reader reads of a token; a space where it only parts words."""
    if token.type == "myst_role" and token.meta["name"] == VALUE_ROLE:
        return values.get(token.content, " ")
    return token.content if token.type in ("text", "code_inline") else " "


def lined(text: str) -> Iterator[tuple[int, str]]:
    """(line from 0, words) for each paragraph of a text: what its author wrote in words, with its ends of lines.

    Roles, code and addresses are left out: what they show comes from elsewhere.
    """
    for token in parse(text):
        if token.type == "inline":
            yield token.map[0] if token.map else 0, "".join(map(_written, token.children or ()))


def _written(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "text":
        return "" if is_web_address(token.content) else token.content
    return " ¦ " if token.type in ("myst_role", "code_inline") else ""


def words(tokens: Iterable[Token]) -> int:
    """How many words a reader reads; a citation or a reference without words of its own counts as one."""
    return sum(
        count_words(token.content) if token.type in ("text", "code_inline", "myst_role") else 0
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
