"""Plain YAML 1.1 with the line of everything in it. Read with libyaml, which is many times faster than pure Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode
from yaml.tokens import AliasToken, AnchorToken, TagToken

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


class YamlError(ValueError):
    """What is wrong with a YAML text, and the line, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def load(text: str) -> tuple[Any, dict[Path, int]]:
    """The data of a YAML text, and the line, from 1, of each entry by its path, such as `(2, "title")`.

    Raises YamlError for what is not YAML, and for anchors, aliases, tags and keys that stand twice: a file of data
    needs none of them, and each can hide something.
    """
    loader = None
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, AliasToken | AnchorToken | TagToken):
                raise YamlError(token.start_mark.line + 1, "anchors (&), aliases (*) and tags (!) are not allowed")
        loader = _Loader(text)
        node = loader.get_single_node()
        lines = dict(_lines(node, ()))
        return (loader.construct_document(node) if node else None), lines
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(line, f"{error.problem}; put a value with a colon or a quote mark in quotes") from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, YamlError):
            raise
        raise YamlError(1, str(error).splitlines()[0]) from None
    finally:
        if loader is not None:
            loader.dispose()


def _lines(node: Node | None, path: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise YamlError(key.start_mark.line + 1, f"the field '{key.value}' stands here for the second time")
            seen.add(key.value)
            yield (*path, key.value), key.start_mark.line + 1
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _lines(value, (*path, index))
