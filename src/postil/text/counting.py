"""How long a text is, counted as its script counts: words between spaces, or letters where words have none."""

from __future__ import annotations

import re

# Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTERS = 2  # of a script without spaces that make a word, as translators count


def count_words(text: str) -> int:
    """How many words a text has; two letters of a script without spaces count as one."""
    spaced, letters = (text, 0) if text.isascii() else _UNSPACED.subn(" ", text)
    if not letters:
        return len(text.split())
    words = sum(any(character.isalnum() for character in word) for word in spaced.split())
    return words + -(-letters // _LETTERS)


def is_unspaced(text: str) -> bool:
    """Whether most of a text is in a script without spaces between words."""
    return 2 * len(_UNSPACED.findall(text)) > sum(character.isalpha() for character in text)
