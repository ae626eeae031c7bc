"""What is said of one mark of a figure: in a word or two when it is pointed at, in full when it is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class Mark(NamedTuple):
    """One mark of a figure, or of several that are linked.

    `key` is its name in addresses and in `ids` of a trace. `facts` are the lines of its panel (label → words);
    `choices` what filters go by (label → group); `sources` are keys of the bibliography. `known` says whether it was
    known on the day of the text.
    """

    key: str
    title: str
    facts: Mapping[str, str]
    choices: Mapping[str, str] = {}
    remark: str = ""
    sources: Sequence[str] = ()
    known: bool = True


def words(title: str, *lines: str) -> str:
    """What a reader is told of a mark that is pointed at; for the `customdata` of a trace.

    The title comes first, then each line that is not empty. Plotly's labels and our own show the same.
    """
    return "<br>".join([f"<b>{escape(title, quote=False)}</b>", *(escape(line, quote=False) for line in lines if line)])


def marks_as_data(marks: Sequence[Mark], figure: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The marks as JSON data.

    Raises ValueError where a key is no key or taken twice, and where the figure has a mark of which nothing is said.
    """
    keys = [mark.key for mark in marks]
    wrong = [key for key in keys if not _KEY.match(key) or keys.count(key) > 1]
    if wrong:
        raise ValueError(f"the key of each mark is its own, of lower-case words joined by hyphens; not '{wrong[0]}'")
    unknown = sorted(set(_ids(figure)) - set(keys)) if marks and figure else []
    if unknown:
        raise ValueError(f"`detail` says nothing of the mark '{unknown[0]}'")
    return [
        {**mark._asdict(), "facts": dict(mark.facts), "choices": dict(mark.choices), "sources": list(mark.sources)}
        for mark in marks
    ]


def _ids(figure: Mapping[str, Any]) -> Iterator[str]:
    for trace in figure["data"]:
        yield from (id for id in trace.get("ids") or () if id)
