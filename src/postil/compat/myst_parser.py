"""MyST-Parser 3 to 5: its parser of MyST, for texts that are not pages.

`create_md_parser` is what MyST-Parser's own parsers of pages call; of its interface only those are documented
(`docs/api/reference.rst`), and they make a document of what they read, where the rules ask for tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

_WORDS = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]+")  # up to the signs that markdown-it keeps for other rules


def create_parser(extensions: Iterable[str], renderer: Callable[[MarkdownIt], RendererProtocol]) -> MarkdownIt:
    """A parser of MyST with these of its optional extensions, which counts no words and passes over words at once.

    markdown-it-py looks at each character of a text for itself, and MyST-Parser counts the words of each: together a
    fifth of the time in which a note is read.
    """
    parser = create_md_parser(MdParserConfig(enable_extensions=set(extensions)), renderer)
    parser.inline.ruler.at("text", _pass_over_words)
    return parser.disable("wordcount")


def _pass_over_words(state: StateInline, silent: bool) -> bool:
    """The rule `text` of markdown-it: what no other rule may begin with is text."""
    found = _WORDS.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def unknown_extension(name: str) -> bool:
    """Whether MyST-Parser has no optional extension of this name."""
    try:
        MdParserConfig(enable_extensions={name})
    except ValueError:
        return True
    return False


def wrong_with(setting: str, value: Any) -> str:
    """What MyST-Parser finds wrong with the value of one of its settings, such as `myst_url_schemes`; else nothing.

    A function of another package is not asked for: that would run it.
    """
    name = setting.removeprefix("myst_")
    return "" if name == "heading_slug_func" else wrong_field(MdParserConfig, name, value)


def wrong_field(config: type[Any], name: str, value: Any) -> str:
    """What a configuration of MyST's kind finds wrong with a field's value; nothing where it has no such field."""
    if name not in {field.name for field in config.get_fields()}:
        return ""
    try:
        config(**{name: value})
    except (ValueError, TypeError) as error:
        return str(error)
    return ""
