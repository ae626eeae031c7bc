"""LaTeX as reference managers write it → the characters that it means, and back. BibTeX itself knows no comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_TELLING = re.compile(r"[\\{}$~`]|--|''|</|&#?\w+;")
_BRACES = re.compile(r"[{}]")
_TAGS = re.compile(r"<(i|b|em|strong|sub|sup|span|sc|scp)\b[^<>]*>((?:(?!<\1\b).)*?)</\1>", re.DOTALL)
_ENTITY = re.compile(r"(?<!\\)&(?:#\d+|#x[\da-f]+|[a-z]+);", re.IGNORECASE)
_BARE = re.compile(r"(?<!\\)([%&])")
_IN_ADDRESS = re.compile(r"\{?\\([%&#_$~{}])(?:\{\})?\}?")
_TILDE = re.compile(r"\{?\\textasciitilde\s*(?:\{\})?\}?|\$\\sim\$")
_PRINTING = re.compile(
    r"\\(?:url|path)(?![A-Za-z])\s*|\\href\s*(?=\{)|(?<=\})\s*\{[^{}]*\}\Z"
)  # commands around an address
_NAMED = {
    **{"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"},
    **{"{": "\\textbraceleft{}", "}": "\\textbraceright{}"},  # which BibTeX counts behind a backslash too
}
_SPECIAL = re.compile(r"[%&#_${}\\~]")
_SIGNS = {
    "braceleft": "{",
    "braceright": "}",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "quotesingle": "'",
    "quotedbl": '"',
    "mu": "µ",
    "asciicircum": "^",
}
_QUOTES = {"glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›"}
_MARKS = {"S": "§", "P": "¶", "pounds": "£", "euro": "€", "EUR": "€", "copyright": "©", "slash": "/"}
_LOGOS = ("TeX", "LaTeX", "BibTeX", "XeTeX")
_CATEGORIES = ("latex-base", "nonascii-specials", "advanced-symbols")  # of pylatexenc: signs, accents and letters
_ACCENTS = {
    *"'`\"c^~Hk=b.druv%",
    "vec",
    "dot",
    "hat",
    "check",
    "breve",
    "acute",
    "grave",
    "tilde",
    "bar",
    "ddot",
    "not",
}
_ALPHABETS = {f"math{name}" for name in ("bf", "it", "sf", "bb", "tt", "cal", "scr", "frak")}
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_SIZES = "tiny|scriptsize|footnotesize|small|normalsize|[lL]arge|LARGE|[hH]uge"
_FONTS = r"em|it|bf|sc|rm|sf|tt|sl|(?:it|sc|sl|up)shape|(?:bf|md)series|(?:rm|sf|tt)family|normalfont"
_REWRITTEN = [
    (re.compile(rf"\\(?:noopsort|SortNoop|phantom|[hv]space|label|index)\*?\s*{_GROUP}"), ""),
    (re.compile(rf"\\(?:font(?:encoding|family|series|shape)|selectlanguage|color|raisebox)\s*{_GROUP}\s*"), ""),
    (re.compile(rf"\\(?:fontsize\s*{_GROUP}\s*{_GROUP}|usefont(?:\s*{_GROUP}){{4}})\s*"), ""),
    (re.compile(rf"\\discretionary\s*{_GROUP}\s*{_GROUP}"), ""),
    (re.compile(r"\\(?:begin|end)\{otherlanguage\*?\}(?:\{[a-z]+\})?|\\[hm]?kern\s*-?[\d.]+\s*[a-z]{2}\s*"), ""),
    (re.compile(rf"\\(?:selectfont|newblock|nobreak(?:dash)?|allowbreak|{_SIZES})(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:thinspace|enspace|quad|qquad|space)(?![A-Za-z])\s*"), " "),
    (re.compile(rf"\\(?:href|foreignlanguage|textcolor)\s*{_GROUP}\s*(?={{)|(?<!\\)\\[-/@]"), ""),
    (re.compile(rf"\\(?:{_FONTS}|relax|protect)(?![A-Za-z])\s*"), ""),
    (re.compile(rf"\\(?:enquote|mkbibquote)\*?\s*{_GROUP}"), r"“\1”"),
    (re.compile(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}"), r"\1/\2"),
    (re.compile(r"\\sqrt\s*(?={)"), "√"),
    (re.compile(r"\^\s*(?:\{\\circ\}|\\circ(?![A-Za-z]))"), "°"),
    (re.compile(r"\\\\\s*|\\(?:newline|linebreak)(?![A-Za-z])(?:\[\d\])?\s*"), " "),
]
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s*(?:\[[^\]{}\\]*\])?\s*(?=\{)")
_SCRIPT = re.compile(r"\\text(?P<where>sub|super)script\s*\{(?P<words>[^{}\\]*)\}")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$")
_IN_FORMULA = re.compile(r"(?P<where>[_^])(?:\{(?P<words>[^{}\\]*)\}|(?P<sign>[^{}\\\s$]))")
_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ABOVE = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def _greek() -> Iterator[tuple[str, str]]:
    """The names of Greek letters in texts, `alpha` and `Alpha`, and the letters."""
    for letter in "αβγδεζηθικλμνξοπρστυφχψω":
        name = unicodedata.name(letter).rpartition(" ")[2].lower().replace("lamda", "lambda")
        yield from ((name, letter), (name.capitalize(), letter.upper()))


def _converter() -> tuple[LatexNodes2Text, frozenset[str]]:
    """What knows signs, accents and letters, and the names of these; other commands stay as they are written."""

    def written(node: object) -> str:
        return str(node.latex_verbatim())  # type: ignore[attr-defined]

    known = get_default_latex_context_db().filter_context(keep_categories=_CATEGORIES)
    macros = {spec.macroname: spec for spec in known.iter_macro_specs(categories=_CATEGORIES)}
    plain = {
        name for name, spec in macros.items() if isinstance(spec.simplify_repl, str) and "%" not in spec.simplify_repl
    }
    kept = (plain | _ACCENTS | _ALPHABETS) - {"today"}
    signs = [MacroTextSpec(f"text{name}", simplify_repl=sign) for name, sign in [*_greek(), *_SIGNS.items()]]
    signs += [MacroTextSpec(name, simplify_repl=name) for name in _LOGOS]
    signs += [MacroTextSpec(name, simplify_repl=sign) for name, sign in [*_QUOTES.items(), *_MARKS.items()]]
    others = [MacroTextSpec(name, simplify_repl=written) for name in macros.keys() - kept]
    known.add_context_category("ours", macros=[*signs, *others], prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=written))
    names = kept | {spec.macroname for spec in signs}
    return LatexNodes2Text(math_mode="text", latex_context=known), frozenset(names)


_CONVERTER, _KNOWN = _converter()


@cache
def decode(text: str) -> str:
    """The words of a field, on one line: accents, dashes and symbols as characters, braces and commands gone.

    A command without braces after it that nobody knows stays as it is written.
    """
    words = _BRACES.sub("", text)
    if not _TELLING.search(words) and in_pairs(text):
        return " ".join(words.split())  # braces alone, which the converter takes long to take out
    text = _ENTITY.sub(lambda found: encode(unescape(found[0])), _without_tags(text))
    if text.replace("\\$", "").count("$") % 2:
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    text = _FORMULA.sub(lambda found: _IN_FORMULA.sub(_small, found[0]), _SCRIPT.sub(_small, text))
    for pattern, instead in _REWRITTEN:
        text = pattern.sub(instead, text)
    text = _COMMAND.sub(lambda found: found[0] if found[1] in _KNOWN else "", text)
    try:
        return " ".join(_CONVERTER.latex_to_text(_BARE.sub(r"\\\1", text)).split())
    except RecursionError:
        return " ".join(_BRACES.sub("", text).split())


def in_pairs(text: str) -> bool:
    """Whether each brace of a text that is opened is closed."""
    depth = 0
    for brace in _BRACES.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return not depth


def _without_tags(text: str) -> str:
    """Without the HTML that publishers put into titles; what stands below or above the line is said as in LaTeX."""
    while True:
        plain = _TAGS.sub(lambda t: f"\\text{t[1]}script{{{t[2]}}}" if t[1] in ("sub", "sup") else t[2], text)
        plain = plain.replace("\\textsupscript", "\\textsuperscript")
        if plain == text:
            return text
        text = plain


def _small(found: re.Match[str]) -> str:
    """What stands below or above the line, as characters that stand there; where there are none, as in LaTeX."""
    words = found["words"] or found.groupdict().get("sign") or ""
    below = found["where"] in ("_", "sub")
    small = words.translate(_BELOW if below else _ABOVE)
    if any(sign == was for sign, was in zip(small, words, strict=True)):
        return found[0] if found["where"] in "_^" else words
    return small


def decode_address(text: str) -> str:
    """A web address or a DOI without the escapes that LaTeX would need, and without the command that prints it."""
    text = _TILDE.sub("~", text)
    text = _IN_ADDRESS.sub(r"\1", _PRINTING.sub("", text))
    return text.replace("{", "").replace("}", "").strip()


def encode(text: str) -> str:
    """Words as a field of BibTeX that `decode` gives back."""
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0], f"\\{found[0]}"), text)
