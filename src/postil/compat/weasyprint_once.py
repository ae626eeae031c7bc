"""WeasyPrint 66 to 70 does some work again and again; here it does it once, and its pages are the same.

Most of the time in which a handout is set goes to columns: WeasyPrint tries them at one height after the other, then
sets them once more as it found them (`weasyprint.layout.column` calls that "a stupid algorithm"), and has Pango shape
the words each time. It looks for named pages, which paper.css does not have, beneath every block and its neighbour. A
PDF is compressed twice (pydyf 0.11 to 0.13), the second time for the digest in its trailer. None of this is documented.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import block, inline, preferred
from weasyprint.pdf import pydyf
from weasyprint.text import line_break

_SHAPED = 50_000  # how many pieces of lines are remembered, a kilobyte each
# All that `split_first_line` and the `Layout` that it makes ask of a style.
_LOOK = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)


def work_once() -> None:
    """Have WeasyPrint do once what it would do again; for documents without named pages."""
    for user in (inline, preferred):  # and not SVG, which changes styles under way
        _replace(user, "split_first_line", _shape_once)
    _replace(inline, "get_next_linebox", _set_line_once)
    _replace(line_break, "_font_style_cache_key", _describe_once)
    _replace(block, "columns_layout", _remember_columns)
    _replace(block, "block_box_layout", _set_column_once)
    _replace(block, "block_level_page_name", lambda _: lambda _before, _after: None)
    _replace(pydyf.PDF, "write", _compress_once)


@dataclass(slots=True)
class _Trials:
    """What was set while the columns of a box are tried: columns and lines."""

    columns: dict[Hashable, _Tried]
    lines: dict[Hashable, _Line]


@dataclass(slots=True)
class _Line:
    """How a line was set, in a block of what left edge and how far down, and where the next begins."""

    line: Any
    left: float
    top: float
    resume_at: Any


@dataclass(slots=True)
class _Tried:
    """How a column was set, what in it is placed by its page, and where it stands."""

    result: tuple[Any, ...]
    absolute: list[Any]
    fixed: list[Any]
    left: float


def _replace(place: Any, name: str, change: Callable[[Any], Any]) -> None:
    """Put a changed function in the place of one of WeasyPrint's."""
    real = getattr(place, name)
    if not hasattr(real, "__wrapped__"):
        setattr(place, name, wraps(real)(change(real)))


def _look(style: Any) -> int:
    """A number for all that shapes words in a style; styles that are alike have the same."""
    if not hasattr(style, "postil_look"):
        look = repr([id(style.font_config), *(style[name] for name in _LOOK)])
        style.postil_look = _looks.setdefault(look, len(_looks))
    return int(style.postil_look)


_looks: dict[str, int] = {}


_shaped: dict[Hashable, Any] = {}


def _shape_once(real: Callable[..., Any]) -> Callable[..., Any]:
    def split_first_line(text: str, style: Any, context: Any, *rest: Hashable, **more: Hashable) -> Any:
        key = (text, _look(style), rest, tuple(more.items()))
        if key not in _shaped:
            if len(_shaped) >= _SHAPED:
                _shaped.clear()
            _shaped[key] = real(text, style, context, *rest, **more)
        layout, *measures = _shaped[key]
        own = object.__new__(type(layout))  # which a box makes active while it is drawn
        own.__dict__.update(layout.__dict__)
        return own, *measures

    return split_first_line


def _describe_once(real: Callable[..., str]) -> Callable[..., str]:
    def font_style_cache_key(style: Any, include_size: bool = False) -> str:
        if not include_size:  # asked while the size of letters is being computed
            return real(style)
        if not hasattr(style, "postil_described"):
            style.postil_described = real(style, include_size=True)
        return str(style.postil_described)

    return font_style_cache_key


def _remember_columns(real: Callable[..., Any]) -> Callable[..., Any]:
    """Remember the columns of a box that were tried, and their lines, until it is set; columns may be in columns."""

    def columns_layout(context: Any, *rest: Any) -> Any:
        outer = getattr(context, "postil_tried", None)
        context.postil_tried = _Trials({}, {})
        try:
            return real(context, *rest)
        finally:
            context.postil_tried = outer

    return columns_layout


def _set_column_once(real: Callable[..., Any]) -> Callable[..., Any]:
    """Take a column that was tried at the same height, and move it to its place; trials are all set at the first."""

    def block_box_layout(
        context: Any,
        box: Any,
        bottom: float,
        skip: Any,
        around: Any,
        is_empty: bool,
        absolute: list[Any],
        fixed: list[Any],
        *rest: Any,
        **more: Any,
    ) -> Any:
        if not box.is_column:
            return real(context, box, bottom, skip, around, is_empty, absolute, fixed, *rest, **more)
        begin = (id(box.children[0]), len(box.children), repr(skip))  # the children live as long as the trials
        key = (*begin, bottom, context.page_bottom, box.position_y, box.width, bool(is_empty))
        tried = context.postil_tried.columns.get(key)
        if not tried or not _moves(tried.result[0]):
            placed: tuple[list[Any], list[Any]] = ([], [])
            result = real(context, box, bottom, skip, around, is_empty, *placed, *rest, **more)
            tried = context.postil_tried.columns[key] = _Tried(result, *placed, box.position_x)
        elif tried.left != box.position_x:
            tried.result[0].translate(box.position_x - tried.left)
            tried.left = box.position_x
        absolute += tried.absolute
        fixed += tried.fixed
        return tried.result

    return block_box_layout


def _set_line_once(real: Callable[..., Any]) -> Callable[..., Any]:
    """Take a copy of a line that was set in another trial, and move it to its place."""

    def get_next_linebox(
        context: Any,
        box: Any,
        top: float,
        bottom_space: float,
        skip: Any,
        block: Any,
        absolute: list[Any],
        fixed: list[Any],
        *first: Any,
    ) -> Any:
        trials = getattr(context, "postil_tried", None)
        if trials is None or context.excluded_shapes or any(first):
            return real(context, box, top, bottom_space, skip, block, absolute, fixed, *first)
        key = (box, repr(skip), block.width, box.text_indent)
        left = block.content_box_x()
        if known := trials.lines.get(key):
            line = known.line.deepcopy()
            line.translate(left - known.left, top - known.top)
            line.position_y = top
            return line, known.resume_at
        line, resume_at = real(context, box, top, bottom_space, skip, block, absolute, fixed, *first)
        if line is not None and line.position_y == top and _is_plain(line):
            trials.lines[key] = _Line(line.deepcopy(), left, top, resume_at)
        return line, resume_at

    return get_next_linebox


def _is_plain(line: Any) -> bool:
    """Whether a line is words alone, which are set alike wherever it stands."""
    return all(
        isinstance(box, (LineBox, InlineBox, TextBox)) and not (box.is_leader or box.footnote or box.note)
        for box in line.descendants(placeholders=True)
    )


def _moves(column: Any) -> bool:
    """Whether a column was set and can be moved with all that it holds: floats and notes are also known to its page."""
    return column is not None and not any(
        box.is_floated() or box.is_running() or box.footnote or box.note
        for box in column.descendants(placeholders=True)
    )


def _compress_once(real: Callable[..., None]) -> Callable[..., None]:
    """Keep what streams become while a PDF is written: they are asked for once more for its digest."""
    compress = pydyf.Stream.data.fget

    def write(*arguments: Any, **more: Any) -> None:
        written: dict[int, bytes] = {}

        def data(stream: Any) -> bytes:
            if id(stream) not in written:
                written[id(stream)] = compress(stream)
            return written[id(stream)]

        pydyf.Stream.data = property(data)
        try:
            real(*arguments, **more)
        finally:
            pydyf.Stream.data = property(compress)

    return write
