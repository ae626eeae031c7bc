"""sphinxcontrib-bibtex 2.6.5 to 2.7: the entries of its bibliographies.

It makes ids by docutils' `make_id`, which gives one id to several keys, also where a template for ids is set
(https://github.com/mcmtroffaes/sphinxcontrib-bibtex/pull/265), and leaves no key on an entry. The `bibliographies` of
its domain are not documented. The parser of its files cannot be chosen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex import bibfile
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.nodes import bibliography

KEY = "postil-key"
_ALL = ast.dump(ast.parse("True"))  # what the option `:all:` becomes


def read_with(parser: type[Any]) -> None:
    """Have its files read by a parser of ours; it imports pybtex's by name, and cannot be told of another."""
    bibfile.Parser = parser  # type: ignore[attr-defined]


class QuickBibtexDomain(BibtexDomain):
    """Lists all sources without asking, of each source, every citation of the book whether it is of this one."""

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Any]]:
        """The keys and entries that a bibliography lists, not sorted."""
        listed = self.bibliographies[bibliography_key]
        if ast.dump(listed.filter_) == _ALL:
            yield from ((listed.keyprefix + entry.key, entry) for entry in self.get_entries(listed.bibfiles))
        else:
            yield from super().get_filtered_entries(bibliography_key)


def holds_bibliography(document: nodes.document) -> bool:
    """Whether a document that has just been read lists sources."""
    return next(iter(document.findall(bibliography)), None) is not None


def mark_entries(env: BuildEnvironment, docname: str, new_id: Callable[[str], str] | None) -> None:
    """Write its key on each entry that a document will list and, where `new_id` is given, an id made from it."""
    for place, listed in env.get_domain("cite").bibliographies.items():  # type: ignore[attr-defined]
        for key, entry in listed.citation_nodes.items() if place.docname == docname else ():
            entry[KEY] = key.removeprefix(listed.keyprefix)
            if new_id:
                entry["ids"] = [new_id(key)]


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
