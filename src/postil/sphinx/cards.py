"""The cards of notes as HTML, and the choice of how many of them to see."""

from __future__ import annotations

from html import escape
from weakref import WeakKeyDictionary

from docutils import nodes
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from postil.builders import makes_site
from postil.model import Claim, Note, Side
from postil.sphinx import nodes as n
from postil.sphinx.domain import edition_domain
from postil.sphinx.repository import repository_of
from postil.sphinx.templating import render
from postil.sphinx.visiting import Visitor, closing
from postil.sphinx.words import _, _n
from postil.text.dates import in_words

# The two margins: their names and the question that each answers.
MARGINS = {
    Side.WORDS: (_("The words"), _("where they come from, what they meant")),
    Side.RECORD: (_("The record"), _("what can be checked, and against what")),
}

_WITH_MARGIN = "book_theme"  # sphinx-book-theme, and those made of it, put what has the class `margin` there
IN_MARGIN = "postil-notes margin"


def visit_reading_controls(self: HTML5Translator, node: nodes.Element) -> None:
    """The choice of how much to see, and the names of the margins; only the reading theme has them."""
    if self.config.html_theme == "postil" and makes_site(self.builder):
        edition = edition_domain(self.builder.env).edition
        notes: list[Note] = node["notes"]

        def counts(some: list[Note]) -> tuple[int, int]:
            return len(some), sum(not edition.is_later(note) for note in some)

        self.body.append(
            render(
                self.builder.app,
                "controls",
                essential=counts([note for note in notes if note.id in edition.essential]),
                all=counts(notes),
                month=in_words(edition.settings.date.isoformat()[:7], self.config.language),
                whole=_whole(self),
                sides=[(side, *MARGINS[side]) for side in node["sides"]],
            )
        )
    raise nodes.SkipNode


def _whole(self: HTML5Translator) -> str:
    """The address of the edition on one page; empty where there is none, or this is it."""
    pages = edition_domain(self.builder.env).data["whole"]
    current = self.builder.current_docname
    return "" if current in pages else next((self.builder.get_relative_uri(current, page) for page in pages), "")


def visit_note_cards(self: HTML5Translator, node: nodes.Element) -> None:
    """The essential cards of a passage; style sheet and script move them beside their words."""
    classes = IN_MARGIN if self.config.html_theme.endswith(_WITH_MARGIN) else "postil-notes"
    self.body.append(f'<div class="{classes}" role="group" aria-label="{escape(_notes_on(node["number"]))}">\n')


def _notes_on(number: int) -> str:
    return _("Notes on paragraph %d") % number if number else _("Notes on the title")


def visit_other_cards(self: HTML5Translator, node: nodes.Element) -> None:
    """One quiet line that opens the other notes of a passage; it counts those of the view."""
    edition = edition_domain(self.builder.env).edition
    notes: list[Note] = node["notes"]
    known = [note for note in notes if not edition.is_later(note)]
    line = _counted(notes)
    if len(known) < len(notes):
        line = f'<span class="postil-now">{line}</span><span class="postil-then">{_counted(known)}</span>'
    self.body.append(
        f'<details class="postil-rest"{"" if known else " data-later"} data-editorial><summary>{line}</summary>\n'
        f'<div class="postil-notes" role="group" aria-label="{escape(_notes_on(node["number"]))}">\n'
    )


def _counted(notes: list[Note]) -> str:
    """How many notes there are beside the essential ones, and how many of them are corrections."""
    corrections = sum(note.kind.judges for note in notes)
    count = _n("+%d note on this paragraph", "+%d notes on this paragraph", len(notes)) % len(notes)
    of_them = _n(", %d of them a correction", ", %d of them corrections", corrections) % corrections
    return f'<span class="postil-others">{escape(count)}</span>{escape(of_them) if corrections else ""}'


class Pieces:
    """The parts of a card as HTML, taken out of the page as they are written, until the card is put together."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.html: dict[type[nodes.Element], Markup] = {}


def visit_note_card(self: HTML5Translator, node: nodes.Element) -> None:
    """Begin to collect the pieces of a card."""
    _open_cards[self] = Pieces()


def visit_piece(self: HTML5Translator, node: nodes.Element) -> None:
    """Remember where a piece of a card begins."""
    _open_cards[self].starts.append(len(self.body))


def depart_piece(self: HTML5Translator, node: nodes.Element) -> None:
    """Take a piece out of the page."""
    start = _open_cards[self].starts.pop()
    _open_cards[self].html[type(node)] = Markup("".join(self.body[start:]))  # noqa: S704  (docutils escapes)
    del self.body[start:]


def depart_note_card(self: HTML5Translator, node: nodes.Element) -> None:
    """Put the card together by its template."""
    note: Note = node["note"]
    edition = edition_domain(self.builder.env).edition
    pieces = _open_cards.pop(self).html
    essential = note.id in edition.essential
    far = self.document.get("far") and makes_site(self.builder)
    card = render(
        self.builder.app,
        "card",
        note=note,
        number=node["number"],
        essential=essential,
        later=edition.is_later(note),
        judges=bool(note.verdict) or note.kind.judges,
        opinion=note.claim == Claim.OPINION,
        as_of=in_words(note.as_of.isoformat(), self.config.language),
        margin=pieces.get(n.note_margin, ""),
        sources=pieces.get(n.note_sources, ""),
        body=_in_its_chapter(self, note) if far and not essential else pieces.get(n.note_body, ""),
        web="" if far else pieces.get(n.note_web, ""),
        **_repository_links(self, note),
    )
    self.body.append(card)


def _in_its_chapter(self: HTML5Translator, note: Note) -> Markup:
    """Where the fuller text is of a note that is not essential, on the page of the whole edition, which stays light."""
    chapter = edition_domain(self.builder.env).docname_of(note.id)
    address = f"{self.builder.get_relative_uri(self.builder.current_docname, chapter)}#note-{note.id}"
    return Markup('<p><a href="{}">{}</a></p>').format(address, _("The fuller text, in its chapter"))


def _repository_links(self: HTML5Translator, note: Note) -> dict[str, str]:
    """The ways to the note's file and to a discussion of it; nothing where the book names no repository."""
    repository = repository_of(self.config)
    if repository is None:
        return {}
    edition = edition_domain(self.builder.env).edition
    return {"edit": repository.edit(note.path.relative_to(edition.paths.root)), "discuss": repository.discuss(note)}


_open_cards: WeakKeyDictionary[HTML5Translator, Pieces] = WeakKeyDictionary()

VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    n.reading_controls: (visit_reading_controls, closing("")),
    n.note_cards: (visit_note_cards, closing("</div>\n")),
    n.other_cards: (visit_other_cards, closing("</div></details>\n")),
    n.note_card: (visit_note_card, depart_note_card),
    n.note_margin: (visit_piece, depart_piece),
    n.note_body: (visit_piece, depart_piece),
    n.note_sources: (visit_piece, depart_piece),
}
