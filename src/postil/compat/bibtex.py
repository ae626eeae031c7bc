"""sphinxcontrib-bibtex 2.6.5 to 2.7: the entries of its bibliographies.

It makes ids by docutils' `make_id`, which gives one id to several keys, also where a template for ids is set
(https://github.com/mcmtroffaes/sphinxcontrib-bibtex/pull/265), and leaves no key on an entry. The `bibliographies` of
its domain are not documented. The parser of its files cannot be chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import Parser
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex import bibfile
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor, get_docnames
from sphinxcontrib.bibtex.nodes import bibliography

logger = logging.getLogger(__name__)

KEY = "postil-key"
_CITED, _MADE_OF = "postil-cited", "postil-made-of"


def read_with(parser: type[Parser], files: Set[Path]) -> None:
    """Have these files read by a parser of ours, from now on in this process; it imports pybtex's by name.

    All others, of the book in which an edition is a guest or of a later one, are read as ever.
    """

    class Chosen(Parser):  # type: ignore[misc]
        def parse_file(self, filename: Path, file_suffix: str | None = None) -> BibliographyData:
            if Path(filename).resolve() not in files:
                return super().parse_file(filename, file_suffix)
            for key, entry in parser(self.encoding).parse_file(filename, file_suffix).entries.items():
                if self.data.entries.get(key) != entry:  # the same may be in a list of the book's own
                    self.data.add_entry(key, entry)
            return self.data

    bibfile.Parser = Chosen  # type: ignore[attr-defined]
    QuickBibtexDomain.ours = files


class QuickBibtexDomain(BibtexDomain):
    """Lists sources without asking, of each source, every citation of the book whether it is of this one.

    It knows what documents cite by nodes of ours, which no role has told it, and puts sources into words again only
    where they, a page that lists them or what is cited has changed.
    """

    initial_data = {**BibtexDomain.initial_data, _CITED: {}, _MADE_OF: ""}  # noqa: RUF012  (so it is there)
    listed: Set[str] = frozenset()
    ours: Set[Path] = frozenset()
    """The files of the edition's own."""

    def clear_doc(self, docname: str) -> None:
        """Forget what a document cites and lists."""
        if any(place.docname == docname for place in self.bibliographies):
            self.data[_MADE_OF] = ""
        super().clear_doc(docname)
        self.data[_CITED].pop(docname, None)

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        super().merge_domaindata(docnames, otherdata)
        self.data[_CITED].update({name: keys for name, keys in otherdata[_CITED].items() if name in docnames})

    def env_updated(self) -> list[str]:
        """The pages that list other sources than before, because others cite other ones: they are written again."""
        before = self._lists()
        made_of = self._made_of()
        if self.data[_MADE_OF] != made_of:
            super().env_updated()
            self.data[_MADE_OF] = made_of
        now = self._lists()
        self.listed = {
            citation.key
            for citation in self.citations
            if self.bibliographies[citation.bibliography_key].list_ == "citation"  # others have no place to lead to
        }
        return [docname for docname, keys in now.items() if keys != before.get(docname)]

    def _made_of(self) -> str:
        """What lists of sources are made of, but for the pages that have them."""
        files = [(str(path), file.mtime) for path, file in self.bibdata.bibfiles.items()]
        read = sorted(self.citation_refs, key=lambda ref: ref.docname)  # they stand as documents were read
        told = [(ref.docname, [target.key for target in ref.targets]) for ref in read]
        order = list(get_docnames(self.env))  # type: ignore[no-untyped-call]
        tooltips = self.env.config.bibtex_tooltips, self.env.config.bibtex_tooltips_style
        return repr((files, order, told, sorted(self.data[_CITED].items()), tooltips))

    def _lists(self) -> dict[str, list[str]]:
        """The keys that each page lists, in their order."""
        lists: dict[str, list[str]] = {}
        for citation in self.citations:
            lists.setdefault(citation.bibliography_key.docname, []).append(citation.key)
        return lists

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Any]]:
        """The keys and entries that a bibliography lists, not sorted."""
        listed, docname = self.bibliographies[bibliography_key], bibliography_key.docname
        cited_in = self._cited_in()
        for entry in self.get_entries(listed.bibfiles):
            key = listed.keyprefix + entry.key
            try:
                passes = _FilterVisitor(entry, docname, cited_in[key]).visit(listed.filter_)  # type: ignore[no-untyped-call]
            except ValueError as error:
                message, place = "syntax error in :filter: expression; %s", (docname, listed.line)
                logger.warning(message, error, location=place, type="bibtex", subtype="filter_syntax_error")
                passes = bool(cited_in[key])
            if passes or entry.key in listed.keys:
                yield key, entry

    def _cited_in(self) -> defaultdict[str, set[str]]:
        """The documents in which each key is cited."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for ref in self.citation_refs:
            for target in ref.targets:
                found[target.key].add(ref.docname)
        for docname, keys in self.data[_CITED].items():
            for key in keys:
                found[key].add(docname)
        return found

    def resolve_xref(self, *given: Any) -> Any:
        """A link for each source of a citation; one of the edition's that is on no page is named as such."""
        node = given[5]
        known = [file.keys for path, file in self.bibdata.bibfiles.items() if path in self.ours]
        unlisted = [key for key in keys_in(node) if key not in self.listed and any(key in keys for keys in known)]
        if not unlisted:
            return super().resolve_xref(*given)
        for key in unlisted:
            message = "no page lists the source '%s'; put the directive {bibliography}, without :list:, on one"
            logger.warning(message, key, location=node, type="bibtex", subtype="key_not_found")
        return nodes.inline("", ", ".join(keys_in(node)))


def note_citations(env: BuildEnvironment, document: nodes.document) -> None:
    """Remember what a document cites by nodes that no role has made, so that bibliographies list it."""
    references = (node for node in document.findall(pending_xref) if not node["ids"])
    keys = dict.fromkeys(key for reference in references for key in keys_in(reference))
    if keys:
        env.get_domain("cite").data[_CITED][env.docname] = list(keys)


def holds_bibliography(document: nodes.document) -> bool:
    """Whether a document that has just been read lists sources."""
    return next(iter(document.findall(bibliography)), None) is not None


def mark_entries(env: BuildEnvironment, docname: str, new_ids: Mapping[str, str]) -> None:
    """Write its key on each entry that a document will list, and give it the id that there is for the key."""
    for place, listed in env.get_domain("cite").bibliographies.items():  # type: ignore[attr-defined]
        for key, entry in listed.citation_nodes.items() if place.docname == docname else ():
            entry[KEY] = key.removeprefix(listed.keyprefix)
            if key in new_ids:
                entry["ids"] = [new_ids[key]]


def keys_in(reference: pending_xref) -> list[str]:
    """The keys of a citation; none where it is none, or where words stand before or after its keys."""
    if reference.get("refdomain") != "cite":
        return []
    targets = list(parse_citation_targets(reference["reftarget"]))
    return [] if any(target.pre or target.post for target in targets) else [target.key for target in targets]


def places_of(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """(document, id) of the entry of each source that the book lists, by its key."""
    domain: Any = env.get_domain("cite")
    listed = (c for c in domain.citations if domain.bibliographies[c.bibliography_key].list_ == "citation")
    return {citation.key: (citation.bibliography_key.docname, citation.citation_id) for citation in listed}


def entries(document: nodes.document) -> Iterator[tuple[str, nodes.citation]]:
    """(key, entry) of every source that a document lists, once the entries are made; other citations are left out."""
    for entry in document.findall(nodes.citation):
        if KEY in entry:
            yield entry[KEY], entry
