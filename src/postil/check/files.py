"""What keeps files from being read that Sphinx, its extensions and notebooks read before the rules are run."""

from __future__ import annotations

from postil.paths import Paths
from postil.problems import Problem, ProblemError
from postil.reading.chapters import reading_order
from postil.reading.files import LARGEST, read_text


def unreadable_files(paths: Paths) -> list[Problem]:
    """The pages, notebooks, tables and sources of an edition that are links, too large or not UTF-8."""
    pages = (paths.root / f"{name}{ending}" for name in reading_order(paths.toc) for ending in (".md", ".ipynb"))
    files = {*pages, *paths.notebooks.rglob("*.ipynb"), *paths.tables(), paths.references}
    problems = []
    for path in [paths.toc, *sorted(filter(paths.owns, files))]:
        if path.is_file() or path.is_symlink():
            try:
                read_text(path, LARGEST)
            except ProblemError as error:
                problems.append(Problem(path, error.line, error.code, str(error)))
    return problems
