"""An article of Markdown → its blocks: where each is in the text, what it is, its words and what lies on them.

Headings, block quotes, lists, tables (GitHub Flavored Markdown, 4.10), footnotes and code are told apart; within them
`inline` reads emphasis, links and pictures. Whatever else a text holds is a paragraph.

markdown-it's own blocks (`token.map`) are not used: they take six times as long, have no token for some lines that a
text must keep, such as an empty quotation, and nest where blocks here follow each other, so that no code is saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from postil.text.inline import Mark, Named, read_inline, read_lines

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_QUOTE = re.compile(r" {0,3}>")
_QUOTE_SIGNS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_QUOTE_BREAK = re.compile(r"[ \t]*(?:>[ \t]*)+\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_FIRST_ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+(?=\S)")  # what may follow a paragraph without a blank line
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_DEFINITION = re.compile(
    r"[ \t]*\[(?!\^)(?P<label>(?:[^\[\]\\]|\\.){1,200})\]:[ \t]*<?(?P<address>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
_CALLOUT = re.compile(r"\A\[!(\w+)\][+-]?[ \t]*([^\n]*)(?:\n|\Z)")
_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_CELL = re.compile(r"(?<!\\)\|")


class Shape(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST = "list"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A block: `start` and `end` are its place in the text, `level` that of a heading, else 0.

    `breaks` says that its ends of lines are to be seen; where they are not, they only part words. The words of a table
    are its cells, a tab between each and the next, and an end of line between rows.
    """

    start: int
    end: int
    words: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    shape: Shape = Shape.PARAGRAPH
    breaks: bool = False


def read_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order; each has words.

    What only says where links lead is a part of the block before it.
    """
    blocks = list(_Scanner(text).blocks())
    only = [_definitions(source) if shape == Shape.PARAGRAPH else [] for _, source, shape in blocks]
    found = [match for matches in only for match in matches] if not all(only) else []
    links = {match["label"]: (match["address"], (match["title"] or "")[1:-1]) for match in reversed(found)}
    named = Named(frozenset(re.findall(rf"^{_FOOTNOTE.pattern}", text, re.MULTILINE)), links)
    last: Block | None = None
    begin = -1
    for start, source, shape in blocks:
        if found and shape == Shape.PARAGRAPH and _definitions(source):
            last = replace(last, end=start + len(source)) if last else None
            begin = start if begin < 0 and not last else begin
            continue
        if last:
            yield last
        block = _read(source, shape, named)
        if not block.words.strip():
            block = Block(0, 0, source)
        last = replace(block, start=start if begin < 0 else begin, end=start + len(source))
        begin = -1
    if last:
        yield last


def _definitions(source: str) -> list[re.Match[str]]:
    """Where the links of a text lead, in a block that says nothing else: of CommonMark 4.7 those of one line each."""
    found = [_DEFINITION.fullmatch(line) for line in source.split("\n")]
    return [match for match in found if match] if all(found) else []


class _Scanner:
    """Goes through the lines of a text once and cuts it into blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[tuple[int, str]] = []  # of the block that has begun
        self.shape = Shape.PARAGRAPH
        self.last = Shape.PARAGRAPH  # of the block before
        self.fence = ""

    def blocks(self) -> Iterator[tuple[int, str, Shape]]:
        """Start, source and shape of each block."""
        at = 0
        for line in self.text.split("\n"):
            yield from self._line(at, line)
            at += len(line) + 1
        yield from self._flush()

    def _line(self, at: int, line: str) -> Iterator[tuple[int, str, Shape]]:
        if self.fence:
            self.lines.append((at, line))
            if line.strip().startswith(self.fence) and not line.strip().strip(self.fence[0]):
                self.fence = ""
                yield from self._flush()
            return
        if not line.strip():
            yield from self._flush()
            return
        ends = self._ends_with(line)
        if not ends:
            shape = self._begins(line)
            if shape:
                yield from self._flush()
                self.shape = shape
            elif _is_head(self.lines, line):
                head = self.lines.pop()
                yield from self._flush()
                self.lines, self.shape = [head], Shape.TABLE
        self.lines.append((at, line))
        if ends or (self.shape == Shape.PARAGRAPH and (_HEADING.match(line) or _is_rule(self.lines))):
            yield from self._flush()

    def _ends_with(self, line: str) -> bool:
        """Whether a line is the last of the block that has begun: the underline of a heading, an empty quotation."""
        if self.lines and self.shape == Shape.QUOTATION and _QUOTE_BREAK.match(line):
            return True
        return bool(self.lines and self.shape == Shape.PARAGRAPH and _UNDERLINE.match(line))

    def _begins(self, line: str) -> Shape | None:
        """What begins with a line; None where it goes on with what has begun."""
        begun = bool(self.lines)
        fence = _FENCE.match(line)
        if fence:
            self.fence = fence[1]
            return Shape.CODE
        if not begun and _INDENT.match(line):
            within = self.last in (Shape.LIST, Shape.FOOTNOTE)
            return Shape.PARAGRAPH if within else Shape.CODE
        if _FOOTNOTE.match(line):
            return Shape.FOOTNOTE
        if _QUOTE.match(line):
            return None if begun and self.shape == Shape.QUOTATION else Shape.QUOTATION
        if _HEADING.match(line) or _RULE.match(line):
            return Shape.PARAGRAPH
        if begun and self.shape == Shape.LIST:
            return None
        if (_FIRST_ITEM if begun else _ITEM).match(line):
            return Shape.LIST if self.shape in (Shape.PARAGRAPH, Shape.TABLE) or not begun else None
        return None if begun else Shape.PARAGRAPH

    def _flush(self) -> Iterator[tuple[int, str, Shape]]:
        if self.lines:
            start, last = self.lines[0][0], self.lines[-1]
            source = self.text[start : last[0] + len(last[1])].rstrip()
            if self.shape != Shape.CODE:
                start += len(source) - len(source.lstrip())
            yield start, source if self.shape == Shape.CODE else source.lstrip(), self.shape
            if self.shape != Shape.PARAGRAPH or not _INDENT.match(self.lines[0][1]):  # which goes on with a list
                self.last = self.shape
        self.lines, self.shape = [], Shape.PARAGRAPH


def _is_rule(lines: list[tuple[int, str]]) -> bool:
    return len(lines) == 1 and bool(_RULE.match(lines[0][1]))


def _is_head(lines: list[tuple[int, str]], line: str) -> bool:
    """Whether a line rules off the head of a table, which is the line before it."""
    if not lines or "|" not in lines[-1][1] or not _ROW.match(line):
        return False
    return len(_cells(lines[-1][1])) == len(_cells(line))


def _cells(row: str) -> list[str]:
    row = row.strip()
    cells = _CELL.split(row.removeprefix("|"))
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _read(source: str, shape: Shape, named: Named) -> Block:
    if shape == Shape.CODE:
        return Block(0, 0, source, (Mark(0, len(source), "code"),), shape=shape)
    if shape == Shape.TABLE:
        return _table(source, named)
    if shape == Shape.LIST:
        return _list(source, named)
    if shape == Shape.FOOTNOTE:
        return _footnote(source, named)
    if shape == Shape.QUOTATION:
        source = _CALLOUT.sub(_headed, _QUOTE_SIGNS.sub("", source).strip(), count=1)
        return _broken(*read_lines(source, named), shape)
    words, marks, level = read_inline(source, named)
    return replace(_broken(words, marks, shape), level=level)


def _headed(callout: re.Match[str]) -> str:
    """The head of a quotation that GitHub and Obsidian show as a box: its own, or the name of its kind."""
    end = callout.end() == len(callout.string)
    return f"**{callout[2].strip().replace('*', '') or callout[1].capitalize()}**" + ("" if end else "\\\n")


def _broken(words: str, marks: tuple[Mark, ...], shape: Shape) -> Block:
    """A block of which only the hard ends of lines are to be seen."""
    hard = {mark.start for mark in marks if mark.form == "break"}
    if hard:
        words = "".join(" " if c == "\n" and at not in hard else c for at, c in enumerate(words))
    return Block(0, 0, words, tuple(mark for mark in marks if mark.form != "break"), shape=shape, breaks=bool(hard))


def _joined(parts: list[tuple[str, tuple[Mark, ...], str]]) -> tuple[str, tuple[Mark, ...]]:
    """Parts, each with its marks and what comes after it, as one text."""
    words, marks = "", []
    for part, on, after in parts:
        moved = (replace(mark, start=mark.start + len(words), end=mark.end + len(words)) for mark in on)
        marks += [mark for mark in moved if mark.form != "break"]
        words += part + after
    return words, tuple(marks)


def _table(source: str, named: Named) -> Block:
    head, _, *rows = source.split("\n")
    width = len(_cells(head))
    parts = []
    for row in (head, *rows):
        cells = _cells(row) + [""] * width
        more = [cell for cell in cells[width:] if cell.strip()]  # than the head has: they stay, in the last
        cells = [*cells[: width - 1], " | ".join([cells[width - 1], *more])]
        read = [read_lines(" ".join(cell.replace("\\|", "|").split()), named) for cell in cells]
        parts += [(words, on, "\t") for words, on in read[:-1]] + [(*read[-1], "\n")]
    words, marks = _joined(parts)
    return Block(0, 0, words.rstrip("\n"), marks, shape=Shape.TABLE)


def _list(source: str, named: Named) -> Block:
    items: list[list[str]] = []
    for line in source.split("\n"):
        if not items or _ITEM.match(line):
            items.append([line])
        else:
            items[-1].append(line.strip())
    parts: list[tuple[str, tuple[Mark, ...], str]] = []
    for first, *more in items:
        sign = _ITEM.match(first)
        begin = sign[0] if sign else ""
        words, marks = read_lines("\n".join([first[len(begin) :], *more]), named)
        parts += [(begin, (), ""), (words.replace("\n", " "), marks, "\n")]
    words, marks = _joined(parts)
    return Block(0, 0, words.rstrip("\n"), marks, shape=Shape.LIST, breaks=True)


def _footnote(source: str, named: Named) -> Block:
    found = _FOOTNOTE.match(source)
    label = found[1] if found else ""
    rest = "\n".join(line.strip() for line in source[found.end() if found else 0 :].split("\n"))
    name = f"[{label}]"
    back = Mark(0, len(name), "footnote", f"#fnref:{label}")
    words, marks = _joined([(name, (back,), " "), (*read_lines(rest, named), "")])
    return Block(0, 0, words.rstrip(), marks, shape=Shape.FOOTNOTE)
