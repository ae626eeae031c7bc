"""The joint exercises and patrols, as every notebook that shows them tells of them."""

from __future__ import annotations

import pandas as pd
from article import DATE, days, keys_of, source_in_words

from postil.charts import COLOURS, PAPER, Mark, words

KINDS = {
    "land": ("Land exercise", "Land exercises", COLOURS[1]),
    "naval": ("Naval exercise", "Naval exercises", COLOURS[0]),
    "strategic-exercise": ("Strategic exercise", "Strategic exercises", COLOURS[4]),
    "missile-defence": ("Missile defence", "Missile defence", PAPER),
    "patrol-air": ("Air patrol", "Bomber patrols", COLOURS[2]),
    "patrol-naval": ("Naval patrol", "Naval patrols", COLOURS[3]),
}
"""Kind → its name, the name of many, its colour. The patrol of submarines of 2025 is among the naval ones."""
FRAMEWORKS = {"bilateral": "the two alone", "SCO": "Shanghai Cooperation Organisation", "multilateral": "with others"}
BOUNDS = {"about": "about ", "nearly": "nearly ", "more-than": "over ", "up-to": "up to ", "at-least": "at least "}
SIZES = [(1000, "under 1,000 people"), (3000, "1,000 to 3,000 people"), (10**9, "over 3,000 people")]


def core() -> pd.DataFrame:
    """The rows that are counted, with `before`: whether they began before the article."""
    rows = pd.read_csv("../data/exercises.csv")
    rows = rows[rows["count_set"] == "core"].sort_values(["start_earliest", "id"])
    return rows.assign(before=rows["start_latest"] < DATE.isoformat())


def region(row: pd.Series) -> str:
    """Where an event was, in one of a few parts of the world; our own division."""
    lat, lon = row["lat"], row["lon"] % 360
    if pd.isna(lat):
        return "place not given"
    if row["kind"] == "missile-defence":
        return "in rooms, at computers"
    if lat < 0:
        return "South Africa"
    if lon < 45:
        return "Europe and the Mediterranean"
    if lat < 28 and lon < 75:
        return "Gulf of Oman and Arabian Sea"
    if lon > 155:
        return "North Pacific"
    if row["kind"] in ("land", "strategic-exercise"):
        return "on land in Asia"
    return "seas off China, Japan and Korea"


def number(row: pd.Series, column: str) -> str:
    """A number of people with its bound, or the range where sources differ."""
    low, high, value = row.get(f"{column}_low"), row.get(f"{column}_high"), row[column]
    if pd.notna(low) and pd.notna(high) and low != high:
        return f"{low:,.0f} to {high:,.0f}"
    return "" if pd.isna(value) else f"{BOUNDS.get(str(row.get(f'{column}_bound')), '')}{value:,.0f}"


def forces(row: pd.Series) -> str:
    """Who came with how much, as far as it is known."""
    parts = [
        " and ".join(
            f"{number(row, f'personnel_{side}')} {name}" for side, name in SIDES if number(row, f"personnel_{side}")
        ),
        _things(row, "bombers") or _things(row, "aircraft"),
        _things(row, "ships"),
    ]
    total = number(row, "personnel_total")
    if not parts[0] and total:
        parts[0] = f"{total} people in all"
    return "; ".join(part for part in parts if part)


SIDES = (("china", "Chinese"), ("russia", "Russian"))


def _things(row: pd.Series, what: str) -> str:
    both = [(row[f"{what}_{side}"], name) for side, name in SIDES]
    if all(pd.notna(value) for value, _ in both):
        return " and ".join(f"{value:.0f} {name}" for value, name in both) + f" {what}"
    told = number(row, f"{what}_total") if f"{what}_total" in row else ""
    return f"{told} {what}" if told else ""


def size(row: pd.Series) -> str:
    """The size of the joint event, in one of a few groups."""
    total = row["personnel_total"]
    if pd.isna(total):
        return "not known"
    return next(name for limit, name in SIZES if total < limit)


def said(row: pd.Series) -> str:
    """What a reader is told of an event that is pointed at."""
    lines = (KINDS[row["kind"]][0], days(row["start_date"], row["end_date"]), row["place"], forces(row))
    return words(row["name_en"], *lines, f"Source: {sourced(row)}")


def sourced(row: pd.Series) -> str:
    """The first source of a row, and how many more there are."""
    first, *more = keys_of(row["source_ids"])
    return source_in_words(first) + (f" and {len(more)} more" if more else "")


def mark_of(row: pd.Series) -> Mark:
    """All that is said of an event."""
    others = row["other_participants"]
    facts = {
        "Kind": KINDS[row["kind"]][0],
        "Dates": days(row["start_date"], row["end_date"]),
        "Place": row["place"],
        "Forces": forces(row) or "not published",
        "Equipment": "" if pd.isna(row["assets_note"]) else row["assets_note"],
        "Taking part": "The two alone" if pd.isna(others) else f"The two, and {others.replace('; ', ', ')}",
    }
    choices = {
        "Kind": KINDS[row["kind"]][0],
        "Framework": FRAMEWORKS[row["framework"]],
        "Place": region(row),
        "Size": size(row),
        "Period": "before the article" if row["before"] else "since the article",
    }
    remark = "" if pd.isna(row["remark"]) else row["remark"]
    return Mark(row["id"], row["name_en"], facts, choices, remark, keys_of(row["source_ids"]), bool(row["before"]))
