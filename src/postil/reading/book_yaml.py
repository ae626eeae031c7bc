"""Jupyter Book's own files, `_config.yml` and `_toc.yml`, read as it reads them itself: any YAML that is safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from postil.reading.yaml_lines import YamlError, in_words

_MERGE = "tag:yaml.org,2002:merge"
_SHAPES = {  # by the names of Python's classes, which sphinx-external-toc puts into its messages
    **{"str": "a text", "list": "a list", "dict": "a mapping", "NoneType": "empty", "bool": "a truth value"},
    **{"int": "a number", "float": "a number", "date": "a day", "datetime": "an hour of a day"},
    **{"tuple": "a tuple", "set": "a set"},
}
_KINDS = {"timestamp": "day or hour of the calendar", "int": "number", "float": "number", "bool": "truth value"}


def load_any(text: str, loader: type[yaml.SafeLoader] | None = None) -> Any:
    """The data of a YAML text. Raises YamlError."""
    try:
        return yaml.load(text, loader or _Loader)  # noqa: S506  (it is the safe one)
    except yaml.YAMLError as error:
        raise in_words(error, text) from None
    except RecursionError as error:  # lists within lists within lists
        raise YamlError(None, str(error)) from None


def load_texts(text: str) -> Any:
    """The data of a YAML text in which every value but days is the text that stands there. Raises YamlError."""
    return load_any(text, _Texts)


class _Loader(yaml.SafeLoader):
    """Says where a value stands that is none of its kind, such as a day that no calendar knows, or a name twice."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Take merged names up, after a look at those that stand here."""
        names = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE]
        seen: set[str] = set()
        for key in names:
            if key.value in seen:
                raise YamlError(key.start_mark, f"the name '{key.value}' stands here for the second time; keep one")
            seen.add(key.value)
        super().flatten_mapping(node)

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, AttributeError):
            if not isinstance(node, yaml.ScalarNode):
                raise
            kind = node.tag.rpartition(":")[2]
            message = f"'{node.value}' is no {_KINDS.get(kind, kind)}; mend it, or put it in quotes"
            raise YamlError(node.start_mark, message) from None


class _Texts(_Loader):
    """Takes no word for a truth value or a number: a text may be called “No”."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (so it is there)
        first: [kind for kind in kinds if kind[0].endswith((":timestamp", ":merge"))]
        for first, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def line_of(text: str, place: Sequence[str]) -> int:
    """The line, from 1, of a place in a YAML text, such as `("chapters", "0")`, or of what is nearest above it."""
    return _reached(text, place)[0]


def is_there(text: str, place: Sequence[str]) -> bool:
    """Whether a YAML text has something at a place such as `("chapters", "0")`."""
    return _reached(text, place)[1] == len(place)


def _reached(text: str, place: Sequence[str]) -> tuple[int, int]:
    """The line of the last step to a place that can be taken, and how many can."""
    node = _composed(text)
    line, steps = (node.start_mark.line + 1 if node else 1), 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == step]
            if not pairs:
                break
            line, node = pairs[-1][0].start_mark.line + 1, pairs[-1][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
        else:
            break
        steps += 1
    return line, steps


def _composed(text: str) -> Any:
    """The nodes of a YAML text that one of two parsers has read: libyaml takes tabs that PyYAML's own refuses."""
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def shape_of(name: str) -> str:
    """What the values of a class of Python are in YAML, in words, such as `a list` for `list`."""
    return _SHAPES.get(name, "something else")
