"""How much memory the pages of a text take while they are set, and how much there is.

WeasyPrint holds the boxes of all pages of a handout until the last is drawn and tagged: numbered text takes
6.6 KB a word laid out, and its tags and PDF the rest. `docs/architecture.md` says what setting it in parts would take.
"""

from __future__ import annotations

import re
from pathlib import Path

_BASE, _WORD = 300_000_000, 10_300  # bytes of one size of paper: without words, and for each (WeasyPrint 66 to 70)
_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB$", re.MULTILINE)
_MEMINFO, _GROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")


class TooLongError(Exception):
    """Why the handouts of a text cannot be set on this machine, and what can be done."""


def needed(words: int) -> int:
    """The bytes that the handouts of a text take in one size of paper."""
    return _BASE + _WORD * words


def free() -> int | None:
    """The bytes that can still be had, by the machine and by the limit of a container; None where neither is told."""
    told = _AVAILABLE.search(_read(_MEMINFO))
    most, used = _read(_GROUP / "memory.max").strip(), _read(_GROUP / "memory.current").strip()
    had = [int(told[1]) * 1024] if told else []
    had += [int(most) - int(used)] if most.isdecimal() and used.isdecimal() else []
    return min(had, default=None)


def fit_side_by_side(words: int, sizes: int) -> bool:
    """Whether all sizes of paper can be set at once. Raises TooLongError where not even one can."""
    there = free()
    if there is None:
        return True
    if needed(words) > there:
        message = (
            f"the handouts of {words:,} words take about {_gigabytes(needed(words))} of memory, and "
            f"{_gigabytes(there)} are free; make them where there is more, or make an edition of each part of the text "
            "(postil init), which has handouts of its own"
        )
        raise TooLongError(message)
    return sizes * needed(words) <= there


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
