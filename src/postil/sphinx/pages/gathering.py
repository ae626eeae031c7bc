"""What the pages made from records share: a directive that knows what it draws on, and its pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from postil.edition import Edition
from postil.joining import joined
from postil.mentions import Ref
from postil.model import Citation, Claim, Note, Passage, Verdict
from postil.reading.records import Entry
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.nodes import RESTS_ON, appears_in
from postil.sphinx.note_text import citation, render
from postil.sphinx.words import _, name_of
from postil.text.dates import in_words


class GatheringDirective(SphinxDirective):
    """A directive whose page is made again when that changes which it draws on, or a note, as far as it shows them."""

    draws_on: ClassVar[Gathers] = Gathers.NOTHING

    @property
    def edition(self) -> Edition:
        """The edition of this build."""
        domain = edition_domain(self.env)
        domain.gather(self.env.docname, self.draws_on)
        return domain.edition

    def name_of(self, path: Path) -> str:
        """A file of the edition as messages name it."""
        return self.edition.paths.within(path)

    def date(self, text: str) -> str:
        """A date in words of the page's language."""
        return in_words(text, self.config.language)

    def show(self, notes: Iterable[Note]) -> None:
        """Have the page made again when what one of the notes says changes."""
        edition_domain(self.env).show(self.env.docname, (note.id for note in notes))

    def link(self, note: Note, words: str = "") -> pending_xref:
        """A link to a note, which reads as its title where no other words are given."""
        edition_domain(self.env).name_notes(self.env.docname, [note.id])
        return link("note", note.id, words or note.title)

    def text(self, entry: Entry[Any], field: str = "text") -> list[nodes.Node]:
        """The nodes of a record's MyST text."""
        return render(Passage(getattr(entry.record, field), entry.line), entry.path, self.state.document)

    def enter(self, ref: Ref, id: str) -> None:
        """Make this page the place of an entry of the apparatus."""
        edition_domain(self.env).enter(self.env.docname, ref, id)

    def sources(self, keys: Sequence[str]) -> nodes.paragraph:
        """A line of sources, each with its state."""
        cited = joined(citation(Citation.parse(key)) for key in keys)
        return nodes.paragraph("", "", *cited, classes=[RESTS_ON])


def link(kind: str, target: str, text: str) -> pending_xref:
    """A reference to a note or a sentence, resolved when all pages are known."""
    return pending_xref("", nodes.inline("", text), refdomain="postil", reftype=kind, reftarget=target, refwarn=True)


def badge(judgement: Verdict | Claim) -> nodes.inline:
    """The name of a verdict, or `Opinion`, as cards have it."""
    return nodes.inline("", name_of(judgement), classes=["postil-verdict", f"postil-verdict-{judgement}"])


def definition(
    ref: Ref, name: str, original: str, language: str, spoken: str, content: nodes.definition
) -> nodes.definition_list_item:
    """A person or a term, its form in its own script, what is said of it, and where it is named."""
    term = nodes.term("", name, ids=[ref.id])
    if original:
        term += [nodes.Text(" "), nodes.inline("", original, classes=["postil-original", f"language-{language}"])]
    if spoken:
        term += [nodes.Text(" "), nodes.emphasis("", spoken, classes=["postil-spoken"])]
    content += appears_in(ref=ref)
    return nodes.definition_list_item("", term, content, entry=ref)


def definitions(
    edition: Edition, refs: Iterable[Ref], item: Callable[[Ref], nodes.definition_list_item]
) -> Iterator[nodes.Node]:
    """Entries as lists: those that the text names, in its order; those that notes name; the others."""
    in_text = dict.fromkeys(ref for named in edition.mentions.named_in.values() for ref in named)
    known = list(refs)
    in_notes = [ref for ref in known if ref in edition.mentions.notes and ref not in in_text]
    groups = {
        _("In the text"): [ref for ref in in_text if ref in known],
        _("In the notes"): in_notes,
        _("Besides"): [ref for ref in known if ref not in in_text and ref not in in_notes],
    }
    for heading, group in groups.items():
        if group:
            yield nodes.rubric("", heading)
            yield nodes.definition_list("", *map(item, group), classes=["postil-records"])


def counted(now: int, then: int) -> list[nodes.Node]:
    """A number, and where that of the month of the text is another, both, of which the style sheet shows one."""
    if now == then:
        return [nodes.Text(str(now))]
    pairs = (("postil-now", now), ("postil-then", then))
    return [nodes.inline("", str(number), classes=[name]) for name, number in pairs]


def table(heads: Sequence[str], rows: Iterable[Sequence[list[nodes.Node]]], name: str) -> nodes.table:
    """A table whose cells know the name of their column, for screens too narrow for columns."""
    body = nodes.tbody("", *(nodes.row("", *(_cell(cell) for cell in row)) for row in rows))
    head = nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in heads)))
    specs: Iterator[nodes.Node] = (nodes.colspec(colwidth=1) for _ in heads)
    return nodes.table("", nodes.tgroup("", *specs, head, body, cols=len(heads)), classes=[name])


def _cell(content: list[nodes.Node]) -> nodes.entry:
    inline = content and not isinstance(content[0], nodes.paragraph)
    return nodes.entry("", nodes.paragraph("", "", *content)) if inline else nodes.entry("", *content)
