"""The timeline as a picture: time runs down, each thread has a column, and the text's own years get more room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import pairwise

from postil.reading.records import Event
from postil.text.dates import as_fraction, in_words

WIDTH, TOP, BOTTOM, LEFT = 360, 34, 12, 44
SPANS = (120.0, 170.0, 300.0, 220.0)  # px for: long before, the ten years before, the text's year, after


def draw(events: Sequence[Event], ids: Iterable[str], published: date, language: str) -> str:
    """An SVG 1.1 picture in which each event is a dot that leads to `#id`.

    `ids` are those of the events in the list beneath; `published` is the date of the text.
    """
    ticks = _ticks([as_fraction(event.date) for event in events], published.year)
    threads = list(dict.fromkeys(event.thread for event in events))
    column = (WIDTH - LEFT) / len(threads)
    height = TOP + sum(SPANS) + BOTTOM
    parts = [
        f'<svg class="postil-timeline-drawing" viewBox="0 0 {WIDTH} {height:g}" role="group" '
        f'aria-label="The events of the list below, in {len(threads)} columns">'
    ]
    for index, thread in enumerate(threads):
        x = LEFT + column * (index + 0.5)
        parts.append(f'<text class="thread" x="{x:.1f}" y="14">{escape(thread.replace("-", " ").capitalize())}</text>')
        parts.append(f'<line class="lane" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 12}" y2="{height - BOTTOM:g}"/>')
    for year in _labels(ticks):
        y = _height(year, ticks)
        parts.append(f'<line class="tick" x1="{LEFT - 6}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="year" x="{LEFT - 10}" y="{y + 4:.1f}">{year:g}</text>')
    y = _height(as_fraction(published.isoformat()), ticks)
    parts.append(f'<line class="published" x1="{LEFT - 6}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
    parts.append(f'<text class="year published" x="{LEFT - 10}" y="{y + 4:.1f}">article</text>')
    for event, id in zip(events, ids, strict=True):
        x = LEFT + column * (threads.index(event.thread) + 0.5)
        words = escape(f"{in_words(event.date, language)}: {event.title}", quote=True)
        place = f'cx="{x:.1f}" cy="{_height(as_fraction(event.date), ticks):.1f}"'
        parts.append(f'<a href="#{id}" aria-label="{words}"><title>{words}</title><circle {place} r="5"/></a>')
    return "".join(parts) + "</svg>"


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
