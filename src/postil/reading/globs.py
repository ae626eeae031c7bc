"""Patterns of files' names as Sphinx reads them: `*` and `?` stay within a folder, `**` goes through folders."""

from __future__ import annotations

import re

_SIGN = re.compile(r"\*\*|\*|\?|\[!?\]?[^]]*\]")
_SIGNS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


def compiled(pattern: str) -> re.Pattern[str]:
    """What matches the whole of a name. Raises ValueError for what is no pattern, such as `[z-a]`."""
    written, at = "", 0
    for sign in _SIGN.finditer(pattern):
        written += re.escape(pattern[at : sign.start()]) + (_SIGNS.get(sign[0]) or _one_of(sign[0]))
        at = sign.end()
    try:
        return re.compile(written + re.escape(pattern[at:]))
    except re.error:
        raise ValueError(f"'{pattern}' is no pattern of names") from None


def _one_of(characters: str) -> str:
    inner = characters[1:-1].replace("\\", "\\\\")
    return f"[^/{inner[1:]}]" if inner.startswith("!") else f"[\\{inner}]" if inner.startswith("^") else f"[{inner}]"
