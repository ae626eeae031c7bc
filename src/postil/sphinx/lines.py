"""Lines of links, which the view as of the text's month shortens to what was known then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from postil.edition import Edition
from postil.model import Note
from postil.sphinx.nodes import folded, later
from postil.sphinx.words import _, _n, called

FEW = 3
"""Of so many notes or fewer the titles are shown at once."""


class Link(NamedTuple):
    """A link, and whether it leads to what could not be known in the month of the text."""

    node: nodes.Node
    later: bool = False


def line_of(label: str, links: Iterable[Link], classes: Sequence[str], separator: str = "; ") -> nodes.paragraph:
    """A label and its links: first those to what was known."""
    told = sorted(links, key=lambda link: link.later)
    return nodes.paragraph("", "", *separated(told, separator, nodes.inline("", label)), classes=list(classes))


def separated(
    links: Sequence[Link], separator: str, before: nodes.Node | None = None, after: nodes.Node | None = None
) -> Iterator[nodes.Node]:
    """Links in their order, between a sign before them and one after them; what is later is in nodes of its own."""
    around = [part for part in (before, after) if part]
    if all(link.later for link in links):
        inner = [part for link in links for part in (nodes.Text(separator), link.node)][1:]
        yield later("", "", *around[:1], *inner, *around[1:])
        return
    yield from around[:1]
    known = False
    for index, link in enumerate(links):
        sign = [nodes.Text(separator)] if index else []
        if link.later:
            yield later("", "", *sign, link.node)
        else:
            yield from sign if known else [later("", "", *sign)] if sign else []
            yield link.node
            known = True
    yield from around[1:]


def sentences_line(label: str, numbers: Sequence[str], docname: str) -> nodes.paragraph:
    """Links to sentences by their numbers; `docname` is the document that has the line."""
    links = (Link(_reference("sentence", number, called(number), docname)) for number in numbers)
    return line_of(label, links, ["postil-appears"], ", ")


def notes_line(edition: Edition, notes: Sequence[Note], docname: str) -> nodes.Element:
    """Links to notes; where there are many they open on demand."""
    links = [Link(_reference("note", note.id, note.title, docname), edition.is_later(note)) for note in notes]
    if len(notes) <= FEW:
        return line_of(_("Appears in notes: "), links, ["postil-appears"])
    items = nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", _dated(link))) for link in links))
    summary = _n("Appears in %d note", "Appears in %d notes", len(notes)) % len(notes)
    return folded("", items, summary=summary, classes=["postil-appears"])


def _dated(link: Link) -> nodes.Node:
    return later("", "", link.node) if link.later else link.node


def _reference(kind: str, target: str, words: str, docname: str) -> pending_xref:
    inner = nodes.inline("", words)
    return pending_xref("", inner, refdomain="postil", reftype=kind, reftarget=target, refdoc=docname)
