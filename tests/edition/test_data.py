"""The data package: every table fits its schema, and rows that are broken are refused by name and row."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from frictionless import Package, validate

from tests.support import ROOT

DATA = ROOT / "data"


def test_every_table_fits_its_schema() -> None:
    report = validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_table_is_described_column_by_column() -> None:
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in DATA.glob("*.csv")}
    for resource in package["resources"]:
        assert resource["sources"] and resource["licenses"] and resource["created"], resource["name"]
        assert all(field["description"] and field["type"] for field in resource["schema"]["fields"]), resource["name"]


def test_every_source_of_a_row_is_among_those_of_its_table() -> None:
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            used = {key for row in csv.DictReader(file) for key in row.get("source_ids", "").split(";") if key}
        assert used <= {source.get("key") for source in resource["sources"]}, resource["name"]


BROKEN: dict[str, tuple[str, Callable[[list[dict[str, str]]], None], str]] = {
    "a date that does not exist": ("exercises", lambda rows: rows[3].update(start_date="2009-02-31"), "start_date"),
    "a negative count": ("exercises", lambda rows: rows[3].update(personnel_total="-5"), "personnel_total"),
    "a duplicated event": ("exercises", lambda rows: rows.append(dict(rows[3])), ""),
    "an unknown kind": ("exercises", lambda rows: rows[3].update(kind="parade"), "kind"),
    "a missing source": ("exercises", lambda rows: rows[3].update(source_ids=""), "source_ids"),
    "a negative value": ("trade", lambda rows: rows[3].update(value_usd_bn="-1"), "value_usd_bn"),
    "words for a number": (
        "military-spending",
        lambda rows: rows[3].update(constant_2023_usd_bn="much"),
        "constant_2023",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_row_is_refused(tmp_path: Path, case: str) -> None:
    table, spoil, field = BROKEN[case]
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spoil(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    report = Package(str(tmp_path / "data/datapackage.json")).get_resource(table).validate()
    errors = report.flatten(["rowNumber", "fieldName", "message"])
    assert errors, case
    row = len(rows) + 1 if case == "a duplicated event" else 5
    assert any(error[0] == row and field in (error[1] or "") for error in errors), errors


def test_the_rates_of_exercises_are_of_the_time_since_the_first_one() -> None:
    article: date = yaml.safe_load((ROOT / "book/edition.yml").read_text("utf-8"))["date"]
    values = yaml.safe_load((ROOT / "book/values.yml").read_text("utf-8"))
    with (DATA / "exercises.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["count_set"] == "core"]
    first = date.fromisoformat(min(row["start_earliest"] for row in rows))
    before = [row for row in rows if row["start_latest"] < article.isoformat() and "patrol" not in row["kind"]]
    rate = len(before) / ((article - first).days / 365.25)
    assert values["exercises-a-year-without-patrols-before"]["value"] == f"{rate:.1f}"
