"""Text fragments, by which browsers link to words of a page: `#:~:text=prefix-,first words,last words,-suffix`.

As the Web Incubator Community Group has them (URL Fragment Text Directives): every part but the first words may be
missing, commas and hyphens within a part are percent-encoded, and an address may have several after `&`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from postil.model import Quote

_BEGINS = ":~:"
_TEXT = re.compile(r"(?:\A|&)text=([^&]*)")


def quotes_of(address: str) -> Iterator[tuple[Quote, Quote | None]]:
    """The quote of each text fragment and, where only its first and last words are given, that of the last."""
    directives = address.rpartition(_BEGINS)[2] if _BEGINS in address else ""
    for found in _TEXT.findall(directives):
        parts = found.split(",")
        prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
        suffix = unquote(parts.pop()[1:]) if parts and parts[-1].startswith("-") else ""
        words = [unquote(part) for part in parts if part.strip()]
        if len(words) == 1:
            yield Quote(words[0], prefix, suffix), None
        elif len(words) == 2:
            yield Quote(words[0], prefix, ""), Quote(words[1], "", suffix)
