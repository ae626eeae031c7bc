"""The `postil` domain: what the build keeps of an edition between runs, and how its references resolve."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from enum import IntEnum
from functools import cached_property
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
from postil.sphinx.nodes import article_text

# What is kept of each document between builds: what it was made of; whether it gathers, the notes whose texts it shows
# and those that it names; whether it is the whole edition; the sections that search looks through; what can be had from
# it; the keys of the sources that it cites; the entries of the apparatus that it lists; and a digest of its part of the
# web.
KEPT = ("fingerprints", "gathering", "shown", "named", "whole", "sections", "downloads", "cited", "entries", "woven")


_NO_TEXT = Passage("", 0)


class Gathers(IntEnum):
    """How much of an edition a page draws on: all sources and records; or also where notes are, of what kind and with
    which verdict; or also everything else that notes say of themselves."""

    RECORDS = 0
    PLACES = 1
    HEADS = 2


class Section(NamedTuple):
    """A section of a page that does not hold the text: its id, its heading and its words."""

    id: str
    title: str
    words: str


class EditionDomain(DomainOfRoles):
    """Holds the edition of this run, and of earlier runs what each document was made of.

    A document that bears notes has a fingerprint of these; one that gathers, of everything that it may gather.
    """

    name = "postil"
    label = "Annotated edition"
    initial_data: dict[str, Any] = {name: {} for name in KEPT}  # noqa: RUF012  (Sphinx copies it)
    data_version = 10
    edition: Edition

    def fingerprint(self, docname: str) -> str:
        """A digest of everything outside a document's own file that its page is made of."""
        gathered = self._gathered[: self.data["gathering"].get(docname, -1) + 1]
        shown = [note.digest for note in self._notes(docname, "shown")]
        named = [f"{note.title} {self.docname_of(note.id)}" for note in self._notes(docname, "named")]
        return digest([*self._text(docname), *gathered, *shown, *named, *self._cited(docname)])

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

    @cached_property
    def _gathered(self) -> tuple[str, str, str]:
        """A digest for each degree of Gathers."""
        notes = self.edition.notes
        return self._records, digest(map(self._place, notes)), digest(map(_head, notes))

    def _place(self, note: Note) -> str:
        said = (note.kind, note.verdict, note.claim, note.tier, note.as_of, note.replaces)
        return f"{note.id} {self.docname_of(note.id)} {self.edition.anchors[note.id]} {said}"

    @cached_property
    def _records(self) -> str:
        sources = [str(sorted(source.fields.items())) for source in self.edition.sources.values()]
        records = [repr(entry.record) for entry in self.edition.records()]
        records += [repr(entry.record) for entry in (self.edition.evidence or {}).values()]
        edition = self.edition
        former = (edition.removed, edition.corrections, edition.releases)
        records += [repr(entry.record) for entries in former for entry in entries]
        records += map(str, edition.mentions.notes)
        return digest([*sources, *records, str(edition.seminar.paths), str(edition.settings), edition.article.text])

    def gather(self, docname: str, what: Gathers) -> None:
        """Remember that a document draws on more than the notes that stand on it."""
        self.data["gathering"][docname] = max(what, self.data["gathering"].get(docname, what))

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

    def docname_of_sentence(self, number: str) -> str:
        """The document in which a sentence such as `2-5` stands; empty where there is none."""
        return self._sentences.get(number, "")

    def outdated(self, docnames: Set[str]) -> list[str]:
        """The documents whose notes, or whose notes' sources, have changed since they were last read."""
        known = self.data["fingerprints"]
        return [name for name in docnames if known.get(name) not in (None, self.fingerprint(name))]

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
            return make_refnode(builder, fromdocname, docname, f"s{target}", contnode) if docname else None
        if typ in set(What):
            place = self.place_of(Ref(What(typ), target))
            return make_refnode(builder, fromdocname, *place, contnode) if place else None
        if target not in self.edition.home:
            return None
        return make_refnode(builder, fromdocname, self.docname_of(target), f"note-{target}", contnode)

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
            yield Section(section["ids"][0], section[0].astext(), words)


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


def _head(note: Note) -> str:
    """A digest of what a note says of itself: all but its texts."""
    return recall(
        "head", note.digest, lambda: digest([str(replace(note, margin=_NO_TEXT, body=None, lines=None, digest=""))])
    )


def digest(parts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def edition_domain(env: BuildEnvironment) -> EditionDomain:
    """The domain of this build."""
    domain = env.get_domain(EditionDomain.name)
    assert isinstance(domain, EditionDomain)  # noqa: S101
    return domain
