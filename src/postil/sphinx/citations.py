"""How sources read: in the bibliography with their state, in the text as publisher and year."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pybtex.backends.plaintext import Backend
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText, HRef, String, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import Node, join, node, optional
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import reference, year

from postil.model import State
from postil.reading.markup import CITATION_ROLES
from postil.reading.sources import LATEX_FIELDS, rich
from postil.text.dates import in_words


def setup(app: Sphinx) -> None:
    """Tell pybtex where its backend is; otherwise it searches all installed packages for it at every citation."""
    register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.connect("config-inited", configure, priority=0)


def configure(app: Sphinx, config: Any) -> None:
    """Choose the edition's styles, and ids by which notes find their sources."""
    config.bibtex_default_style = config.bibtex_reference_style = "postil"
    config.bibtex_cite_id = "source-{key}"
    config.bibtex_tooltips = False


class KeyLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels are not shown; the key serves, since it differs between all groups of the bibliography."""

    def format_labels(self, sorted_entries: Iterable[Any]) -> Iterator[str]:
        """The labels of entries."""
        return (entry.key for entry in sorted_entries)


class EditionStyle(BaseStyle):  # type: ignore[misc]
    """One form for every kind of entry: who, what, when, and whether the page was opened (pybtex style `postil`)."""

    default_sorting_style = "author_year_title"
    default_label_style = KeyLabels

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """The entry as rich text."""
        fields = entry.fields
        latex = {name: rich(fields[name]) for name in LATEX_FIELDS if name in fields}
        who = Text(", ").join(rich(str(person)) for person in entry.persons.get("author", []))
        title = Tag("em", latex["title"])
        parts = [
            Text(who, ". "),
            HRef(fields["url"], title) if "url" in fields else title,
            Text(" [", latex["gloss"], "]") if "gloss" in fields else "",
            Text(" (", latex["note"], ")") if "note" in fields else "",
            Text(f", {in_words(fields['date'])}. " if "date" in fields else ". "),
            Tag("strong", String(state_in_words(fields))),
        ]
        return FormattedEntry(entry.key, Text(*parts), label)


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
        return reference[join(sep=" ")[who, optional[year]]]


@node  # type: ignore[untyped-decorator]
def who(children: Sequence[Any], data: Mapping[str, Any]) -> BaseText:
    """The last names of the authors, or the name of the body that answers for the work."""
    authors = data["entry"].persons.get("author", [])
    names = [rich(" ".join([*person.prelast_names, *person.last_names])) for person in authors]
    return Text(" and ").join(names) if len(names) < 3 else Text(names[0], " et al.")


def state_in_words(fields: Any) -> str:
    """How the source is known, for the bibliography."""
    if fields.get("state") == State.CHECKED:
        return f"✓ checked {in_words(fields['checked'])}"
    return "? unchecked"
