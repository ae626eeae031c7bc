"""Pages whose sources were renamed or withdrawn leave the book, and so the bundle and the e-book; pages of our own that
a build does not make again do so too.

Sphinx forgets such a document but leaves what it had written (https://github.com/sphinx-doc/sphinx/issues/5908). One
builder forgets it for all that share its doctrees, and so does a build that fails later: so what was written is asked
of which documents it was.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.compat.sphinx import page_file
from postil.sphinx.domain import OWN_PAGE, EditionDomain

_SOURCES = "_sources"  # where Sphinx's builders of HTML keep what each page was made from
_INVENTORY = "objects.inv"  # of the documents of a site, and of much else
_HEAD = 4  # its lines before those that are packed
_LISTED = re.compile(r"^(.+?) (\S+) ", re.MULTILINE)
_DOCUMENT, _OWN = "std:doc", f"{EditionDomain.name}:{OWN_PAGE}"


def setup(app: Sphinx) -> None:
    """Look after each book when it is known which documents there are, and before pages are made of none."""
    app.connect("env-get-outdated", remove_pages)
    app.connect("html-collect-pages", remove_own_pages, priority=0)


def remove_pages(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Remove what was written for documents that there are no more; names no document to be read."""
    folder, suffix = Path(app.outdir), getattr(app.builder, "out_suffix", "")
    sources = dict(_sources(folder / _SOURCES, app.config.html_sourcelink_suffix))
    known = {*removed, *sources.values(), *_listed(folder, _DOCUMENT)}
    gone = known - set(env.found_docs) if suffix else set()
    for path in (
        *(page_file(app.builder, name) for name in gone),
        *(file for file in sources if sources[file] in gone),
    ):
        path.unlink(missing_ok=True)
    return []


def remove_own_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Remove the pages that an earlier build made of no document, as those of another theme are; makes none."""
    for name in set(_listed(Path(app.outdir), _OWN)) - set(app.env.found_docs):
        page_file(app.builder, name).unlink(missing_ok=True)
    yield from ()


def _sources(folder: Path, ending: str) -> Iterator[tuple[Path, str]]:
    """Each source that lies beside the pages, and the document that was made of it."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        yield path, path.relative_to(folder).as_posix().removesuffix(ending).rpartition(".")[0]


def _listed(folder: Path, kind: str) -> list[str]:
    """What the inventory of the site that an earlier build wrote names of one kind."""
    with suppress(OSError, IndexError, zlib.error, UnicodeDecodeError):
        packed = (folder / _INVENTORY).read_bytes().split(b"\n", _HEAD)[_HEAD]
        return [name for name, listed in _LISTED.findall(zlib.decompress(packed).decode()) if listed == kind]
    return []
