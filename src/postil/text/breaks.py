"""Which ends of lines of a plain text are meant: those of stanzas, speeches in verse and addresses; not those of lines
that were full.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from postil.text.counting import is_unspaced

_SHORT = 60  # letters: a line that somebody ends before the margin is not longer
_FULL = 0.9  # of the letters of a text stand in lines that are at most as long as its full lines
_SHARE = 0.4  # of the ends of short lines, after which the next word would have had room; where lines were full, none


def meant(blocks: Sequence[str]) -> frozenset[str]:
    """The blocks of a text of which the lines are to be seen: all whose lines are short, unless these were full."""
    parted = [(block, [line.strip() for line in block.split("\n")]) for block in blocks]
    short = [(block, lines) for block, lines in parted if len(lines) > 1 and max(map(len, lines)) <= _SHORT]
    if not short:
        return frozenset()
    full = _width(len(line) for _, lines in parted for line in lines)
    had_room = [found for _, lines in short for found in room(lines, full)]
    return frozenset(block for block, _ in short) if sum(had_room) >= _SHARE * len(had_room) else frozenset()


def _width(lengths: Iterable[int]) -> int:
    """How long the full lines of a text are; one that is longer by mistake does not count."""
    ordered = sorted(lengths)
    reached = list(accumulate(ordered))
    return ordered[bisect_left(reached, _FULL * reached[-1])]


def room(lines: Sequence[str], full: int) -> Iterator[bool]:
    """For each end of a line, whether the next word, or two letters of a script without spaces, would have had room."""
    for line, following in pairwise(lines):
        word = following[:2] if is_unspaced(following) else f" {following.partition(' ')[0]}"
        yield len(line) + len(word) <= full
