"""The ledger of claims, the verdicts and what each means, and numbers of the edition in running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from postil.export.claim_review import as_script
from postil.mentions import Ref, What
from postil.model import Claim, Note, Verdict
from postil.report import tally
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.pages.exports import addresses_of
from postil.sphinx.pages.gathering import GatheringDirective, badge, link, table
from postil.sphinx.words import _, meaning_of, quoted


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    app.add_directive("claims", ClaimsDirective)
    app.add_directive("verdicts", VerdictsDirective)
    app.add_role("tally", TallyRole())


class ClaimsDirective(GatheringDirective):
    """The ledger: every note that judges a claim or calls it an opinion, in reading order, with a count per verdict.

    Each row has the address `claim-<note>`, each count `verdict-<name>`, which with script shows those rows alone.
    """

    draws_on = Gathers.PLACES | Gathers.SOURCES

    def run(self) -> list[nodes.Node]:
        """The counts and the table."""
        edition = self.edition
        ordered = [edition.by_id[id] for id in edition.reading_order]
        notes = [note for note in ordered if note.judgement]
        self.show(notes)
        heads = [_("Place"), _("Passage"), _("Verdict"), _("Finding"), _("Sources")]
        reviews = nodes.raw("", as_script(edition, addresses_of(self.env.app)), format="html")
        ledger = table(heads, map(self._row, notes), "postil-ledger")
        for row, note in zip(next(ledger.findall(nodes.tbody)).children, notes, strict=True):
            row["ids"] = [f"claim-{note.id}"]  # type: ignore[index]
            self.enter(Ref(What.CLAIM, note.id), f"claim-{note.id}")
        return [self._counts(notes), ledger, reviews]

    def _counts(self, notes: Sequence[Note]) -> nodes.bullet_list:
        """How often each verdict is given, in the order of the vocabulary, and how many opinions there are."""
        counts = Counter(note.judgement for note in notes)
        items = nodes.bullet_list(classes=["postil-counts"])
        judgements: list[Verdict | Claim] = [*self.edition.vocabulary.verdicts.values(), Claim.OPINION]
        for judgement in judgements:
            if counts[judgement]:
                self.enter(Ref(What.VERDICT, str(judgement)), f"verdict-{judgement}")
                count = nodes.paragraph("", "", badge(judgement), nodes.Text(f" {counts[judgement]}"))
                items += nodes.list_item("", count, ids=[f"verdict-{judgement}"])
        return items

    def _row(self, note: Note) -> tuple[list[nodes.Node], ...]:
        sentence = self.edition.sentence_of(note.id)
        place = sentence.replace("-", ".") if self.edition.anchors[note.id].paragraph else _("Title")
        return (
            [link("sentence", sentence, place)],
            [link("note", note.id, quoted(note.quote.exact))],
            [badge(note.judgement)] if note.judgement else [],
            [link("note", note.id, note.title)],
            [self.sources(note.sources)] if note.sources else [],
        )


class VerdictsDirective(GatheringDirective):
    """The verdicts and what each means."""

    def run(self) -> list[nodes.Node]:
        """A definition list."""
        items = (
            nodes.definition_list_item(
                "", nodes.term("", "", badge(verdict)), nodes.definition("", nodes.paragraph("", meaning_of(verdict)))
            )
            for verdict in self.edition.vocabulary.verdicts.values()
        )
        return [nodes.definition_list("", *items, classes=["postil-records"])]


class TallyRole(SphinxRole):
    """A number of the edition: `{tally}`notes``, `sources`, `checked`, `claims`, a kind or a verdict."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The number as text."""
        domain = edition_domain(self.env)
        domain.gather(self.env.docname, Gathers.PLACES | Gathers.SOURCES)
        numbers = tally(domain.edition)
        if self.text not in numbers:
            message = f"there is no number '{self.text}'; known are {', '.join(numbers)}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(str(numbers[self.text]))], []
