"""The numbered lines of the text."""

from __future__ import annotations

from postil.paper.lines import Line, printed
from postil.text.article import Paragraph
from postil.text.inline import Mark


def test_emphasis_goes_on_over_the_end_of_a_line() -> None:
    paragraph = Paragraph(1, 0, 11, "one <two> 3", marks=(Mark(2, 9, "emphasis"), Mark(0, 11, "link", "javascript:x")))
    lines = [Line(paragraph, 0, 6, 1), Line(paragraph, 6, 11, 2)]
    found = printed(lines, None, {})  # type: ignore[arg-type]  (without notes the edition is not asked)
    assert "on<em>e &lt;t</em></span>" in found
    assert "<em>wo&gt;</em> 3</span>" in found
    assert "javascript" not in found
