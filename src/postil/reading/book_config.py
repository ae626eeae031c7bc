"""The configuration of a book, `_config.yml` or `conf.py` → the folder that holds the edition, or what is wrong."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from postil.paths import FOLDER, Paths
from postil.problems import Problem, ProblemError
from postil.reading.book_values import EXCLUDED, at, wrong_values
from postil.reading.book_yaml import line_of, load_any
from postil.reading.files import read_text
from postil.reading.yaml_lines import YamlError

SETTING = "postil_root"
_LARGEST = 256 * 1024  # bytes


def find_paths(root: Path) -> Paths | Problem:
    """The places of the edition in the book at `root`, or what is wrong with the configuration."""
    conf, paths = root / "conf.py", Paths(root)
    if conf.is_file():
        return _read(root, conf, _in_python)
    config = _config_of(paths)
    for path, code, hint in (
        (config, "config-unreadable", "Jupyter Book needs it, with sphinx: extra_extensions: [postil]"),
        (paths.toc, "toc-unreadable", "run: jupyter-book toc from-project . -f jb-book > _toc.yml"),
    ):
        if not path.exists() and not path.is_symlink():
            return Problem(path, 1, code, f"this file is missing; {hint}")
    return _read(root, config, partial(_in_yaml, root))


def _config_of(paths: Paths) -> Path:
    """The configuration of a book: in its folder, else in the nearest folder above, as Jupyter Book looks for it."""
    above = (folder / paths.config.name for folder in paths.root.parents)
    if paths.config.exists() or paths.config.is_symlink():
        return paths.config
    return next(filter(Path.is_file, above), paths.config)


def _read(root: Path, path: Path, setting: Callable[[str], Any]) -> Paths | Problem:
    try:
        return paths_in(root, setting(read_text(path, _LARGEST)))
    except ProblemError as error:
        return error.at(path)


def paths_in(root: Path, folder: Any) -> Paths:
    """The places of the edition in a folder of the book. Raises ProblemError where it is none within the book."""
    given = Path(folder) if isinstance(folder, str) and folder else None
    if given is None or given.is_absolute() or ".." in given.parts:
        message = f"{SETTING} must name a folder within the book, such as {FOLDER}, not {folder!r}"
        raise ProblemError("edition-folder", message)
    return Paths(root, given)


def _in_yaml(root: Path, text: str) -> Any:
    """The setting. Raises ProblemError for what ends the build of a book at `root`."""
    try:
        config = load_any(text)
    except YamlError as error:
        raise ProblemError("config-unreadable", f"cannot be read: {error}", error.line, error.column) from None
    folder = next(at(config, f"sphinx/config/{SETTING}"), FOLDER)
    for place, message in wrong_values(config, root, root / str(folder) / "references.bib"):
        raise ProblemError("config-value", message, line_of(text, place.split("/")))
    return folder


def _in_python(text: str) -> Any:
    """The setting where it is written out: the file is not run. Raises ProblemError for what is no Python."""
    try:
        return _written(text, SETTING, FOLDER)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ProblemError("config-unreadable", f"is no Python: {getattr(error, 'msg', error)}", line) from None


def _written(text: str, name: str, otherwise: Any) -> Any:
    """The value that a Python text gives to a name where it is written out. Raises SyntaxError and ValueError."""
    for line in ast.parse(text).body:
        if isinstance(line, ast.Assign) and name in (getattr(target, "id", "") for target in line.targets):
            with suppress(ValueError):
                return ast.literal_eval(line.value)
    return otherwise


def excluded(paths: Paths) -> list[str]:
    """The patterns of files that are no pages, from a configuration that can be read."""
    conf = paths.root / "conf.py"
    path = conf if conf.is_file() else _config_of(paths)
    try:
        text = read_text(path, _LARGEST)
        if path == conf:
            return list(map(str, _written(text, EXCLUDED, ())))
        config = load_any(text)
    except (ProblemError, YamlError, SyntaxError, ValueError, TypeError):
        return []
    return next(chain(at(config, f"sphinx/config/{EXCLUDED}"), at(config, EXCLUDED)), [])
