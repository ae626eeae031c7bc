"""WeasyPrint does once what it would do again and again, and every byte of its PDF stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from weasyprint.layout import block, inline, preferred
from weasyprint.pdf import pydyf
from weasyprint.text import line_break

from postil.paper import typeset

CHANGED = [
    (inline, "split_first_line"),
    (preferred, "split_first_line"),
    (inline, "get_next_linebox"),
    (line_break, "_font_style_cache_key"),
    (block, "columns_layout"),
    (block, "block_box_layout"),
    (block, "block_level_page_name"),
    (pydyf.PDF, "write"),
]
WORDS = "Notwithstanding all that, the river bent and the bridge stood over it. "
ITEM = f'<div class="postil-print-endnote"><p><b>1</b> {WORDS * 3}</p><ul><li>{WORDS}</li><li>{WORDS}</li></ul></div>'
TABLE = f"<table><tr><th>One<td>{WORDS}<tr><th>Two<td>{WORDS}</table>"
FLOAT = '<p><span style="float: right; width: 9mm">aside</span>' + WORDS * 9 + "</p>"
NOTE = f'<p>{WORDS}<span style="float: footnote">{WORDS}</span></p>'
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15" font-size="9">drawn</text></svg>'
LINES = (
    f'<p style="text-align: justify; text-indent: 4mm; line-height: 1.9">{WORDS * 3}<b>{WORDS}</b></p>'
    f'<p dir="rtl" style="text-align: right"><span style="display: inline-block; width: 9mm">7</span> {WORDS}</p>'
    f'<p><a href="#end">end</a> {FIGURE} <sub>{WORDS}</sub></p>'
)
LEADER = """<style>.led::after { content: leader(". ") "7" }</style><p class="led">The end</p>"""


def columns(content: str) -> str:
    return f'<div class="postil-print-columns">{content}</div>'


BODIES = {
    "one page": columns(ITEM * 4),
    "pages": WORDS * 20 + columns(ITEM * 40) + WORDS,
    "floats": columns(ITEM + FLOAT * 3 + ITEM * 9),
    "notes at the foot": columns(ITEM * 3 + NOTE * 2 + ITEM * 9),
    "tables": TABLE + columns(ITEM + TABLE * 30),
    "columns in columns": columns(ITEM + columns(ITEM * 4) + ITEM * 12),
    "lines": columns(LINES + ITEM * 3 + LINES * 6 + LEADER * 4 + ITEM * 9 + '<p id="end">.</p>'),
    "pictures": columns(FIGURE + ITEM * 3) + FIGURE,
}


@pytest.fixture
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Gives WeasyPrint its own functions back."""
    typeset.lay_out("<p>a</p>")  # which puts ours in their place

    def give_back() -> None:
        for place, name in CHANGED:
            monkeypatch.setattr(place, name, getattr(place, name).__wrapped__)

    return give_back


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_byte_stays(body: str, as_it_is: Callable[[], None], tmp_path: Path) -> None:
    for name in ("once", "again"):
        typeset.write(typeset.lay_out(body), tmp_path / name, body)
        as_it_is() if name == "once" else None
    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


def test_lines_are_set_less_often(as_it_is: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[int] = []
    split_inline_box = inline.split_inline_box

    def counted(*arguments: object, **more: object) -> object:
        boxes[-1] += 1
        return split_inline_box(*arguments, **more)

    monkeypatch.setattr(inline, "split_inline_box", counted)
    for _ in range(2):
        boxes.append(0)
        typeset.lay_out(BODIES["pages"])
        if len(boxes) == 1:
            as_it_is()
    once, again = boxes
    assert once < 0.5 * again
