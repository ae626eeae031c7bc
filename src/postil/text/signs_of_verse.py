"""Signs by which lines are verse although they neither rhyme nor are short: what they are called, how they are counted,
which words they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_PARTS = (
    "pre-?chorus|chorus|verse|refrain|bridge|intro|outro|hook|stanza|strophe|couplet|estribillo|estrofa|coro|ritornello|"
    "strofa|refrão|refrein|kehrreim|куплет|припев|приспів|zwrotka|refren|副歌|主歌"
)
_CALLED = re.compile(
    rf"(?:\[(?:{_PARTS})\b[^\[\]\n]{{0,40}}\]|\((?:{_PARTS})\b[^()\n]{{0,10}}\)"
    rf"|(?:{_PARTS})(?: ?[\divx]{{1,3}})?[.:]?)(?=\n|\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(\d{1,3})(\.?)[ \t\u3000]+(?=[^\s\d])")
_IN_MARGIN = re.compile(r"\s*[\[(]?(\d{1,4})[\])]?\s+(?=\D)|.*\D\s+[\[(]?(\d{1,4})[\])]?\s*\Z")
_LONGEST = 200  # letters of a line
_STEP = 5  # lines, after which one is counted in the margin
_LEAST = 4  # lines that are alike
_HALF = 0.5
_MOST = 0.6
_WORD = re.compile(r"[^\W_][^\s—–]*")
_NEAR = 4  # lines within which the same words come again


def part_called(paragraphs: Sequence[str]) -> str:
    """What a part of a song is called, such as “[Chorus]”, where two parts are; else nothing."""
    found = [match[0] for words in paragraphs if (match := _CALLED.match(words))]
    return found[0] if len(found) > 1 else ""


def are_counted(lines: Sequence[str]) -> bool:
    """Whether each fifth line, or each tenth, has its number in the margin."""
    if max(map(len, lines), default=0) > _LONGEST:
        return False
    found = [(at, int(match[1] or match[2])) for at, line in enumerate(lines) if (match := _IN_MARGIN.match(line))]
    counted = [(at, number) for at, number in found if number and number % _STEP == 0]
    apart = [(there - at, later - number) for (at, number), (there, later) in pairwise(counted)]
    return len(counted) > 1 and len(counted) == len(found) and all(lines == numbers for lines, numbers in apart)


def without_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of verses or of stanzas that count up by one; as they are where they have none.

    With a dot are those of stanzas, of at least three lines: else they are items of a list.
    """
    found = [match for line in lines if (match := _NUMBER.match(line))]
    numbers = [int(match[1]) for match in found]
    listed = any(match[2] for match in found) and 3 * len(found) > len(lines)
    if len(numbers) < 2 or listed or any(later != number + 1 for number, later in pairwise(numbers)):
        return list(lines)
    return [_NUMBER.sub("", line, count=1) for line in lines]


def begin_alike(lines: Sequence[str]) -> bool:
    """Whether most lines begin with the same two words."""
    begins = [tuple(_words(line)[:2]) for line in lines]
    return len(lines) >= _LEAST and max(map(begins.count, begins)) >= _MOST * len(lines)


def end_alike(lines: Sequence[str]) -> bool:
    """Whether half of the lines end with the two words of one that is near; or a quarter, and most end or begin so."""
    ends = _again([tuple(words[-2:]) for words in map(_words, lines)])
    begins = _again([tuple(words[:2]) for words in map(_words, lines)])
    either = sum(map(max, ends, begins))
    most = sum(ends) >= _HALF * len(lines) or (4 * sum(ends) >= len(lines) and either >= _MOST * len(lines))
    return either >= _LEAST and most


def _again(words: list[tuple[str, ...]]) -> list[bool]:
    """Of two words of each line, whether those of a line that is near are the same."""
    near = (words[max(0, at - _NEAR) : at] + words[at + 1 : at + 1 + _NEAR] for at in range(len(words)))
    return [len(own) > 1 and own in others for own, others in zip(words, near, strict=True)]


def in_threes(lines: Sequence[str]) -> bool:
    """Whether lines come in threes, the second of which is the longest, as those of haiku."""
    threes = list(zip(lines[::3], lines[1::3], lines[2::3], strict=False))
    return (
        len(threes) > 2 and 3 * len(threes) == len(lines) and all(max(three, key=len) == three[1] for three in threes)
    )


def _words(line: str) -> list[str]:
    return [word.strip(".,;:!?…،؛؟۔।॥)]”’\"'").casefold() for word in _WORD.findall(line)]
