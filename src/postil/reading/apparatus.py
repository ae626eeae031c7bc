"""The apparatus as data: all records of an edition, each file of which may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from postil.paths import Paths
from postil.problems import Problem
from postil.reading.parallels import Comparison, Parallel, read_parallels
from postil.reading.records import Entry, Event, Person, Term, read_records


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All records of an edition."""

    people: tuple[Entry[Person], ...] = ()
    terms: tuple[Entry[Term], ...] = ()
    events: tuple[Entry[Event], ...] = ()
    comparison: Entry[Comparison] | None = None
    parallels: tuple[Entry[Parallel], ...] = ()

    def entries(self) -> Iterator[Entry[Any]]:
        """Every record, file by file."""
        for group in (self.people, self.terms, self.events, self.parallels):
            yield from group
        if self.comparison:
            yield self.comparison


def read_apparatus(paths: Paths) -> tuple[Apparatus, list[Problem]]:
    """Read the files of records; an edition may lack any of them."""
    people, wrong_people = read_records(paths.people, Person)
    terms, wrong_terms = read_records(paths.terms, Term)
    events, wrong_events = read_records(paths.events, Event)
    comparison, parallels, wrong_parallels = read_parallels(paths.parallels)
    problems = wrong_people + wrong_terms + wrong_events + wrong_parallels
    return Apparatus(people, terms, events, comparison, parallels), problems
