"""Jupyter Book's table of contents, `_toc.yml` → the pages in the order in which a reader meets them, or its faults."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from sphinx_external_toc.api import Document, FileItem, GlobItem, SiteMap
from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from postil.paths import Paths
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.files import read_text

_LARGEST = 1024 * 1024  # bytes
_ENDINGS = (".md", ".ipynb", ".rst")
_PLACE = re.compile(r"@ '(/[^']*)'")
_EMPTY = "is empty; it must say format: jb-book, root: and the chapters"
_MIGRATE = "is a list, the form of Jupyter Book 0.10 and before; run: jupyter-book toc migrate _toc.yml -o _toc.yml"


def read_toc(paths: Paths) -> tuple[list[str], list[Problem]]:
    """The names of the documents, and what is wrong with the file. A book without one has its pages sorted by name."""
    toc = paths.toc
    if not toc.exists() and not toc.is_symlink():
        return all_pages(paths), []
    try:
        text = read_text(toc, _LARGEST)
        site = _parse(text)
    except ProblemError as error:
        return [], [error.at(toc)]
    pages = all_pages(paths)
    documents = list(dict.fromkeys(_walk(site.root, site, pages)))
    return documents, list(_missing(toc, text, site, pages))


def _parse(text: str) -> SiteMap:
    """Raises ProblemError with the line of the fault."""
    try:
        data = yaml.safe_load(text)
        if data is None or isinstance(data, list):
            raise ProblemError("toc-unreadable", _EMPTY if data is None else _MIGRATE)
        return parse_toc_data(data)
    except ProblemError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
        raise ProblemError("toc-unreadable", f"cannot be read: {error.problem}", line, column) from None
    except (MalformedError, yaml.YAMLError, RecursionError, KeyError, TypeError, ValueError, AttributeError) as error:
        message = str(error).strip("'\"").splitlines()[0] if str(error) else "its form"
        raise ProblemError("toc-unreadable", f"cannot be read: {message}", _line_of(str(error), text)) from None


def _line_of(message: str, text: str) -> int:
    """The line of the place that sphinx-external-toc names, such as `/chapters/0`; 1 where it names none."""
    found = _PLACE.search(message)
    node = yaml.compose(text, Loader=yaml.SafeLoader) if found else None
    line = 1
    for step in found[1].strip("/").split("/") if found and node else ():
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == step]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
    return line


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
    """A pattern as Sphinx's toctrees have it: `*` and `?` stay within a folder, `**` goes through folders."""
    signs = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*|\*|\?|\[[^]]*\])", _name(pattern))
    return re.compile(
        "".join(signs.get(p, p.replace("[!", "[^") if p.startswith("[") else re.escape(p)) for p in parts)
    )


def _name(file: str) -> str:
    return next((file.removesuffix(ending) for ending in _ENDINGS if file.endswith(ending)), file)


def all_pages(paths: Paths) -> list[str]:
    """The names of all pages in the book, sorted as Sphinx sorts them; notes and what was built are none."""
    found = set()
    for at, folders, names in os.walk(paths.root):
        folders[:] = [name for name in folders if not _hidden(name) and Path(at, name) != paths.notes]
        found |= {paths.document(Path(at, name)) for name in names if name.endswith(_ENDINGS) and not _hidden(name)}
    return sorted(found)


def _hidden(name: str) -> bool:
    return name.startswith((".", "_"))


def _missing(toc: Path, text: str, site: SiteMap, pages: list[str]) -> Iterator[Problem]:
    """The entries that name no page."""
    known = set(pages)
    for name in site:
        if _name(name) not in known and not any(
            (toc.parent / f"{_name(name)}{ending}").exists() for ending in _ENDINGS
        ):
            found = re.search(rf"(?:file|root):\s*['\"]?{re.escape(name)}(?:\.\w+)?['\"]?\s*$", text, re.MULTILINE)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            hint = did_you_mean(_name(name), pages, "write it, or take it out")
            yield Problem(toc, line, "toc-page", f"there is no page '{name}'; {hint}")
