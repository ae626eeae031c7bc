"""Where things stand in the published book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from postil.edition import Edition


@dataclass(frozen=True)
class Addresses:
    """Canonical addresses: `base` is where the book is published, empty for addresses relative to the book's folder."""

    edition: Edition
    base: str = ""
    page: Callable[[str], str] = field(default=lambda docname: f"{docname}.html")

    def of(self, path: str) -> str:
        """The address of a file of the book."""
        return f"{self.base.rstrip('/')}/{path}" if self.base else path

    def of_chapter(self, note_id: str) -> str:
        """The page on which a note stands."""
        return self.of(self.page(self.edition.home[note_id].block.docname))

    def of_note(self, note_id: str) -> str:
        """A note's permanent address."""
        return f"{self.of_chapter(note_id)}#note-{note_id}"
