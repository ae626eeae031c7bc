"""The extensions and the theme that a configuration names: whether they are there, without running a line of them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import entry_points, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

_OURS = "postil"  # the extension, and the theme that it brings
_SPHINX = "sphinx"
_PYDATA = "pydata_sphinx_theme"


def wrong_with(name: str, folders: Sequence[Path] = ()) -> str:
    """What keeps a module, such as `sphinx.ext.todo`, from being an extension; `folders` are searched first."""
    spec = find_module(name, folders)
    if spec is None:
        return f"there is no extension '{name}' here; install it, or take it out"
    if not spec.has_location or not str(spec.origin).endswith(".py"):
        return ""
    try:
        return "" if _may_set_up(Path(str(spec.origin)).read_bytes()) else f"'{name}' is no extension; take it out"
    except (OSError, SyntaxError, ValueError) as error:
        return f"the extension '{name}' cannot be read: {error}; mend it, or take it out"


def _may_set_up(module: bytes) -> bool:
    """Whether the text of a module names `setup`, which Sphinx calls, or may take it from elsewhere."""
    for part in ast.walk(ast.parse(module)):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name in ("setup", "__getattr__"):
            return True
        if isinstance(part, ast.alias) and (part.asname or part.name) in ("setup", "*"):
            return True
        if isinstance(part, ast.Name) and part.id == "setup":
            return True
    return False


def find_module(name: str, folders: Sequence[Path]) -> ModuleSpec | None:
    """Where a module is; `folders` are searched first. Of a package that it is in, nothing is run."""
    top, *parts = name.split(".")
    try:
        spec = PathFinder.find_spec(top, list(map(str, folders))) or find_spec(top)
        for part in parts:
            spec = PathFinder.find_spec(part, spec.submodule_search_locations or []) if spec else None
    except (ValueError, ImportError):  # no name of a module
        return None
    return spec


def brings_others(extensions: Collection[str]) -> bool:
    """Whether an extension that is neither ours nor Sphinx's own may bring a theme, or a style, of its own."""
    return not {extension.partition(".")[0] for extension in extensions} <= {_OURS, _SPHINX}


def has_theme(name: str, extensions: Collection[str], folders: Sequence[Path]) -> bool:
    """Whether there is a theme: Sphinx's own, a package's, one in these folders, or one that an extension may bring."""
    if name == _OURS or brings_others(extensions):
        return any(extension.partition(".")[0] != _SPHINX for extension in extensions)
    places = (_folder_of(_SPHINX) / "themes", *folders)
    files = (place / name / file for place in places for file in ("theme.toml", "theme.conf"))
    archives = (place / f"{name}.zip" for place in folders)
    return name in plugins("sphinx.html_themes") or any(file.is_file() for file in (*files, *archives))


def knows_no_book(theme: str) -> bool:
    """Whether a theme has not the options that Jupyter Book sets, as none of Sphinx's own and pydata's has."""
    return theme in (_PYDATA, "alabaster") or (_folder_of(_SPHINX) / "themes" / theme).is_dir()


@cache
def plugins(group: str) -> set[str]:
    """The names under which packages that are installed offer something, such as the styles of a bibliography."""
    return {point.name for point in entry_points(group=group)}


def has_template(name: str, folders: Sequence[Path]) -> bool:
    """Whether there is a template for pages: in one of these folders, of our theme, or of Sphinx's own."""
    ours = (_folder_of(_OURS) / "theme", _folder_of(_SPHINX) / "themes/basic", _folder_of(_SPHINX) / "themes")
    return any((folder / name.removeprefix("!")).is_file() for folder in (*folders, *ours))


def theme_options(name: str) -> set[str] | None:
    """The options of our theme, its own and Sphinx's; None for another, which may have any."""
    if name != _OURS:
        return None
    files = (_folder_of(_OURS) / "theme/theme.toml", _folder_of(_SPHINX) / "themes/basic/theme.toml")
    return {option for file in files for option in tomllib.loads(file.read_text("utf-8"))["options"]}


def latex_elements() -> set[str]:
    """The names that Sphinx knows in `latex_elements`."""
    text = (_folder_of(_SPHINX) / "builders/latex/constants.py").read_text("utf-8")
    return set(re.findall(r"^    '(\w+)':", text, re.MULTILINE))


def components() -> dict[str, set[str]]:
    """The directives of sphinx-design, from which others may be made, each with the names of its options."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted(_folder_of("sphinx_design").glob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    made = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}
    names = {
        node.targets[0].id: node.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found = {}
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_directive" and len(node.args) > 1:
            name, of = node.args[:2]
            name = names.get(name.id, name) if isinstance(name, ast.Name) else name
            if isinstance(name, ast.Constant) and isinstance(of, ast.Name):
                found[str(name.value)] = set(_options(of.id, made))
    return found


def _options(name: str, made: Mapping[str, ast.ClassDef]) -> Iterator[str]:
    """The names of the options of a directive, or of the one that it is made of."""
    body = made[name].body if name in made else []
    own = [
        node.value for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "option_spec"
    ]
    if own and isinstance(own[0], ast.Dict):
        yield from (str(key.value) for key in own[0].keys if isinstance(key, ast.Constant))
    elif name in made:
        for base in made[name].bases:
            yield from _options(ast.unparse(base), made)


def version_of(name: str) -> str:
    """The version of the package that an extension is of; empty where no package is known to hold it."""
    holders = packages_distributions().get(name.partition(".")[0], [])
    return version(holders[0]) if len(holders) == 1 else ""


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    return Path(next(iter((spec and spec.submodule_search_locations) or ()), ""))
