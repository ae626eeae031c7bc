"""The `chart` domain: which figures the notebooks published, and which pages use them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from postil.charts.embedding import file_of
from postil.compat.sphinx import DomainOfRoles

_LISTS = ("figures", "uses", "named", "values")


class Figure(NamedTuple):
    """A published figure: the notebook it came from, the line of its cell, what `publish` sent, and its file."""

    docname: str
    line: int
    payload: dict[str, Any]
    digest: str
    file: str

    @property
    def about(self) -> str:
        """Where its page says what is counted."""
        return f"{self.payload['name']}-about"

    def then(self) -> Figure:
        """The figure as it could have been drawn on the day of the text; itself, where nothing came later."""
        now = self.payload
        if not now["then"]:
            return self
        rows = [row for row, known in zip(now["rows"], now["known_then"], strict=True) if known]
        of_the_day = {"title": now["then_title"], "reading": now["then_reading"], "rows": rows}
        figures = {"figure": now["then"], "narrow": now["then_narrow"], "then": None, "known_then": None}
        return self._replace(payload={**now, **of_the_day, **figures, "marks": []})


class PublishedValue(NamedTuple):
    """A published value: the notebook it came from, its name, the value as readers see it, and what it counts."""

    docname: str
    name: str
    value: str
    says: str


class Use(NamedTuple):
    """A place where a page embeds a chart."""

    docname: str
    line: int
    name: str


class Mention(NamedTuple):
    """A page that names a figure, which may be published elsewhere."""

    docname: str
    name: str


class ChartDomain(DomainOfRoles):
    """Figures by name, their uses, the pages that name them, and values, kept between runs."""

    name = "postil-charts"
    label = "Charts"
    initial_data: dict[str, Any] = {**{kept: [] for kept in _LISTS}, "drawn": {}}  # noqa: RUF012  (Sphinx copies it)
    data_version = 4

    def publish(self, docname: str, payload: dict[str, Any], line: int) -> None:
        """Keep a figure that a notebook published."""
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        self.data["figures"].append(Figure(docname, line or 0, payload, digest, file_of(payload)))

    def publish_value(self, value: PublishedValue) -> None:
        """Keep a value that a notebook published."""
        self.data["values"].append(value)

    def use(self, docname: str, name: str, line: int) -> None:
        """Remember that a page embeds a figure."""
        self.data["uses"].append(Use(docname, line, name))

    def mention(self, docname: str, name: str) -> None:
        """Remember that a page names a figure, so that it follows the figure's title and place."""
        self.data["named"].append(Mention(docname, name))

    @property
    def values(self) -> list[PublishedValue]:
        """The values that notebooks published."""
        return self._in_order("values")

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures by name."""
        return {figure.payload["name"]: figure for figure in self._in_order("figures")}

    def _in_order(self, kept: str) -> list[Any]:
        """What was kept, by the names of the pages: the same whichever of them this build had to read."""
        return sorted(self.data[kept], key=lambda item: item.docname)

    def errors(self) -> Iterator[tuple[str, int, str]]:
        """(document, line, message) for every name that is missing or taken twice."""
        figures = self.figures
        for use in self._in_order("uses"):
            if use.name not in figures:
                known = ", ".join(sorted(figures)) or "none"
                yield use.docname, use.line, f"no notebook publishes a chart '{use.name}'; published are: {known}"
        named: dict[str, Figure] = {}
        for figure in self._in_order("figures"):
            first = named.setdefault(figure.payload["name"], figure)
            if first is not figure:
                message = f"the chart '{figure.payload['name']}' is already published by {first.docname}"
                yield figure.docname, figure.line, message

    def redrawn(self) -> list[str]:
        """The pages whose charts, or the titles and places of charts they name, differ from when last written."""
        drawn = self.drawn()
        changed = [docname for docname, digest in drawn.items() if self.data["drawn"].get(docname) != digest]
        self.data["drawn"] = drawn
        return changed

    def drawn(self) -> dict[str, str]:
        """What each page shows of charts."""
        figures = self.figures
        drawn: dict[str, str] = {}
        for use in self.data["uses"]:
            drawn[use.docname] = drawn.get(use.docname, "") + (figures[use.name].digest if use.name in figures else "")
        for mention in self.data["named"]:
            if figure := figures.get(mention.name):
                told = (figure.payload["title"], figure.payload["then_title"], self.docname_of(mention.name))
                drawn[mention.docname] = f"{drawn.get(mention.docname, '')} {told}"
        return drawn

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A reference to a chart leads to the page that embeds it, or else to its notebook."""
        figure = self.figures.get(target)
        if figure is None:
            return None
        words = contnode if contnode.astext() else nodes.inline("", figure.payload["title"])
        return make_refnode(builder, fromdocname, self.docname_of(target), f"chart-{target}", words)

    def docname_of(self, name: str) -> str:
        """The page that embeds a published figure, or else its notebook."""
        return (
            next((use.docname for use in self._in_order("uses") if use.name == name), "") or self.figures[name].docname
        )

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is about to be read again."""
        for kept in _LISTS:
            self.data[kept] = [item for item in self.data[kept] if item.docname != docname]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:  # type: ignore[override]
        """Take over what a parallel reader found."""
        for kept in _LISTS:
            self.data[kept] += [item for item in otherdata[kept] if item.docname in docnames]


def chart_domain(env: BuildEnvironment) -> ChartDomain:
    """The domain of this build."""
    domain = env.get_domain(ChartDomain.name)
    assert isinstance(domain, ChartDomain)  # noqa: S101
    return domain
