"""The fixed places of an edition within a book: nothing else in the engine spells the name of one of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = "book"
"""The folder of an edition where `postil_root` names no other."""


_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s(?s:.)*?^---", re.MULTILINE)
_SAID = re.compile(rb"^(quote|kind)\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything is. `root` is the source folder of the book, absolute; `folder` the edition's within it.

    Tables and notebooks lie beside the folder `book` of an edition with a text of its own. Those of a guest in a book
    that has tables and notebooks itself, under another name or with notes on that book's pages, lie within its folder.
    """

    root: Path
    folder: Path = Path(FOLDER)

    @property
    def book(self) -> Path:
        """The folder of the edition."""
        return self.root / self.folder

    @property
    def settings(self) -> Path:
        """What the text is."""
        return self.book / "edition.yml"

    @property
    def article(self) -> Path:
        """The text exactly as received."""
        return self.book / "article.txt"

    @property
    def notes(self) -> Path:
        """One file a note, in folders at will."""
        return self.book / "notes"

    def note(self, id: str) -> Path:
        """Where a new note of this id is kept."""
        return self.notes / f"{id}.md"

    @property
    def evidence(self) -> Path:
        """What each source says, one file a source."""
        return self.book / "evidence"

    def record(self, key: str) -> Path:
        """Where a new evidence record of this source is kept."""
        return self.evidence / f"{re.sub(r'[^A-Za-z0-9-]+', '-', key)}.yml"

    @property
    def bibliographies(self) -> tuple[Path, Path]:
        """The files that may hold sources."""
        return self.references, self.references_json

    @property
    def references(self) -> Path:
        """The sources."""
        return self.book / "references.bib"

    @property
    def references_json(self) -> Path:
        """The sources as CSL JSON, instead of BibTeX or beside it."""
        return self.book / "references.json"

    @property
    def apparatus(self) -> Path:
        """People, terms, events and parallel passages."""
        return self.book / "apparatus"

    @property
    def people(self) -> Path:
        """People and institutions."""
        return self.apparatus / "people.yml"

    @property
    def terms(self) -> Path:
        """The glossary."""
        return self.apparatus / "glossary.yml"

    @property
    def events(self) -> Path:
        """What happened when."""
        return self.apparatus / "timeline.yml"

    @property
    def parallels(self) -> Path:
        """The text beside other texts."""
        return self.apparatus / "parallels.yml"

    @property
    def seminar(self) -> Path:
        """Session paths and the teacher's key."""
        return self.book / "seminar"

    @property
    def key(self) -> Path:
        """Answers to the questions."""
        return self.seminar / "key.yml"

    @property
    def charts(self) -> Path:
        """Still pictures of charts."""
        return self.book / "charts"

    @property
    def values(self) -> Path:
        """Numbers that notebooks have published."""
        return self.book / "values.yml"

    @property
    def removed(self) -> Path:
        """Notes that were withdrawn, and why."""
        return self.book / "removed.yml"

    @property
    def corrections(self) -> Path:
        """What was put right after it had been published."""
        return self.book / "corrections.yml"

    @property
    def releases(self) -> Path:
        """What became of the notes from release to release."""
        return self.book / "changes.yml"

    @property
    def data(self) -> Path:
        """Tables of data."""
        return self._home / "data"

    @property
    def notebooks(self) -> Path:
        """Notebooks that publish figures, and their modules."""
        return self._home / "notebooks"

    @property
    def guest(self) -> bool:
        """Whether the book is somebody's, with notes on its pages, and not the edition's own."""
        return self.folder != Path(FOLDER) or not self.article.exists()

    @property
    def _home(self) -> Path:
        return self.book if self.guest else self.root

    @property
    def toc(self) -> Path:
        """Jupyter Book's table of contents."""
        return self.root / "_toc.yml"

    @property
    def config(self) -> Path:
        """Jupyter Book's configuration."""
        return self.root / "_config.yml"

    def build(self, name: str) -> Path:
        """The folder into which the command line has a kind of output built: `html`, `pdf`, `epub`, `bundle`."""
        return self.root / "_build" / name

    @property
    def present(self) -> bool:
        """Whether there is an edition: settings, even if their file cannot be read, or a note."""
        settings = self.settings
        return settings.exists() or settings.is_symlink() or any(map(_is_note, self.notes.glob("**/*.md")))

    def may_be_the_hosts(self, path: Path) -> bool:
        """Whether a file may be there for a book that has a folder of the edition's name itself."""
        if not self.guest or self.folder != Path(FOLDER) or path == self.settings or not self.owns(path):
            return False
        return not _is_note(path) if path.is_relative_to(self.notes) else path.suffix != ".md"

    def within(self, path: Path) -> str:
        """A path of the book as it is named in messages and addresses: from the root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def document(self, path: Path) -> str:
        """The name that Sphinx gives to a page: its path from the root without its ending."""
        return path.relative_to(self.root).with_suffix("").as_posix()

    def owns(self, path: Path) -> bool:
        """Whether a file belongs to the edition; other pages of the book do not."""
        return path.is_relative_to(self.book) or any(map(path.is_relative_to, (self.data, self.notebooks)))

    def tables(self) -> list[Path]:
        """The tables of data, sorted."""
        return sorted(self.data.glob("*.csv"))


def _is_note(path: Path) -> bool:
    """Whether a file is a note, which says what it quotes and its kind, and no page of a book with such a folder."""
    try:
        head = _HEAD.match(path.read_bytes())
    except OSError:
        return True  # the rules name what cannot be read
    return head is not None and {*_SAID.findall(head[0])} == {b"quote", b"kind"}
