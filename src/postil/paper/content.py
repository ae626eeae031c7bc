"""What handouts are made of, as HTML: chapters with their notes, and the other pages of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby

from docutils import nodes
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder

from postil.edition import Edition
from postil.model import Note
from postil.paper.nodes_html import fragment
from postil.reading.chapters import Piece
from postil.sphinx import nodes as n
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import _, word_of
from postil.text.article import direction_of

KEY = "postil-teachers-key"  # class of the sections of a teacher's key
_BLOCKS = (nodes.paragraph, nodes.title, nodes.list_item, nodes.bullet_list, nodes.enumerated_list, nodes.block_quote)
SHORT = 400  # characters: a note as short as this goes on in the line of another


@dataclass(frozen=True)
class Card:
    """A note as it stands on its page: its number there, and its texts as nodes."""

    note: Note
    number: int
    margin: Sequence[nodes.Node]
    sources: Sequence[nodes.Node]
    body: Sequence[nodes.Node]


@dataclass(frozen=True)
class Flow:
    """What stands in a chapter between passages of the text."""

    content: Sequence[nodes.Node]


@dataclass(frozen=True)
class Run:
    """Passages of the text that follow each other."""

    pieces: Sequence[Piece]


class Content:
    """The documents of a book, resolved for paper."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder = builder
        domain = edition_domain(builder.env)
        self.edition: Edition = domain.edition
        self.chapters = self.edition.chapters
        set_apart = {builder.config.root_doc, *self.chapters, *domain.data["whole"]}
        pages = [name for name in self.edition.documents if self._is_page(name) and name not in set_apart]
        self.trees = {name: self._resolved(name) for name in [*self.chapters, *pages]}
        self.keys = [name for name in pages if self._holds_key(name)]
        self.pages = [name for name in pages if name not in self.keys and not self._for_class(name)]

    def _resolved(self, docname: str) -> nodes.document:
        """A document with its references resolved for paper."""
        self.builder.current_docname = docname
        return self.builder.env.get_and_resolve_doctree(docname, self.builder)

    def _is_page(self, docname: str) -> bool:
        """Whether a document is written in words: notebooks are for screens."""
        return docname in self.builder.env.found_docs and not self.builder.env.doc2path(docname).endswith(".ipynb")

    def _for_class(self, docname: str) -> bool:
        paths = self.edition.paths
        return (paths.root / docname).is_relative_to(paths.seminar)

    def _holds_key(self, docname: str) -> bool:
        return any(KEY in section["classes"] for section in self.trees[docname].findall(nodes.section))

    def title(self, docname: str) -> str:
        """The title of a document."""
        return self.builder.env.titles[docname].astext()

    def cards(self, docname: str) -> list[Card]:
        """The notes of a chapter in reading order."""
        return [_card(node) for node in self.trees[docname].findall(n.note_card)]

    def notes_named(self, docname: str) -> list[str]:
        """The ids of the notes to which a document leads, each once, in its order."""
        places = (self._target(reference, docname) for reference in self.trees[docname].findall(nodes.reference))
        return list(dict.fromkeys(place.removeprefix("note-") for place in places if place.startswith("note-")))

    def blocks(self, docname: str) -> Iterator[Flow | Run]:
        """A chapter, below its title, as passages and what stands between them."""
        pieces = iter(self.edition.pieces_in(docname))
        top = next(iter(self.trees[docname].findall(nodes.section)))
        for is_text, group in groupby(top.children[1:], lambda node: isinstance(node, n.passage | n.division)):
            if is_text:
                yield Run([next(pieces) for node in group if isinstance(node, n.passage)])
            else:
                yield Flow(list(group))

    @cached_property
    def _sections(self) -> Set[tuple[str, str]]:
        """(document, id) of each section: such ids are only of use within their document."""
        sections = [(name, section) for name, tree in self.trees.items() for section in tree.findall(nodes.section)]
        return {(name, id) for name, section in sections for id in _ids(section)}

    def targets(self, docnames: Iterable[str]) -> set[str]:
        """The places of some documents to which references can lead."""
        found = set(map(place, docnames))
        for name in docnames:
            elements = self.trees[name].findall(nodes.Element)
            found |= {self._address(name, id) for element in elements for id in _ids(element)}
        return found

    def html(self, content: Iterable[nodes.Node], docname: str, targets: Set[str] = frozenset()) -> Markup:
        """Nodes of a document as HTML. A reference to none of the `targets` leaves its words alone."""
        whole = fragment("", *(node.deepcopy() for node in content))
        for reference in list(whole.findall(nodes.reference)):
            if not reference.get("internal") and "refuri" in reference:
                continue
            target = self._target(reference, docname)
            if target in targets:
                reference.attributes.pop("refuri", None)
                reference["refid"] = target
            elif target.startswith(("note-", "chart-")):
                reference.replace_self(nodes.inline("", "", *reference.children, classes=["postil-print-named"]))
            else:
                reference.replace_self(reference.children)
        for section in whole.findall(nodes.section):
            section["ids"] = [self._address(docname, id) for id in _ids(section)]
        for block in filter(_is_from_right_to_left, list(whole.findall(nodes.Element))):
            block["classes"].append("postil-print-rtl")
        self.builder.current_docname = docname
        self.builder.fignumbers = self.builder.env.toc_fignumbers.get(docname, {})
        return Markup(self.builder.render_partial(whole)["fragment"])  # noqa: S704  (docutils escapes)

    def _target(self, reference: nodes.reference, docname: str) -> str:
        if "refid" in reference:
            return self._address(docname, reference["refid"])
        name, hash, id = str(reference.get("refuri", "")).partition("#")
        return self._address(name or docname, id) if hash else place(name)

    def _address(self, docname: str, id: str) -> str:
        return f"{place(docname)}-{id}" if (docname, id) in self._sections else id

    def note(self, card: Card, docname: str, targets: Set[str]) -> Markup:
        """An essential note as it is printed at the foot of a page; it leads to its mark and its fuller text."""
        link = Markup(' <a class="postil-print-more" data-page="{}" href="#more-{}">{}</a>')
        more = link.format(_("p."), card.note.id, _("More")) if card.body else ""
        inner = self.html(_told(card, more), docname, targets)
        return Markup('<div class="postil-print-note" id="note-{}">{}</div>').format(card.note.id, inner)

    def endnote(self, card: Card, docname: str, targets: Set[str]) -> Markup:
        """Any other note as it is printed after its chapter, whole; a short one goes on in the line of another."""
        is_short = not card.body and _length(card.margin) <= SHORT
        kind = "postil-print-endnote postil-print-short" if is_short else "postil-print-endnote"
        inner = self.html([*_told(card, ""), *card.body], docname, targets)
        return Markup('<div class="{}" id="note-{}">{}</div>\n').format(kind, card.note.id, inner)

    def fuller(self, card: Card, docname: str, targets: Set[str]) -> Markup:
        """The fuller text of an essential note, which leads back to it."""
        note, body = card.note, [node.deepcopy() for node in card.body]
        link = Markup('<a class="postil-print-back postil-print-number" data-page="{}" href="#note-{}">{}</a> ').format(
            _("p."), note.id, card.number
        )
        lead = link + _title(note)
        inner = self.html(_led(lead, body), docname, targets)
        return Markup('<div class="postil-print-endnote postil-print-fuller" id="more-{}">{}</div>\n').format(
            note.id, inner
        )


def _ids(node: nodes.Element) -> list[str]:
    return list(node.get("ids", ()))


def _is_from_right_to_left(node: nodes.Element) -> bool:
    """Whether a block's own words begin so; what we put before them, such as a note's number, does not tell."""
    if not isinstance(node, _BLOCKS):
        return False
    words = (text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))
    return direction_of("".join(words)) == "rtl"


def place(docname: str) -> str:
    """The id of the beginning of a document."""
    return f"page-{nodes.make_id(docname)}"


def numbers_of(cards: Iterable[Card]) -> Mapping[str, int]:
    """The numbers of notes by their ids."""
    return {card.note.id: card.number for card in cards}


def _card(node: nodes.Element) -> Card:
    margin, sources, body = (
        [child for part in node.findall(kind) for child in part.children]
        for kind in (n.note_margin, n.note_sources, n.note_body)
    )
    return Card(node["note"], node["number"], margin, sources, body)


def _told(card: Card, more: str) -> list[nodes.Node]:
    """What a note tells: number, title and verdict, the margin's text, the sources, and a link to `more`."""
    content = _led(_heading(card), [node.deepcopy() for node in card.margin])
    last = content[-1] if isinstance(content[-1], nodes.paragraph) else nodes.paragraph()
    if card.sources:
        sources = nodes.inline("", "", *(node.deepcopy() for node in card.sources), classes=["postil-print-sources"])
        last += [nodes.Text(" "), sources]
    if more:
        last += nodes.raw("", more, format="html")
    return content if last is content[-1] else [*content, last]


def _led(lead: str, content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Content whose first paragraph begins with HTML."""
    first = content[0] if content and isinstance(content[0], nodes.paragraph) else nodes.paragraph()
    first.insert(0, nodes.raw("", lead, format="html"))
    return [first, *(node for node in content if node is not first)]


def _length(content: Sequence[nodes.Node]) -> int:
    """How many characters some content has; what is more than a paragraph is long."""
    return len(content[0].astext()) if len(content) == 1 and isinstance(content[0], nodes.paragraph) else SHORT + 1


def _heading(card: Card) -> str:
    note, said = card.note, card.note.judgement
    verdict = f' <span class="postil-verdict postil-verdict-{said}">{escape(word_of(said))}</span>' if said else ""
    number = f'<a class="postil-print-number" href="#mark-{note.id}">{card.number}</a>'
    return f'{number} <span class="postil-print-glyph">{note.kind.sign}</span> {_title(note)}{verdict} '


def _title(note: Note) -> Markup:
    """The title of a note, which the text goes on after; it keeps to itself where it runs the other way."""
    stopped = note.title if note.title[-1] in "?!." else f"{note.title}."
    inner = Markup('<bdi dir="{}">{}</bdi>').format(direction_of(note.title), stopped)
    return Markup('<b class="postil-print-note-title">{}</b> ').format(inner)
