"""Whether lines are verse: what speaks for it and what against, for a guess that is sooner silent than wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

from postil.text.breaks import room
from postil.text.characters import ignored, seen
from postil.text.counting import is_unspaced
from postil.text.signs_of_verse import are_counted, begin_alike, end_alike, in_threes, part_called, without_numbers

_SHORT = 60  # letters: a line of verse is mostly not longer, but for that of some poets
_LONG = 90  # letters: a line that no one broke
_LEAST = 3  # lines that make verse
_MOST = 0.6  # of the lines, and of the ends of lines, that must be as those of verse
_NEARLY = 0.8
_SOME = 0.4  # of the ends of lines with room before the margin; none has it where lines were full
_FEW = 0.1  # of the ends of lines, at which there are commas
_RHYMED = 0.5  # of the lines
_NEAR = 4  # lines within which rhymes are
_FIGURES = 0.3  # of the lines, from which on they are no verse
_METRES = (4, 5, 6, 7)  # letters of the parts of a regular Chinese poem
_NARROW = 45  # letters: a line that is short even for verse
_FEW_WORDS = 2.3  # in a line on average: items of a list have fewer
_SOME_WORDS = 4  # in a line on average, more than most items have
_CLOSING = 3  # words, and lines, of the end of a letter
_CLOSERS = "\"'”’»)］」』"
_SENTENCE = re.compile(rf"[.!?…。！？؟।۔:：][{_CLOSERS}]*\Z")
_COMMA = re.compile(rf"[,;—–،؛，、；·-][{_CLOSERS}]*\Z")
_LISTED = re.compile(  # how an item, a footnote or a line that is quoted in a letter begins
    r"\s*(?:[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)\]]|[-*+•²³¹>])\s"
)
_FIELD = re.compile(r"[^\W\d_][\w-]{1,20}: ?\S")
_DIVIDED = re.compile(r"[^\W\d_]-\n(?=[^\W\d_A-Z])")  # a word at the end of a line
_CELLS = re.compile(r"\S\t\s*\S|\S[,;]\S(?![^,;]* )|\S\s*\|\s*\S")  # of a table
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t+|\u3000+)(?=\S)")
_HALF = re.compile(rf"{_GAP.pattern}|(?<=\S)[ \t]+(?:\.{{3}}|…|\*{{1,3}}|//?)[ \t]+(?=\S)")  # between those of a line
_SLASH = re.compile(r"(?<=\S) +//? +(?=\S)")  # between lines that are written in a row
_LABEL = re.compile(r"(?:[\[(][^\[\]()]*[\])]|\d{1,3}\.?|[IVXLC]{1,7}\.?)\Z")  # “[Chorus]”, “IV.”
_PAUSE = re.compile(r"[，。、；：！？,.;:!?\u3000 ]+")
_INNER = re.compile(rf"[.!?…。！？؟۔][{_CLOSERS}]*(?=\s*[^\W\d_])")  # of a sentence that ends within a line
_FEW_LETTERS = 16  # of a line of Japanese or Chinese verse
_LAST = re.compile(r"([^\W\d_]+)[^\w]*\Z")


def verse(paragraphs: Sequence[str]) -> tuple[bool, str]:
    """Whether the paragraphs of a text are stanzas, and why, as the end of a sentence that begins “its lines”."""
    stanzas = [_lines_of(words) for words in paragraphs]
    several = [stanza for stanza in stanzas if len(stanza) > 1]
    if not several and len(stanzas) > _LEAST:
        return _apart([stanza[0] for stanza in stanzas if stanza])
    lines = list(chain.from_iterable(several))
    single = sum(-(-len(stanza[0]) // _SHORT) for stanza in stanzas if len(stanza) == 1)
    if len(lines) < max(_LEAST, _MOST * (len(lines) + single)):
        return False, "are mostly whole paragraphs"
    if are_counted(lines):
        return True, "are counted in the margin"
    part = part_called(paragraphs)
    if part and _are_short(lines):
        return True, f"stand in parts that have names, such as “{part}”"
    return _several(paragraphs, several, lines)


def _apart(lines: Sequence[str]) -> tuple[bool, str]:
    """As `verse`, of lines with an empty one after each."""
    if _other_than_verse(lines, lines) or max(map(len, lines)) > _LONG:
        return False, "are whole paragraphs"
    if _halves(lines):
        return True, "have two halves each"
    if _share(_SLASH.search, lines) >= _NEARLY:
        return True, "are divided by slashes"
    if end_alike(list(dict.fromkeys(lines))):
        return True, "come again, or end in the same words"
    begun = any(line[:1].isupper() or ends_sentence(line) for line in lines)
    if not begun and any(map(_is_cased, lines)) and (_have_words(lines) or in_threes(lines)):
        return True, "begin with small letters, and end without a stop"
    return (True, "rhyme") if _rhyme([lines]) else (False, "are whole paragraphs")


def _several(paragraphs: Sequence[str], stanzas: Sequence[Sequence[str]], lines: Sequence[str]) -> tuple[bool, str]:
    """As `verse`, of stanzas of several lines, from which the numbers of verses are taken."""
    bare = without_numbers(lines)
    numbered = bare != list(lines)
    if numbered:
        sizes = list(accumulate(map(len, stanzas), initial=0))
        stanzas = [bare[start:end] for start, end in pairwise(sizes)]
        paragraphs = ["\n".join(stanza) for stanza in stanzas]
    if why := _other_than_verse(paragraphs, bare):
        return False, why
    if numbered and (_share(_is_pointed, bare) >= _NEARLY or _are_numbered_through(lines, bare)):
        return True, "are numbered"
    return _like_verse(stanzas, bare)


def ends_sentence(words: str) -> bool:
    """Whether words end as a sentence does."""
    return bool(_SENTENCE.search(words))


def _lines_of(words: str) -> list[str]:
    shown = seen(words) if ignored(words) else words
    lines = (line.rstrip() for line in shown.split("\n"))
    return [line for line in lines if line.strip() and not _LABEL.match(line.strip())]


def _are_numbered_through(lines: Sequence[str], bare: Sequence[str]) -> bool:
    """Whether each line has a number and begins with a capital, and has more words than items of a list."""
    whole = all(line != own for line, own in zip(bare, lines, strict=True))
    return whole and _share(lambda line: line[:1].isupper(), bare) >= _NEARLY and _have_words(bare)


def _other_than_verse(paragraphs: Sequence[str], lines: Sequence[str]) -> str:
    """Why lines may end that are no verse: what they are instead; nothing where they may be verse."""
    if _share(_LISTED.match, lines) > _SOME:
        return "are items of a list, or are quoted"
    if max(_share(_CELLS.search, lines), _share(_GAP.search, lines)) > _SOME and not _halves(lines):
        return "stand in columns"
    if _share(lambda line: "@" in line or any(map(str.isdigit, line)), lines) > _FIGURES:
        return "hold figures or addresses"
    if 5 * sum(len(_DIVIDED.findall(words)) for words in paragraphs) > len(lines):
        return "end within words"
    if any(_has_fields(words) for words in paragraphs[:2]) or _is_letter(paragraphs):
        return "are of a letter"
    return ""


def _has_fields(words: str) -> bool:
    """Whether each line names a field, as “Subject:” does at the head of a letter."""
    lines = words.split("\n")
    return len(lines) >= _LEAST and all(map(_FIELD.match, lines))


def _is_letter(paragraphs: Sequence[str]) -> bool:
    """Whether someone is greeted on a line of its own, and at the end someone signs."""
    greeted = any(
        "\n" not in words and len(words.split()) <= 2 * _CLOSING and words.endswith((",", "،", "，"))
        for words in paragraphs[:6]
    )
    ends = [words.split("\n") for words in paragraphs[-3:]]
    return greeted and any(len(end) <= _CLOSING and all(len(line.split()) <= _CLOSING for line in end) for end in ends)


def _halves(lines: Sequence[str]) -> bool:
    """Whether nearly each line has two halves, as verse of Arabic or Persian, and these stand in no columns."""
    gaps = [found[0] for line in lines if len(found := list(_HALF.finditer(line))) == 1]
    places = [gap.end() for gap in gaps if gap[0].isspace()]
    alike = max(map(places.count, places), default=0)
    padded = len({gap[0] for gap in gaps}) > 1 or any(map(_is_cased, lines))  # as columns are
    divided = 2 * alike <= len(gaps) or not padded
    return len(gaps) >= max(_LEAST, _NEARLY * len(lines)) and divided


def _like_verse(stanzas: Sequence[Sequence[str]], lines: Sequence[str]) -> tuple[bool, str]:
    if _halves(lines):
        return True, "have two halves each"
    if _in_metre(lines):
        return True, "have parts of one length"
    if _in_even_stanzas(stanzas, lines):
        return True, "stand in stanzas of one length"
    pointed = _share(_is_pointed, lines)
    if pointed > _MOST and begin_alike(lines) and max(map(len, lines)) <= _LONG:
        return True, "begin with the same words"
    if _are_short(lines) and end_alike(lines):
        return True, "come again, or end in the same words"
    return _end_as_verse(stanzas, lines, pointed)


def _end_as_verse(stanzas: Sequence[Sequence[str]], lines: Sequence[str], pointed: float) -> tuple[bool, str]:
    ends = [(line.strip(), following.strip()) for stanza in stanzas for line, following in pairwise(stanza)]
    within = [(line, following) for line, following in ends if not ends_sentence(line)]
    commas = sum(bool(_COMMA.search(line)) for line, _ in ends) > _FEW * len(ends)
    by_hand = (commas and _have_capitals(within)) or (
        _are_short(lines) and ((pointed >= _NEARLY and not any(map(_is_cased, lines))) or _had_room(stanzas))
    )
    if (by_hand or (commas and pointed > _MOST)) and _rhyme(stanzas):
        return True, "rhyme"
    if not by_hand and commas and pointed >= _MOST and _go_on_in_short_lines(lines, within):
        return True, "are short, and end where clauses do"
    if not by_hand:
        return False, "are full, or end with a sentence"
    if len(within) < _MOST * len(ends):
        return False, "end with a sentence"
    if commas and pointed > _FIGURES:
        return True, "end within sentences, before the margin"
    return False, "have no signs of sentences, as items do"


def _in_metre(lines: Sequence[str]) -> bool:
    """Whether the parts of lines have the same few letters, as in Chinese poems; of four, a saying may be."""
    if not all(map(is_unspaced, lines)):
        return False
    parts = [part for line in lines for part in _PAUSE.split(line.strip()) if part]
    lengths = set(map(len, parts))
    pointed = any(map(_PAUSE.search, lines))
    return len(parts) > _LEAST and len(lengths) == 1 and lengths <= set(_METRES[not pointed :])


def _in_even_stanzas(stanzas: Sequence[Sequence[str]], lines: Sequence[str]) -> bool:
    """Whether there are several stanzas of as many short lines, in which sentences seem to go on."""
    if len(set(map(len, stanzas))) != 1 or len(stanzas) < 2 or max(map(len, lines)) > _SHORT:
        return False
    if not any(map(_is_cased, lines)):
        unspaced = all(map(is_unspaced, lines))
        full = unspaced or all(len(stanza[-1]) >= _MOST * max(map(len, stanza)) for stanza in stanzas)  # no paragraphs
        short = max(map(len, lines)) <= (_FEW_LETTERS if unspaced else _NARROW)
        return full and short and len(lines) >= 2 * _LEAST and not any(map(_INNER.search, lines))
    later = [line.strip() for stanza in stanzas for line in stanza[1:]]
    words = sum(len(line.split()) for line in lines) / len(lines)
    return 2 * sum(line[:1].islower() for line in later) > len(later) and words >= _FEW_WORDS


def _go_on_in_short_lines(lines: Sequence[str], within: Sequence[tuple[str, str]]) -> bool:
    """Whether lines are short, and sentences go on from some to the next, as small letters show."""
    return max(map(len, lines)) <= _NARROW and any(following[:1].islower() for _, following in within)


def _share(of: Callable[[str], object], lines: Sequence[str]) -> float:
    return sum(bool(of(line)) for line in lines) / len(lines)


def _is_pointed(line: str) -> bool:
    return bool(ends_sentence(line) or _COMMA.search(line))


def _are_short(lines: Sequence[str]) -> bool:
    return _share(lambda line: len(line) <= _SHORT, lines) >= _NEARLY


def _have_words(lines: Sequence[str]) -> bool:
    """Whether lines have more words than items of a list."""
    return sum(len(line.split()) for line in lines) > _SOME_WORDS * len(lines)


def _is_cased(words: str) -> bool:
    return words.upper() != words.lower()


def _have_capitals(within: Sequence[tuple[str, str]]) -> bool:
    """Whether lines begin with capitals, and are not all of them, although the sentence goes on."""
    cased = [following for _, following in within if _is_cased(following[:1])]
    capitals = sum(following[:1].isupper() and not following.isupper() for following in cased)
    return len(cased) > _MOST * len(within) and capitals >= _NEARLY * len(cased)


def _had_room(stanzas: Sequence[Sequence[str]]) -> bool:
    """Whether many lines end although the next word would have had room in the width of the stanza."""
    bare = ([line.strip() for line in stanza] for stanza in stanzas)
    had_room = [found for stanza in bare for found in room(stanza, max(map(len, stanza)))]
    return sum(had_room) >= _SOME * len(had_room)


def _rhyme(stanzas: Sequence[Sequence[str]]) -> bool:
    """Whether the last words of many lines end alike, and are not the same."""
    found = [rhymed for stanza in stanzas for rhymed in _rhymed(stanza)]
    return len(found) > _LEAST and sum(found) >= _RHYMED * len(found)


def _rhymed(lines: Sequence[str]) -> Iterator[bool]:
    words = [found[1].casefold() if (found := _LAST.search(line)) else "" for line in lines]
    for at, word in enumerate(words):
        near = words[max(0, at - _NEAR) : at] + words[at + 1 : at + 1 + _NEAR]
        yield len(word) > 1 and any(other != word and other[-2:] == word[-2:] for other in near)
