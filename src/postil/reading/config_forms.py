"""What settings of Sphinx must hold beyond a type, which Sphinx does not ask before it stumbles over it.

Each form was found by building books with values of every kind, and names under which nothing stands
(Sphinx 7.4, Jupyter Book 1.0.4).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from postil.problems import did_you_mean
from postil.reading.config_names import ALWAYS
from postil.reading.extensions import brings_others, components, find_module, latex_elements, version_of

_Texts = list[str]
_Files = list[str | tuple[str | None, dict[str, Any]]]  # a script without a file has a body


class _Form(BaseModel):
    model_config = ConfigDict(defer_build=True)  # few books have these settings


class _Component(_Form):
    inherit: str
    argument: str = ""
    options: dict[str, str] = {}


class _Context(_Form):
    css_files: _Files = []
    script_files: _Files = []


_FORMS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (
        _Texts,
        "a list of texts, such as [one, two]",
        (
            *("html_style", "html_theme_path", "include_patterns", "locale_dirs"),
            *("nb_execution_excludepatterns", "bibtex_bibfiles"),
        ),
    ),
    (_Files, "a list of files, such as [book.css]", ("html_css_files", "html_js_files", "epub_css_files")),
    (tuple[str, str], "two texts, such as ['\\(', '\\)']", ("mathjax_inline", "mathjax_display")),
    (list[tuple[str, str]], "a list of pairs, such as [[page.html, Title]]", ("epub_pre_files", "epub_post_files")),
    (
        dict[str, str],
        "a mapping of names to texts, such as page: page.html",
        ("html_additional_pages", "numfig_format"),
    ),
    (dict[str, _Texts | None], "a mapping of names to lists, such as '**': [toc.html]", ("html_sidebars",)),
    (dict[str, _Texts], "a mapping such as languages: [ja]", ("smartquotes_excludes",)),
    (
        dict[str, Any],
        "a mapping, such as {chtml: {scale: 1}}",
        ("mathjax2_config", "mathjax3_config", "mathjax_config"),
    ),
    (dict[str, str], "a mapping of names to texts, such as {async: async}", ("mathjax_options",)),
    (dict[str, _Component], "a mapping such as {aside: {inherit: dropdown}}", ("sd_custom_directives",)),
    (_Context, "a mapping in which css_files and script_files are lists", ("html_context",)),
    (dict[str, str], "a mapping of names to versions in quotes, such as sphinx_design: '0.6'", ("needs_extensions",)),
)
_NO_TEXTS = ("bibtex_bibfiles", "nb_execution_excludepatterns", "mathjax2_config", "mathjax3_config", "mathjax_config")
_BY_NAME = {name: (form, words) for form, words, names in _FORMS for name in names}
_DOMAINS = ("c", "changeset", "citation", "cite", "cpp", "index", "js", "math", "postil", "py", "rst", "std")
_RENDERERS = {"mathjax": "", "postil": "postil", "imgmath": "sphinx.ext.imgmath", "jsmath": "sphinxcontrib.jsmath"}
_PARSERS = ("restructuredtext", "markdown", "myst-nb")
_PAGES = ".md"
_ROLES = (
    *("any", "doc", "download", "ref", "numref", "option", "term", "keyword", "envvar", "token", "guilabel", "file"),
    *("menuselection", "samp", "abbr", "abbreviation", "acronym", "code", "emphasis", "literal", "math", "strong"),
    *(
        "sup",
        "sub",
        "subscript",
        "superscript",
        "title",
        "title-reference",
        "t",
        "raw",
        "command",
        "dfn",
        "kbd",
        "mailheader",
    ),
    *("makevar", "manpage", "mimetype", "newsgroup", "program", "regexp", "eq", "pep", "pep-reference", "rfc"),
    *("rfc-reference", "cve", "cwe"),
)
_GONE = {
    "nb_render_priority": "nb_mime_priority_overrides",
    "copybutton_image_path": "copybutton_image_svg",
    "html4_writer": "",
}
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


def wrong_form(name: str, value: Any) -> str:
    """What a setting must be where its value has another form; empty where nothing is wrong."""
    if name not in _BY_NAME or value is None or isinstance(value, bool):
        return ""
    form, words = _BY_NAME[name]
    if isinstance(value, str) and name not in _NO_TEXTS:
        return ""  # of which Sphinx makes a list
    try:
        TypeAdapter(form).validate_python(value)
    except ValidationError:
        return f"must be {words}"
    return ""


def wrong_name(name: str, value: Any, extensions: Collection[str], folders: Sequence[Path]) -> str:
    """What is wrong with the value of a setting that names something; empty where nothing is, or more may be there."""
    if name in _GONE and value not in (False, ""):
        return f"is no longer taken; {f'write {_GONE[name]}' if _GONE[name] else 'take it out'}"
    if name in ("html_math_renderer", "mathjax_path"):
        return (_unknown_renderer if name == "html_math_renderer" else _no_mathjax)(value, extensions)
    if name == "needs_extensions" and isinstance(value, dict) and not _brings_others(extensions):
        return _unmet(value, extensions)
    if name == "default_role" and value and ":" not in value and value not in _ROLES and not _brings_others(extensions):
        return f"must name a role, not {value!r}; {did_you_mean(value, _ROLES, 'take it out')}"
    if name == "language" and value == "":
        return "must be a tag such as en, de or zh_CN; say it, or take the setting out"
    if name in _JUDGES and ((value not in (None, "") and value is not False) or name == "source_suffix"):
        return _JUDGES[name](value)
    if name in ("template_bridge", "myst_heading_slug_func") and value is not None:
        return _unknown_object(value, folders)
    if name == "primary_domain" and value and value not in _DOMAINS and not _brings_others(extensions):
        return f"must name a domain, not {value!r}; {did_you_mean(str(value), _DOMAINS, 'take it out')}"
    return ""


def _unmet(needed: dict[str, str], extensions: Collection[str]) -> str:
    for name, wanted in needed.items():
        if name not in (*ALWAYS, *extensions):
            return f"needs '{name}', which is no extension of this book; name it in extra_extensions"
        if _is_newer(wanted, here := version_of(name)):
            return f"asks for {name} {wanted}, and {here} is here; install the newer one"
    return ""


def _brings_others(extensions: Collection[str]) -> bool:
    """Whether an extension that no book has by itself may bring a domain, a role or a way to draw formulas."""
    return brings_others([name for name in extensions if name not in ALWAYS])


def _unknown_renderer(value: Any, extensions: Collection[str]) -> str:
    needed = _RENDERERS.get(value, "none") if isinstance(value, str) else "none"
    if value is None or not needed or needed in extensions or (isinstance(value, str) and _brings_others(extensions)):
        return ""
    if needed != "none":
        return f"is '{value}', which is of {needed}; name that in extra_extensions"
    return f"must name a way to draw formulas, such as mathjax, not {value!r}"


def _no_mathjax(value: Any, extensions: Collection[str]) -> str:
    others = {"sphinx.ext.imgmath", "sphinxcontrib.jsmath"}.intersection(extensions) or _brings_others(extensions)
    return "must name MathJax, such as a copy of it in the book" if value == "" and not others else ""


def _unknown_encoding(value: Any) -> str:
    try:
        codecs.lookup(str(value))
    except LookupError:
        return f"must name an encoding, such as utf-8, not {value!r}"
    return ""


def _unknown_suffixes(value: Any) -> str:
    right = "must be a mapping such as {.rst: restructuredtext, .md: myst-nb, .ipynb: myst-nb}"
    if isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(ending, str) for ending in value)):
        return ""
    if not isinstance(value, dict) or value.get(_PAGES, _PARSERS[-1]) not in _PARSERS[1:]:
        return right
    unknown = [parser for parser in value.values() if parser not in _PARSERS]
    return f"names a parser {unknown[0]!r}, which is not one of {', '.join(_PARSERS)}" if unknown else ""


def _comments_from_nowhere(value: Any) -> str:
    wanted = value.get("utterances") if isinstance(value, dict) else None
    if not wanted or (isinstance(wanted, dict) and wanted.get("repo")):
        return ""
    return "must name the repository whose issues are the comments, as utterances: {repo: you/edition}"


def _too_new(value: Any) -> str:
    here = version("sphinx")
    if not _NUMBERS.fullmatch(str(value)):
        return f"must be a version in quotes, such as '7.4', not {value!r}"
    return f"asks for Sphinx {value}, and {here} is here; install the newer one" if _is_newer(value, here) else ""


def _is_newer(wanted: Any, here: str) -> bool:
    """Whether one version is newer than another; not where either is no number."""
    numbers = [_NUMBERS.match(str(written)) for written in (wanted, here)]
    parts = [[int(part) for part in found[0].split(".")] for found in numbers if found]
    return len(parts) == len(numbers) and parts[0] > parts[1]


def _unknown_component(value: Any) -> str:
    known = components()
    for made in value.values() if known else ():
        if made["inherit"] not in known:
            hint = did_you_mean(made["inherit"], known, "name a component of sphinx-design")
            return f"inherits from '{made['inherit']}', which is no component; {hint}"
        options = known[made["inherit"]]
        unknown = next((name for name in made.get("options", {}) if name not in options), "")
        if unknown:
            hint = did_you_mean(unknown, options, "take it out")
            return f"gives '{made['inherit']}' the option '{unknown}', which it does not have; {hint}"
    return ""


def _unknown_object(value: Any, folders: Sequence[Path]) -> str:
    """What keeps something in a module from being found, of which no line is run."""
    right = "must name something in a module, such as module.name"
    module, _, name = str(value).rpartition(".")
    spec = find_module(module, folders) if module and re.fullmatch(r"[\w.]+", str(value)) else None
    if not isinstance(value, str) or spec is None:
        return f"{right}; there is no {value!r} here"
    try:
        text = Path(str(spec.origin)).read_text("utf-8", "replace") if str(spec.origin).endswith(".py") else name
    except OSError:
        return ""
    return (
        "" if re.search(rf"\b{re.escape(name)}\b|import \*|__getattr__", text) else f"{right}; {module} has no {name}"
    )


def _unknown_in_id(names: Collection[str], value: Any) -> str:
    try:
        str(value).format_map(dict.fromkeys(names, 1))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        right = " or ".join(f"{{{name}}}" for name in names)
        return f"may have {right} between braces and nothing else, not {value!r}"
    return ""


def _unfit_meta(value: Any) -> str:
    """What docutils finds wrong with the names of `meta` elements."""
    names = value if isinstance(value, dict) else ()
    wrong = [name for name in names if any("=" not in part for part in str(name).split()[1:])]
    return f"has '{wrong[0]}', of which each word but the first must be such as lang=en" if wrong else ""


def _unknown_in_latex(value: Any) -> str:
    names = latex_elements()
    unknown = [str(name) for name in value if name not in names] if names and isinstance(value, dict) else []
    return f"has no '{unknown[0]}'; {did_you_mean(unknown[0], names, 'take it out')}" if unknown else ""


def _is_number(value: Any) -> str:
    return "must be true or false" if type(value) is int else ""


def _no_speed(value: Any) -> str:
    return f"must be 1 or more, not {value!r}" if isinstance(value, int) and value < 1 else ""


def _keeps_directives_out(name: str, value: Any) -> str:
    out = value is True if name != "myst_disable_syntax" else "fence" in (value if isinstance(value, list) else ())
    return "keeps directives, by which an edition is shown, from being read; take it out" if out else ""


_JUDGES: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("bibtex_encoding", "html_output_encoding", "source_encoding"), _unknown_encoding),
    "bibtex_cite_id": partial(_unknown_in_id, ("key", "bibliography_count")),
    "bibtex_footcite_id": partial(_unknown_in_id, ("key",)),
    "bibtex_bibliography_id": partial(_unknown_in_id, ("bibliography_count",)),
    "bibtex_footbibliography_id": partial(_unknown_in_id, ("footbibliography_count",)),
    **{
        "myst_html_meta": _unfit_meta,
        "myst_words_per_minute": _no_speed,
        "html_use_index": _is_number,
        "sd_custom_directives": _unknown_component,
        "latex_elements": _unknown_in_latex,
    },
    **{
        name: partial(_keeps_directives_out, name)
        for name in ("myst_disable_syntax", "myst_commonmark_only", "myst_gfm_only")
    },
    **{"comments_config": _comments_from_nowhere, "source_suffix": _unknown_suffixes, "needs_sphinx": _too_new},
}
