"""What a `_config.yml` says where Jupyter Book or Sphinx would stop, and what would be right.

Jupyter Book reads the file before any extension is loaded, and ends in a traceback at what is refused here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from postil.compat.myst_parser import unknown_extension
from postil.reading.extensions import has_theme, is_installed
from postil.reading.globs import compiled

EXCLUDED = "exclude_patterns"
MYST, FENCE = "parse/myst_enable_extensions", "colon_fence"
NEEDS_FENCE = f"myst_enable_extensions must name {FENCE}, by which blocks such as :::{{article}} are read; add it"
# What Jupyter Book 1.0 takes apart without asking what it is (`yaml_to_sphinx` in its `config.py`).
_MAPPINGS = ("latex", "latex/latex_documents", "repository", "html/analytics", "sphinx")
_MAPPINGS_OR_NOTHING = ("parse", "execute", "html", "sphinx/config", "sphinx/local_extensions")
_LISTS = (EXCLUDED, f"sphinx/config/{EXCLUDED}", MYST)
_TEXTS = (
    *("title", "author", "copyright", "logo", "html/favicon", "html/baseurl"),
    *("sphinx/config/language", "sphinx/config/html_theme"),
)
_CHOICES = {"execute/execute_notebooks": ("auto", "cache", "force", "inline", "off")}
_FILES = ("logo", "html/favicon", "bibtex_bibfiles")
_FILES_OR_FOLDERS = tuple(f"sphinx/config/{name}" for name in ("html_static_path", "html_extra_path", "templates_path"))
_BUTTONS = ("html/use_repository_button", "html/use_edit_page_button", "html/use_issues_button")
_SHAPES = {dict: "a mapping", list: "a list", str: "a text", type(None): "empty", date: "a date"}


def wrong_values(config: Any, root: Path, bibliography: Path) -> Iterator[tuple[str, str]]:
    """The places, such as `sphinx/config`, of what ends the build of a book at `root`, and what is wrong there.

    The bibliography of the edition may be missing: it can be kept as CSL JSON.
    """
    yield from _faults(config)
    yield from _unfit_values(config)
    yield from _unfit_patterns(config)
    yield from _missing_files(config, root, bibliography)
    yield from _unknown_names(config, root)


def _faults(config: Any) -> Iterator[tuple[str, str]]:
    """Where Jupyter Book would stop, and what would be right."""
    if not isinstance(config, dict):
        yield "", f"must hold names and values, such as title: My book, but is {_shape(config)}"
    for place in (*_MAPPINGS, *_MAPPINGS_OR_NOTHING):
        for value in at(config, place):
            if not isinstance(value, dict) and not (value is None and place in _MAPPINGS_OR_NOTHING):
                yield place, f"{place} must hold names and values, indented below it, but is {_shape(value)}"
    for place in _LISTS:
        for value in at(config, place):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield place, f"{place} must be a list of texts, such as [one, two]"
    for place in _BUTTONS:
        if any(at(config, place)) and not any(at(config, "repository/url")):
            yield place, f"{place} needs repository/url, the address of the book's repository"


def _unfit_values(config: Any) -> Iterator[tuple[str, str]]:
    for place in _TEXTS:
        for value in at(config, place):
            if value is not None and not isinstance(value, str):
                yield place, f"{place} must be a text, but is {_shape(value)}; put it in quotes, such as '{value}'"
    for place, choices in _CHOICES.items():
        for value in at(config, place):
            if value is not False and value not in choices:  # YAML reads `off` so
                yield place, f"{place} must be one of {', '.join(choices)}, not {value!r}"


def _unfit_patterns(config: Any) -> Iterator[tuple[str, str]]:
    for name in (EXCLUDED, f"sphinx/config/{EXCLUDED}"):
        for place, pattern in _items(config, name):
            try:
                compiled(pattern)
            except ValueError as error:
                yield place, f"{name}: {error}; mend it"


def _missing_files(config: Any, root: Path, bibliography: Path) -> Iterator[tuple[str, str]]:
    for kind, places in (("file", _FILES), ("file or folder", _FILES_OR_FOLDERS)):
        for place, name in chain.from_iterable(_items(config, place) for place in places):
            if not isinstance(name, str) or not name or "://" in name or root / name == bibliography:
                continue
            if not ((root / name).is_file() if kind == "file" else (root / name).exists()):
                message = f"there is no {kind} '{name}' in the book; put it there, or name another"
                yield place, f"{_without_numbers(place)}: {message}"


def _without_numbers(place: str) -> str:
    return "/".join(step for step in place.split("/") if not step.isdecimal())


def _unknown_names(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    """The extensions and the theme that are not there."""
    local = next(at(config, "sphinx/local_extensions"), None) or {}
    folders = [root / str(folder) for folder in local.values()]
    named = [*_items(config, "sphinx/extra_extensions"), *((f"sphinx/local_extensions/{name}", name) for name in local)]
    for place, name in (*named, *_items(config, "sphinx/config/extensions")):
        if not isinstance(name, str) or not is_installed(name, folders):
            yield place, f"there is no extension '{name}' here; install it, or take it out"
    for theme in at(config, "sphinx/config/html_theme"):
        paths = (root / str(folder) for _, folder in _items(config, "sphinx/config/html_theme_path"))
        if not has_theme(theme, (name for _, name in named), paths):
            message = f"there is no theme '{theme}' here; install it, or name it in sphinx/extra_extensions"
            yield "sphinx/config/html_theme", message
    for place, name in _items(config, MYST):
        if unknown_extension(name):
            yield place, f"MyST has no extension '{name}'; take it out"
    for names in at(config, MYST):
        if FENCE not in names:
            yield MYST, NEEDS_FENCE


def _items(config: Any, place: str) -> Iterator[tuple[str, Any]]:
    """What is listed at a place, each with its own place; one value is a list of one."""
    for value in at(config, place):
        if isinstance(value, list):
            yield from ((f"{place}/{number}", item) for number, item in enumerate(value))
        elif value:
            yield place, value


def at(config: Any, place: str) -> Iterator[Any]:
    """What stands at a place such as `sphinx/config`, if anything does."""
    name, _, rest = place.partition("/")
    if isinstance(config, dict) and name in config:
        yield from at(config[name], rest) if rest else (config[name],)


def _shape(value: Any) -> str:
    return _SHAPES.get(type(value), "a number or a truth value")
