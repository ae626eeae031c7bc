"""Which characters a text by strangers may hold: those that a reader sees, and the few unseen ones that scripts need.

Refused is what shows nothing and changes what is shown: control characters, the embeddings, overrides and isolates
of the bidirectional algorithm (Unicode Standard Annex 9), tag characters, zero-width characters between words.
Kept are joiners between letters without case or between parts of an emoji, which Persian, Khmer or the scripts of
India cannot be written without, and single direction marks beside something that is seen.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # whatever their category
_UNCOMMON = re.compile(r"[^\n\t -~]")
_JOINERS = frozenset("\u200b\u200c\u200d\u180e")
_MARKS = frozenset("\u200e\u200f\u061c")
_MOST_ACCENTS = 6  # on one letter; more cover the lines above and below
_LONGEST = 1000


def unseen(text: str) -> tuple[int, str] | None:
    """(line from 1, what is wrong) for the first character that may not stand in the text; None where all may."""
    accents = 0
    last = -1
    for found in _UNCOMMON.finditer(text):
        at, character = found.start(), found[0]
        category = unicodedata.category(character)
        accents = (accents if at == last + 1 else 0) + 1 if category[0] == "M" else 0
        last = at
        if accents > _MOST_ACCENTS:
            return _line(text, at), f"more than {_MOST_ACCENTS} accents on one letter cover other words; leave some out"
        if _is_unseen(character) and not _needed(text, at):
            return _line(text, at), f"the invisible character {_name(character)} cannot stand here; remove it"
    return None


def visible(text: str) -> str:
    """A text as one line, what is not to be seen in it written as `\\u202e`."""
    return "".join(f"\\u{ord(c):04x}" if _is_unseen(c) and not _needed(text, i) else c for i, c in enumerate(text))


def shown(text: str) -> str:
    """A message as one visible line, whatever name or value it quotes; a long one is cut."""
    line = visible(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _BLANK


def _needed(text: str, at: int) -> bool:
    """Whether an unseen character does what scripts need it for."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] in _JOINERS:
        return _joins(before) and _joins(after)
    if text[at] in _MARKS:
        return any(map(_is_visible, (before, after))) and not {before, after} & (_MARKS | _JOINERS)
    return False


def _joins(character: str) -> bool:
    return bool(character) and (
        unicodedata.category(character) in ("Lo", "Mn", "Mc", "So", "Sk") and character not in _BLANK
    )


def _is_visible(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LMNPS"


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
