"""MyST-NB 1.4 and its jupyter-cache 1.0: what it would run, and the outputs that it keeps.

`env.mystnb_config` and `env.nb_metadata` are in no documentation. MyST-NB has no event before a notebook is run, no
way to say that what it reads has changed (https://github.com/executablebooks/MyST-NB/issues/299), and runs one notebook
after the other.
"""

from __future__ import annotations

import logging
import multiprocessing
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache as once
from multiprocessing.pool import AsyncResult
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from jupyter_cache import entry_points, get_cache, readers
from jupyter_cache.cache.main import JupyterCacheBase
from jupyter_cache.executors import load_executor
from jupyter_cache.executors.basic import ProcessData
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import getLogger

from postil.compat.jupyter_client import quick_kernels

logger = getLogger(__name__)


def notebooks(env: BuildEnvironment) -> Iterator[tuple[str, Path]]:
    """(document, file) of every notebook, and of every page whose code was run when it was last read."""
    run = {name for name, data in getattr(env, "nb_metadata", {}).items() if "exec_data" in data}
    for docname in sorted(env.found_docs | env.all_docs.keys()):
        path = Path(env.doc2path(docname))
        if path.suffix == ".ipynb" or docname in run:
            yield docname, path


def kernel_to_run(app: Sphinx, path: Path) -> str:
    """The kernel with which a notebook will be run, with aliases applied; empty where it names none or is not run.

    As `create_client` in `myst_nb/core/execute` decides.
    """
    options = app.env.mystnb_config  # type: ignore[attr-defined]
    excluded = (PurePosixPath(path.as_posix()).match(pattern) for pattern in options.execution_excludepatterns)
    if options.execution_mode == "off" or any(excluded):
        return ""
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    mode = notebook.metadata.get(options.metadata_key, {}).get("execution_mode", options.execution_mode)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if mode == "off" or not code or (mode == "auto" and all(cell.outputs for cell in code)):
        return ""
    name = str(notebook.metadata.get("kernelspec", {}).get("name", ""))
    alias = next((alias for rgx, alias in options.kernel_rgx_aliases.items() if re.fullmatch(rgx, name)), name)
    if mode == "cache" and name:
        notebook.metadata["kernelspec"]["name"] = alias
        return "" if _kept(Path(options.execution_cache_path), notebook) else alias
    return alias


class SideBySide:
    """Notebooks that are run beside each other and beside the build, which MyST-NB would run one after the other.

    It finds their outputs in its cache. One that fails leaves none: MyST-NB then runs it again, and says what is wrong.
    So it does with all where it keeps no outputs or where a kernel goes by another name, which jupyter-cache does not
    know.
    """

    def __init__(self, app: Sphinx, paths: list[Path]) -> None:
        options = app.env.mystnb_config  # type: ignore[attr-defined]
        self._open = ExitStack()
        self._runs: dict[Path, AsyncResult[Any]] = {}
        if options.execution_mode != "cache" or options.kernel_rgx_aliases:
            return
        waiting = [path for path in paths if kernel_to_run(app, path)]
        if len(waiting) > 1:
            logger.info("running %d notebooks side by side", len(waiting))
            self._start(options, waiting)

    def _start(self, options: Any, paths: list[Path]) -> None:
        readers.get_entry_point = once(entry_points.get_entry_point)  # or all packages are looked through for each
        cache = get_cache(options.execution_cache_path)
        codes = {path: _code(cache, path) for path in paths}
        each = {code: path for path, code in codes.items()}  # two of one code would write one record at the same time
        records = {cache.add_nb_to_project(str(path)).pk: code for code, path in each.items()}
        place = "temp" if options.execution_in_temp else "local"
        executor = load_executor(f"{place}-parallel", cache)
        asked = options.execution_timeout, options.execution_allow_errors
        multiprocessing.get_logger().setLevel(logging.CRITICAL)  # MyST-NB says it
        self._open.enter_context(quick_kernels())
        pool = self._open.enter_context(multiprocessing.Pool())
        runs: dict[str, AsyncResult[Any]] = {}
        for record in executor.get_records(filter_pks=list(records)):
            task = ProcessData(record.pk, record.uri, cache, *asked)
            runs[records[record.pk]] = pool.apply_async(executor._EXECUTION_WORKER(), [task])
        self._runs = {path: runs[code] for path, code in codes.items()}

    def wait(self, path: Path) -> None:
        """Wait until a notebook has been run, if it is; the last leaves nothing behind."""
        if path in self._runs:
            self._runs.pop(path).wait()
        if not self._runs:
            self.end()

    def end(self) -> None:
        """End what still runs."""
        self._open.close()


def _code(cache: JupyterCacheBase, path: Path) -> str:
    """The digest of a notebook's code, by which the cache knows its outputs."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    digest: str = cache.create_hashed_notebook(notebook)[1]
    return digest


def _kept(folder: Path, notebook: Any) -> bool:
    """Whether the cache has outputs of a notebook's code."""
    if not folder.is_dir():
        return False
    with suppress(KeyError):
        get_cache(folder).match_cache_notebook(notebook)
        return True
    return False


def forget_outputs(app: Sphinx, ours: Callable[[Path], bool]) -> None:
    """Remove the kept outputs of notebooks whose files are `ours`, record by record; nothing else of the cache."""
    options = app.env.mystnb_config  # type: ignore[attr-defined]
    folder = Path(options.execution_cache_path)
    if options.execution_mode != "cache" or not folder.is_dir():
        return
    cache = get_cache(folder)
    stale = {record.pk for record in cache.list_cache_records() if ours(Path(record.uri))}
    for path in (path for _, path in notebooks(app.env) if path.suffix == ".ipynb" and path.is_file() and ours(path)):
        try:  # the same code may have been run from another copy of the book
            stale.add(cache.match_cache_notebook(nbformat.read(path, as_version=4)).pk)  # type: ignore[no-untyped-call]
        except (KeyError, nbformat.reader.NotJSONError):
            continue
    for record in stale:
        cache.remove_cache(record)
