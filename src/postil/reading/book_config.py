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
from postil.reading.book_values import EXCLUDED, FENCE, INCLUDED, MYST, NEEDS_FENCE, InPython, at, wrong_values
from postil.reading.book_yaml import line_of, load_any
from postil.reading.files import read_text
from postil.reading.memory import recall
from postil.reading.yaml_lines import YamlError

SETTING = "postil_root"
_MYST = "myst_enable_extensions"
_MATHJAX = ("mathjax_options", "mathjax_config", "mathjax2_config", "mathjax3_config")
_LINKS_ARE_PLAIN = ("myst_all_links_external", "myst_commonmark_only", "myst_gfm_only")
_TITLES = "myst_title_to_header"
_RENDERER, _DOLLARS = "html_math_renderer", "dollarmath"
_NO_MATHJAX = (
    "{name} is for MathJax, which these pages load from no other host; name a copy in the book as mathjax_path, "
    "or take it out to have formulas as MathML"
)
_IN_PYTHON = "sphinx/config/"  # where `conf.py` has nothing before the name of a setting
_LARGEST = 256 * 1024  # bytes
_NEEDED = "Jupyter Book needs it, with sphinx: extra_extensions: [postil]; Sphinx alone needs conf.py here"


def find_paths(root: Path) -> Paths | Problem:
    """The places of the edition in the book at `root`, or what is wrong with the configuration."""
    conf, paths = root / "conf.py", Paths(root)
    if conf.is_file():
        return _read(root, conf, partial(_in_python, root))
    config = _config_of(paths)
    for path, code, hint in (
        (config, "config-unreadable", _NEEDED),
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


def _read(root: Path, path: Path, setting: Callable[[str], tuple[Any, int]]) -> Paths | Problem:
    try:
        folder, line = setting(read_text(path, _LARGEST))
    except ProblemError as error:
        return error.at(path)
    try:
        return paths_in(root, folder)
    except ProblemError as error:
        return Problem(path, line, error.code, str(error))


def paths_in(root: Path, folder: Any) -> Paths:
    """The places of the edition in a folder of the book. Raises ProblemError where it is none within the book."""
    given = Path(folder) if isinstance(folder, str) and folder else None
    if given is None or given.is_absolute() or ".." in given.parts:
        message = f"{SETTING} must name a folder within the book, such as {FOLDER}, not {folder!r}"
        raise ProblemError("edition-folder", message)
    return Paths(root, given)


def _in_yaml(root: Path, text: str) -> tuple[Any, int]:
    """The setting, and its line. Raises ProblemError for what ends the build of a book at `root`."""
    try:
        config = _loaded(text)
    except YamlError as error:
        raise ProblemError("config-unreadable", f"cannot be read: {error}", error.line, error.column) from None
    written = f"sphinx/config/{SETTING}"
    folder = next(at(config, written), FOLDER)
    for place, message in wrong_values(config, root, root / str(folder) / "references.bib"):
        raise ProblemError("config-value", message, line_of(text, place.split("/")))
    return folder, line_of(text, written.split("/"))


def _in_python(root: Path, text: str) -> tuple[Any, int]:
    """The setting, where it is written out, and its line: the file is not run. Raises ProblemError."""
    try:
        written = _written(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ProblemError("config-unreadable", f"is no Python: {getattr(error, 'msg', error)}", line) from None
    values = {name: value for name, (value, _) in written.items()}
    folder = values.get(SETTING, FOLDER)
    extensions = values.pop("extensions", None)
    known = isinstance(extensions, list) and "sys.path" not in text
    config = InPython(sphinx={"config": values, **({"extra_extensions": extensions} if known else {})})
    at_line = written.get(SETTING, (None, 1))[1]
    if not known:
        return folder, at_line
    for place, message in wrong_values(config, root, root / str(folder) / "references.bib"):
        name = place.removeprefix(_IN_PYTHON).partition("/")[0] if place.startswith(_IN_PYTHON) else "extensions"
        said = message.replace(_IN_PYTHON, "").replace("sphinx/extra_extensions", "extensions")
        raise ProblemError("config-value", said.replace("extra_extensions", "extensions"), written[name][1])
    return folder, at_line


def _written(text: str) -> dict[str, tuple[Any, int]]:
    """The values that a Python text gives to names once, written out, and their lines.

    Raises SyntaxError and ValueError.
    """
    module = ast.parse(text)
    stored = [part.id for part in ast.walk(module) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
    found: dict[str, tuple[Any, int]] = {}
    for line in (line for line in module.body if isinstance(line, ast.Assign)):
        for name in (
            target.id for target in line.targets if isinstance(target, ast.Name) and stored.count(target.id) == 1
        ):
            with suppress(ValueError):
                found[name] = (ast.literal_eval(line.value), line.lineno)
    return found


def _loaded(text: str) -> Any:
    """What a `_config.yml` holds, which several rules ask for. Raises YamlError."""
    return recall("configuration", text, partial(load_any, text))


def excluded(paths: Paths) -> list[str]:
    """The patterns of files that are no pages, from a configuration that can be read."""
    return _listed(paths, EXCLUDED)


def included(paths: Paths) -> list[str]:
    """The patterns of the files that alone may be pages; none where every file may."""
    return _listed(paths, INCLUDED)


def bibliographies(paths: Paths) -> list[str]:
    """The files of sources that the book names, from a configuration that can be read."""
    return _listed(paths, "bibtex_bibfiles")


def suppressed(paths: Paths) -> set[str]:
    """The kinds of warnings that the book passes over."""
    return set(_listed(paths, "suppress_warnings"))


def may_have_titles_elsewhere(paths: Paths) -> bool:
    """Whether pages may take their titles from their front matter."""
    return _TITLES in _said(paths)[1]


def contents_are_all(paths: Paths) -> bool:
    """Whether the pages that the table of contents names are all that the book has."""
    _, _, config = _said(paths)
    named = ("sphinx/config/external_toc_exclude_missing", "only_build_toc_files")
    return any(next(at(config, place), False) is True for place in named)


def links_are_references(paths: Paths) -> bool:
    """Whether a link to a file is taken for one to a page of the book."""
    text = _said(paths)[1]
    return not any(name in text for name in _LINKS_ARE_PLAIN)


def runs_notebooks(paths: Paths) -> bool:
    """Whether a build runs notebooks, so that their outputs and their language are those of the run."""
    _, _, config = _said(paths)
    modes = chain(at(config, "sphinx/config/nb_execution_mode"), at(config, "execute/execute_notebooks"))
    return next(modes, "auto") not in ("off", False)  # YAML reads `off` so


def without_fence(paths: Paths) -> Problem | None:
    """What is wrong with a `conf.py` in which MyST is not asked to read blocks such as `:::{article}`."""
    conf = paths.root / "conf.py"
    try:
        text = read_text(conf, _LARGEST) if conf.is_file() else ""
        written = _written(text)
    except (ProblemError, SyntaxError, ValueError):
        return None
    names, line = written.get(_MYST, ((), 1))
    computed = _MYST in text and _MYST not in written
    if "extensions" not in written or computed or FENCE in names:
        return None
    return Problem(conf, line, "config-value", NEEDS_FENCE)


def mathjax_from_elsewhere(paths: Paths) -> tuple[Problem, bool] | None:
    """What is wrong where formulas are to be drawn by a MathJax that no page may load, and whether `$` makes one."""
    path, text, config = _said(paths)
    settings = next(at(config, "sphinx/config"), None) or {}
    name = next(filter(settings.__contains__, _MATHJAX), _RENDERER)
    drawn = settings.get(_RENDERER, "mathjax" if name != _RENDERER else "")
    if drawn != "mathjax" or settings.get("html_theme") != "postil" or "mathjax_path" in text:
        return None
    in_python = isinstance(config, InPython)
    line = _written(text)[name][1] if in_python else line_of(text, ["sphinx", "config", name])
    dollars = settings.get(_MYST, ()) if in_python else next(at(config, MYST), [_DOLLARS])
    return Problem(path, line, "config-value", _NO_MATHJAX.format(name=name)), _DOLLARS in (dollars or ())


def _listed(paths: Paths, name: str) -> list[str]:
    """What a setting of Sphinx lists, which Jupyter Book also has by the same name."""
    _, _, config = _said(paths)
    found = next(chain(at(config, f"sphinx/config/{name}"), at(config, name)), None) or []
    return found.split(",") if isinstance(found, str) else list(map(str, found)) if isinstance(found, list) else []


def _said(paths: Paths) -> tuple[Path, str, Any]:
    """The configuration, its text and what it says, in the places of a `_config.yml`; no text that cannot be read."""
    conf = paths.root / "conf.py"
    path = conf if conf.is_file() else _config_of(paths)
    try:
        text = read_text(path, _LARGEST)
        if path != conf:
            return path, text, _loaded(text)
        return path, text, InPython(sphinx={"config": {name: value for name, (value, _) in _written(text).items()}})
    except (ProblemError, YamlError, SyntaxError, ValueError):
        return path, "", {}
