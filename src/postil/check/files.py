"""What keeps files from being read that Sphinx, its extensions and notebooks read before the rules are run."""

from __future__ import annotations

from functools import partial

from postil.paths import Paths
from postil.problems import Problem, ProblemError
from postil.reading.files import LARGEST, read_text
from postil.reading.memory import recall
from postil.reading.notebooks import require_notebook
from postil.reading.toc import read_toc


def unreadable_files(paths: Paths) -> list[Problem]:
    """The table of contents, pages, notebooks, tables and sources of an edition that cannot be read."""
    names, toc_problems = read_toc(paths)
    pages = (paths.root / f"{name}{ending}" for name in names for ending in (".md", ".ipynb"))
    files = {*pages, *paths.notebooks.rglob("*.ipynb"), *paths.tables(), paths.references}
    problems = [problem for problem in toc_problems if not names]
    for path in [*sorted(filter(paths.owns, files))]:
        if path.is_file() or path.is_symlink():
            try:
                text = read_text(path, LARGEST)
                if path.suffix == ".ipynb":
                    recall("notebook", text, partial(require_notebook, text))
            except ProblemError as error:
                problems.append(error.at(path))
    return problems
