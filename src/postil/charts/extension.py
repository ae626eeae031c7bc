"""The Sphinx side of charts: the directive and the role, and what happens around a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from postil.charts import html
from postil.charts.kernels import refuse_missing_kernels
from postil.charts.nodes import chart, chart_reference
from postil.charts.stills import digest, digest_in
from postil.charts.store import ChartDomain, chart_domain
from postil.joining import joined

STILLS = Path("charts")
"""The folder of still pictures in a book that is no edition."""
PAGES = ("*",)
"""The pages on which Plotly outputs are drawn in a book that is no edition."""


def setup(app: Sphinx, stills: Path = STILLS, pages: Sequence[str] = PAGES) -> dict[str, Any]:
    """Register everything with Sphinx.

    `postil_stills` is the folder of still pictures within the book, `postil_plotly` are patterns of the pages on which
    ordinary Plotly outputs are drawn; the arguments are what both are where the book does not say so.
    """
    app.add_config_value("postil_plotly", list(pages), "env", list)
    app.add_config_value("postil_stills", stills.as_posix(), "env", str)
    app.add_domain(ChartDomain)
    app.add_directive("chart", ChartDirective)
    app.add_role("chart", ChartReferenceRole())
    app.add_post_transform(DrawCharts)
    html.setup(app)
    app.connect("env-before-read-docs", refuse_missing_kernels)
    app.connect("env-updated", find_redrawn)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class ChartDirective(SphinxDirective):
    """Embed a published figure: `:::{chart} its-name`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a reference; figures are known when all notebooks have been read."""
        name = self.arguments[0].strip()
        chart_domain(self.env).use(self.env.docname, name, self.lineno)
        return [chart_reference(name=name)]


class ChartReferenceRole(ReferenceRole):
    """The role `chart`: a link to a published figure, which reads as its title where no other words are given."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a reference that the domain resolves when all figures are known."""
        words = nodes.inline("", self.title if self.has_explicit_title else "")
        reference = pending_xref("", words, refdomain="chart", reftype="chart", reftarget=self.target, refwarn=True)
        self.set_source_info(reference)
        return [reference], []


class DrawCharts(SphinxPostTransform):
    """Puts each published figure in the place of the references to it, before citations are resolved."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the references of this document."""
        figures = chart_domain(self.env).figures
        for reference in list(self.document.findall(chart_reference)):
            name = reference["name"]
            figure = figures[name]
            node = chart(figure=figure, still=_still(self.app, name), ids=[f"chart-{name}"])
            node += self._line("Bears on ", figure.payload["bears_on"], "postil", "sentence")
            node += self._line("Sources: ", figure.payload["sources"], "cite", "t")
            reference.replace_self(node)

    def _line(self, label: str, targets: list[str], domain: str, role: str) -> nodes.paragraph:
        """A line of references, or of plain words in a book that has no such domain."""
        parts = joined(([self._target(target, domain, role)] for target in targets), "; ")
        return nodes.paragraph("", "", nodes.Text(label), *parts)

    def _target(self, target: str, domain: str, role: str) -> nodes.Element:
        words = nodes.inline("", f"sentence {target.replace('-', '.')}" if role == "sentence" else target)
        if domain not in self.env.domains:
            return words
        reference = pending_xref("", words, refdomain=domain, reftype=role, reftarget=target, refwarn=True)
        reference["refdoc"] = self.env.docname
        return reference


def _still(app: Sphinx, name: str) -> str:
    """The still picture of a chart as SVG; empty where there is none."""
    path = Path(app.srcdir, app.config.postil_stills, f"{name}.svg")
    return path.read_text("utf-8") if path.is_file() else ""


def _stale_stills(app: Sphinx, domain: ChartDomain) -> Iterator[tuple[str, int, str]]:
    for name, figure in domain.figures.items():
        if not figure.payload["still"]:
            continue
        still = _still(app, name)
        if digest_in(still) != digest(figure.payload["figure"]):
            state = "is of an older figure" if still else "is missing"
            yield figure.docname, figure.line, f"the still picture of the chart '{name}' {state}; run: make stills"


def find_redrawn(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again because a chart on them changed.

    Raises SystemExit, before anything is written, where a page asks for a chart that nobody publishes, where two have
    one name, and where a chart's still picture is of another figure.
    """
    domain = chart_domain(env)
    wrong = [*domain.errors(), *_stale_stills(app, domain)]
    errors = [f"{env.doc2path(docname)}:{line}: {message}" for docname, line, message in wrong]
    if errors:
        raise SystemExit("\n".join(errors))
    return domain.redrawn()
