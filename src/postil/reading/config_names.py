"""The names that settings of Sphinx and its extensions have and may hold, found without running a line of these.

What may be held is what Sphinx takes without a warning (`check_confval_types` of Sphinx 7.3 to 9.2).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from postil.reading.extensions import find_module

# What Sphinx 7 and Jupyter Book 1.0 load in every book (`builtin_extensions`, `get_default_sphinx_config`), and what
# that loads in turn without saying so by `setup_extension`; first what most books set something of.
ALWAYS = (
    *("sphinx.config", "myst_nb", "sphinx_external_toc", "sphinx_multitoc_numbering", "sphinx.builders"),
    *("sphinxcontrib.bibtex", "sphinx.domains", "sphinx.directives", "sphinx.ext.intersphinx", "sphinx.ext.mathjax"),
    *("sphinxcontrib.applehelp", "sphinxcontrib.devhelp", "sphinxcontrib.htmlhelp", "sphinxcontrib.qthelp"),
    *("myst_parser", "jupyter_book", "sphinx_thebe", "sphinx_togglebutton", "sphinx_copybutton", "sphinx_comments"),
    *("sphinx_design", "sphinx_book_theme", "pydata_sphinx_theme", "sphinx_jupyterbook_latex"),
)
_TOO_LATE = {"sphinx.ext.imgconverter"}  # which sphinx_jupyterbook_latex loads when settings have been read
_OURS = "postil"
_OWN = ("postil_root", "extensions", "mathjax_config")  # ours, and what is taken out beforehand
_SHARED = ("sphinx", "sphinxcontrib")  # packages that hold more extensions than one
_ADDED = re.compile(
    r"""add_config_value\(\s*(?:name=)?['"](?P<name>\w+)['"]|^\s+['"](?P<core>\w+)['"]:\s*(?=_Opt\()""", re.MULTILINE
)
_LONGEST = 40  # closing brackets until the one that ends a call
_TYPES = {kind.__name__: kind for kind in (str, int, float, bool, list, tuple, set, dict)}
_NONE = type(None)
_NEVER_ASKED = {  # settings that Sphinx takes apart before it looks at their types
    **dict.fromkeys(("html_css_files", "html_js_files"), (tuple,)),
    "suppress_warnings": (tuple, set),
}
_ALSO_TAKEN = {bool: (str,), list: (str,)}  # Sphinx makes of a text what is asked for
_BEGUN = re.compile(  # of a class whose fields are settings that begin alike
    r"""for [^\n]*?\b(?P<owner>[A-Z]\w*)[^\n]*:\n(?:[^\n]*\n){0,3}?\s*app\.add_config_value\(\s*f['"](?P<start>\w+)\{"""
    r"(?P<rest>[^)]*)"
)
_LEFT_OUT = re.compile(r"sphinx_exclude|'omit': \[[^\]]*'sphinx'")  # by MyST, of a field that is no setting
_ANY = re.compile(r"\bAny\b")
_COMPUTED = re.compile(r"""add_config_value\(\s*(?!name=)(?:[A-Za-z_(*][^'"]|f['"])""")
_ALSO = re.compile(r"""setup_extension\(\s*['"]([\w.]+)['"]""")


class Setting(NamedTuple):
    """What a setting may hold: values of some types, or one of some choices; any where neither is known.

    It may take its types from another setting, `like` which it is. In YAML, of which Jupyter Book makes settings of
    the command line, it `also` takes others.
    """

    types: tuple[type, ...] = ()
    choices: tuple[object, ...] = ()
    like: str = ""
    also: tuple[type, ...] = ()

    def takes(self, value: object, *, in_yaml: bool = True) -> bool:
        """Whether Sphinx takes a value without a warning."""
        if self.choices:
            return all(one in self.choices for one in (value if isinstance(value, list) else [value]))
        return not self.types or type(value) in (*self.types, *(self.also if in_yaml else ()))


class _Brought(NamedTuple):
    """What an extension brings: settings, of which some may be `computed`, and other extensions."""

    settings: dict[str, Callable[[], Setting]]
    extensions: tuple[str, ...]
    computed: bool


class Known:
    """The settings that a book of some extensions knows, looked for until all of `names` are found."""

    def __init__(self, names: Iterable[str], extensions: Iterable[str], folders: Sequence[Path]) -> None:
        self._found: dict[str, Callable[[], Setting]] = dict.fromkeys(_OWN, Setting)
        self._may_be_others = False
        left = self.without(names)
        waiting = [*ALWAYS, *(name for name in extensions if name not in (_OURS, *ALWAYS))]
        for extension in waiting:  # which grows
            if not left or self._may_be_others:
                break
            brought = _brought(extension, tuple(folders))
            self._may_be_others = brought.computed and extension not in ALWAYS
            self._found = brought.settings | self._found
            left = self.without(left)
            waiting += [name for name in brought.extensions if name not in waiting]
        self.unknown = set() if self._may_be_others else left

    def without(self, names: Iterable[str]) -> set[str]:
        """Those of the names that are not known; a name such as `latex_elements.preamble` is of `latex_elements`."""
        return {name for name in names if name.partition(".")[0] not in self._found}

    def names(self) -> Iterable[str]:
        """The names of all that were found."""
        return self._found

    def setting(self, name: str) -> Setting:
        """What a setting may hold; anything where it is not known."""
        setting = self._found.get(name, Setting)()
        if not setting.like:
            return setting._replace(types=(*setting.types, *_NEVER_ASKED.get(name, ())))
        first = self.setting(setting.like).types[:1]  # that of a default which is computed
        return Setting((*((bool, int) if first == (bool,) else first), *setting.types) if first else ())


@cache
def _brought(extension: str, folders: tuple[Path, ...]) -> _Brought:
    text = "\n".join(_texts(extension, folders))
    begun = {
        f"{added['start']}{field}": partial(_annotated, "Any" if _ANY.search(added["rest"]) else types)
        for added in _BEGUN.finditer(text)
        for field, types in _fields(text, added["owner"])
    }
    named = {found["name"] or found["core"]: partial(_setting_at, text, found) for found in _ADDED.finditer(text)}
    return _Brought(
        {**begun, **named},
        tuple(name for name in _ALSO.findall(text) if name not in _TOO_LATE),
        bool(_COMPUTED.search(text)),
    )


def _fields(text: str, owner: str) -> Iterator[tuple[str, str]]:
    """The fields of a class in a Python text that are settings, and their annotations."""
    found = re.search(rf"^class {owner}\b[^\n]*:\n(?:[ \t)][^\n]*\n|\n)+", text, re.MULTILINE)
    classes = [part for part in ast.parse(found[0] if found else "").body if isinstance(part, ast.ClassDef)]
    for part in (part for owning in classes for part in owning.body if isinstance(part, ast.AnnAssign)):
        left_out = part.value and _LEFT_OUT.search(ast.unparse(part.value))
        if isinstance(part.target, ast.Name) and not left_out:
            yield part.target.id, ast.unparse(part.annotation)


def _setting_at(text: str, found: re.Match[str]) -> Setting:
    """The setting that is added at a place of a Python text; one that may hold anything where that cannot be read."""
    if not (call := _call(text, found.end() if found["core"] else found.start())):
        return Setting()
    given = [ast.Constant(found["core"]), *call.args] if found["core"] else call.args
    parts = dict(zip(("name", "default", "rebuild", "types"), given, strict=False))
    parts |= {word.arg: word.value for word in call.keywords if word.arg}
    return _setting(parts.get("default"), parts.get("types"), text)


def _call(text: str, start: int) -> ast.Call | None:
    """The call that begins in a Python text, read as far as the first bracket that makes it whole."""
    end = start
    for _ in range(_LONGEST):
        end = text.find(")", end) + 1
        if not end:
            break
        try:
            call = ast.parse(text[start:end], mode="eval").body
        except (SyntaxError, ValueError):
            continue
        return call if isinstance(call, ast.Call) else None
    return None


def _setting(default: ast.expr | None, types: ast.expr | None, text: str) -> Setting:
    if isinstance(types, ast.Call) and getattr(types.func, "id", "") == "ENUM":
        return Setting(choices=tuple(choice.value for choice in types.args if isinstance(choice, ast.Constant)))
    if types and any(getattr(part, "id", "") == "Any" for part in ast.walk(types)):
        return Setting()
    named = _types_in(types) if types else ()
    body = default.body if isinstance(default, ast.Lambda) else default
    if isinstance(default, ast.Lambda) and isinstance(body, ast.Attribute):
        return Setting(named, like=body.attr)
    first = _type_of(body, text)
    if not first or (first is _NONE and not named):
        return Setting()
    also = () if isinstance(default, ast.Lambda) or (first is bool and named) else _ALSO_TAKEN.get(first, ())
    number = (int,) if first is bool and not {list, str}.intersection(named) else ()
    return Setting(tuple(dict.fromkeys((first, *named, *number))), also=also)


def _annotated(written: str) -> Setting:
    """What a field may hold by its annotation: of simple types, those."""
    simple = re.fullmatch(r"(?:bool|str|int|float|dict|list)\b(?:\[.*\])?(?: \| \w+)*\s*", written)
    names = re.findall(r"\w+", re.sub(r"\[.*\]", "", written)) if simple else ()
    return Setting(tuple(_TYPES[name] for name in names if name in _TYPES))


def _types_in(types: ast.expr) -> tuple[type, ...]:
    names = {getattr(part, "id", "") for part in ast.walk(types)}
    lacks = any(isinstance(part, ast.Constant) and part.value is None for part in ast.walk(types))
    nothing = (_NONE,) if lacks or "NoneType" in names else ()
    return tuple(kind for name, kind in _TYPES.items() if name in names) + nothing


def _type_of(value: ast.expr | None, text: str) -> type | None:
    """The type of what stands in a Python text, as far as it shows."""
    if isinstance(value, ast.Constant):
        return type(value.value)
    if isinstance(value, ast.BoolOp):
        return _type_of(value.values[-1], text)
    if isinstance(value, ast.BinOp):
        return str if isinstance(value.op, ast.Mod) else _type_of(value.left, text) or _type_of(value.right, text)
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("_", "make_filename"):
        return str
    if isinstance(value, ast.Name):
        return str if re.search(rf"^{value.id}\s*=\s*\(?\s*['\"]", text, re.MULTILINE) else None
    made = {ast.JoinedStr: str, ast.List: list, ast.Dict: dict, ast.Tuple: tuple, ast.Set: set}
    return made.get(type(value))


def _texts(extension: str, folders: tuple[Path, ...]) -> Iterator[str]:
    """The text of each module of an extension: of a package of its own all, of a module among others that alone."""
    top = extension.partition(".")[0]
    spec = find_module(extension if top in _SHARED else top, folders)
    places = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    alone = [Path(spec.origin)] if spec and spec.origin and not places else []
    for path in (*alone, *(path for place in places for path in sorted(place.rglob("*.py")))):
        try:
            yield path.read_text("utf-8", "replace")
        except OSError:
            continue
