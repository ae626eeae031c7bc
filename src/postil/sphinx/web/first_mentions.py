"""The first mention of a person or a term in a note, in an entry and on a page leads to the entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.mentions import Ref, What
from postil.sphinx import nodes as n
from postil.sphinx.domain import EditionDomain, edition_domain

NAME = "postil-name"
# Where a link would change what is shown: the article's own words, what is linked already, headings and tables.
_LEFT_ALONE = (
    nodes.reference, pending_xref, nodes.title, nodes.term, nodes.literal, nodes.literal_block, nodes.table, nodes.raw,
    nodes.superscript, nodes.citation, n.article_text, n.named_here, n.appears_in, n.note_sources, n.source_entry,
    n.source_reference,
)  # fmt: skip
_LEFT_ALONE_CLASSES = frozenset(
    {
        "postil-exercise",
        "postil-asked",
        "postil-poster",
        "postil-findings",
        "postil-start",
        "postil-doors",
        "postil-in-context",
    }
)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkFirstMentions)


class LinkFirstMentions(SphinxPostTransform):
    """Links the first mention in each note card, in each entry of the apparatus and in the rest of the page."""

    default_priority = 6  # before citations and references are resolved

    def run(self, **kwargs: Any) -> None:
        """Replace the words by references, where a page lists what they name."""
        domain = edition_domain(self.env)
        linked = makes_site(self.app.builder) or self.app.builder.name == "epub"
        if not domain.has_entries or not linked or domain.is_hosts(self.env.docname):
            return
        seen: dict[int, set[Ref]] = {}
        for text in list(self.document.findall(nodes.Text)):
            scope = _scope(text)
            if scope is not None:
                known = seen.setdefault(id(scope), _own(scope))
                parts = list(_linked(text, domain, known, self.env.docname))
                if len(parts) > 1 or parts[:1] != [text]:
                    text.parent.replace(text, parts)


def _scope(text: nodes.Text) -> nodes.Node | None:
    """The note, the entry, the chapter or the page that a text is part of; None where it is to be left alone."""
    scope: nodes.Node | None = None
    node: nodes.Node = text
    while node.parent is not None:
        node = node.parent
        if isinstance(node, _LEFT_ALONE) or not _LEFT_ALONE_CLASSES.isdisjoint(node.get("classes", ())):
            return None
        if scope is None and (isinstance(node, n.note_card | n.whole_chapter) or "entry" in node):
            scope = node
    return scope or node


def _own(scope: nodes.Node) -> set[Ref]:
    """What is known at the beginning of a scope: an entry does not lead to itself."""
    own = scope.get("entry") if isinstance(scope, nodes.Element) else None
    return {own} if own else set()


def _linked(text: nodes.Text, domain: EditionDomain, known: set[Ref], docname: str) -> Iterator[nodes.Node]:
    words, at = text.astext(), 0
    for found in domain.edition.mentions.finder.find(words):
        if found.named not in known and domain.place_of(found.named):
            known.add(found.named)
            if found.start > at:
                yield nodes.Text(words[at : found.start])
            yield reference_to(found.named, words[found.start : found.end], docname)
            at = found.end
    if at < len(words):
        yield nodes.Text(words[at:]) if at else text


def reference_to(ref: Ref, words: str, docname: str) -> pending_xref:
    """A reference to an entry from a document that is being written."""
    inner = nodes.inline("", words, classes=[NAME] if ref.what in (What.PERSON, What.TERM) else [])
    return pending_xref("", inner, refdomain="postil", reftype=str(ref.what), reftarget=ref.id, refdoc=docname)
