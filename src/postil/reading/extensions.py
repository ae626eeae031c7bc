"""The extensions and the theme that a configuration names: whether they are there, without running a line of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.machinery import PathFinder
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

_OURS = "postil"  # the extension, and the theme that it brings
_SPHINX = "sphinx"


def is_installed(name: str, folders: Sequence[Path] = ()) -> bool:
    """Whether a module, such as `sphinx.ext.todo`, can be imported, or lies in one of these folders."""
    top, *parts = name.split(".")
    try:
        spec = PathFinder.find_spec(top, list(map(str, folders))) or find_spec(top)
        for part in parts:
            spec = PathFinder.find_spec(part, spec.submodule_search_locations or []) if spec else None
    except (ValueError, ImportError):  # no name of a module
        return False
    return spec is not None


def has_theme(name: str, extensions: Iterable[str], folders: Iterable[Path]) -> bool:
    """Whether there is a theme: Sphinx's own, a package's, one in these folders, or one that an extension may bring."""
    named = {extension.partition(".")[0] for extension in extensions}
    if name == _OURS or not named <= {_OURS, _SPHINX}:
        return not named <= {_SPHINX}
    stock = find_spec(_SPHINX)
    places = [Path(place) / "themes" for place in (stock and stock.submodule_search_locations) or ()]
    packages = {point.name for point in entry_points(group="sphinx.html_themes")}
    files = (place / name / file for place in (*places, *folders) for file in ("theme.toml", "theme.conf"))
    archives = (place / f"{name}.zip" for place in folders)
    return name in packages or any(file.is_file() for file in (*files, *archives))
