"""Pages whose sources were renamed or withdrawn leave the book, and so the bundle and the e-book.

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

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_SOURCES = "_sources"  # where Sphinx's builders of HTML keep what each page was made from
_INVENTORY = "objects.inv"  # of the documents of a site, and of much else
_HEAD = 4  # its lines before those that are packed
_LISTED = re.compile(r"^(.+?) std:doc ", re.MULTILINE)


def setup(app: Sphinx) -> None:
    """Look after each book when it is known which documents there are."""
    app.connect("env-get-outdated", remove_pages)


def remove_pages(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Remove what was written for documents that there are no more; names no document to be read."""
    folder, suffix = Path(app.outdir), getattr(app.builder, "out_suffix", "")
    sources = dict(_sources(folder / _SOURCES, app.config.html_sourcelink_suffix))
    known = {*removed, *sources.values(), *_listed(folder)}
    gone = known - set(env.found_docs) if suffix else set()
    for path in (*(folder / f"{name}{suffix}" for name in gone), *(file for file in sources if sources[file] in gone)):
        path.unlink(missing_ok=True)
    return []


def _sources(folder: Path, ending: str) -> Iterator[tuple[Path, str]]:
    """Each source that lies beside the pages, and the document that was made of it."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        yield path, path.relative_to(folder).as_posix().removesuffix(ending).rpartition(".")[0]


def _listed(folder: Path) -> list[str]:
    """The documents of the site that an earlier build wrote."""
    with suppress(OSError, IndexError, zlib.error, UnicodeDecodeError):
        packed = (folder / _INVENTORY).read_bytes().split(b"\n", _HEAD)[_HEAD]
        return _LISTED.findall(zlib.decompress(packed).decode())
    return []
