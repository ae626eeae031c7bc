"""Mathematics as MathML, made when the book is built: no script, no other host, and screen readers read it.

A user who configures MathJax or another renderer keeps it; see `choose_renderer`. Paper draws the same MathML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape, unescape
from typing import Any
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from postil.compat.sphinx import is_set, set_default
from postil.sphinx.words import _

NAME = "postil"
MATHJAX = ("mathjax_path", "mathjax_options", "mathjax_config", "mathjax2_config", "mathjax3_config")
_OTHERS = ("sphinx.ext.imgmath", "sphinx.ext.jsmath", "sphinxcontrib.katex")
# What the converter would take apart wrongly → what it knows and shows alike. Sphinx numbers equations, not LaTeX.
_SAME = (
    (re.compile(r"(?<!\\)((?:\\\\)*)\\[\t\n]"), r"\1\\ "),  # a space at the end of a line
    (re.compile(r"\\(begin|end)\{aligned\}"), r"\\\1{split}"),
    (re.compile(r"\\(begin|end)\{(?:gather|gathered|multline)\*?\}"), r"\\\1{matrix}"),
    (re.compile(r"\\(begin|end)\{(align|equation)\}"), r"\\\1{\2*}"),
    (re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])|\\label\{[^{}]*\}"), ""),
    (re.compile(r"\\arg(?![A-Za-z])"), r"\\operatorname{arg}"),
    (re.compile(r"\A\s*\Z"), "{}"),  # which MathJax shows as nothing
)
_ENVIRONMENT = re.compile(r"\\begin\{([a-zA-Z]+\*?)\}(?:(?!\\begin\{).)*?\\end\{\1\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>|\s")
_NARROW = 20  # signs of a formula that have room in a line of a narrow screen

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_html_math_renderer(NAME, (visit_math, None), (visit_math_block, None))


def choose_renderer(app: Sphinx, config: Config) -> None:
    """Have formulas made as MathML where the user has chosen no other way."""
    chosen = any(is_set(config, name) for name in MATHJAX)
    other = next((name for name in _OTHERS if name in app.extensions), "mathjax" if chosen else NAME)
    set_default(config, "html_math_renderer", other.rpartition(".")[2])


def visit_math(self: HTML5Translator, node: nodes.Element) -> None:
    """A formula in a line. One that may be longer than a narrow line can be come to by key, to scroll its paragraph."""
    formula = shown(self, node, node.astext(), as_mathml)
    long: dict[str, Any] = {"tabindex": "0"} if len(_TAG.sub("", formula)) > _NARROW else {}
    self.body.append(f"{self.starttag(node, 'span', '', CLASS='math notranslate', **long)}{formula}</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Formulas on lines of their own, with their number."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate", tabindex="0"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body += [shown(self, node, part, partial(as_mathml, display="block")) for part in equations(node)]
    self.body.append("</div>\n")
    raise nodes.SkipNode


def equations(node: nodes.math_block) -> Iterator[str]:
    """The equations of a block; an empty line is between them."""
    return filter(str.strip, [node.astext()] if node["nowrap"] else node.astext().split("\n\n"))


def shown(self: HTML5Translator, node: nodes.Element, latex: str, make: Callable[[str], str]) -> str:
    """LaTeX as `make` shows it; as it was written where `make` raises ValueError.

    A warning (`postil.math`) says so, unless the pages have another renderer, which may know more than ours.
    """
    try:
        return make(latex)
    except ValueError as error:
        if self.builder.math_renderer_name == NAME:
            message = f"the formula “{' '.join(latex.split())}” cannot be shown: {error}"
            logger.warning(message, location=node, type="postil", subtype="math")
        return f"<code>{escape(latex)}</code>"


def _outside(latex: str) -> str:
    """What stands in no environment: lines that end there are Sphinx's way to write several equations."""
    while (shorter := _ENVIRONMENT.sub("", latex)) != latex:
        latex = shorter
    return latex


def as_mathml(latex: str, display: str = "inline") -> str:
    """LaTeX as a `math` element. Raises ValueError for what the converter does not know, instead of a wrong formula."""
    from latex2mathml.converter import convert_to_element  # which few books have a use for

    for pattern, same in _SAME:
        latex = pattern.sub(same, latex)
    if "\\\\" in _outside(latex):
        latex = rf"\begin{{split}}{latex}\end{{split}}"
    try:
        root = convert_to_element(latex, display=display)
    except Exception as error:
        raise ValueError(f"its LaTeX is incomplete ({type(error).__name__})") from None
    for element in root.iter():
        element.text = unescape(element.text or "")
        element.attrib.pop("href", None)
        if element.text.startswith("\\") and len(element.text) > 1:
            raise ValueError(f"{element.text} is unknown; write it out, or configure MathJax")
        if element.text == "&" or element.get("linebreak"):
            raise ValueError("its lines or columns belong to no environment that is known; use align or split")
    return ET.tostring(root, encoding="unicode")
