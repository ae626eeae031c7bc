"""Numbers in digits of any script, with what multiplies them, and Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from postil.model import Number

_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALED = re.compile(rf"(\d[\d.,]*)[\s-]({'|'.join(_SCALES)})\b", re.IGNORECASE)
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_IN_MYRIADS = re.compile(r"(\d[\d.,]*)\s*([万萬亿億])")
_HAN_DIGITS = {"〇": 0} | {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = re.compile(r"[〇零一二两兩三四五六七八九十百千万萬亿億]+")
_THIRDS = re.compile(
    r"\bthird(?=[\s-](?:part(?:y|ies)|countr(?:y|ies)|states?|powers?|world|way)\b|[.,;:]|\Z)", re.IGNORECASE
)
_THESE = re.compile(r"\b((?:these|those|all)\s+)(?:three|four|five|six|seven)(?=\s|[.,;:]|\Z)", re.IGNORECASE)

_DIGIT = re.compile(r"\d")
_DECADE = re.compile(r"(?<!\d)((?:1[5-9]|20)\d0)['’]?s\b")
_YEARS = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)[-–/](\d\d)(?!\d)")
_GROUPED = r"\d{1,3}(?:[,\u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<!\d){_GROUPED}|\d+(?:[.,]\d+)?")


def without_words(line: str, language: str) -> str:
    """A line in which what multiplies digits is multiplied, `2.5 million` or 三百万.

    In English "third party" and "a third" are no ordinals, and "these three" counts what the text has just named.
    """
    if language in ("zh", "ja", "yue"):
        line = _HAN.sub(lambda match: str(_of_han(match[0])), line)
        return _IN_MYRIADS.sub(lambda match: _times(match[1], _MYRIADS[match[2]]), line)
    if language == "en":
        line = _THESE.sub(r"\1ones", _THIRDS.sub("other", line))
    return _SCALED.sub(lambda match: _times(match[1], _SCALES[match[2].lower()]), line)


def numbers(text: str, languages: Sequence[str] = ("en",)) -> Iterator[tuple[int, int, Number]]:
    """(start, end, number) for each number of a text in digits; where a point may part thousands, both readings."""
    if not _DIGIT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for match in _DECADE.finditer(text):
        taken.append(match.span())
        yield *match.span(), Number(Decimal(match[1]), 10)
    for match in _YEARS.finditer(text):
        taken.append(match.span())
        yield *match.span(1), Number(Decimal(match[1]))
        yield *match.span(2), Number(Decimal(match[1][:2] + match[2]))
    for match in _NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            for value in _readings(match[0], languages):
                yield *match.span(), Number(value)


def _readings(digits: str, languages: Sequence[str]) -> Iterator[Decimal]:
    yield _value(digits)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", digits) and tuple(languages) != ("en",):
        yield Decimal(digits.replace(".", ""))


def _value(digits: str) -> Decimal:
    if re.fullmatch(_GROUPED, digits):
        return Decimal(re.sub(r"[,\u00a0\u2009\u202f'’]", "", digits))
    return Decimal(digits.replace(",", "."))


def _times(digits: str, factor: int) -> str:
    tail = digits[len(digits.rstrip(".,")) :]
    return f"{(_value(digits.rstrip('.,')) * factor).normalize():f}{tail}"


def _of_han(numeral: str) -> int:
    """A Chinese numeral as a number: 二十九 is 29, 二〇二〇 is 2020, 三百万 is 3,000,000."""
    if len(numeral) > 1 and all(c in _HAN_DIGITS for c in numeral):
        return int("".join(str(_HAN_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            total += (section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit
