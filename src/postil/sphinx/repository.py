"""Where the edition's files can be read, changed and discussed: addresses in its repository on GitHub."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote, urlencode

from sphinx.config import Config

from postil.compat.jupyter_book import NO_REPOSITORY
from postil.model import Note
from postil.paths import Paths


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that `_config.yml` names.

    `folder` is the book's in it, empty at its top; `notes` the notes' in the book.
    """

    home: str
    branch: str
    folder: str
    notes: Path

    def view(self, path: Path) -> str:
        """Where a file, by its path in the edition, can be read."""
        return f"{self.home}/blob/{self._place(path)}"

    def edit(self, path: Path) -> str:
        """Where a file can be changed; GitHub makes a pull request of it."""
        return f"{self.home}/edit/{self._place(path)}"

    def new_note(self) -> str:
        """Where a note file can be written; `filename` and `value` are for the page's script to add."""
        return f"{self.home}/new/{self._place(self.notes)}"

    def issue(self, **fields: str) -> str:
        """Where an issue can be written, with the given fields filled in."""
        return f"{self.home}/issues/new" + (f"?{urlencode(fields)}" if fields else "")

    def discuss(self, note: Note) -> str:
        """An issue about a note, begun."""
        return self.issue(title=f"Note: {note.title}", body=f"On `{note.id}`, “{note.quote.exact}”:\n\n")

    def _place(self, path: Path) -> str:
        return quote("/".join(filter(None, (self.branch, self.folder, path.as_posix()))))


def repository_of(config: Config) -> Repository | None:
    """The repository of a book; None where its configuration names none."""
    options = config.html_theme_options
    home = str(options.get("repository_url", "")).rstrip("/")
    if home in ("", NO_REPOSITORY):
        return None
    notes = Paths(Path(), Path(config.postil_root)).notes
    branch = str(options.get("repository_branch") or "main")
    folder = normpath(str(options.get("path_to_docs") or "").strip("/") or ".")  # such as ./docs/
    return Repository(home, branch, "" if folder == "." else folder, notes)
