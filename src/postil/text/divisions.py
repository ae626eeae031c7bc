"""Lines that divide a text by a word and a number: “Chapter 4. The flood”, “ACT II”."""

from __future__ import annotations

import re

_WORDS = (
    "chapter|part|title|book|section|letter|act|canto|scene|volume|"  # English
    "kapitel|teil|buch|akt|szene|aufzug|auftritt|chapitre|partie|livre|acte|scène|"
    "capítulo|parte|libro|acto|escena|capitolo|atto|scena|ato|cena|livro|capitolul|hoofdstuk|deel|boek|bedrijf|"
    "kapitola|díl|rozdział|księga|akt|luku|osa|fejezet|rész|bölüm|kısım|chương|phần|bab|bagian|"
    "глава|часть|книга|действие|розділ|частина|поглавље|κεφάλαιο|μέρος|βιβλίο|פרק|حصہ|"
    "الفصل|الباب|الجزء|القسم|فصل|باب|بخش|अध्याय|भाग|खण्ड|परिच्छेद|अंक|অধ্যায়|அத்தியாயம்|บทที่|ตอนที่"
)
_NUMBERED = re.compile(
    rf"(?:{_WORDS})\s+(?:[ivxlcdm]+|\d+|[א-ת]{{1,3}}['׳]?|[α-ω]{{1,3}}['΄ʹ’]?|[^\W\d]{{2,12}})(?P<rest>\W.*|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|last|erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|letzte[rs]?|"
    "premi[eè]re?|deuxième|seconde?|troisième|quatrième|cinquième|dernière?|prim[oa]|second[oa]|terz[oa]|quart[oa]|quint[oa]|"
    "primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|primeir[oa]|terceir[oa]|eerste|tweede|derde|"
    "перв(?:ое|ая|ый)|втор(?:ое|ая|ой)|треть[ея]|третий|четв[её]рт(?:ое|ая|ый)|пят(?:ое|ая|ый)"
)
_AS_NUMBER = re.compile(
    rf"(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|the (?:{_ORDINAL})|{_ORDINAL})\b", re.I
)
_ORDERED = re.compile(rf"(?:the )?(?:{_ORDINAL})\s+(?:{_WORDS})[.:]?\Z", re.IGNORECASE)  # “Erster Akt”
ENDS_SENTENCE = re.compile(r"[.!?;,。！？][\"'”’)]*\Z")


def divides(line: str) -> bool:
    """Whether a line is a division's word, as in many languages, with its number and perhaps a title; no sentence."""
    found = _NUMBERED.match(line)
    if not found:
        return bool(_ORDERED.match(line))
    number = line.split()[1:]
    if number[0].isascii() and not _AS_NUMBER.match(" ".join(number)):
        return False
    rest = found["rest"].strip()
    return not rest or rest[0] in ".:—–-)" or not ENDS_SENTENCE.search(rest)
