"""How sources read: in the bibliography with their state, in the text as publisher and year."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from pybtex.backends.plaintext import Backend
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText, HRef, String, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import Node, join, node, optional
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import reference

from postil.check import refusal
from postil.compat.bibtex import QuickBibtexDomain, mark_entries, note_citations, read_with
from postil.compat.sphinx import is_set, set_default
from postil.model import CITATION_ROLES, Source, State
from postil.problems import ProblemError
from postil.reading.bibtex import EntryParser
from postil.reading.book_config import paths_in
from postil.reading.csl_items import as_bibtex, read_items
from postil.reading.csl_names import appeared
from postil.reading.entries import source_of
from postil.reading.files import read_text
from postil.reading.memory import recall
from postil.reading.sources import LARGEST
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import _, date_of_source
from postil.text.article import direction, isolated
from postil.text.dates import in_words
from postil.text.ids import source_id

STYLE = "postil"


def setup(app: Sphinx) -> None:
    """Tell pybtex where its backend is; otherwise it searches all installed packages for it at every citation."""
    register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.add_domain(QuickBibtexDomain, override=True)
    app.connect("config-inited", configure, priority=0)
    app.connect("doctree-read", mark_sources)


def configure(app: Sphinx, config: Config) -> None:
    """Have the edition's sources read, and choose its styles, as far as neither the user nor another book has one.

    Raises SystemExit where sources in JSON cannot be read.
    """
    EditionStyle.language = config.language or "en"  # pybtex makes the style and tells it nothing of the book
    paths = paths_in(Path(app.srcdir), config.postil_root)
    path, items = paths.references, paths.references_json
    made = Path(app.doctreedir, "references.json.bib")
    read_with(EntryParser, {path.resolve(), made.resolve()})
    others = [file for file in config.bibtex_bibfiles or () if Path(app.confdir, file).resolve() != path.resolve()]
    styles = (("bibtex_default_style", STYLE), ("bibtex_reference_style", STYLE), ("bibtex_tooltips", False))
    for name, value in () if others else styles:
        set_default(config, name, value)
    if path.is_file() and len(others) == len(config.bibtex_bibfiles or ()):
        config.bibtex_bibfiles = [*others, os.path.relpath(path, app.confdir)]
    elif not path.is_file():  # whoever has CSL JSON alone need not take the name out
        config.bibtex_bibfiles = others
    if items.is_file():
        try:
            _write_changed(made, as_bibtex(read_items(read_text(items, LARGEST))))
        except ProblemError as error:
            raise SystemExit(refusal([error.at(items)], paths)) from None
        config.bibtex_bibfiles = [*(config.bibtex_bibfiles or ()), os.path.relpath(made, app.confdir)]
    if not config.bibtex_bibfiles:  # sphinxcontrib-bibtex ends the build of a book that has no sources
        none = Path(app.doctreedir, "no-sources.bib")
        _write_changed(none, "")
        config.bibtex_bibfiles = [os.path.relpath(none, app.confdir)]


def _write_changed(path: Path, text: str) -> None:
    """Write a file unless it says the same already, since its time tells whether pages are out of date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def mark_sources(app: Sphinx, document: nodes.document) -> None:
    """Give the edition's sources that a page lists ids of their own, unless the user says how ids are made.

    Others in the book keep theirs. Those that the page cites are remembered, so that bibliographies list them.
    """
    note_citations(app.env, document)
    keys = () if is_set(app.config, "bibtex_cite_id") else edition_domain(app.env).edition.sources
    mark_entries(app.env, app.env.docname, {key: source_id(key) for key in keys})


class KeyLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels are not shown; the key serves, since it differs between all groups of the bibliography."""

    def format_labels(self, sorted_entries: Iterable[Any]) -> Iterator[str]:
        """The labels of entries."""
        return (entry.key for entry in sorted_entries)


class EditionStyle(BaseStyle):  # type: ignore[misc]
    """One form for every kind of entry: who, what, when, and whether the page was opened (pybtex style `postil`)."""

    default_sorting_style = "author_year_title"
    default_label_style = KeyLabels
    language: ClassVar[str] = "en"

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """The entry as rich text."""
        source = _source(entry)
        fields = source.fields
        title = Tag("em", String(fields.get("title", "")))
        when = date_of_source(fields["date"], self.language) if "date" in fields else fields.get("year", "")
        around = direction(self.language)
        parts = [
            Text(f"{isolated(source.people.rstrip('.'), around)}. "),
            HRef(source.url, title) if source.url else title,
            Text(f" [{isolated(fields['gloss'], around)}]") if "gloss" in fields else "",
            Text(f" ({isolated(fields['note'], around)})") if "note" in fields else "",
            Text(f", {isolated(where, around)}") if (where := appeared(source)) else "",
            Text(f", {when.rstrip('.')}. " if when else ". "),
            Tag("strong", String(state_in_words(fields, self.language))),
        ]
        return FormattedEntry(entry.key, Text(*parts), label)


def _source(entry: Any) -> Source:
    return recall("entry", repr(entry), lambda: source_of(entry.key, entry), entry.key)


@dataclass
class EditionReferences(BaseReferenceStyle):
    """Who and when, as one link (bibtex reference style `postil`): `t` within a sentence, `p` in round brackets."""

    bracket: BracketStyle = dataclasses.field(default_factory=lambda: BracketStyle(left="(", right=")", sep="; "))

    def role_names(self) -> Iterable[str]:
        """The roles that notes may use."""
        return [role.removeprefix("cite:") for role in CITATION_ROLES]

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Several references joined."""
        return self.bracket.outer(children, brackets=role_name == "p", capfirst=False)

    def inner(self, role_name: str) -> Node:
        """One reference; a work without a year is named alone."""
        return reference[join(sep=" ")[who, optional[when]]]


@node  # type: ignore[untyped-decorator]
def who(children: Sequence[Any], data: Mapping[str, Any]) -> BaseText:
    """The last names of the authors, or the name of the body that answers for the work."""
    entry = data["entry"]
    return Text(_source(entry).who)


@node  # type: ignore[untyped-decorator]
def when(children: Sequence[Any], data: Mapping[str, Any]) -> BaseText:
    """The year of a work."""
    entry = data["entry"]
    return Text(_source(entry).fields.get("year", ""))


def state_in_words(fields: Any, language: str) -> str:
    """How the source is known, for the bibliography."""
    if fields.get("state") == State.CHECKED:
        return str(_("✓ checked %s")) % in_words(fields["checked"], language)
    return str(_("? unchecked"))
