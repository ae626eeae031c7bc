"""The rules about pages: that they have titles, and that what notebooks hold can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote

from postil.edition import Edition
from postil.problems import Problem, did_you_mean
from postil.reading.book_config import (
    contents_are_all,
    links_are_references,
    may_have_titles_elsewhere,
    runs_notebooks,
    suppressed,
)
from postil.reading.memory import recall
from postil.reading.notebooks import not_shown
from postil.reading.pages import Page
from postil.reading.toc import all_pages

_UNREADABLE = "image.not_readable"
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|\{|#")  # an address of the web, data, a value of a substitution
_UNKNOWN_PAGE = "myst.xref_missing"
_PAGES = (".md", ".ipynb", ".rst")
_HEADERS = "myst.header"


def pages_have_titles(edition: Edition) -> Iterator[Problem]:
    """Each page of the edition begins with a heading, and none leaves out a level.

    The first page of the book needs no title, since no contents name it.
    """
    if may_have_titles_elsewhere(edition.paths):
        return
    levels_count = not _passed_over(_HEADERS, suppressed(edition.paths))
    for page in _own_pages(edition):
        headings = page.headings()
        if not headings and not page.takes_in_others() and page.docname != edition.documents[0]:
            message = "has no heading, by which the contents name it; begin it with # and a title"
            yield Problem(page.path, 1, "page-heading", message)
        above = 0
        for line, level in headings if levels_count else ():
            if level > above + 1:
                after = f"follows one of level {above}" if above else "is the first of the page"
                message = f"this heading of level {level} {after}; write {'#' * (above + 1)} for {'#' * level}"
                yield Problem(page.path, line, "page-heading", message)
            above = level


def pictures_of_pages_are_there(edition: Edition) -> Iterator[Problem]:
    """Each picture that a page of the edition names by a place in the book is a file there."""
    if _passed_over(_UNREADABLE, suppressed(edition.paths)):
        return
    for page in _own_pages(edition):
        for line, address in page.pictures():
            home = edition.paths.root if address.startswith("/") else page.path.parent
            named = address.lstrip("/")
            if not named or _ELSEWHERE.match(named) or (home / named).is_file():
                continue
            if not (named.endswith(".*") and any(home.glob(named))):
                told = unquote(address)
                message = f"there is no picture '{told}'; put it there, or name another"
                if told != address and (home / unquote(named)).is_file():
                    message = (
                        f"MyST finds no picture '{told}'; name the file by letters from a to z, figures and hyphens"
                    )
                yield Problem(page.path, line, "page-picture", message)


def links_lead_to_pages(edition: Edition) -> Iterator[Problem]:
    """Each page to which a page of the edition leads by the name of its file is one of the book."""
    paths = edition.paths
    if _passed_over(_UNKNOWN_PAGE, suppressed(paths)) or not links_are_references(paths):
        return
    known = {*edition.documents, *([] if contents_are_all(paths) else all_pages(paths))}
    for page in _own_pages(edition):
        for line, address in page.links():
            address = address.removeprefix("project:")
            name, ending = splitext(address.partition("#")[0])
            if ending not in _PAGES or _ELSEWHERE.match(address):
                continue
            name = normpath(join("/", dirname(page.docname), name)).lstrip("/")
            if name not in known:
                hint = did_you_mean(name, known, "name another, or take the link out")
                if (paths.root / f"{name}{ending}").is_file():
                    hint = f"add it to {paths.toc.name}, or take the link out"
                yield Problem(
                    page.path, line, "page-link", f"the book has no page '{name}'; {hint}", missing_from=(paths.toc,)
                )


def notebooks_can_be_shown(edition: Edition) -> Iterator[Problem]:
    """Nothing in a notebook of the edition makes a build warn, so far as the book shows it as it was saved."""
    pages = [page for page in _own_pages(edition) if page.path.suffix == ".ipynb"]
    if not pages:
        return
    runs, passed_over = runs_notebooks(edition.paths), suppressed(edition.paths)
    for page in pages:
        for kind, line, message, saved in recall("unshown", page.text, partial(not_shown, page.text)):
            if not (saved and runs) and not _passed_over(kind, passed_over):
                yield Problem(page.path, line, "notebook-unshown", message)


def _own_pages(edition: Edition) -> Iterator[Page]:
    return (page for page in edition.pages if edition.paths.owns(page.path))


def _passed_over(kind: str, suppressed: set[str]) -> bool:
    """Whether a warning of a kind, such as `myst.header`, is not given, as Sphinx decides."""
    group = kind.partition(".")[0]
    return not suppressed.isdisjoint({kind, group, f"{group}.*"})
