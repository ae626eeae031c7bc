"""The Sphinx side of charts: the directive and the role, and what happens around a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from postil.charts import html, plain
from postil.charts.kernels import refuse_missing_kernels
from postil.charts.nodes import chart_reference
from postil.charts.notebook import tell_undrawn
from postil.charts.page import DrawCharts
from postil.charts.stills import current
from postil.charts.store import ChartDomain, chart_domain
from postil.compat.sphinx import offer_directive, offer_role

STILLS = Path("charts")
"""The folder of still pictures in a book that is no edition."""
PAGES = ("*",)
"""The pages on which Plotly outputs are drawn in a book that is no edition."""


logger = logging.getLogger(__name__)


def setup(app: Sphinx, stills: Path = STILLS, pages: Sequence[str] = PAGES, *, preview: bool = False) -> dict[str, Any]:
    """Register everything with Sphinx.

    In a `preview` a still picture that is missing or old is told of, and the chart drawn by script.

    `postil_stills` is the folder of still pictures within the book, `postil_plotly` are patterns of the pages on which
    ordinary Plotly outputs are drawn; the arguments are what both are where the book does not say so.
    """
    app.add_config_value("postil_plotly", list(pages), "env", list)
    app.add_config_value("postil_stills", stills.as_posix(), "env", str)
    app.add_config_value("postil_stills_may_lack", preview, "", bool)
    app.add_domain(ChartDomain)
    offer_directive(app, "chart", ChartDirective, ChartDomain.name)
    offer_role(app, "chart", ChartReferenceRole(), ChartDomain.name)
    app.add_post_transform(DrawCharts)
    html.setup(app)
    plain.setup(app)
    app.connect("env-before-read-docs", refuse_missing_kernels)
    app.connect("doctree-read", tell_undrawn)
    app.connect("doctree-read", remember_mentions)
    app.connect("env-updated", find_redrawn)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class ChartDirective(SphinxDirective):
    """Embed a published figure: `:::{chart} its-name`, with the option `wide` on a page without margins."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"wide": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Leave a reference; figures are known when all notebooks have been read."""
        name = self.arguments[0].strip()
        chart_domain(self.env).use(self.env.docname, name, self.lineno)
        return [chart_reference(name=name, wide="wide" in self.options)]


class ChartReferenceRole(ReferenceRole):
    """The role `chart`: a link to a published figure, which reads as its title where no other words are given."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a reference that the domain resolves when all figures are known."""
        words = nodes.inline("", self.title if self.has_explicit_title else "")
        reference = pending_xref(
            "", words, refdomain=ChartDomain.name, reftype="chart", reftarget=self.target, refwarn=True
        )
        self.set_source_info(reference)
        return [reference], []


def remember_mentions(app: Sphinx, doctree: nodes.document) -> None:
    """Tell the domain which charts a page names in its text."""
    for reference in doctree.findall(pending_xref):
        if reference["refdomain"] == ChartDomain.name:
            chart_domain(app.env).mention(app.env.docname, reference["reftarget"])


def _stale_stills(app: Sphinx, domain: ChartDomain) -> Iterator[tuple[str, int, str]]:
    folder = Path(app.srcdir, app.config.postil_stills)
    for name, figure in domain.figures.items():
        if figure.payload["still"] and not current(figure.payload, folder):
            message = f"the still picture of the chart '{name}' is missing or of an older figure; run: make stills"
            yield figure.docname, figure.line, message


def find_redrawn(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again because a chart on them changed.

    Raises SystemExit, before anything is written, where a page asks for a chart that nobody publishes, where two have
    one name, and, but in a preview, where a chart's still picture is of another figure.
    """
    domain = chart_domain(env)
    stale, wrong = list(_stale_stills(app, domain)), list(domain.errors())
    if app.config.postil_stills_may_lack:
        for docname, line, message in stale:
            logger.info("%s:%s: %s", env.doc2path(docname), line, message)
    else:
        wrong += stale
    errors = [f"{env.doc2path(docname)}:{line}: {message}" for docname, line, message in wrong]
    if errors:
        raise SystemExit("\n".join(errors))
    return domain.redrawn()
