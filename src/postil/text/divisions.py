"""Lines that divide a text by a word and a number: “Chapter 4. The flood”, “ACT II”."""

from __future__ import annotations

import re

_WORDS = (
    "chapter|part|title|book|section|letter|act|canto|scene|volume|"  # English
    "kapitel|teil|buch|akt|szene|aufzug|auftritt|chapitre|partie|livre|acte|scène|"
    "capítulo|parte|libro|acto|escena|capitolo|atto|scena|глава|часть|книга|действие|פרק|الفصل|الباب"
)
_NUMBERED = re.compile(
    rf"(?:{_WORDS})\s+(?:[ivxlcdm]+|\d+|[א-ת]{{1,3}}['׳]?|[^\W\d]{{2,12}})(?P<rest>\W.*|\Z)", re.IGNORECASE | re.DOTALL
)
_AS_NUMBER = re.compile(
    r"(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third)\b", re.I
)
ENDS_SENTENCE = re.compile(r"[.!?;,。！？][\"'”’)]*\Z")


def divides(line: str) -> bool:
    """Whether a line is a division's word, as in many languages, with its number and perhaps a title; no sentence."""
    found = _NUMBERED.match(line)
    if not found:
        return False
    number = line.split()[1]
    if number.isascii() and not _AS_NUMBER.match(number):
        return False
    rest = found["rest"].strip()
    return not rest or rest[0] in ".:—–-)" or not ENDS_SENTENCE.search(rest)
