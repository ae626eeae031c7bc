"""Formulas as drawings: WeasyPrint knows no MathML. The glyphs are outlines, so that no font is asked for."""

from __future__ import annotations

from ziamath.config import config
from ziamath.zmath import Math

from postil.sphinx.formulas import as_mathml

EM = 20.0  # pixels that a formula is drawn for; on paper it is as large as the words around it


def as_svg(latex: str, display: str = "inline") -> str:
    """LaTeX as an `svg` element on the line of its words. Raises ValueError for what cannot be read."""
    mathml = as_mathml(latex, display)
    config.svg2, config.precision = False, 2
    try:
        drawn = Math(mathml, size=EM, title=latex, margin=0)
        svg = drawn.svg()
    except Exception as error:
        raise ValueError(f"it cannot be drawn on paper ({type(error).__name__})") from None
    width, height = (length / EM for length in drawn.getsize())
    place = f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {drawn.getyofst() / EM:.3f}em"
    return svg.replace("<svg ", f'<svg class="postil-print-formula" style="{place}" ', 1)
