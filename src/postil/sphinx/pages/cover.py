"""What makes a stranger read on: a sentence with its notes at poster size, the findings, the verdicts, the ways in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from postil.compat.sphinx import offer_directive
from postil.joining import joined
from postil.model import Note, Verdict
from postil.problems import did_you_mean
from postil.report import tally
from postil.sphinx.domain import Gathers
from postil.sphinx.note_text import render
from postil.sphinx.pages.gathering import GatheringDirective, badge, counted, link
from postil.sphinx.words import _, called, name_of, word_of


def setup(app: Sphinx) -> None:
    """Register the directives."""
    offer_directive(app, "poster", PosterDirective)
    offer_directive(app, "findings", FindingsDirective)
    offer_directive(app, "verdict-bar", VerdictBarDirective)
    offer_directive(app, "start", PartDirective)
    offer_directive(app, "doors", PartDirective)


class ChoosingDirective(GatheringDirective):
    """A directive that names notes."""

    draws_on = Gathers.PLACES

    def chosen(self, ids: Sequence[str]) -> list[Note]:
        """The notes of these ids; an error where one does not exist."""
        known = self.edition.by_id
        for id in ids:
            if id not in known:
                raise self.error(f"there is no note '{id}'; {did_you_mean(id, known, 'name a file without its .md')}")
        return [known[id] for id in ids]

    def label(self, note: Note) -> nodes.inline:
        """The verdict of a note, or its kind where it gives none."""
        return badge(note.verdict) if note.verdict else _kind(note)

    def place(self, note: Note) -> str:
        """The sentence in which a note's words begin, in words."""
        return called(self.edition.sentence_of(note.id), _("sentence %s"), _("the title"))


class PosterDirective(ChoosingDirective):
    """A sentence of the text, large, with notes of it beside it: `{poster} note-id note-id`, all on one sentence."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The sentence with the words of the notes marked, then the notes, short."""
        notes = sorted(self.chosen(self.arguments[0].split()), key=lambda note: self.edition.anchors[note.id].start)
        places = {self.edition.sentence_of(note.id) for note in notes}
        if len(places) != 1:
            raise self.error(f"the notes are on several sentences ({', '.join(sorted(places))}); name notes of one")
        self.show(notes)
        (place,) = places
        label = _("Sentence %s, with %d of its notes") % (called(place), len(notes))
        poster = nodes.container(classes=["postil-poster"])
        poster += nodes.paragraph("", label, classes=["postil-poster-label"])
        poster += nodes.paragraph("", "", *self._sentence(place, notes), classes=["postil-poster-text"])
        cards = (self._note(number, note) for number, note in enumerate(notes, 1))
        poster += nodes.container("", *cards, classes=["postil-poster-notes"])
        return [poster]

    def _sentence(self, place: str, notes: Sequence[Note]) -> Iterator[nodes.Node]:
        paragraph = self.edition.paragraph(int(place.partition("-")[0]))
        at, end = paragraph.sentences[int(place.partition("-")[2]) - 1]
        for number, note in enumerate(notes, 1):
            anchor = self.edition.anchors[note.id]
            if anchor.start < at or anchor.end > end:
                raise self.error(f"the words of '{note.id}' overlap those of another, or leave the sentence")
            yield nodes.Text(paragraph.text[at : anchor.start])
            yield nodes.inline("", paragraph.text[anchor.start : anchor.end], classes=["postil-poster-words"])
            yield nodes.superscript("", "", link("note", note.id, str(number)))
            at = anchor.end
        yield nodes.Text(paragraph.text[at:end])

    def _note(self, number: int, note: Note) -> nodes.container:
        head = nodes.paragraph("", f"{number} ", self.label(note), classes=["postil-poster-head"])
        if note.verdict:
            head += [nodes.Text(" "), _kind(note)]
        finding = nodes.paragraph("", "", self.link(note), classes=["postil-poster-finding"])
        text = render(note.margin, note.path, self.state.document)
        return nodes.container("", head, finding, *text, classes=["postil-poster-note"])


class FindingsDirective(ChoosingDirective):
    """The findings of an edition: a line for each note named in the content, with its verdict and its place."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A list; a line `note-id: words` says the finding in words of its own."""
        self.assert_has_content()
        lines = [line.partition(":") for line in self.content if line.strip()]
        notes = self.chosen([id.strip() for id, _colon, _words in lines])
        items = nodes.bullet_list(classes=["postil-findings"])
        for note, (_id, _colon, words) in zip(notes, lines, strict=True):
            finding = self.link(note, words.strip())
            finding["classes"] = ["postil-findings-words"]
            place = nodes.inline("", self.place(note), classes=["postil-findings-place"])
            items += nodes.list_item(
                "", nodes.paragraph("", "", *joined([[finding], [self.label(note)], [place]], " "))
            )
        return [items]


class VerdictBarDirective(GatheringDirective):
    """The verdicts as a bar in which one cell is one claim, with the word and the number of each."""

    draws_on = Gathers.PLACES

    def run(self) -> list[nodes.Node]:
        """A list: the cells of each verdict, its word and its number."""
        now, then = tally(self.edition), tally(self.edition, then=True)
        verdicts = [verdict for verdict in self.edition.vocabulary.verdicts.values() if now[verdict.name]]
        items = (
            nodes.list_item(
                "",
                self._cells(verdict, now[verdict.name], then[verdict.name]),
                classes=[] if then[verdict.name] else ["postil-later"],
            )
            for verdict in verdicts
        )
        return [nodes.bullet_list("", *items, classes=["postil-bar-of-verdicts"])]

    def _cells(self, verdict: Verdict, count: int, then: int) -> nodes.paragraph:
        each = (nodes.inline(classes=[] if cell < then else ["postil-later"]) for cell in range(count))
        cells = nodes.inline("", "", *each, classes=["postil-cells"])
        name = link("verdict", verdict.name, name_of(verdict))
        name["refwarn"] = False  # a book may have no ledger
        name[0]["classes"] = ["postil-cells-name"]  # type: ignore[index]
        label = nodes.inline("", "", name, nodes.Text(" "), *counted(count, then), classes=["postil-cells-count"])
        return nodes.paragraph("", "", cells, label, classes=["postil-cells-of", f"postil-verdict-{verdict}"])


class PartDirective(SphinxDirective):
    """Ordinary text that has a form of its own on a cover.

    `start` is a link to the text, shown as a button, and a line under it; `doors` are the ways into an edition: a list,
    each item a link and a sentence.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The text in a container of its own."""
        self.assert_has_content()
        part = nodes.container(classes=[f"postil-{self.name.removeprefix('postil:')}"])
        self.state.nested_parse(self.content, self.content_offset, part)
        return [part]


def _kind(note: Note) -> nodes.inline:
    return nodes.inline("", word_of(note.kind), classes=["postil-kind"])
