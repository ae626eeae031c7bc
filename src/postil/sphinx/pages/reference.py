"""The reference of fields, made from the models that the check enforces: `{fields} note`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from postil.compat.sphinx import offer_directive
from postil.problems import CODES, did_you_mean
from postil.schemas import schema_names, schema_of
from postil.sphinx.pages.gathering import table


def setup(app: Sphinx) -> None:
    """Register the directives."""
    offer_directive(app, "fields", FieldsDirective)
    offer_directive(app, "problem-codes", ProblemCodesDirective)


class FieldsDirective(SphinxDirective):
    """The fields of a kind of file as a table; the argument is the name of its schema."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The table: field, what it holds, what it is for."""
        name = self.arguments[0].strip()
        if name not in schema_names():
            raise self.error(f"there is no schema '{name}'; {did_you_mean(name, schema_names(), 'see postil schemas')}")
        return [table(("Field", "Holds", "For"), _rows(schema_of(name)), "postil-fields")]


class ProblemCodesDirective(SphinxDirective):
    """Every code that a message can end with, and what it means."""

    def run(self) -> list[nodes.Node]:
        """The table of codes."""
        return [table(("Code", "Meaning"), _codes(), "postil-fields")]


def _codes() -> Iterator[tuple[list[nodes.Node], ...]]:
    for code, meaning in CODES.items():
        yield [nodes.literal("", code)], [nodes.Text(meaning)]


def _rows(schema: dict[str, Any]) -> Iterator[tuple[list[nodes.Node], ...]]:
    definitions = schema.get("$defs", {})
    record = schema["items"] if schema.get("type") == "array" else schema
    record = _resolved(record, definitions)
    for name, field in record["properties"].items():
        needed = "required" if name in record.get("required", ()) else "optional"
        holds = f"{_holds(field, definitions)}; {needed}"
        yield [nodes.literal("", name)], [nodes.Text(holds)], _with_literals(field.get("description", ""))


def _with_literals(text: str) -> list[nodes.Node]:
    """Text in which every other part stands between backquotes."""
    parts = enumerate(text.split("`"))
    return [nodes.literal("", part) if number % 2 else nodes.Text(part) for number, part in parts]


def _holds(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What a field may hold, in words."""
    kinds = [_resolved(kind, definitions) for kind in field.get("anyOf", [field]) if kind.get("type") != "null"]
    return " or ".join(_one(kind, definitions) for kind in kinds)


def _one(kind: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "enum" in kind:
        return ", ".join(map(str, kind["enum"]))
    if kind.get("type") == "array":
        return f"list of {_one(_resolved(kind['items'], definitions), definitions)}"
    if kind.get("format") == "date":
        return "day (YYYY-MM-DD)"
    longest = f" of at most {kind['maxLength']} characters" if "maxLength" in kind else ""
    return {"string": "text", "integer": "number", "number": "number", "object": "record"}.get(
        kind.get("type", ""), "text"
    ) + longest


def _resolved(kind: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = kind.get("$ref")
    return {**definitions[reference.rpartition("/")[2]], **kind} if reference else kind
