"""A text → what it states that can be checked word by word: numbers in digits or words, dates, quotations.

The same reading serves a note and what its sources say, so that both are compared in one form. Number words are those
of `text2num`, which leaves one, two, first and second as they are: they are pronouns and particles more often than
numbers. Names of months are Unicode's (CLDR, by way of Babel).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from text_to_num import alpha2digit

from postil.model import Number, Quotation, Statement, When
from postil.text.calendar import dates
from postil.text.folding import fold
from postil.text.numerals import numbers, without_words

_QUOTED = re.compile(
    r"“[^“”]{0,400}(?:“[^“”]{0,400}”[^“”]{0,400}){0,4}”|„[^„“”]{0,400}[“”]|«[^«»]{0,400}»|「[^「」]{0,400}」"
    r"|『[^『』]{0,400}』|《[^《》]{0,400}》|(?<![^\s(\[—–])\"[^\"]{1,400}\"|(?<!\w)‘[^‘]{1,400}?’(?!\w)"
)
_MARKS = re.compile('[“„«「『《"‘]')  # with which quotations begin; most texts have none
_FOREIGN_DIGITS = re.compile(r"(?![0-9])\d")
_CUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")  # where a quotation leaves words out or changes them
_EDGE = " \t\n.,;:!?\"'()–—-“”„«»「」『』《》。，；：！？"
_AROUND = 40  # characters on either side of a statement
_NUMBER_WORDS = frozenset({"en", "fr", "es", "pt", "de", "it", "nl", "ca"})  # languages that text2num knows

Found = tuple[int, int, Number] | tuple[int, int, When]


def statements(text: str, languages: Sequence[str] = ("en",), line: int = 1) -> Iterator[Statement]:
    """The statements of a text whose first line has the number `line`: its quotations, then dates, then numbers."""
    if not text.isascii():
        text = _FOREIGN_DIGITS.sub(lambda match: str(int(match[0])), text)
    quoted = list(_QUOTED.finditer(text)) if _MARKS.search(text) else []
    for match in quoted:
        at = line + text.count("\n", 0, match.start())
        for part in _CUT.split(match[0]):
            words = folded(part)
            if words:
                yield Statement(match[0], at, Quotation(words), words)
    bare = _QUOTED.sub(_blank, text) if quoted else text
    found = list(dates(bare, languages))
    yield from _located(found, text, bare, line)
    for start, end, _ in found:
        bare = bare[:start] + _blank_of(bare[start:end]) + bare[end:]
    digits = in_digits(bare, languages)
    yield from _located(numbers(digits, languages), text, digits, line)


def _located(found: Iterable[Found], text: str, read: str, line: int) -> Iterator[Statement]:
    """What was found in `read`, which is the text line for line, as statements."""
    for start, end, what in found:
        row = read.count("\n", 0, start)
        yield Statement(read[start:end].strip(), line + row, what, _around(text, read, start, row))


def _around(text: str, read: str, start: int, row: int) -> str:
    """What is about at that place of a text which `start` is in `read`, the same text with shorter or longer lines."""
    lines, written = read.split("\n"), text.split("\n")
    column = start - (read.rfind("\n", 0, start) + 1)
    before = sum(len(line) + 1 for line in written[:row])
    at = before + round(column * len(written[row]) / max(len(lines[row]), 1))
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())


def folded(words: str) -> str:
    """Words as quotations are compared: white space and quote marks alike, without case and the signs at their ends."""
    return fold(words).text.casefold().strip(_EDGE)


def in_digits(text: str, languages: Sequence[str]) -> str:
    """The text with its number words as digits, line for line."""
    for language in dict.fromkeys(tag.partition("-")[0].lower() for tag in languages):
        text = "\n".join(_line_in_digits(line, language) for line in text.split("\n"))
    return text


def _line_in_digits(line: str, language: str) -> str:
    line = without_words(line, language)
    return alpha2digit(line, language) if language in _NUMBER_WORDS and line.strip() else line


def _blank(match: re.Match[str]) -> str:
    return _blank_of(match[0])


def _blank_of(text: str) -> str:
    """White space in the place of a text, in as many lines; a sign in it keeps what is before from what is after."""
    return "".join("\n" if c == "\n" else "¦" for c in text)
