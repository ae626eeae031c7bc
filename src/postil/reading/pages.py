"""The pages of a book as an edition reads them: for the blocks of the article, and for what they cite."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from postil.paths import Paths
from postil.problems import Problem, ProblemError
from postil.reading.files import LARGEST, read_text
from postil.reading.markup import PageContents, citations_in_page, has_formula, page_contents
from postil.reading.memory import recall
from postil.reading.notebooks import line_of_cell

_ENDINGS = (".md", ".ipynb")
_LISTING = re.compile(
    r"^[ \t>]*(?:[`:~]{3,}[ \t]*\{bibliography\}|\.\. bibliography::).*\n"
    r"((?:[ \t>]*(?::\w+:.*|---|\w+:.*)\n)*)",
    re.MULTILINE,
)
_TAKEN_IN = re.compile(r'\{(?:include|eval-rst|auto\w+)\}|"worksheets":')  # the last of them in nbformat 3
_LIST_OPTION = re.compile(r"^[ \t>]*:?list:", re.MULTILINE)  # makes a list of which no entry can be led to
_QUOTED = re.compile(r"""(["'])(?P<text>[^"'\s]+)\1""")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of Markdown or a notebook, by the name that Sphinx gives it."""

    docname: str
    path: Path
    text: str

    def citations(self) -> set[str]:
        """The keys that its Markdown cites and, in a notebook, that stand as quoted words in its code."""
        if self.path.suffix == ".md":
            return recall("cited", self.text, lambda: set(citations_in_page(self.text)))
        keys: set[str] = set()
        for kind, text in _cells(self.text):
            keys |= {found["text"] for found in _QUOTED.finditer(text)} if kind == "code" else set()
            keys |= set(citations_in_page(text)) if kind == "markdown" else set()
        return keys

    def headings(self) -> tuple[tuple[int, int], ...]:
        """(line, level) of each heading of its Markdown that stands in no other block."""
        return self._contents().headings

    def pictures(self) -> tuple[tuple[int, str], ...]:
        """(line, address) of each picture of its Markdown."""
        return self._contents().pictures

    def links(self) -> tuple[tuple[int, str], ...]:
        """(line, address) of each link of its Markdown."""
        return self._contents().links

    def _contents(self) -> PageContents:
        """What its Markdown has; in a notebook each thing has the line of its cell."""
        read = partial(page_contents, self.text) if self.path.suffix == ".md" else self._contents_of_cells
        return recall("contents of a page", self.text, read)

    def _contents_of_cells(self) -> PageContents:
        cells = [(number, text) for number, (kind, text) in enumerate(_cells(self.text)) if kind == "markdown"]
        read = [(line_of_cell(self.text, number), page_contents(text)) for number, text in cells]
        return PageContents(
            tuple((line, level) for line, contents in read for _, level in contents.headings),
            tuple((line, address) for line, contents in read for _, address in contents.pictures),
            tuple((line, address) for line, contents in read for _, address in contents.links),
        )

    def takes_in_others(self) -> bool:
        """Whether other texts may give it headings."""
        return bool(_TAKEN_IN.search(self.text))

    def has_formula(self, *, dollars: bool) -> bool:
        """Whether its Markdown has a formula; `dollars` says whether such signs make one."""
        parts = [self.text] if self.path.suffix == ".md" else [t for kind, t in _cells(self.text) if kind == "markdown"]
        return any(has_formula(part, dollars=dollars) for part in parts)

    def lists_sources(self) -> bool:
        """Whether it has a bibliography to whose entries citations can lead."""
        text = self.text if self.path.suffix == ".md" else "\n".join(f"{cell}\n" for _, cell in _cells(self.text))
        return any(not _LIST_OPTION.search(found[1]) for found in _LISTING.finditer(text))


def read_pages(paths: Paths, docnames: Iterable[str]) -> tuple[list[Page], list[Problem]]:
    """The pages that exist, and what keeps one from being read; links to pages that are not the edition's are not read.

    A guest reads in another's book what it must, and judges its own files alone.
    """
    pages, problems = [], []
    for docname in docnames:
        for path in (paths.root / f"{docname}{ending}" for ending in _ENDINGS):
            if not (path.is_file() or path.is_symlink()) or (path.is_symlink() and not paths.owns(path)):
                continue
            try:
                pages.append(Page(docname, path, read_text(path, LARGEST)))
            except ProblemError as error:
                problems.append(error.at(path))
    return pages, problems


def _cells(notebook: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each cell; nothing of what is no notebook, which MyST-NB refuses."""
    try:
        cells: Any = json.loads(notebook).get("cells", [])
        for cell in cells:
            source = cell["source"]
            yield cell["cell_type"], source if isinstance(source, str) else "".join(source)
    except (ValueError, TypeError, KeyError, AttributeError):
        return
