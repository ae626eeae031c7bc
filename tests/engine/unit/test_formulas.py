"""LaTeX as MathML, and drawn for paper: what is known is shown, what would be shown wrongly is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from postil.paper.formulas import as_svg
from postil.sphinx.formulas import as_mathml

SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def cells(latex: str) -> list[list[str]]:
    """The words in each cell of the table that a formula of several lines becomes."""
    rows = etree.fromstring(as_mathml(latex)).iter(f"{MATHML}mtr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


@pytest.mark.parametrize(
    "latex",
    [
        r"a &= b \\ c &= d",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{equation}\begin{split} a &= b \\ c &= d \end{split}\end{equation}",
    ],
)
def test_equations_on_lines_are_a_table_without_numbers_of_its_own(latex: str) -> None:
    assert cells(latex) == [["a", "=b"], ["c", "=d"]]


@pytest.mark.parametrize("end", [" ", "\t", "\n"])
def test_a_space_may_stand_at_the_end_of_a_line(end: str) -> None:
    assert as_mathml(f"a \\{end}b") == as_mathml(r"a \ b")
    assert len(cells(f"a &= b \\\\{end}c &= d")) == 2


@pytest.mark.parametrize(
    ("latex", "words"),
    [(r"\arg\max_x y", "argmaxxy"), (r"a \nonumber", "a"), (r"a \label{eq:a}", "a"), ("", ""), (" \n", "")],
)
def test_what_mathjax_knows_besides_is_shown_alike(latex: str, words: str) -> None:
    assert "".join(etree.fromstring(as_mathml(latex)).itertext()) == words
    assert etree.fromstring(as_svg(latex)).tag == f"{SVG}svg"


def test_a_matrix_within_a_line_does_not_end_it() -> None:
    assert len(cells(r"a &= 1 \\ &= \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}")) == 4


@pytest.mark.parametrize(
    "latex", [r"\nosuch{x}", r"\frac{a}{", "a & b", r"\begin{eqnarray} a&=&b \end{eqnarray}", r"\ce{H2O}"]
)
def test_what_would_be_shown_wrongly_is_refused(latex: str) -> None:
    with pytest.raises(ValueError, match=r"unknown|incomplete|environment"):
        as_mathml(latex)


@given(st.text(alphabet="<>&\"'\\{}^_ab1 textbgin", max_size=40))
def test_no_text_gets_markup_or_addresses_into_the_page(text: str) -> None:
    try:
        formula = as_mathml(rf"\text{{{text}}} \href{{javascript:x}}{{y}} {text}")
    except ValueError:
        return
    for element in etree.fromstring(formula).iter():
        assert element.tag.startswith(MATHML)
        assert not set(element.attrib) & {"href", "onclick", "style"}


@given(st.text(alphabet="<>&\"'\\{}^_ab1 textbgin", max_size=40))
def test_a_drawn_formula_is_outlines_and_its_latex(text: str) -> None:
    latex = rf"\text{{{text}}} \href{{javascript:x}}{{y}} {text}"
    try:
        root = etree.fromstring(as_svg(latex))
    except ValueError:
        return
    assert root.findtext(f"{SVG}title") == latex
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "path", "g", "rect"}


def test_a_formula_is_on_the_line_of_its_words() -> None:
    style = etree.fromstring(as_svg(r"x_1 + \frac{a}{b}")).get("style")
    height, below = (float(re.search(rf"{name}: (-?[\d.]+)em", style)[1]) for name in ("height", "vertical-align"))
    assert 1 < height < 1.5 and -height / 2 < below < -0.2
