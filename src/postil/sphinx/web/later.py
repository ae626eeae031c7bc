"""What a page tells of later times is marked, so that the view as of the text's month leaves it out.

A paragraph is left out as a whole where it names a later day, month or year, or speaks of a source that came out later;
so is what holds nothing else. Who writes of both times gives each a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.edition import Edition
from postil.reading.memory import recall
from postil.sphinx.domain import edition_domain
from postil.sphinx.nodes import article_text, later, settled
from postil.text.calendar import dates

LATER = "postil-later"
_NOW = "postil-now"
_WORDS = (nodes.paragraph, nodes.title, nodes.rubric, nodes.caption)
_YEAR = re.compile(r"\d{4}(?<![\d.,]\d{4})(?!\d|[.,]\d)")


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(MarkWhatIsLater)


class MarkWhatIsLater(SphinxPostTransform):
    """Gives what is later a class."""

    default_priority = 20  # after references are resolved: their words count too

    def run(self, **kwargs: Any) -> None:
        """Mark what is later on this page, but for its title."""
        domain = edition_domain(self.env)
        if makes_site(self.app.builder) and not domain.is_hosts(self.env.docname):
            self.edition = domain.edition
            for section in self.document.children:
                if isinstance(section, nodes.section):
                    for child in section.children[1:]:
                        self.mark(child)

    def mark(self, node: nodes.Node) -> bool:
        """Mark what is later in a node, or the node itself; returns whether it was the node."""
        node = node["content"] if isinstance(node, settled) else node
        if not isinstance(node, nodes.Element) or isinstance(node, (article_text, later)):
            return False
        if isinstance(node, _WORDS):
            found = tells_of_later(self.edition, _shown(node))
        else:
            marked = [self.mark(child) for child in node.children if isinstance(child, nodes.Element)]
            found = bool(marked) and self.judge(node, marked)
        if found:
            node["classes"].append(LATER)
        return found

    def judge(self, node: nodes.Element, marked: list[bool]) -> bool:
        """Whether a node is later: a row with any part, a section or an item with its first, all others with all."""
        if isinstance(node, nodes.row):
            return any(marked)
        term = node.children[0]
        if isinstance(term, nodes.term) and all(marked[1:]):
            term["classes"].append(LATER)
        first = isinstance(node, (nodes.section, nodes.list_item)) and marked[0]
        rest = marked[1:] if isinstance(node, nodes.section) else marked
        return first or (bool(rest) and all(rest))


def tells_of_later(edition: Edition, text: str) -> bool:
    """Whether a text names a year, or a month of the text's year, that lies after the text's month."""
    day = edition.settings.date
    if any(day.year < int(year) <= edition.last_year for year in _YEAR.findall(text)):
        return True
    if f"{day.year}" not in text:  # as in most, which then need not be searched for dates
        return False
    given = f"{day} {edition.settings.languages}"
    return recall("later", text, partial(_names_later_month, text, day, edition.settings.languages), given)


def _names_later_month(text: str, day: date, languages: Sequence[str]) -> bool:
    found = (when for *_, when in dates(text, languages))
    return any(when.year == day.year and (when.month or 0) > day.month for when in found)


def _shown(node: nodes.Element) -> str:
    """The words of a node but for those that the view leaves out anyway."""
    return "".join(_texts(node))


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield str(node)
    elif not isinstance(node, later) and _NOW not in getattr(node, "attributes", {}).get("classes", ()):
        for child in node.children:
            yield from _texts(child)
