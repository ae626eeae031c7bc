"""Which characters a text by strangers may hold: those that a reader sees, and the few unseen ones that scripts need.

Refused is what shows nothing and changes what is shown: control characters, the embeddings, overrides and isolates
of the bidirectional algorithm (Unicode Standard Annex 9), tag characters, zero-width characters between words.
Kept are joiners between letters without case or between parts of an emoji, which Persian, Khmer or the scripts of
India cannot be written without, and single direction marks beside something that is seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_UNPRINTABLE = frozenset({"Cc", "Cn", "Co", "Cs"})
_UNSEEN = _UNPRINTABLE | {"Cf", "Zl", "Zp"}
_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # whatever their category
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")  # Cf, seen
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_UNCOMMON = re.compile(r"[^\n\t -~]")
_JOINERS = frozenset("\u200b\u200c\u200d\u180e")
_MARKS = frozenset("\u200e\u200f\u061c")
_MOST_ACCENTS = 6  # on one letter; more cover the lines above and below
_TOO_MANY_ACCENTS = f"more than {_MOST_ACCENTS} accents on one letter cover other words; leave some out"
_LONGEST = 1000


def unseen(text: str) -> tuple[int, int, str] | None:
    """(line, column, what is wrong), both from 1, for the first character that may not be in the text; else None."""

    def wrong(at: int, character: str) -> str:
        if _is_unseen(character) and not _needed(text, at):
            return f"the invisible character {_name(character)} cannot stand here; remove it"
        return ""

    return _first_fault(text, wrong)


def unfit(text: str) -> tuple[int, int, str] | None:
    """(line, column, what is wrong), both from 1, for the first character that an article may not hold; else None.

    An article may hold more than a note: soft hyphens, marks of direction and other signs of form, which comparing
    passes over (see `ignored`). Refused is what XML, and so a page or an e-book, cannot hold, and what has no meaning
    that others share: control characters, code points without a character, and those of private use; and separators of
    lines and paragraphs, which end no line elsewhere.
    """

    def wrong(at: int, character: str) -> str:
        if unicodedata.category(character) in _UNPRINTABLE | {"Zl", "Zp"}:
            return f"the character {_name(character)} cannot be printed; remove or replace it"
        return ""

    return _first_fault(text, wrong)


def _first_fault(text: str, wrong: Callable[[int, str], str]) -> tuple[int, int, str] | None:
    """Where the first letter has too many accents or `wrong` has something to say of a character, and what it is."""
    accents = 0
    last = -1
    for found in _UNCOMMON.finditer(text):
        at, character = found.start(), found[0]
        is_accent = unicodedata.category(character)[0] == "M"
        accents = (accents if at == last + 1 else 0) + 1 if is_accent else 0
        last = at
        message = _TOO_MANY_ACCENTS if accents > _MOST_ACCENTS else wrong(at, character)
        if message:
            return *position(text, at), message
    return None


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def ignored(text: str) -> bool:
    """Whether the text holds a character that comparing passes over: a soft hyphen, a zero-width space, a mark."""
    return bool(_IGNORED.search(text))


def seen(text: str) -> str:
    """The text without the invisible characters that a note may not hold."""
    while unseen(text):
        kept = "".join(c for at, c in enumerate(text) if not _is_unseen(c) or _needed(text, at) or c in "\n\t")
        if kept == text:
            break
        text = kept
    return text


def visible(text: str) -> str:
    """A text as one line, what is not to be seen in it written as `\\u202e`."""
    return "".join(f"\\u{ord(c):04x}" if _is_unseen(c) and not _needed(text, i) else c for i, c in enumerate(text))


def shown(text: str) -> str:
    """A message as one visible line, whatever name or value it quotes; a long one is cut."""
    line = visible(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _is_unseen(character: str) -> bool:
    return (unicodedata.category(character) in _UNSEEN and character not in _SIGNS) or character in _BLANK


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
