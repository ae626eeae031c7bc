"""MyST-Parser 3 to 5: its parser of MyST, for texts that are not pages.

`create_md_parser` is what MyST-Parser's own parsers of pages call; of its interface only those are documented
(`docs/api/reference.rst`), and they make a document of what they read, where the rules ask for tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser


def create_parser(extensions: Iterable[str], renderer: Callable[[MarkdownIt], RendererProtocol]) -> MarkdownIt:
    """A parser of MyST with these of its optional extensions."""
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), renderer)


def unknown_extension(name: str) -> bool:
    """Whether MyST-Parser has no optional extension of this name."""
    try:
        MdParserConfig(enable_extensions={name})
    except ValueError:
        return True
    return False
