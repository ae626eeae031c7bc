"""Plain YAML 1.1 with the line of everything in it. Read with libyaml, which is many times faster than pure Python.

Every value is the text that stands there: no word is taken for a truth value, a number or a date; schemas do that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    TagToken,
)

from postil.text.characters import unseen

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STARTS = BlockMappingStartToken | BlockSequenceStartToken | FlowMappingStartToken | FlowSequenceStartToken
_ENDS = BlockEndToken | FlowMappingEndToken | FlowSequenceEndToken
_HINT = "put a value with a colon or a quote mark in quotes"
_DEEPEST = 8  # lists and mappings within one another
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # which YAML takes for letters
_INDENTED = re.compile(rf"[ \t]*(?P<seen>[{_SPACES}])")
_NAMED = re.compile(rf"[ \t]*(?:-[ ]+)?[\w-]+(?:[ ]*(?P<colon>[：﹕︰∶꞉])|[ ]*:(?P<space>[{_SPACES}])|:(?=\w))")

_LOST = re.compile(r"\S?[ \t]+(#[^\s#!]\S*)")
_QUOTED = "put the whole value in quotes, or a space after the sign of a comment"

Path = tuple[str | int, ...]


class YamlError(ValueError):
    """What is wrong with a YAML text, and where: line and column from 1."""

    def __init__(self, mark: Any, message: str) -> None:
        super().__init__(message)
        self.line: int = mark.line + 1 if mark else 1
        self.column: int = mark.column + 1 if mark else 0


def load(text: str) -> tuple[Any, dict[Path, int]]:
    """The data of a YAML text, and the line, from 1, of each entry by its path, such as `(2, "title")`; of all by `()`.

    Raises YamlError for what is not YAML, and for anchors, aliases, tags, keys that are not words or stand twice,
    deep nesting and invisible characters: a file of data needs none of them, and each can hide something.
    """
    loader = None
    try:
        _refuse_tricks(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        _refuse_look_alikes(node, text)
        _refuse_lost(node, text)
        lines = {(): node.start_mark.line + 1 if node else 1, **dict(_lines(node, ()))}
        return (loader.construct_document(node) if node else None), lines
    except yaml.YAMLError as error:
        raise in_words(error, text) from None
    finally:
        if loader is not None:
            loader.dispose()


def in_words(error: yaml.YAMLError, text: str) -> YamlError:
    """What PyYAML found wrong with a text, and what would be right."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        line, column, message = unseen(text) or (1, 0, str(error).splitlines()[0])
        return YamlError(yaml.Mark("", 0, line - 1, column - 1, None, 0), message)
    mark, problem = error.problem_mark, error.problem
    begun = error.context_mark.line if error.context_mark else mark.line
    for line in (begun, mark.line - 1, mark.line):
        if found := _look_alike(text, line):
            return found
    rest = "\n".join(text.split("\n")[mark.line :])[mark.column :]
    if not rest.strip() and error.context_mark:  # what is never closed begins there
        mark, problem = error.context_mark, f"{problem} {error.context}"
    hint = "indent by spaces, not by a tab" if rest.startswith("\t") else _HINT
    return YamlError(mark, f"{problem}; {hint}")


def _look_alike(text: str, line: int) -> YamlError | None:
    """What only looks like YAML in a line, counted from 0: a colon or a space of another script, or no space at all."""
    words = text.split("\n")[line] if line >= 0 else ""
    for pattern in (_INDENTED, _NAMED):
        if found := pattern.match(words):
            seen = next(filter(None, found.groupdict().values()), "")
            mark = yaml.Mark("", 0, line, found.end() - 1, None, 0)
            return YamlError(mark, _look_alike_in_words(seen, indents=pattern is _INDENTED))
    return None


def _look_alike_in_words(seen: str, *, indents: bool) -> str:
    named = f"U+{ord(seen):04X} ({unicodedata.name(seen).lower()})" if seen else ""
    if indents:
        return f"a line begins with {named}; indent by ordinary spaces"
    right = "write an ordinary colon and an ordinary space after the name"
    return f"{named} stands after the name; {right}" if seen else f"no space stands after the colon; {right}"


def _refuse_look_alikes(node: Node | None, text: str) -> None:
    """Raise YamlError for a text that YAML takes for one word, or a name for a part of one, where it only looks so."""
    places = [node.start_mark] if isinstance(node, ScalarNode) else []
    if isinstance(node, MappingNode):
        places = [key.start_mark for key, _ in node.value]
    for place in places:
        if found := _look_alike(text, place.line):
            raise found


def _refuse_lost(node: Node | None, text: str) -> None:
    """Raise YamlError for words behind a value, such as `route #5`, that YAML takes for a comment and drops."""
    if not _LOST.search(text):
        return
    lines = text.split("\n")
    for scalar in _scalars(node):
        found = (
            _LOST.match(lines[scalar.end_mark.line], max(0, scalar.end_mark.column - 1)) if not scalar.style else None
        )
        if found:
            mark = yaml.Mark("", 0, scalar.end_mark.line, found.end() - 2, None, 0)
            raise YamlError(mark, f"“{found[1]}” would be lost, because YAML takes it for a comment; {_QUOTED}")


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for pair in node.value:
            yield from (scalar for part in pair for scalar in _scalars(part))
    elif isinstance(node, SequenceNode):
        yield from (scalar for part in node.value for scalar in _scalars(part))


def _refuse_tricks(text: str) -> None:
    """Raise YamlError before anything is built that could be larger than the text."""
    depth = 0
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, AliasToken | AnchorToken | TagToken):
            raise YamlError(token.start_mark, "anchors (&), aliases (*) and tags (!) are not allowed")
        depth += isinstance(token, _STARTS) - isinstance(token, _ENDS)
        if depth > _DEEPEST:
            raise YamlError(token.start_mark, f"lists and mappings stand more than {_DEEPEST} deep")


def _lines(node: Node | None, path: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key.value, str):
                raise YamlError(key.start_mark, "the name of a field must be a word, not a list or a mapping")
            yield from _lines(key, ())
            if key.value in seen:
                raise YamlError(key.start_mark, f"the field '{key.value}' stands here for the second time")
            seen.add(key.value)
            yield (*path, key.value), line
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _lines(value, (*path, index))
    elif isinstance(node, ScalarNode) and (found := unseen(node.value)):
        raise YamlError(node.start_mark, found[2])
