"""The book's configuration, `_config.yml` or `conf.py` → the folder that holds the edition, or what is wrong with it.

Jupyter Book reads `_config.yml` before any extension is loaded, and ends in a traceback at what is refused here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from postil.paths import FOLDER, Paths
from postil.problems import Problem, ProblemError
from postil.reading.book_yaml import line_of, load_any
from postil.reading.files import read_text
from postil.reading.yaml_lines import YamlError

SETTING = "postil_root"
_LARGEST = 256 * 1024  # bytes

# What Jupyter Book 1.0 takes apart without asking what it is (`yaml_to_sphinx` in its `config.py`).
_MAPPINGS = ("latex", "latex/latex_documents", "repository", "html/analytics", "sphinx")
_MAPPINGS_OR_NOTHING = ("parse", "execute", "html", "sphinx/config", "sphinx/local_extensions")
_LISTS = ("exclude_patterns", "parse/myst_enable_extensions")
_TEXTS = ("title", "author", "copyright", "logo", "html/favicon", "html/baseurl", "sphinx/config/language")
_CHOICES = {"execute/execute_notebooks": ("auto", "cache", "force", "inline", "off")}
_FILES = ("logo", "html/favicon", "bibtex_bibfiles")
_BUTTONS = ("html/use_repository_button", "html/use_edit_page_button", "html/use_issues_button")
_SHAPES = {dict: "a mapping", list: "a list", str: "a text", type(None): "empty", date: "a date"}


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
    for place, message in (*_faults(config), *_unfit_values(config), *_missing_files(config, root)):
        raise ProblemError("config-value", message, line_of(text, place.split("/")))
    return next(_at(config, f"sphinx/config/{SETTING}"), FOLDER)


def _faults(config: Any) -> Iterator[tuple[str, str]]:
    """Where Jupyter Book would stop, and what would be right."""
    if not isinstance(config, dict):
        yield "", f"must hold names and values, such as title: My book, but is {_shape(config)}"
    for place in (*_MAPPINGS, *_MAPPINGS_OR_NOTHING):
        for value in _at(config, place):
            if not isinstance(value, dict) and not (value is None and place in _MAPPINGS_OR_NOTHING):
                yield place, f"{place} must hold names and values, indented below it, but is {_shape(value)}"
    for place in _LISTS:
        for value in _at(config, place):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield place, f"{place} must be a list of texts, such as [one, two]"
    for place in _BUTTONS:
        if any(_at(config, place)) and not any(_at(config, "repository/url")):
            yield place, f"{place} needs repository/url, the address of the book's repository"


def _unfit_values(config: Any) -> Iterator[tuple[str, str]]:
    for place in _TEXTS:
        for value in _at(config, place):
            if value is not None and not isinstance(value, str):
                yield place, f"{place} must be a text, but is {_shape(value)}; put it in quotes, such as '{value}'"
    for place, choices in _CHOICES.items():
        for value in _at(config, place):
            if value is not False and value not in choices:  # YAML reads `off` so
                yield place, f"{place} must be one of {', '.join(choices)}, not {value!r}"


def _missing_files(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    own = root / str(next(_at(config, f"sphinx/config/{SETTING}"), FOLDER)) / "references.bib"  # may be CSL JSON
    for place in _FILES:
        for value in _at(config, place):
            for name in value if isinstance(value, list) else [value]:
                if (
                    isinstance(name, str)
                    and name
                    and "://" not in name
                    and root / name != own
                    and not (root / name).is_file()
                ):
                    yield place, f"{place}: there is no file '{name}' in the book; put it there, or name another"


def _at(config: Any, place: str) -> Iterator[Any]:
    """What stands at a place such as `sphinx/config`, if anything does."""
    name, _, rest = place.partition("/")
    if isinstance(config, dict) and name in config:
        yield from _at(config[name], rest) if rest else (config[name],)


def _shape(value: Any) -> str:
    return _SHAPES.get(type(value), "a number or a truth value")


def _in_python(text: str) -> Any:
    """The setting where it is written out: the file is not run. Raises ProblemError for what is no Python."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ProblemError("config-unreadable", f"is no Python: {getattr(error, 'msg', error)}", line) from None
    for line in module.body:
        if isinstance(line, ast.Assign) and SETTING in (getattr(target, "id", "") for target in line.targets):
            return getattr(line.value, "value", FOLDER)
    return FOLDER
