"""Pages whose sources were renamed or withdrawn leave the book, and so the bundle and the e-book.

Sphinx forgets such a document but leaves what it had written (https://github.com/sphinx-doc/sphinx/issues/5908).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_SOURCES = "_sources"  # where Sphinx's builders of HTML keep what each page was made from


def setup(app: Sphinx) -> None:
    """Look after each book when it is known which documents there are."""
    app.connect("env-get-outdated", remove_pages)


def remove_pages(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Remove what was written for documents that there are no more; names no document to be read."""
    folder, suffix = Path(app.outdir), getattr(app.builder, "out_suffix", "")
    for docname in {*removed, *_remembered(folder)} - set(env.found_docs):
        for path in (folder / f"{docname}{suffix}", *_sources(folder, docname)):
            if suffix and path.is_file():
                path.unlink()
    return []


def _remembered(folder: Path) -> Iterator[str]:
    """The documents whose sources lie beside the pages that an earlier build made of them."""
    sources = folder / _SOURCES
    for path in sources.rglob("*.txt"):
        yield path.relative_to(sources).as_posix().removesuffix(".txt").rpartition(".")[0]


def _sources(folder: Path, docname: str) -> list[Path]:
    path = folder / _SOURCES / docname
    return [found for found in path.parent.glob("*.txt") if found.name.split(".")[:-2] == path.name.split(".")]
