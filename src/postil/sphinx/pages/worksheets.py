"""Worksheets as a page, for a class whose copy of the edition has no handouts: opened by its link each prints alone."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from postil.compat.sphinx import offer_directive
from postil.joining import joined
from postil.model import Note
from postil.reading.chapters import Piece
from postil.reading.seminar import SessionPath
from postil.sphinx.article import text_of
from postil.sphinx.domain import Gathers
from postil.sphinx.illustrations import note_pictures
from postil.sphinx.nodes import article_text
from postil.sphinx.note_text import render
from postil.sphinx.pages.gathering import GatheringDirective, table
from postil.sphinx.words import _, called, meaning_of, name_of


def setup(app: Sphinx) -> None:
    """Register the directive."""
    offer_directive(app, "worksheets", WorksheetsDirective)


class WorksheetsDirective(GatheringDirective):
    """One sheet for each chapter, one for the answers at the stops of each session path. The search leaves them out."""

    draws_on = Gathers.PLACES | Gathers.SEMINAR

    def run(self) -> list[nodes.Node]:
        """Sections `worksheet-1` and so on, then `answers-` and the path's id."""
        self.env.metadata[self.env.docname]["nosearch"] = True
        chapters = enumerate(self.edition.chapters, 1)
        sheets = [self._worksheet(number, docname) for number, docname in chapters]
        sheets += map(_answers, self.edition.seminar.paths)
        for sheet in sheets:  # so that plans can name it
            self.state.document.note_explicit_target(sheet)
        return [*sheets]

    def _worksheet(self, number: int, docname: str) -> nodes.section:
        place = pending_xref(
            "", nodes.inline(), refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=False, refwarn=True
        )
        title = nodes.title("", "", nodes.Text(str(_("Worksheet %d")) % number + ": "), place)
        text = [self._text(piece) for piece in self.edition.pieces_in(docname)]
        notes = sorted(self.edition.notes_in(docname), key=lambda note: self.edition.start_of(note.id))
        asked = [self._question(note) for note in notes if note.kind.asks]
        judged = [self._claim(note) for note in notes if note.judgement]
        asks = [_("Can it be checked?"), _("Your verdict"), _("Your evidence")]
        heads = [_("Sentence"), _("Words of the text"), *asks]
        claims = [nodes.rubric("", _("Claims to judge")), self._choice(), table(heads, judged, "postil-to-fill")]
        return _sheet(
            f"worksheet-{number}",
            title,
            *text,
            *([nodes.rubric("", _("Questions")), *asked] if asked else []),
            *(claims if judged else []),
        )

    def _text(self, piece: Piece) -> article_text:
        """The words of a piece as its chapter shows them, without their notes."""
        note_pictures(self.env, piece.paragraph, self.edition.paths)
        text = text_of(piece, self.edition, [], {})
        text["ids"] = []  # their place is in the chapter
        return text

    def _question(self, note: Note) -> nodes.container:
        self.show([note])
        asked = nodes.container(classes=["postil-room"])
        asked += nodes.paragraph("", note.quote.exact, classes=["postil-asked-quote"])
        asked += render(note.margin, note.path, self.state.document)
        return asked

    def _choice(self) -> nodes.paragraph:
        """The verdicts to choose from, each with its meaning."""
        told = (
            [nodes.strong("", name_of(verdict)), nodes.Text(f" {meaning_of(verdict)}")]
            for verdict in self.edition.offered
        )
        return nodes.paragraph("", "", *joined(told), classes=["postil-choice"])

    def _claim(self, note: Note) -> tuple[list[nodes.Node], ...]:
        place = nodes.Text(called(self.edition.sentence_of(note.id)))
        return [place], [nodes.emphasis("", note.quote.exact)], [], [], []


def _answers(path: SessionPath) -> nodes.section:
    """A line for each stop, signed with a code."""
    title = nodes.title("", str(_("Sheet of answers: %s")) % path.title)
    stops = (nodes.container("", nodes.paragraph("", entry.record.say)) for entry in path.stops)
    return _sheet(f"answers-{path.id}", title, _numbered(stops))


def _numbered(items: Iterable[nodes.Node]) -> nodes.enumerated_list:
    listed = (nodes.list_item("", item, classes=["postil-room"]) for item in items)
    return nodes.enumerated_list("", *listed, enumtype="arabic", prefix="", suffix=".")


def _sheet(id: str, title: nodes.title, *content: nodes.Node) -> nodes.section:
    name = nodes.paragraph("", _("Name or code"), classes=["postil-signed"])
    return nodes.section("", title, name, *content, ids=[id], names=[id], classes=["postil-worksheet"])
