"""Which folder of a book holds the edition: `postil_root` in the configuration, as Sphinx reads it too."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import yaml

from postil.paths import FOLDER, Paths
from postil.problems import Problem, ProblemError
from postil.reading.files import read_text

SETTING = "postil_root"
_LARGEST = 256 * 1024  # bytes


def find_paths(root: Path) -> Paths | Problem:
    """The places of the edition in the book at `root`, or what is wrong with the setting.

    A configuration that cannot be read is for Jupyter Book or Sphinx to refuse.
    """
    conf = root / "conf.py"
    path, read = (conf, _in_python) if conf.is_file() else (Paths(root).config, _in_yaml)
    try:
        return paths_in(root, read(path))
    except ProblemError as error:
        return error.at(path)


def paths_in(root: Path, folder: Any) -> Paths:
    """The places of the edition in a folder of the book. Raises ProblemError where it is none within the book."""
    given = Path(folder) if isinstance(folder, str) and folder else None
    if given is None or given.is_absolute() or ".." in given.parts:
        message = f"{SETTING} must name a folder within the book, such as {FOLDER}, not {folder!r}"
        raise ProblemError("edition-folder", message)
    return Paths(root, given)


def _in_yaml(path: Path) -> Any:
    try:
        config = yaml.load(read_text(path, _LARGEST), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (ProblemError, yaml.YAMLError):
        return FOLDER
    for name in ("sphinx", "config"):
        config = config.get(name) if isinstance(config, dict) else None
    return config.get(SETTING, FOLDER) if isinstance(config, dict) else FOLDER


def _in_python(path: Path) -> Any:
    """The setting where it is written out: the file is not run."""
    try:
        module = ast.parse(read_text(path, _LARGEST))
    except (ProblemError, SyntaxError):
        return FOLDER
    for line in module.body:
        if isinstance(line, ast.Assign) and SETTING in (getattr(target, "id", "") for target in line.targets):
            return getattr(line.value, "value", FOLDER)
    return FOLDER
