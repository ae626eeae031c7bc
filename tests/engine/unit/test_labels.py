"""How sources are called: two different works never have one label."""

from __future__ import annotations

from pathlib import Path

from postil.model import Name, Source
from postil.reading.labels import labels


def source(key: str, who: str = "Reuters", **fields: str) -> Source:
    return Source(key, Path("references.bib"), 1, {"title": key, **fields}, (Name(who),))


def test_a_label_is_who_and_when() -> None:
    one, other = source("a", year="2020"), source("b", "Carpenter", year="2014")
    assert labels({"a": one, "b": other}) == {"a": "Reuters 2020", "b": "Carpenter 2014"}


def test_a_year_that_is_not_wholly_known_is_said_in_words() -> None:
    years = {"a": "198X", "b": "19XX", "c": "-0299", "d": "1985", "e": "c. 1640"}
    said = labels({key: source(key, key, year=year) for key, year in years.items()})
    assert list(said.values()) == ["a 1980s", "b 1900s", "c 300 BC", "d 1985", "e c. 1640"]


def test_alike_labels_get_letters_by_date() -> None:
    dates = {"a": "2020-12", "b": "2020-01", "c": "2020-06"}
    reports = {key: source(key, year="2020", date=day) for key, day in dates.items()}
    assert labels(reports) == {"a": "Reuters 2020c", "b": "Reuters 2020a", "c": "Reuters 2020b"}
    assert len(set(labels({"a": source("a", year="2020"), "b": source("b", "REUTERS", year="2020")}).values())) == 2


def test_a_letter_behind_a_word_is_kept_apart() -> None:
    reports = {key: source(key, year="undated") for key in "ab"}
    assert labels(reports) == {"a": "Reuters undated-a", "b": "Reuters undated-b"}


def test_many_and_undated_ones_are_told_apart() -> None:
    many = labels({key: source(key) for key in (f"x{number:02}" for number in range(30))})
    assert len(set(many.values())) == 30
    assert (many["x00"], many["x29"]) == ("Reuters n.d.-a", "Reuters n.d.-ad")
