"""Jupyter Book's own files, `_config.yml` and `_toc.yml`, read as it reads them itself: any YAML that is safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from postil.reading.yaml_lines import YamlError, in_words

_KINDS = {"timestamp": "day or hour of the calendar", "int": "number", "float": "number", "bool": "truth value"}


def load_any(text: str) -> Any:
    """The data of a YAML text. Raises YamlError."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506  (it is the safe one)
    except yaml.YAMLError as error:
        raise in_words(error, text) from None
    except RecursionError as error:  # lists within lists within lists
        raise YamlError(None, str(error)) from None


class _Loader(yaml.SafeLoader):
    """Says where a value stands that is none of its kind, such as a day that no calendar knows."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, AttributeError):
            if not isinstance(node, yaml.ScalarNode):
                raise
            kind = node.tag.rpartition(":")[2]
            message = f"'{node.value}' is no {_KINDS.get(kind, kind)}; mend it, or put it in quotes"
            raise YamlError(node.start_mark, message) from None


def line_of(text: str, place: Sequence[str]) -> int:
    """The line, from 1, of a place in a YAML text, such as `("chapters", "0")`, or of what is nearest above it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == step]
            if not pairs:
                break
            line, node = pairs[-1][0].start_mark.line + 1, pairs[-1][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
    return line
