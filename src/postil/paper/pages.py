"""Which lines share a page with which notes: an essential note is at the foot of the page that has its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A line and the notes whose marks it has, by their heights in mm."""

    line: float
    notes: tuple[float, ...] = ()


def divide(rows: Sequence[Row], first: float, other: float, slack: float) -> list[int]:
    """How many rows each page takes: each as many as it holds, so that only the last has room for what follows.

    `first` is the room in mm on the first page, `other` that on the others; `slack` is what columns may differ by.
    A row that fits on no page has one to itself.
    """
    counts: list[int] = []
    start = 0
    for end in range(1, len(rows) + 1):
        room = other if counts else first
        if height_of(rows[start:end], slack) > room and end - 1 > start:
            counts.append(end - 1 - start)
            start = end - 1
    return [*counts, len(rows) - start] if rows else []


def height_of(rows: Sequence[Row], slack: float) -> float:
    """What rows take on a page, in mm: their lines, and beneath these their notes in columns."""
    notes = sum(height for row in rows for height in row.notes)
    return sum(row.line for row in rows) + (notes / COLUMNS + slack if notes else 0)
