"""LaTeX as reference managers write it → the characters that it means, and back. BibTeX itself knows no comments."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_TELLING = re.compile(r"[\\{}$~`]|--|''")
_BARE = re.compile(r"(?<!\\)([%&])")
_IN_ADDRESS = re.compile(r"\{?\\([%&#_$~{}])(?:\{\})?\}?")
_NAMED = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"}
_SPECIAL = re.compile(r"[%&#_${}\\~]")
_SIGNS = {"less": "<", "greater": ">", "bar": "|", "quotesingle": "'", "quotedbl": '"', "mu": "µ", "asciicircum": "^"}


def _converter() -> LatexNodes2Text:
    """pylatexenc's own, with what Better BibTeX writes besides; a command that nobody knows stays as it is written."""
    known = get_default_latex_context_db()
    signs = [MacroTextSpec(f"text{name}", simplify_repl=sign) for name, sign in _SIGNS.items()]
    known.add_context_category("signs", macros=signs, prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: node.latex_verbatim()))
    return LatexNodes2Text(math_mode="text", latex_context=known)


_CONVERTER = _converter()


@cache
def decode(text: str) -> str:
    """The words of a field, on one line: accents, dashes and symbols as characters, braces and commands gone."""
    if not _TELLING.search(text):
        return " ".join(text.split())
    if text.replace("\\$", "").count("$") % 2:
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    try:
        return " ".join(_CONVERTER.latex_to_text(_BARE.sub(r"\\\1", text)).split())
    except RecursionError:
        return " ".join(re.sub(r"[{}]", "", text).split())


def decode_address(text: str) -> str:
    """A web address or a DOI without the escapes that LaTeX would need."""
    text = re.sub(r"\{?\\textasciitilde\s*(?:\{\})?\}?", "~", text)
    return _IN_ADDRESS.sub(r"\1", text).replace("{", "").replace("}", "").strip()


def encode(text: str) -> str:
    """Words as a field of BibTeX that `decode` gives back."""
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), text)
