"""The numbered lines of the text."""

from __future__ import annotations

from itertools import pairwise

from postil.paper.lines import Line, break_lines, printed
from postil.text.article import Paragraph, read_article
from postil.text.inline import Mark


def test_emphasis_goes_on_over_the_end_of_a_line() -> None:
    paragraph = Paragraph(1, 0, 11, "one <two> 3", marks=(Mark(2, 9, "emphasis"), Mark(0, 11, "link", "javascript:x")))
    lines = [Line(paragraph, 0, 6, 1), Line(paragraph, 6, 11, 2)]
    found = printed(lines, None, {})  # type: ignore[arg-type]  (without notes the edition is not asked)
    assert "on<em>e &lt;t</em></span>" in found
    assert "<em>wo&gt;</em> 3</span>" in found
    assert "javascript" not in found


def test_soft_hyphens_are_part_of_the_line_in_which_they_stand() -> None:
    text = "Ti\u00adtle\n\n\u00adIt rose un\u00adfathom\u00adably.\u00ad " + "It fell\u00ad again. " * 20
    article = read_article(text)
    lines = break_lines(article)
    for paragraph in article.paragraphs:
        spans = [(line.start, line.end) for line in lines if line.paragraph is paragraph]
        assert (spans[0][0], spans[-1][1]) == (0, len(paragraph.text))
        assert {paragraph.text[end:start] for (_, end), (start, _) in pairwise(spans)} <= {" "}
