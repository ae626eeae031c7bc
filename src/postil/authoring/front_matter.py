"""Changes to the front matter of a note file that leave everything else in it as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from postil.reading.notes import split_front_matter

_INDENTED = re.compile(r"^ +- ", re.MULTILINE)


def with_fields(text: str, fields: Mapping[str, str], after: str) -> str:
    """The text of a note file with the `fields` set; one without words is left out, a new one comes after `after`.

    Comments, the order of the fields and the way in which the others are written stay. Raises ProblemError where the
    file has no front matter.
    """
    front, end = split_front_matter(text)
    round_trip = YAML()
    round_trip.width = 100_000
    round_trip.preserve_quotes = True
    if _INDENTED.search(front):
        round_trip.indent(sequence=4, offset=2)
    data: CommentedMap = round_trip.load(front)
    for name in [name for name in fields if name in data and not fields[name]]:
        del data[name]
    place = list(data).index(after) + 1
    for name, words in fields.items():
        if name in data:
            data[name] = words
            place = list(data).index(name) + 1
        elif words:
            data.insert(place, name, words)
            place += 1
    written = StringIO()
    round_trip.dump(data, written)
    return f"---\n{written.getvalue()}---\n{text[end:]}"
