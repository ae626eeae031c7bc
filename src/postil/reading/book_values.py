"""What a `_config.yml` says where Jupyter Book or Sphinx would stop, and what would be right.

Jupyter Book reads the file before any extension is loaded, and ends in a traceback at what is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pygments.styles import STYLE_MAP

from postil.compat.myst_parser import unknown_extension
from postil.compat.myst_parser import wrong_with as wrong_for_myst
from postil.problems import did_you_mean
from postil.reading.book_yaml import shape_of
from postil.reading.config_forms import wrong_form, wrong_name
from postil.reading.config_names import Known, Setting
from postil.reading.extensions import (
    brings_others,
    find_module,
    has_template,
    has_theme,
    knows_no_book,
    plugins,
    theme_options,
    wrong_with,
)
from postil.reading.globs import compiled

EXCLUDED, INCLUDED = "exclude_patterns", "include_patterns"
MYST, FENCE = "parse/myst_enable_extensions", "colon_fence"
NEEDS_FENCE = f"myst_enable_extensions must name {FENCE}, by which blocks such as :::{{article}} are read; add it"
# What Jupyter Book 1.0 takes apart without asking what it is (`yaml_to_sphinx` in its `config.py`).
_OPTIONS = "sphinx/config/html_theme_options"
_MAPPINGS = (
    *("latex", "latex/latex_documents", "repository", "html/analytics", "html/comments", "sphinx", _OPTIONS),
    "parse/myst_substitutions",
)
_MAPPINGS_OR_NOTHING = ("parse", "execute", "html", "sphinx/config", "sphinx/local_extensions", "launch_buttons")
_LISTS = (EXCLUDED, f"sphinx/config/{EXCLUDED}", f"execute/{EXCLUDED}", MYST)
_TEXTS = ("title", "author", "project", "copyright", "logo", "html/favicon", "html/baseurl")
_MODES = ("auto", "cache", "force", "inline", "off")
_CHOICES: dict[str, tuple[object, ...]] = {
    "execute/execute_notebooks": _MODES,
    "sphinx/config/nb_execution_mode": _MODES,
    "execute/run_in_temp": (True,),
    "sphinx/config/myst_heading_anchors": (0, 1, 2, 3, 4, 5, 6, 7),
    "sphinx/config/sd_fontawesome_source": ("none", "cdn"),
    "sphinx/config/sd_fontawesome_version": ("as-named", "4", "5", "6"),
    "sphinx/config/sd_fontawesome_latex": (True, "none", "fontawesome", "fontawesome5"),
}
_NUMBERS = ("execute/timeout", "sphinx/config/nb_execution_timeout")
_FILES = (
    *("logo", "html/favicon", "bibtex_bibfiles", "sphinx/config/html_logo", "sphinx/config/html_favicon"),
    *("sphinx/config/bibtex_bibfiles", "sphinx/config/external_toc_path"),
)
_REPOSITORY = re.compile(r"https?://[^\s/]+/[^\s/]+/\S+")
_GONE = "parse/myst_extended_syntax"  # since Jupyter Book 0.11, where it ends in lists within lists
_FILES_OR_FOLDERS = tuple(f"sphinx/config/{name}" for name in ("html_static_path", "html_extra_path", "templates_path"))
_OURS, _PAGES_ARE_READ_BY = "postil", "myst_nb"
_SETTINGS = "sphinx/config"
_EXTENSIONS = f"{_SETTINGS}/extensions"
_ADDED_TO = tuple(f"{_SETTINGS}/{name}" for name in ("html_static_path", "html_css_files", "html_js_files"))
_TRANSLATED = {  # what Jupyter Book hands on to Sphinx under another name
    **{"only_build_toc_files": "external_toc_exclude_missing", "html/baseurl": "html_baseurl"},
    **{"html/use_multitoc_numbering": "use_multitoc_numbering", "html/comments": "comments_config"},
    **{f"parse/{name}": name for name in ("myst_substitutions", "myst_url_schemes")},
    **{f"execute/{name}": f"nb_execution_{name}" for name in ("allow_errors", "raise_on_error", "show_tb")},
    **{"execute/eval_regex": "nb_eval_name_regex", "execute/stderr_output": "nb_output_stderr"},
    **{"execute/cache": "nb_execution_cache_path", "latex/use_jupyterbook_latex": "use_jupyterbook_latex"},
}
_WORDS_OF_THEME = ("html/announcement", "html/extra_footer", "html/navbar_footer_text")
_PYGMENTS = "sphinx/config/pygments_style"
_STYLES = {  # place → where packages offer such styles
    "sphinx/config/bibtex_default_style": "pybtex.style.formatting",
    "sphinx/config/bibtex_reference_style": "sphinxcontrib.bibtex.style.referencing",
    "sphinx/config/bibtex_foot_reference_style": "sphinxcontrib.bibtex.style.referencing",
    _PYGMENTS: "pygments.styles",
}
_SPHINXS_STYLES = {"sphinx", "none"}
_PAGES = "sphinx/config/html_additional_pages"
_INVENTORIES = "sphinx/config/intersphinx_mapping"
_BUTTONS = ("html/use_repository_button", "html/use_edit_page_button", "html/use_issues_button")


class InPython(dict[str, Any]):
    """What a `conf.py` writes out, in the places that it would have in a `_config.yml`; it may hold more."""


def wrong_values(config: Any, root: Path, bibliography: Path) -> Iterator[tuple[str, str]]:
    """The places, such as `sphinx/config`, of what ends the build of a book at `root`, and what is wrong there.

    The bibliography of the edition may be missing: it can be kept as CSL JSON.
    """
    yield from _faults(config)
    yield from _unfit_values(config)
    yield from _unfit_forms(config)
    yield from _unfit_patterns(config)
    yield from _unfit_inventories(config, root)
    if not isinstance(config, InPython):  # where a missing folder, such as an empty one that Git dropped, is a warning
        yield from _missing_files(config, root, bibliography)
        yield from _replaced_lists(config, root)
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
    for place in (*_TEXTS, *_WORDS_OF_THEME):
        for value in at(config, place):
            if value is not None and not isinstance(value, str):
                yield place, f"{place} must be a text, but is {_shape(value)}; put it in quotes, such as '{value}'"
    for place, choices in _CHOICES.items():
        for value in at(config, place):
            if value is not False and value not in choices:  # YAML reads `off` so
                yield place, f"{place} must be one of {', '.join(map(str, choices))}, not {value!r}"


def _unfit_forms(config: Any) -> Iterator[tuple[str, str]]:
    for place in _NUMBERS:
        for value in at(config, place):
            if not isinstance(value, int | float):
                yield place, f"{place} must be a number of seconds, such as 120, not {value!r}"
    for value in at(config, "repository/url"):
        if value and not _REPOSITORY.fullmatch(str(value)):
            right = "https://github.com/you/edition"
            yield "repository/url", f"repository/url must be an address such as {right}, not {value!r}"
    if any(at(config, _GONE)):
        yield _GONE, f"{_GONE} is no longer known; name the extensions in {MYST}"


def _unfit_inventories(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    """The other books that this one refers to: how they are named, and whether those on this machine are there."""
    books = next(at(config, _INVENTORIES), None)
    kinds = str | None if not isinstance(config, InPython) else str | tuple | list | None
    for name, value in books.items() if isinstance(books, dict) else ():
        place = f"{_INVENTORIES}/{name}"
        if not (
            isinstance(value, list | tuple)
            and len(value) == 2
            and isinstance(value[0], str)
            and isinstance(value[1], kinds)
        ):
            yield place, f"{place} must be an address and a file or null, such as [https://docs.python.org/3, null]"
            continue
        for file in value[1] if isinstance(value[1], list | tuple) else value[1:]:
            inventory = file or f"{value[0]}/objects.inv"
            if "://" not in inventory and not (root / inventory).is_file():
                yield place, f"{place}: there is no inventory '{inventory}' in the book; put it there, or take it out"


def _unfit_patterns(config: Any) -> Iterator[tuple[str, str]]:
    for name in (EXCLUDED, f"sphinx/config/{EXCLUDED}", f"sphinx/config/{INCLUDED}"):
        for place, pattern in _items(config, name):
            try:
                compiled(str(pattern))
            except ValueError as error:
                yield place, f"{name}: {error}; mend it"


def _missing_files(config: Any, root: Path, bibliography: Path) -> Iterator[tuple[str, str]]:
    for kind, places in (("file", _FILES), ("file or folder", _FILES_OR_FOLDERS)):
        for place, name in chain.from_iterable(_items(config, place) for place in places):
            if not isinstance(name, str):
                yield place, f"{_without_numbers(place)}: {name!r} is no name of a {kind}; write one"
                continue
            if not name or "://" in name or root / name == bibliography:
                continue
            if not ((root / name).is_file() if kind == "file" else (root / name).exists()):
                message = f"there is no {kind} '{name}' in the book; put it there, or name another"
                yield place, f"{_without_numbers(place)}: {message}"


def _replaced_lists(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    """The lists that take the place of Jupyter Book's own, or which are texts that it cannot add to."""
    for names in at(config, _EXTENSIONS):
        if not {_OURS, _PAGES_ARE_READ_BY} <= set(names if isinstance(names, list) else ()):
            right = "name yours in sphinx/extra_extensions, and take this out"
            yield _EXTENSIONS, f"{_EXTENSIONS} takes the place of all extensions, those of Jupyter Book too; {right}"
    for place in _ADDED_TO if (root / "_static").is_dir() else ():
        for text in _texts_at(config, place):
            yield place, f"{place} must be a list, such as [{text}], beside a folder _static, which is added to it"


def _without_numbers(place: str) -> str:
    return "/".join(step for step in place.split("/") if not step.isdecimal())


def _unknown_names(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    """The extensions that are not there or are none, and the theme and its options."""
    local = next(at(config, "sphinx/local_extensions"), None) or {}
    folders = [root / str(folder) for folder in local.values()]
    named = [*_items(config, "sphinx/extra_extensions"), *((f"sphinx/local_extensions/{name}", name) for name in local)]
    for place, name in (*named, *_items(config, "sphinx/config/extensions")):
        if wrong := wrong_with(str(name), folders):
            yield place, wrong
    for theme in _texts_at(config, "sphinx/config/html_theme"):
        yield from _unknown_in_theme(config, root, theme, [name for _, name in named])
    for place, name in _items(config, MYST):
        if unknown_extension(name):
            yield place, f"MyST has no extension '{name}'; take it out"
    yield from _unfit_settings(config, [str(name) for _, name in named], folders)
    yield from _unknown_styles(config, [str(name) for _, name in named], folders)
    yield from _unknown_templates(config, root)
    for names in at(config, MYST):
        if FENCE not in names:
            yield MYST, NEEDS_FENCE


def _unfit_settings(config: Any, extensions: list[str], folders: list[Path]) -> Iterator[tuple[str, str]]:
    """The settings that no extension knows, and those whose values Sphinx does not take."""
    values = {f"{_SETTINGS}/{name}": value for name, value in (next(at(config, _SETTINGS), None) or {}).items()}
    values |= {place: value for place in _TRANSLATED for value in at(config, place)}
    names = {place: _TRANSLATED.get(place, place.removeprefix(f"{_SETTINGS}/")) for place in values}
    themes = [theme for theme in _texts_at(config, f"{_SETTINGS}/html_theme") if find_module(theme, folders)]
    known = Known(names.values(), [*extensions, *themes], folders)
    for place, value in values.items():
        name = names[place]
        if name in known.unknown and not isinstance(config, InPython):
            hint = did_you_mean(
                name, known.names(), "take it out, or name the extension that it is of in extra_extensions"
            )
            yield place, f"nothing in this book knows the setting '{name}'; {hint}"
        elif not (setting := known.setting(name)).takes(value, in_yaml=not isinstance(config, InPython)):
            yield place, f"{place} must be {_in_words(setting)}, but is {_shape(value)}{_quoted(setting, value)}"
        elif wrong := wrong_form(name, value) or wrong_name(name, value, extensions, folders):
            yield place, f"{place} {wrong}"
        elif wrong := _wrong_for_myst(name, value, place):
            yield place, f"MyST cannot take {place}: {wrong}; mend it"


def _in_words(setting: Setting) -> str:
    if setting.choices:
        return f"one of {', '.join(map(str, setting.choices))}"
    return shape_of(setting.types[0].__name__ if setting.types[0] is not type(None) else setting.types[-1].__name__)


def _quoted(setting: Setting, value: Any) -> str:
    return f"; put it in quotes, such as '{value}'" if str in setting.types and isinstance(value, int | float) else ""


def _wrong_for_myst(name: str, value: Any, place: str) -> str:
    if name.startswith("nb_") and not isinstance(value, bool) and place not in _CHOICES:
        from postil.compat.myst_nb_config import wrong_with  # few books have such a setting

        return wrong_with(name, value)
    return wrong_for_myst(name, value) if name.startswith("myst_") else ""


def _unknown_styles(config: Any, extensions: list[str], folders: list[Path]) -> Iterator[tuple[str, str]]:
    for place, group in _STYLES.items():
        for style in _texts_at(config, place):
            known = plugins(group) | (set(STYLE_MAP) | _SPHINXS_STYLES if place == _PYGMENTS else set())
            module = str(style).rpartition(".")[0] if place == _PYGMENTS else ""
            may_be = brings_others(extensions) if place != _PYGMENTS else module and find_module(module, folders)
            if style not in known and not may_be:
                yield place, f"there is no style '{style}' here; {did_you_mean(str(style), known, 'name another')}"


def _unknown_templates(config: Any, root: Path) -> Iterator[tuple[str, str]]:
    """The templates of pages that the book adds; those of a theme that is not ours may be anywhere in it."""
    folders = [root / str(folder) for _, folder in _items(config, f"{_SETTINGS}/templates_path")]
    ours = _OURS in at(config, f"{_SETTINGS}/html_theme")
    for page, template in (next(at(config, _PAGES), None) or {}).items() if ours else ():
        if not has_template(str(template), folders):
            hint = "put it into a folder that templates_path names"
            yield f"{_PAGES}/{page}", f"there is no template '{template}' of the page '{page}'; {hint}"


def _unknown_in_theme(config: Any, root: Path, theme: str, extensions: list[str]) -> Iterator[tuple[str, str]]:
    paths = [root / str(folder) for _, folder in _items(config, "sphinx/config/html_theme_path")]
    if not has_theme(theme, extensions, paths):
        message = f"there is no theme '{theme}' here; install it, or name it in sphinx/extra_extensions"
        yield "sphinx/config/html_theme", message
    if not isinstance(config, InPython) and knows_no_book(theme):
        right = "name postil or sphinx_book_theme, or build by Sphinx, with a conf.py"
        message = f"Jupyter Book gives its theme options that '{theme}' does not know, which a build warns of; {right}"
        yield "sphinx/config/html_theme", message
    known = theme_options(theme)
    for option in next(at(config, _OPTIONS), ()):
        if known is not None and option not in known:
            hint = did_you_mean(str(option), known, "take it out")
            yield f"{_OPTIONS}/{option}", f"the theme '{theme}' has no option '{option}'; {hint}"


def _items(config: Any, place: str) -> Iterator[tuple[str, Any]]:
    """What is listed at a place, each with its own place; one value is a list of one."""
    for value in at(config, place):
        if isinstance(value, list):
            yield from ((f"{place}/{number}", item) for number, item in enumerate(value))
        elif value:
            yield place, value


def _texts_at(config: Any, place: str) -> Iterator[str]:
    """The text that stands at a place; nothing where it is empty or something else, which its type says."""
    yield from (value for value in at(config, place) if isinstance(value, str) and value)


def at(config: Any, place: str) -> Iterator[Any]:
    """What stands at a place such as `sphinx/config`, if anything does."""
    name, _, rest = place.partition("/")
    if isinstance(config, dict) and name in config:
        yield from at(config[name], rest) if rest else (config[name],)


def _shape(value: Any) -> str:
    return shape_of(type(value).__name__)
