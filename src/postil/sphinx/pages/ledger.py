"""The ledger of claims, the verdicts and what each means, and numbers of the edition in running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from postil.compat.sphinx import offer_directive, offer_role
from postil.edition import InContext
from postil.export.claim_review import as_script
from postil.mentions import Ref, What
from postil.model import Claim, Note, Verdict
from postil.report import tally
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.pages.exports import addresses_of
from postil.sphinx.pages.gathering import GatheringDirective, badge, counted, link, table
from postil.sphinx.words import _, called, meaning_of

_WORD = re.compile(r"\S+\s*")
_BESIDE = 8  # words of the sentence on either side of those that are judged


def setup(app: Sphinx) -> None:
    """Register what this page needs."""
    offer_directive(app, "claims", ClaimsDirective)
    offer_directive(app, "verdicts", VerdictsDirective)
    offer_role(app, "tally", TallyRole())


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
            row["classes"] = ["postil-later"] if edition.is_later(note) else []  # type: ignore[index]
            self.enter(Ref(What.CLAIM, note.id), f"claim-{note.id}")
        return [self._counts(notes), ledger, reviews]

    def _counts(self, notes: Sequence[Note]) -> nodes.bullet_list:
        """How often each verdict is given, in the order of the vocabulary, and how many opinions there are."""
        counts = Counter(note.judgement for note in notes)
        known = Counter(note.judgement for note in notes if not self.edition.is_later(note))
        items = nodes.bullet_list(classes=["postil-counts"])
        judgements: list[Verdict | Claim] = [*self.edition.vocabulary.verdicts.values(), Claim.OPINION]
        for judgement in judgements:
            if counts[judgement]:
                self.enter(Ref(What.VERDICT, str(judgement)), f"verdict-{judgement}")
                numbers = counted(counts[judgement], known[judgement])
                count = nodes.paragraph("", "", badge(judgement), nodes.Text(" "), *numbers)
                later = [] if known[judgement] else ["postil-later"]
                items += nodes.list_item("", count, ids=[f"verdict-{judgement}"], classes=later)
        return items

    def _row(self, note: Note) -> tuple[list[nodes.Node], ...]:
        sentence = self.edition.sentence_of(note.id)
        return (
            [link("sentence", sentence, called(sentence))],
            [self._passage(note)],
            [badge(note.judgement)] if note.judgement else [],
            [link("note", note.id, note.title)],
            [self.sources(note.sources)] if note.sources else [],
        )

    def _passage(self, note: Note) -> nodes.paragraph:
        """The words of a note, with so many others of their sentence that they say something by themselves."""
        before, words, after = _shortened(self.edition.in_context(note.id))
        marked = link("note", note.id, words)
        return nodes.paragraph("", "", nodes.Text(before), marked, nodes.Text(after), support_smartquotes=False)


def _shortened(context: InContext) -> InContext:
    """At least so many words on either side; a side that has fewer leaves room to the other."""
    before, after = (list(_WORD.finditer(text)) for text in (context.before, context.after))
    first = max(0, len(before) - max(_BESIDE, 2 * _BESIDE - len(after)))
    last = max(_BESIDE, 2 * _BESIDE - len(before))
    start = f"… {context.before[before[first].start() :]}" if first else context.before
    end = f"{context.after[: after[last - 1].end()].rstrip()} …" if last < len(after) else context.after
    return context._replace(before=start, after=end)


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
        numbers, then = tally(domain.edition), tally(domain.edition, then=True)
        if self.text not in numbers:
            message = f"there is no number '{self.text}'; known are {', '.join(numbers)}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return counted(numbers[self.text], then[self.text]), []
