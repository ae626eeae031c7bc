"""How sources are called where they are cited: who and when, with a letter where two works would have one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase

from postil.model import Source
from postil.text.edtf import moment


def labels(sources: Mapping[str, Source]) -> dict[str, str]:
    """The label of each source by its key, `Reuters 2020b`; no two are alike."""
    alike: dict[str, list[Source]] = defaultdict(list)
    for source in sources.values():
        alike[label_of(source).casefold()].append(source)
    return {
        source.key: _lettered(label_of(source), letter)
        for group in alike.values()
        for source, letter in zip(sorted(group, key=_order), _letters(len(group)), strict=False)
    }


def _lettered(label: str, letter: str) -> str:
    """`2020b`, but `n.d.-b`: behind a word a letter would be read as its last."""
    return f"{label}-{letter}" if letter and not label[-1].isdigit() else label + letter


def label_of(source: Source) -> str:
    """Who and when, without a letter; a work that nobody answers for is called by its key."""
    return f"{source.who or source.key} {_year_in_words(source.fields.get('year', '')) or 'n.d.'}"


def _year_in_words(year: str) -> str:
    """A year as a label has it: of `198X` the 1980s, of `19XX` the 1900s, of `-0299` 300 BC; others as they are."""
    if not (found := moment(year)):
        return year
    number = int(found.date)
    if number < 1:
        return f"{1 - number} BC"  # ISO 8601 has a year 0
    return f"{number}s" if found.years > 1 else year


def _order(source: Source) -> tuple[str, str]:
    return source.fields.get("date", ""), source.key


def _letters(number: int) -> Iterator[str]:
    """As many letters: none for one, else a, b … z, aa, ab."""
    if number == 1:
        yield ""
        return
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_lowercase, repeat=length))
