"""A text as it arrives → the text as an edition keeps it: the one decoder of UTF-8, and the door for new texts."""

from __future__ import annotations

import codecs
import re

from postil.text.characters import position, unfit
from postil.text.forms import are_labelled

_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028]")
_UNBROKEN = 200  # letters: a longer line was broken by nobody
_LEAST_LINES = 4
_PAGE_ENDS = re.compile("(?<=\n)[\f\v]+|[\f\v]+(?=\n|\\Z)|\\A[\f\v]+")


class UnfitTextError(ValueError):
    """What a text holds that an edition cannot keep, and where: `line` and `column` from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, without a byte order mark, each line with a line feed at its end.

    Raises UnfitTextError for what is not UTF-8.
    """
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        raise UnfitTextError(*position(before, len(before)), "is not UTF-8 text; save it as UTF-8") from None


def receive(raw: bytes) -> str:
    """The text of a new edition: what only ends lines, paragraphs or pages becomes line feeds.

    Raises UnfitTextError for the first character that an edition cannot keep, and for a text without words.
    """
    text = _OTHER_LINE_ENDS.sub("\n", decode(raw)).replace("\u2029", "\n\n")
    text = re.sub("[\f\v]+", "\n", _PAGE_ENDS.sub("", text)).lstrip("\ufeff")
    found = unfit(text)
    if found:
        raise UnfitTextError(*found)
    require_words(text)
    return text


def require_words(text: str, at: int = 0) -> None:
    """Raises UnfitTextError for a text that has no words from the offset `at` on."""
    if not any(character.isalpha() for character in text[at:]):
        raise UnfitTextError(*position(text, at), "has no words; give a file that holds a text")


def paragraphs_of_lines(text: str) -> str:
    """The text with a blank line after each line, where each line is a paragraph; any other as it is.

    So people write who let the window break their lines: nobody breaks lines by hand at two hundred letters, or just
    before each speaker and each article.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    blocks = re.split(r"\n[^\S\n]*\n\s*", text.strip())
    if len(lines) < _LEAST_LINES or len(lines) < (5 / 3) * len(blocks):
        return text
    if not are_labelled(lines) and (len(lines) < 3 * len(blocks) or max(map(len, lines)) < _UNBROKEN):
        return text
    return re.sub(r"\n(?=[^\n])", "\n\n", re.sub(r"\n\s*\n", "\n", text))
