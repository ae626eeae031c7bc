"""The glossary."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from postil.sphinx.pages.gathering import GatheringDirective, definition


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("terms", TermsDirective)


class TermsDirective(GatheringDirective):
    """The glossary."""

    def run(self) -> list[nodes.Node]:
        """A list of definitions, in alphabetical order."""
        result = nodes.definition_list(classes=["entries"])
        for entry in sorted(self.edition.apparatus.terms, key=lambda entry: entry.record.term.lower()):
            term = entry.record
            content = nodes.definition("", *self.text(entry), self.sources(term.sources))
            result += definition(term.id, term.term, term.original, term.language, term.transliteration, content)
        return [result]
