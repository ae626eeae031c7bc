"""The pages that nobody keeps by hand: ledger of claims, timeline, people, glossary, parallels, sources, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinxcontrib.bibtex.nodes import bibliography as bibliography_node

from postil.dates import in_words
from postil.edition import Edition
from postil.export.claim_review import as_script
from postil.model import Claim, Kind, Note, Passage, SourceGroup, Verdict
from postil.records import Entry, Event, Post
from postil.report import tally
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.exports import addresses_of
from postil.sphinx.note_text import citation, render
from postil.timeline import draw


def setup(app: Sphinx) -> None:
    """Register the directives, the role and the transform."""
    app.add_directive("claims", ClaimsDirective)
    app.add_directive("updates", UpdatesDirective)
    app.add_directive("timeline", TimelineDirective)
    app.add_directive("timeline-drawing", TimelineDrawingDirective)
    app.add_directive("people", PeopleDirective)
    app.add_directive("terms", TermsDirective)
    app.add_directive("parallels", ParallelsDirective)
    app.add_directive("credits", CreditsDirective)
    app.add_directive("verdicts", VerdictsDirective)
    app.add_role("tally", TallyRole())
    app.connect("doctree-read", watch_bibliographies)
    app.add_post_transform(ArrangeSources)


GROUPS = {
    SourceGroup.OFFICIAL: "Official bodies",
    SourceGroup.AGENCY: "News agencies",
    SourceGroup.PRESS: "Press, broadcasters and other sites",
    SourceGroup.SCHOLARSHIP: "Scholarship and data",
    SourceGroup.REFERENCE: "Works of reference",
}


class GatheringDirective(SphinxDirective):
    """A directive whose page is made again when any source or record changes, or a note, as far as it shows them."""

    draws_on: ClassVar[Gathers] = Gathers.RECORDS

    @property
    def edition(self) -> Edition:
        """The edition of this build."""
        domain = edition_domain(self.env)
        domain.gather(self.env.docname, self.draws_on)
        return domain.edition

    def show(self, notes: Iterable[Note]) -> None:
        """Have the page made again when what one of the notes says changes."""
        edition_domain(self.env).show(self.env.docname, (note.id for note in notes))

    def text(self, entry: Entry[Any], field: str = "text") -> list[nodes.Node]:
        """The nodes of a record's MyST text."""
        return render(Passage(getattr(entry.record, field), entry.line), entry.path, self.state.document)

    def sources(self, keys: Sequence[str]) -> nodes.paragraph:
        """A line of sources, each with its state."""
        line = nodes.paragraph(classes=["sources"])
        for key in keys:
            line += list(citation(self.edition.sources[key]))
            line += nodes.Text(" · " if key != keys[-1] else "")
        return line


class ClaimsDirective(GatheringDirective):
    """The ledger: every note that judges a claim or calls it an opinion, in reading order, with a count per verdict."""

    draws_on = Gathers.HEADS

    def run(self) -> list[nodes.Node]:
        """The counts and the table."""
        edition = self.edition
        ordered = [edition.by_id[id] for id in edition.reading_order]
        notes = [note for note in ordered if note.verdict or note.claim == Claim.OPINION]
        self.show(notes)
        heads = ("Place", "Passage", "Verdict", "Finding", "Sources")
        reviews = nodes.raw("", as_script(edition, addresses_of(self.env.app)), format="html")
        return [self._counts(notes), table(heads, map(self._row, notes), "ledger"), reviews]

    def _counts(self, notes: Sequence[Note]) -> nodes.bullet_list:
        counts: dict[str, int] = defaultdict(int)
        for note in notes:
            counts[_verdict(note)] += 1
        items = (nodes.list_item("", nodes.paragraph("", "", badge(v), nodes.Text(f" {n}"))) for v, n in counts.items())
        return nodes.bullet_list("", *items, classes=["counts"])

    def _row(self, note: Note) -> tuple[list[nodes.Node], ...]:
        sentence = self.edition.sentence_of(note.id)
        place = sentence.replace("-", ".") if self.edition.anchors[note.id].paragraph else "Title"
        return (
            [link("sentence", sentence, place)],
            [nodes.Text(f"“{note.quote.exact}”")],
            [badge(_verdict(note))],
            [link("note", note.id, note.title)],
            [self.sources(note.sources)] if note.sources else [],
        )


class VerdictsDirective(SphinxDirective):
    """The seven verdicts and what each means."""

    def run(self) -> list[nodes.Node]:
        """A definition list."""
        items = (
            nodes.definition_list_item(
                "", nodes.term("", str(verdict)), nodes.definition("", nodes.paragraph("", verdict.meaning))
            )
            for verdict in Verdict
        )
        return [nodes.definition_list("", *items, classes=["entries"])]


class UpdatesDirective(GatheringDirective):
    """The notes on what came after, by date."""

    draws_on = Gathers.HEADS

    def run(self) -> list[nodes.Node]:
        """A list of dates and titles."""
        notes = sorted((n for n in self.edition.notes if n.kind == Kind.UPDATE), key=lambda note: note.as_of)
        items = nodes.bullet_list(classes=["dated"])
        for note in notes:
            date = nodes.inline("", f"{in_words(note.as_of.isoformat())} ", classes=["date"])
            items += nodes.list_item("", nodes.paragraph("", "", date, link("note", note.id, note.title)))
        return [items]


class CreditsDirective(GatheringDirective):
    """Who wrote the notes: each contributor with the notes that name them, those with most notes first."""

    draws_on = Gathers.HEADS

    def run(self) -> list[nodes.Node]:
        """A definition list of contributors."""
        written: dict[str, list[Note]] = defaultdict(list)
        for id in self.edition.reading_order:
            for name in self.edition.by_id[id].by:
                written[name].append(self.edition.by_id[id])
        ranked = sorted(written.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
        return [nodes.definition_list("", *(self._entry(name, notes) for name, notes in ranked), classes=["credits"])]

    def _entry(self, name: str, notes: Sequence[Note]) -> nodes.definition_list_item:
        count = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
        line = nodes.paragraph()
        for note in notes:
            line += link("note", note.id, note.title)
            line += nodes.Text(" · " if note is not notes[-1] else "")
        term = nodes.term("", "", nodes.Text(name), nodes.inline("", f", {count}", classes=["count"]))
        return nodes.definition_list_item("", term, nodes.definition("", line))


class TimelineDirective(GatheringDirective):
    """The events between two dates as a list."""

    option_spec: ClassVar[dict[str, Any]] = {"from": directives.unchanged, "to": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The list; `from` and `to` are the first and last date, inclusive, as precise as need be."""
        first, last = self.options.get("from", ""), self.options.get("to", "9999")
        items = [
            self._item(entry, id)
            for entry, id in events(self.edition)
            if entry.record.date >= first and entry.record.date[: len(last)] <= last
        ]
        return [nodes.bullet_list("", *items, classes=["dated"])]

    def _item(self, entry: Entry[Event], id: str) -> nodes.list_item:
        event = entry.record
        item = nodes.list_item(ids=[id])
        date = nodes.inline("", f"{in_words(event.date)} ", classes=["date"])
        item += nodes.paragraph("", "", date, nodes.strong("", event.title))
        item += self.text(entry)
        item += self.sources(event.sources)
        return item


class TimelineDrawingDirective(GatheringDirective):
    """The events as a picture that leads to the list."""

    def run(self) -> list[nodes.Node]:
        """The picture, in HTML; elsewhere the list serves."""
        listed = events(self.edition)
        if not listed:
            raise self.error("there is no event in book/apparatus/timeline.yml to draw")
        picture = draw([entry.record for entry, _ in listed], [id for _, id in listed], self.edition.settings.date)
        return [nodes.raw("", picture, format="html")]


class PeopleDirective(GatheringDirective):
    """People or institutions, with what each was on the day."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list of definitions; the argument is `person` or `institution`."""
        entries = [entry for entry in self.edition.apparatus.people if entry.record.kind == self.arguments[0]]
        if not entries:
            raise self.error(f"nobody in book/apparatus/people.yml is of kind '{self.arguments[0]}'")
        result = nodes.definition_list(classes=["entries"])
        for entry in sorted(entries, key=lambda entry: entry.record.name):
            person = entry.record
            content = nodes.definition("", nodes.paragraph("", person.on_the_day, classes=["role"]))
            if person.posts:
                posts = (nodes.list_item("", nodes.paragraph("", _post(post))) for post in person.posts)
                content += nodes.bullet_list("", *posts, classes=["posts"])
            content += [*self.text(entry), self.sources(person.sources)]
            result += definition(person.id, person.name, person.original, person.language, "", content)
        return [result]


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


class ParallelsDirective(GatheringDirective):
    """The text beside an earlier one, sentence by sentence."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        heads = ("The article", "The earlier text", "Shared words", "Changed", "Match")
        return [table(heads, map(self._row, self.edition.apparatus.parallels), "parallels")]

    def _row(self, entry: Entry[Any]) -> tuple[list[nodes.Node], ...]:
        parallel = entry.record
        place = link("sentence", parallel.sentence, parallel.sentence.replace("-", "."))
        return (
            [nodes.paragraph("", "", place, nodes.Text(f" “{parallel.article}”"))],
            self.text(entry, "earlier"),
            [nodes.Text(parallel.shared or "none seen")],
            self.text(entry, "changed"),
            [nodes.inline("", parallel.sure, classes=["likeness", parallel.sure])],
        )


class TallyRole(SphinxRole):
    """A number of the edition: `{tally}`notes``, `sources`, `checked`, `claims`, a kind or a verdict."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The number as text."""
        domain = edition_domain(self.env)
        domain.gather(self.env.docname, Gathers.HEADS)
        numbers = tally(domain.edition)
        if self.text not in numbers:
            message = f"there is no number '{self.text}'; known are {', '.join(numbers)}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.Text(str(numbers[self.text]))], []


def watch_bibliographies(app: Sphinx, document: nodes.document) -> None:
    """A page with a bibliography names the notes that lean on each source, so it gathers too."""
    if any(document.findall(bibliography_node)):
        edition_domain(app.env).gather(app.env.docname, Gathers.HEADS)


class ArrangeSources(SphinxPostTransform):
    """Adds to each source of the bibliography the notes that lean on it, and puts the sources under their groups."""

    default_priority = 8  # after sphinxcontrib-bibtex has made the entries, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Name the notes first, then move the entries."""
        self.name_leaning_notes()
        for entry in list(self.document.findall(nodes.citation))[:1]:
            self.group(entry.parent)

    def group(self, container: nodes.Element) -> None:
        """Put the entries of a bibliography into a section for each group."""
        sources = edition_domain(self.env).edition.sources
        lists = {group: nodes.container(classes=["citations"]) for group in GROUPS}
        for entry in list(container.findall(nodes.citation)):
            group = sources[entry["ids"][0].removeprefix("source-")].fields["keywords"]
            lists[SourceGroup(group)] += entry
        sections = [
            nodes.section("", nodes.title("", GROUPS[group]), entries, ids=[f"sources-{group}"])
            for group, entries in lists.items()
            if entries.children
        ]
        container.replace_self(sections)

    def name_leaning_notes(self) -> None:
        """Add a paragraph to each entry that a note names."""
        edition = edition_domain(self.env).edition
        leaning: dict[str, list[str]] = defaultdict(list)
        for id in edition.reading_order:
            for key in edition.by_id[id].sources:
                leaning[f"source-{key}"].append(id)
        for entry in self.document.findall(nodes.citation):
            ids = leaning.get(entry["ids"][0], [])
            if ids:
                line = nodes.paragraph("", "Notes: ", classes=["leaning"])
                for id in ids:
                    reference = link("note", id, edition.by_id[id].title)
                    reference["refdoc"] = self.env.docname
                    line += [reference, nodes.Text("; " if id != ids[-1] else "")]
                entry += line


def events(edition: Edition) -> list[tuple[Entry[Event], str]]:
    """The events in order of time, each with the id of its entry in the list."""
    ordered = sorted(edition.apparatus.events, key=lambda entry: entry.record.date)
    return [(entry, f"event-{number}") for number, entry in enumerate(ordered, 1)]


def link(kind: str, target: str, text: str) -> pending_xref:
    """A reference to a note or a sentence, resolved when all pages are known."""
    return pending_xref("", nodes.inline("", text), refdomain="postil", reftype=kind, reftarget=target, refwarn=True)


def badge(verdict: str) -> nodes.inline:
    """The word of a verdict, or `opinion`."""
    return nodes.inline("", verdict, classes=["verdict", verdict])


def definition(id: str, name: str, original: str, language: str, spoken: str, content: nodes.definition) -> nodes.Node:
    """A term, its form in its own script, and what is said of it."""
    term = nodes.term("", name, ids=[id])
    if original:
        term += [nodes.Text(" "), nodes.inline("", original, classes=["original", f"language-{language}"])]
    if spoken:
        term += [nodes.Text(" "), nodes.emphasis("", spoken, classes=["spoken"])]
    return nodes.definition_list_item("", term, content)


def table(heads: Sequence[str], rows: Iterable[Sequence[list[nodes.Node]]], name: str) -> nodes.table:
    """A table whose cells know the name of their column, for screens too narrow for columns."""
    body = nodes.tbody("", *(nodes.row("", *(_cell(cell) for cell in row)) for row in rows))
    head = nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in heads)))
    specs: Iterator[nodes.Node] = (nodes.colspec(colwidth=1) for _ in heads)
    return nodes.table("", nodes.tgroup("", *specs, head, body, cols=len(heads)), classes=[name])


def _cell(content: list[nodes.Node]) -> nodes.entry:
    inline = content and not isinstance(content[0], nodes.paragraph)
    return nodes.entry("", nodes.paragraph("", "", *content)) if inline else nodes.entry("", *content)


def _verdict(note: Note) -> str:
    return str(note.verdict or Claim.OPINION)


def _post(post: Post) -> str:
    until = f" to {in_words(post.until)}" if post.until else " on"
    return f"{in_words(post.since)}{until}: {post.post}"
