"""Ids of elements made from words that may hold any character."""

from __future__ import annotations

import re

_PLAIN = re.compile(rb"[A-Za-z0-9-]")


def source_id(key: str) -> str:
    """The id of a source by its BibTeX key, in HTML and in XML; two keys never have the same.

    ASCII letters, digits and hyphens stand for themselves; every other byte of UTF-8 is `_` and two hexadecimal digits.
    """
    letters = (chr(byte) if _PLAIN.match(bytes([byte])) else f"_{byte:02x}" for byte in key.encode())
    return f"source-{''.join(letters)}"
