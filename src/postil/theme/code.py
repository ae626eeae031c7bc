"""Code in pages: marked only where the style sheet of this theme shows a mark, a third of what Pygments would write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pygments.formatters import HtmlFormatter
from pygments.token import STANDARD_TYPES, Comment, Keyword, Number, Operator, String, Text
from sphinx.builders.html import StandaloneHTMLBuilder

from postil.compat.sphinx import format_code

_SHOWN = (Comment, Keyword, Number, Operator.Word, String)


def mark_less(builder: StandaloneHTMLBuilder) -> None:
    """Leave out needless marks, but where the user has style sheets that may show them."""
    if not builder.config.html_css_files:
        format_code(builder, _Formatter)


class _Formatter(HtmlFormatter):  # type: ignore[misc]
    def format(self, tokensource: Iterable[tuple[Any, str]], outfile: Any) -> None:
        """Write code; what is no kind of Pygments' own, such as the colours of terminals, keeps its mark."""
        super().format(((kind if _is_shown(kind) else Text, text) for kind, text in tokensource), outfile)


def _is_shown(kind: Any) -> bool:
    return kind not in STANDARD_TYPES or any(kind in shown for shown in _SHOWN)
