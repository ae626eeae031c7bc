"""How sources read: in the bibliography with their state, in the text as publisher and year."""

from __future__ import annotations

from datetime import date
from typing import Any

from pybtex.richtext import HRef, String, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from postil.model import State


class EditionStyle(BaseStyle):  # type: ignore[misc]
    """One form for every kind of entry: who, what, when, and whether the page was opened (pybtex style `postil`)."""

    default_sorting_style = "author_year_title"

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """The entry as rich text."""
        fields = entry.fields
        who = ", ".join(str(person) for person in entry.persons.get("author", []))
        title = Tag("em", String(fields["title"]))
        parts = [
            Text(who, ". "),
            HRef(fields["url"], title) if "url" in fields else title,
            Text(f". {fields['note']}" if "note" in fields else ""),
            Text(f", {readable_date(fields['date'])}. " if "date" in fields else ". "),
            Tag("strong", String(state_in_words(fields))),
        ]
        return FormattedEntry(entry.key, Text(*parts), label)


class EditionReferences(AuthorYearReferenceStyle):  # type: ignore[misc]
    """Citations without brackets in the sentence, in round brackets beside it (bibtex reference style `postil`)."""

    def __init__(self) -> None:
        none, round_ = BracketStyle(left="", right=""), BracketStyle(left="(", right=")")
        super().__init__(bracket_textual=none, bracket_parenthetical=round_, author_year_sep=" ")


def readable_date(text: str) -> str:
    """An ISO 8601 day in words; any other text as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def state_in_words(fields: Any) -> str:
    """How the source is known, for the bibliography."""
    if fields.get("state") == State.CHECKED:
        return f"✓ checked {readable_date(fields['checked'])}"
    return "? unchecked"
