"""sphinxcontrib-bibtex 2.6.5 to 2.7: the entries of its bibliographies.

It makes ids by docutils' `make_id`, which gives one id to several keys, also where a template for ids is set
(https://github.com/mcmtroffaes/sphinxcontrib-bibtex/pull/265), and leaves no key on an entry. The `bibliographies` of
its domain are not documented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.nodes import bibliography

KEY = "postil-key"


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


def entries(document: nodes.document) -> Iterator[tuple[str, nodes.citation]]:
    """(key, entry) of every source that a document lists, once the entries are made; other citations are left out."""
    for entry in document.findall(nodes.citation):
        if KEY in entry:
            yield entry[KEY], entry
