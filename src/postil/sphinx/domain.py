"""The `postil` domain: what the build keeps of an edition between runs, and how its references resolve."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from enum import Flag, auto
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from postil.compat.bibtex import keys_in
from postil.compat.sphinx import DomainOfRoles
from postil.edition import Edition
from postil.mentions import Ref, What
from postil.model import Note, Passage, Side
from postil.reading.memory import recall
from postil.reading.records import Entry
from postil.sphinx.nodes import article_text
from postil.sphinx.words import _, called

# What is kept of each document between builds: what it was made of; what it gathers, the notes whose texts it shows
# and those that it names; whether it is the whole edition; the sections that search looks through; what can be had from
# it; the keys of the sources that it cites; the entries of the apparatus that it lists; and a digest of its part of the
# web.
KEPT = ("fingerprints", "gathering", "shown", "named", "whole", "sections", "downloads", "cited", "entries", "woven")

OWN_PAGE = "page"
"""What the inventory of a site calls a page that is made of no document."""
_NO_TEXT = Passage("", 0)


class Fingerprint(NamedTuple):
    """Digests of what a page is made of outside its own file: all of it, and all but the notes of other pages."""

    whole: str
    own: str


class Gathers(Flag):
    """What a page draws on beside the notes that it shows or names; several with `|`."""

    NOTHING = 0
    PEOPLE = auto()
    TERMS = auto()
    EVENTS = auto()
    PARALLELS = auto()
    SOURCES = auto()  # the bibliography, and what records say of it
    LEANING = auto()  # the notes that rest on each source
    HISTORY = auto()
    SEMINAR = auto()
    PLACES = auto()  # the text and where in it notes are, of what kind and with which verdict
    HEADS = auto()  # everything else that notes say of themselves


_NOTES = Gathers.LEANING | Gathers.PLACES | Gathers.HEADS


class Section(NamedTuple):
    """A section of a page that does not hold the text: its id, its heading and its words."""

    id: str
    title: str
    words: str
    later: bool = False  # than the month of the text


class EditionDomain(DomainOfRoles):
    """Holds the edition of this run, and of earlier runs what each document was made of.

    A document that bears notes has a fingerprint of these; one that gathers, of everything that it may gather.
    """

    name = "postil"
    label = "Annotated edition"
    initial_data: dict[str, Any] = {name: {} for name in KEPT}  # noqa: RUF012  (Sphinx copies it)
    data_version = 12
    edition: Edition
    own_pages: tuple[str, ...] = ()
    """The pages that this build makes of no document."""

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Those pages, for the inventory of the site: so the next build knows them, and no search finds them."""
        yield from ((name, name, OWN_PAGE, name, "", -1) for name in self.own_pages)

    def fingerprint(self, docname: str) -> Fingerprint:
        """What the page of a document is made of."""
        gathers = self.data["gathering"].get(docname, Gathers.NOTHING)
        own = [*self._text(docname), *map(self._gathered, gathers & ~_NOTES), *self._cited(docname)]
        shown = [note.digest for note in self._notes(docname, "shown")]
        named = [f"{note.title} {self.docname_of(note.id)}" for note in self._notes(docname, "named")]
        return Fingerprint(digest([*own, *map(self._gathered, gathers & _NOTES), *shown, *named]), digest(own))

    def _notes(self, docname: str, what: str) -> Iterator[Note]:
        """The notes that a document shows or names."""
        ids = dict.fromkeys(self.data[what].get(docname, ()))
        yield from (self.edition.by_id[id] for id in ids if id in self.edition.home)

    def _text(self, docname: str) -> Iterator[str]:
        """What a document holds of the text, and the notes there."""
        yield f"{self.edition.settings} {self._sides if self.edition.pieces_in(docname) else ''}"
        for piece in self.edition.pieces_in(docname):
            yield f"{piece.paragraph.number} {piece.start} {piece.end}"
            yield from (str(self.edition.place_of_link(mark)) for mark in piece.paragraph.marks)
        yield from (f"{note.digest} {note.id in self.edition.essential}" for note in self.edition.notes_in(docname))

    @cached_property
    def _sides(self) -> list[Side]:
        """The margins that any note is in, which every chapter names."""
        return sorted({note.side for note in self.edition.notes})

    def _gathered(self, what: Gathers) -> str:
        """A digest of a part of the edition, made when the first page asks for it."""
        if what not in self._digests:
            self._digests[what] = digest(self._parts[what])
        return self._digests[what]

    @cached_property
    def _digests(self) -> dict[Gathers, str]:
        return {}

    @cached_property
    def _parts(self) -> dict[Gathers, Iterator[str]]:
        """What pages that draw on a part of the edition are made of."""
        edition, apparatus, text = self.edition, self.edition.apparatus, [self.edition.article.text]
        comparison = [apparatus.comparison] if apparatus.comparison else []
        sources = (str(sorted(source.fields.items())) for source in edition.sources.values())
        return {
            Gathers.PEOPLE: chain(_records(apparatus.people), self._named()),
            Gathers.TERMS: chain(_records(apparatus.terms), self._named()),
            Gathers.EVENTS: _records(apparatus.events),
            Gathers.PARALLELS: chain(_records([*comparison, *apparatus.parallels]), text),
            Gathers.SOURCES: chain(sources, _records((edition.evidence or {}).values())),
            Gathers.LEANING: (f"{self.heading(note)} {note.cited}" for note in self._in_order()),
            Gathers.HISTORY: _records([*edition.removed, *edition.corrections, *edition.releases]),
            Gathers.SEMINAR: chain(_records(edition.seminar.key or ()), map(str, edition.seminar.paths)),
            Gathers.PLACES: chain(text, map(self._place, edition.notes)),
            Gathers.HEADS: (f"{self.heading(note)} {_head(note)}" for note in self._in_order()),
        }

    def _in_order(self) -> Iterator[Note]:
        return (self.edition.by_id[id] for id in self.edition.reading_order)

    def heading(self, note: Note) -> str:
        """What a line that leads to a note is made of."""
        return f"{note.id} {note.title} {self.docname_of(note.id)} {self.edition.is_later(note)}"

    def _place(self, note: Note) -> str:
        said = (note.kind, note.verdict, note.claim, note.tier, note.as_of, note.replaces)
        return f"{note.id} {self.docname_of(note.id)} {self.edition.anchors[note.id]} {said}"

    def _named(self) -> Iterator[str]:
        """The entries that the text names, in its order, and those that notes name."""
        mentions = self.edition.mentions
        yield from map(str, mentions.named_in.values())
        yield str(list(mentions.notes))

    def gather(self, docname: str, what: Gathers) -> None:
        """Remember that a document draws on more than the notes that stand on it."""
        self.data["gathering"][docname] = what | self.data["gathering"].get(docname, what)

    def show(self, docname: str, ids: Iterable[str]) -> None:
        """Remember that a document shows what some notes say."""
        self.data["shown"].setdefault(docname, []).extend(ids)

    def name_notes(self, docname: str, ids: Iterable[str]) -> None:
        """Remember that a document calls some notes by their titles."""
        self.data["named"].setdefault(docname, []).extend(ids)

    def enter(self, docname: str, ref: Ref, id: str) -> None:
        """Remember that a document lists an entry of the apparatus, and the id of its place there."""
        self.data["entries"].setdefault(docname, {})[ref] = id

    @cached_property
    def places(self) -> dict[Ref, tuple[str, str]]:
        """The document that lists each entry, and the id of its place there; asked for when every page is known."""
        listed = sorted(self.data["entries"].items())
        return {ref: (docname, id) for docname, entries in reversed(listed) for ref, id in entries.items()}

    def place_of(self, ref: Ref) -> tuple[str, str] | None:
        """The document and the id of an entry's place; None where no page lists it."""
        return self.places.get(ref)

    @property
    def has_entries(self) -> bool:
        """Whether any page lists entries of the apparatus."""
        return bool(self.places)

    @cached_property
    def titles(self) -> dict[Ref, str]:
        """What each entry is called."""
        apparatus = self.edition.apparatus
        people = {Ref(What.PERSON, entry.record.id): entry.record.name for entry in apparatus.people}
        terms = {Ref(What.TERM, entry.record.id): entry.record.term for entry in apparatus.terms}
        events = {Ref(What.EVENT, entry.record.id): entry.record.title for entry in apparatus.events}
        return people | terms | events

    def _cited(self, docname: str) -> Iterator[str]:
        """How the sources that a document cites are called there, and whether they were read."""
        edition = self.edition
        for key in self.data["cited"].get(docname, ()):
            yield f"{key} {edition.labels[key]} {edition.standing(key)}" if key in edition.sources else key

    def docname_of(self, note_id: str) -> str:
        """The document on whose page a note stands."""
        return self.edition.home[note_id].block.docname

    def is_hosts(self, docname: str) -> bool:
        """Whether a page is of somebody's book and shows nothing of the edition, so that it keeps its form."""
        paths = self.edition.paths
        gathers = self.data["gathering"].get(docname, Gathers.NOTHING) & ~(Gathers.SOURCES | Gathers.LEANING)
        shows = gathers or any(docname in self.data[kept] for kept in ("entries", "shown", "whole", "downloads"))
        ours = shows or docname in self.edition.chapters or paths.owns(paths.root / docname)
        return paths.guest and not ours

    def docname_of_sentence(self, number: str) -> str:
        """The document in which a sentence such as `2-5` stands; empty where there is none."""
        return self._sentences.get(number, "")

    def outdated(self, docnames: Set[str]) -> list[str]:
        """The documents whose notes, or whose notes' sources, have changed since they were last read."""
        known = self.data["fingerprints"]
        return [name for name in docnames if known.get(name) not in (None, self.fingerprint(name))]

    def can_wait(self, docname: str) -> bool:
        """Whether an outdated document only speaks of notes that stand on others, and of none that is gone."""
        named = [id for kept in ("named", "shown") for id in self.data[kept].get(docname, ())]
        same = self.data["fingerprints"][docname].own == self.fingerprint(docname).own
        return same and all(id in self.edition.home for id in named)

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is about to be read again."""
        for kept in KEPT:
            self.data[kept].pop(docname, None)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember what the document was made of, and its sections."""
        citations = (key for reference in document.findall(pending_xref) for key in keys_in(reference))
        self.data["cited"][docname] = sorted(set(citations))
        self.data["fingerprints"][docname] = self.fingerprint(docname)
        self.data["sections"][docname] = list(_sections(document))

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:  # type: ignore[override]
        """Take over what a parallel reader remembered."""
        for kept in KEPT:
            self.data[kept] |= {name: value for name, value in otherdata[kept].items() if name in docnames}

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A reference to a note leads to its card, one to a sentence such as `2-5` to its words."""
        if typ == "sentence":
            docname = self.docname_of_sentence(target)
            words = (
                contnode if contnode.astext() else nodes.inline("", called(target, _("sentence %s"), _("the title")))
            )
            return make_refnode(builder, fromdocname, docname, f"s{target}", words) if docname else None
        if typ in set(What):
            place = self.place_of(Ref(What(typ), target))
            return make_refnode(builder, fromdocname, *place, contnode) if place else None
        if target not in self.edition.home:
            return None
        return make_refnode(builder, fromdocname, self.docname_of(target), f"note-{target}", contnode)

    @cached_property
    def first_sentences(self) -> dict[str, str]:
        """The first sentence of each document that has any, which tell where every sentence is."""
        return {docname: numbers[0] for docname, numbers in self._sentences_by_docname.items()}

    def sentences_in(self, docname: str) -> list[str]:
        """The numbers of the sentences that stand in a document."""
        return self._sentences_by_docname.get(docname, [])

    @cached_property
    def _sentences_by_docname(self) -> dict[str, list[str]]:
        numbers: dict[str, list[str]] = defaultdict(list)
        for number, docname in self._sentences.items():
            numbers[docname].append(number)
        return numbers

    @cached_property
    def _sentences(self) -> dict[str, str]:
        """The document in which each sentence stands."""
        return {
            f"{piece.paragraph.number}-{number}": piece.block.docname
            for piece in self.edition.pieces
            for number, (start, end) in enumerate(piece.paragraph.sentences, 1)
            if piece.start <= start and end <= piece.end
        }


def _sections(document: nodes.document) -> Iterator[Section]:
    for section in document.findall(nodes.section):
        if next(iter(section.findall(article_text)), None) is None:
            own = (child for child in section.children[1:] if not isinstance(child, nodes.section))
            words = " ".join("".join(word for child in own for word in _words(child)).split())
            yield Section(section["ids"][0], section[0].astext(), words, "postil-later" in section["classes"])


# What a reader does not read as words, and what has entries of its own.
_NO_WORDS = (nodes.raw, nodes.comment, nodes.literal_block, nodes.table, nodes.system_message, nodes.math)
_OWN_ENTRIES = frozenset(
    {"postil-records", "postil-dated", "postil-counts", "cell", "postil-findings", "postil-poster"}
)


def _words(node: nodes.Node) -> Iterator[str]:
    """The words of a text, without citations, drawings, tables and what search finds by entries of its own."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, _NO_WORDS) or not isinstance(node, nodes.Element) or not node.astext():
        return
    elif _OWN_ENTRIES.isdisjoint(node["classes"]) and not (isinstance(node, pending_xref) and keys_in(node)):
        for child in node.children:
            yield from _words(child)
        yield " " if not isinstance(node, nodes.Inline) else ""


def _records(entries: Iterable[Entry[Any]]) -> Iterator[str]:
    return (entry.record.model_dump_json() for entry in entries)


def _head(note: Note) -> str:
    """A digest of what a note says of itself: all but its texts."""
    no_texts = {"margin": _NO_TEXT, "body": None, "statements": (), "lines": None, "digest": ""}
    return recall("head", note.digest, lambda: digest([str(replace(note, **no_texts))]))  # type: ignore[arg-type]


def digest(parts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def edition_domain(env: BuildEnvironment) -> EditionDomain:
    """The domain of this build."""
    domain = env.get_domain(EditionDomain.name)
    assert isinstance(domain, EditionDomain)  # noqa: S101
    return domain
