"""The glossary."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.mentions import Ref, What
from postil.reading.records import Entry, Term
from postil.sphinx.domain import Gathers
from postil.sphinx.pages.gathering import GatheringDirective, definition, definitions


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "terms", TermsDirective)


class TermsDirective(GatheringDirective):
    """The glossary."""

    draws_on = Gathers.TERMS

    def run(self) -> list[nodes.Node]:
        """Lists of definitions, the terms of the text first."""
        entries = {Ref(What.TERM, entry.record.id): entry for entry in self.edition.apparatus.terms}
        ordered = sorted(entries, key=lambda ref: entries[ref].record.term.lower())
        return list(definitions(self.edition, ordered, lambda ref: self._item(ref, entries[ref])))

    def _item(self, ref: Ref, entry: Entry[Term]) -> nodes.definition_list_item:
        term = entry.record
        self.enter(ref, term.id)
        content = nodes.definition("", *self.text(entry), self.sources(term.sources))
        return definition(ref, term.term, term.original, term.language, term.transliteration, content)
