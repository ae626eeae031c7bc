"""Jupyter Book's table of contents, `_toc.yml` → the pages in the order in which a reader meets them, or its faults."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from sphinx_external_toc.api import Document, FileItem, GlobItem, SiteMap
from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from postil.paths import Paths
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.book_config import excluded, included
from postil.reading.book_yaml import is_there, line_of, load_any, shape_of
from postil.reading.files import read_text
from postil.reading.globs import compiled
from postil.reading.memory import recall
from postil.reading.yaml_lines import YamlError

_LARGEST = 1024 * 1024  # bytes
_ENDINGS = (".md", ".ipynb", ".rst")
_PLACE = re.compile(r"@ '(/+[^'/][^']*)'")  # as sphinx-external-toc names the entry at fault
_OPTIONS = ("options", "defaults")
_LISTS = ("parts", "chapters", "sections", "subtrees", "entries")
_ALSO = {"docname": ("file", "root")}  # what it calls by another name
_TWICE = re.compile(r"used multiple times: '(.*)'")
_CLASS = re.compile(r"(?:a )?<class '(\w+)'>")
_FORM = "it must say format: jb-book, root: and the chapters"
_ENTRY = "an entry is a line such as - file: book/one"
_MIGRATE = "is a list, the form of Jupyter Book 0.10 and before; run: jupyter-book toc migrate _toc.yml -o _toc.yml"


def read_toc(paths: Paths) -> tuple[list[str], list[Problem]]:
    """The names of the documents, and what is wrong with the file. A book without one has its pages sorted by name."""
    toc = paths.toc
    if not toc.exists() and not toc.is_symlink():
        return all_pages(paths), []
    try:
        text = read_text(toc, _LARGEST)
        site = recall("toc", text, partial(_parse, text))
    except ProblemError as error:
        return [], [error.at(toc)]
    pages = all_pages(paths)
    documents = list(dict.fromkeys(_walk(site.root, site, pages)))
    return documents, list(_missing(paths, text, site, pages))


def _parse(text: str) -> SiteMap:
    """Raises ProblemError with the line of the fault."""
    try:
        data = load_any(text)
        if not isinstance(data, dict):
            message = f"is empty; {_FORM}" if data is None else f"has no names; {_FORM}"
            raise ProblemError("toc-unreadable", _MIGRATE if isinstance(data, list) else message, line_of(text, ()))
        for place in _without_names(data):
            message = f"{place[-1]} must hold names and values, such as numbered: true"
            raise ProblemError("toc-unreadable", message, line_of(text, place))
        for place in _no_texts(data):
            message = f"{place[-1]} must be a text, the name of a page or an address; {_ENTRY}"
            raise ProblemError("toc-unreadable", message, line_of(text, place))
        return parse_toc_data(data)
    except ProblemError:
        raise
    except YamlError as error:
        raise ProblemError("toc-unreadable", f"cannot be read: {error}", error.line, error.column) from None
    except (MalformedError, RecursionError, KeyError, TypeError, ValueError, AttributeError) as error:
        said = str(error.args[0] if error.args else "its form")
        message = _CLASS.sub(lambda found: shape_of(found[1]), said)
        found = _TWICE.search(message)
        line = _lines_naming(found[1], text)[-1] if found else _line_of_fault(message, text)
        hint = "take it out here" if found else _ENTRY if _PLACE.search(message) else _FORM
        raise ProblemError("toc-unreadable", f"cannot be read: {_sorted(message)}; {hint}", line) from None


def _no_texts(data: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The places of pages, patterns and addresses that are lists or mappings, at which the parser stumbles."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in inner:
        if name in ("root", "file", "glob", "url") and isinstance(value, list | dict):
            yield (*place, str(name))
        else:
            yield from _no_texts(value, (*place, str(name)))


def _without_names(data: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The places of options that are no names with values, of which the parser does not say where they are."""
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in _OPTIONS and not isinstance(value, dict):
            yield (*place, name)
        elif name in _LISTS and isinstance(value, list):
            for number, item in enumerate(value):
                yield from _without_names(item, (*place, name, str(number)))


def _line_of_fault(message: str, text: str) -> int:
    """The line of the entry at fault or, where the message has a name that stands there, of that."""
    at = _PLACE.search(message)
    place = tuple(filter(None, at[1].split("/"))) if at else ()
    quoted = re.findall(r"'(\w+)'", message.partition(", allowed:")[0].partition(" (got ")[0])
    names = [other for name in quoted for other in _ALSO.get(name, (name,))]
    styles = ["style"] if message.partition("style must")[1] else []
    names = [*styles, *names, *(["format"] if "unhashable" in message else [])]
    places = [(*under, name) for under in (place, (*place, "options"), ("defaults",)) for name in names]
    return line_of(text, next((found for found in places if is_there(text, found)), place))


def _sorted(message: str) -> str:
    """The message with the sets of names in it in one order."""
    return re.sub(r"\{('[^{}]*')\}", lambda found: ", ".join(sorted(found[1].split(", "))), message)


def _lines_naming(name: str, text: str) -> list[int]:
    """The lines, from 1, on which a page is named; the first line where there are none."""
    named = re.finditer(rf"(?:file|root|glob):\s*['\"]?{re.escape(name)}(?:\.\w+)?['\"]?\s*$", text, re.MULTILINE)
    return [text.count("\n", 0, found.start()) + 1 for found in named] or [1]


def _walk(document: Document, site: SiteMap, pages: list[str]) -> Iterator[str]:
    yield _name(document.docname)
    for subtree in document.subtrees:
        for item in subtree.items:
            if isinstance(item, FileItem) and item in site:
                yield from _walk(site[item], site, pages)
            elif isinstance(item, GlobItem):
                pattern = _glob(str(item))
                yield from (page for page in pages if pattern.fullmatch(page))


def _glob(pattern: str) -> re.Pattern[str]:
    """What is no pattern matches nothing."""
    try:
        return compiled(pattern)
    except ValueError:
        return re.compile("(?!)")


def _name(file: str) -> str:
    return next((file.removesuffix(ending) for ending in _ENDINGS if file.endswith(ending)), file)


def all_pages(paths: Paths) -> list[str]:
    """The names of all pages in the book, sorted as Sphinx sorts them.

    Notes, what was built and what the configuration excludes are none.
    """
    found = set()
    excluding = _excluding(paths).values()
    including = list(map(_glob, included(paths)))

    def hidden(path: Path) -> bool:
        name = paths.within(path)
        return path.name.startswith((".", "_")) or any(pattern.fullmatch(name) for pattern in excluding)

    for at, folders, names in os.walk(paths.root):
        folders[:] = [name for name in folders if not hidden(Path(at, name))]
        files = (Path(at, name) for name in names if name.endswith(_ENDINGS))
        found |= {
            paths.document(file) for file in files if not hidden(file) and _is_among(paths.within(file), including)
        }
    return sorted(found)


def _is_among(name: str, patterns: list[re.Pattern[str]]) -> bool:
    return not patterns or any(pattern.fullmatch(name) for pattern in patterns)


def _excluding(paths: Paths) -> dict[str, re.Pattern[str]]:
    """What hides files from Sphinx, by how it is written."""
    return {pattern: _glob(pattern) for pattern in (paths.within(paths.notes), *excluded(paths))}


def _hiding(name: str, paths: Paths) -> str | None:
    """What hides a page that is there."""
    files = (PurePosixPath(f"{name}{ending}") for ending in _ENDINGS if (paths.root / f"{name}{ending}").exists())
    places = [str(place) for file in files for place in (file, *file.parents)]
    hiding = (written for written, pattern in _excluding(paths).items() if any(map(pattern.fullmatch, places)))
    return next(hiding, None)


def _missing(paths: Paths, text: str, site: SiteMap, pages: list[str]) -> Iterator[Problem]:
    """The entries that name no page: Sphinx knows a page by one name, without `./` and the like.

    In another's book only those of the edition: of the others Sphinx warns, and builds.
    """
    toc, known = paths.toc, set(pages)
    names = list(map(_name, site))
    guest = any(name in known and not paths.owns(paths.root / name) for name in names)

    def judged(entry: str) -> bool:
        return not guest or paths.owns(paths.root / entry)

    files = dict(zip(names, site, strict=True))
    for name in filter(judged, names):
        misnamed = files[name] != name and not (paths.root / files[name]).is_file()
        if name in known and not misnamed:
            continue
        there = name == normpath(name) and _has_file(paths.root / name)
        hiding = _hiding(name, paths) if there else None
        if name in known:
            message = f"there is no file '{files[name]}'; write {name}"
        elif not there:
            message = f"there is no page '{name}'; {did_you_mean(name, pages, 'write it, or take it out')}"
        elif hiding == paths.within(paths.notes):
            message = f"'{name}' is a note, and notes are no pages; take it out"
        elif hiding:
            message = (
                f"exclude_patterns of {paths.config.name} hides the page '{name}' by '{hiding}'; take one of them out"
            )
        elif included(paths) and (paths.root / f"{name}.md").exists():
            message = f"include_patterns of {paths.config.name} names no pattern that the page '{name}' has; add one"
        else:
            continue
        yield Problem(toc, _lines_naming(name, text)[0], "toc-page", message)
    for pattern in filter(judged, dict.fromkeys(_empty_globs(site, pages))):
        bare = _name(pattern)
        way = f"write {bare}" if bare != pattern else "write one such as book/*, or take it out"
        message = f"no page is called '{pattern}' that is not named already; {way}"
        yield Problem(toc, _lines_naming(pattern, text)[0], "toc-page", message)


def _has_file(page: Path) -> bool:
    """Whether a page has a file of any ending: a book may have parsers of its own."""
    return any(file.stem == page.name for file in page.parent.glob("*.*"))


def _empty_globs(site: SiteMap, pages: list[str]) -> Iterator[str]:
    """The patterns of a page that match no page but itself and those that its patterns before have matched."""
    for document in site.values():
        left = {page for page in pages if page != _name(document.docname)}
        for item in (item for tree in document.subtrees for item in tree.items if isinstance(item, GlobItem)):
            found = set(filter(_glob(str(item)).fullmatch, left))
            left -= found
            if not found:
                yield str(item)
