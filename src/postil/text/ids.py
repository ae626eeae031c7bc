"""Ids of elements made from words that may hold any character."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits

_PLAIN = (ascii_letters + digits + "-").encode()
_WRITTEN = [chr(byte) if byte in _PLAIN else f"_{byte:02x}" for byte in range(256)]


@cache
def source_id(key: str) -> str:
    """The id of a source by its BibTeX key, in HTML and in XML; two keys never have the same.

    ASCII letters, digits and hyphens stand for themselves; every other byte of UTF-8 is `_` and two hexadecimal digits.
    """
    return f"source-{''.join(map(_WRITTEN.__getitem__, key.encode()))}"
