"""What every notebook of this edition needs to know of the text: its date, and how to mark it on an axis."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import yaml
from pybtex.database import BibliographyData, parse_file

from postil.charts import SOFT, mark_date, publish_value, year_position

plotly.io.templates.default = None  # which `publish` takes off anyway, and which each figure would be held against
DATE: date = yaml.safe_load(Path("../book/edition.yml").read_text("utf-8"))["date"]
COUNTRIES = {"china": "China", "russia": "Russia", "united-states": "United States"}
LAST_FULL_YEAR = DATE.year - 1  # the last year whose figures could be complete when the article came out


def mark_on_years(figure: go.Figure) -> go.Figure:
    """Mark the article's date on an axis of years."""
    mark_date(figure, year_position(DATE), "the article")
    return figure


def label(
    figure: go.Figure, x: object, y: object, text: str, *, quiet: str = "", bold: bool = False, **where: object
) -> None:
    """Write a label straight onto the figure, beside what it names; `quiet` is a second line, of second rank.

    No markup within a text: plotly.js would set styles in a way that the policy of the pages forbids.
    """
    given = {
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 6,
        "yshift": 0,
        "align": "left",
        **where,
    }
    font = dict(given.pop("font", {}))
    first = {**given, "yshift": given["yshift"] + (8 if quiet else 0)}
    figure.add_annotation(x=x, y=y, text=text, **first, font={**font, **({"weight": "bold"} if bold else {})})
    if quiet:
        figure.add_annotation(
            x=x, y=y, text=quiet, **{**given, "yshift": given["yshift"] - 8}, font={**font, "color": SOFT}
        )


def day(iso: str) -> str:
    """A date in words, as exactly as it is known: 2020-10-23 → 23 October 2020."""
    year, *rest = str(iso).split("-")
    parts = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*parts, *([month_name[int(rest[0])]] if rest else []), year])


def days(start: str, end: str) -> str:
    """Two dates in words, without what they share: 22–27 April 2012."""
    if start == end or pd.isna(end):
        return day(start)
    first, last = day(start).split(), day(end).split()
    if len(first) == len(last) == 3 and first[1:] == last[1:]:
        return f"{first[0]}–{day(end)}"
    same_year = first[-1] == last[-1] and len(first) > 1
    return f"{' '.join(first[:-1] if same_year else first)} – {day(end)}"


def sources_of(*columns: Iterable[object]) -> list[str]:
    """The keys in columns of `source_ids`, each once."""
    return sorted({key for column in columns for keys in column if isinstance(keys, str) for key in keys.split(";")})


def keys_of(source_ids: object) -> list[str]:
    """The keys in one cell of `source_ids`."""
    return source_ids.split(";") if isinstance(source_ids, str) else []


@cache
def _bibliography() -> BibliographyData:
    return parse_file("../book/references.bib")


def source_in_words(key: str) -> str:
    """A source as a person would name it: its author or publisher, and the year."""
    entry = _bibliography().entries[key]
    people = [" ".join(person.last_names).strip("{}") for person in entry.persons.get("author", [])]
    year = entry.fields.get("year", "")
    return (
        f"{people[0] if people else entry.fields.get('publisher', key)} {year}".replace("{", "")
        .replace("}", "")
        .strip()
    )


def published_by_then(source_ids: object) -> bool:
    """Whether one of the sources in a cell had come out by the year of the text."""
    return any(int(_bibliography().entries[key].fields["year"]) <= DATE.year for key in keys_of(source_ids))


def count(name: str, value: object, says: str) -> str:
    """Publish a number that a caption gives, and give it as text."""
    publish_value(name, value, says)
    return str(value)


def line(
    figure: go.Figure, values: pd.Series, name: str, colour: str, say: Callable[[object, float], str], **more: object
) -> None:
    """A line with points, open where a year is missing; `say` tells of a point."""
    figure.add_scatter(
        x=values.index.tolist(),
        y=[None if pd.isna(value) else round(float(value), 3) for value in values],
        customdata=["" if pd.isna(value) else say(at, value) for at, value in values.items()],
        name=name,
        showlegend=False,
        **{"mode": "lines+markers", "line": {"color": colour, "width": 2}, "marker": {"size": 5}, **more},
    )
