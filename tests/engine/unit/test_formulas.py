"""LaTeX as MathML: what is known is shown, what would be shown wrongly is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from postil.theme.formulas import as_mathml

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
