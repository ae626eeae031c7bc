"""The timeline as a picture: time runs down, each thread has a column, and the text's own years get more room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import NamedTuple

from postil.reading.records import Event
from postil.text.dates import as_fraction, in_words

WIDTH, TOP, BOTTOM, LEFT = 360, 34, 12, 44
SPANS = (120.0, 170.0, 300.0, 220.0)  # px for: long before, the ten years before, the text's year, after


class Words(NamedTuple):
    """What the picture says beside years, threads and events: what it shows, and what stands at the text's own date."""

    label: str
    text: str


def draw(events: Sequence[Event], ids: Iterable[str], published: date, language: str, said: Words) -> str:
    """An SVG 1.1 picture in which each event is a dot that leads to `#id`.

    `ids` are those of the events in the list beneath; `published` is the date of the text.
    """
    ticks = _ticks([as_fraction(event.date) for event in events], published.year)
    threads = list(dict.fromkeys(event.thread for event in events))
    column = (WIDTH - LEFT) / len(threads)
    height = TOP + sum(SPANS) + BOTTOM
    parts = [
        f'<svg class="postil-timeline-drawing" viewBox="0 0 {WIDTH} {height:g}" role="group" '
        f'aria-label="{escape(said.label)}">'
    ]
    for index, thread in enumerate(threads):
        x = LEFT + column * (index + 0.5)
        parts.append(_text("postil-timeline-thread", x, 14, thread.replace("-", " ").capitalize()))
        parts.append(_line("postil-timeline-lane", (x, TOP - 12), (x, height - BOTTOM)))
    for year in _labels(ticks):
        y = _height(year, ticks)
        parts.append(_line("postil-timeline-tick", (LEFT - 6, y), (WIDTH, y)))
        parts.append(_text("postil-timeline-year", LEFT - 10, y + 4, f"{year:g}"))
    y = _height(as_fraction(published.isoformat()), ticks)
    parts.append(_line("postil-timeline-published", (LEFT - 6, y), (WIDTH, y)))
    parts.append(_text("postil-timeline-year postil-timeline-published", LEFT - 10, y + 4, said.text))
    for event, id in zip(events, ids, strict=True):
        x = LEFT + column * (threads.index(event.thread) + 0.5)
        words = escape(f"{in_words(event.date, language)}: {event.title}", quote=True)
        place = f'cx="{x:.1f}" cy="{_height(as_fraction(event.date), ticks):.1f}"'
        parts.append(f'<a href="#{id}" aria-label="{words}"><title>{words}</title><circle {place} r="5"/></a>')
    return "".join(parts) + "</svg>"


def _text(name: str, x: float, y: float, words: str) -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _line(name: str, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{name}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _ticks(times: Sequence[float], year: int) -> list[float]:
    """The bounds of the four spans, in years."""
    return [min(*times, year - 11) // 1, year - 10, year, year + 1, max(*times, year + 2) // 1 + 1]


def _labels(ticks: Sequence[float]) -> list[float]:
    first, ten, year, after, last = ticks
    decades = [decade for decade in range(1900, 2100, 20) if first <= decade < ten - 5]
    return [*decades, ten, ten + 5, year, *(y for y in range(int(after), int(last) + 1))]


def _height(time: float, ticks: Sequence[float]) -> float:
    at = float(TOP)
    for (start, end), span in zip(pairwise(ticks), SPANS, strict=True):
        if time <= end:
            return at + span * max(0.0, time - start) / (end - start)
        at += span
    return at
