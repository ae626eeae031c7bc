"""Charts in pages: small where they are embedded, whole on the page of the notebook that publishes them.

On its own page the finding is the title and the chart comes first; what is counted, how others count, the sources, the
marks one by one and the table follow; the notebook's cells are folded at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.charts.html import cited_in
from postil.charts.locale import _
from postil.charts.nodes import (
    SOURCES,
    chart,
    chart_choices,
    chart_entries,
    chart_entry,
    chart_foot,
    chart_reference,
    chart_sources,
    chart_table,
    how_made,
)
from postil.charts.stills import FORMS
from postil.charts.store import Figure, chart_domain
from postil.joining import joined

FEW = 3
"""Of so many sources or fewer a line stands open below a chart."""


def chart_then(app: Sphinx, figure: Figure) -> chart:
    """A figure as of the day of the text, on paper."""
    if not figure.payload["then"]:
        return chart_node(app, figure)
    name = figure.payload["name"]
    return chart(
        figure=figure.then(), stills={"wide": _still(app, "then", name)}, printed="", whole="", ids=[f"chart-{name}"]
    )


def chart_node(app: Sphinx, figure: Figure, whole: str = "", *, wide: bool = False) -> chart:
    """A figure with the stills that the builder has a use for; `wide` where another page has the width."""
    name = figure.payload["name"]
    stills = {form: still for form in FORMS if (still := _still(app, form, name))}
    fitting = ("wide", "narrow") if whole or wide else ("column", "narrow")
    shown = fitting if makes_site(app.builder) else ("column",)
    forms = {"wide" if form == "column" else form: stills[form] for form in shown if form in stills}
    printed = stills.get("column", "") if shown[0] == "wide" else ""
    return chart(figure=figure, stills=forms, printed=printed, whole=whole, ids=[f"chart-{name}"])


def _still(app: Sphinx, form: str, name: str) -> str:
    path = FORMS[form].path(Path(app.srcdir, app.config.postil_stills), name)
    return path.read_text("utf-8") if path.is_file() else ""


class DrawCharts(SphinxPostTransform):
    """Puts each published figure in the place of the references to it, before citations are resolved."""

    default_priority = 7

    def run(self, **kwargs: Any) -> None:
        """Replace the references of this document, and put a notebook's own charts before its cells."""
        figures = chart_domain(self.env).figures
        own: list[Figure] = []
        for reference in list(self.document.findall(chart_reference)):
            figure = figures[reference["name"]]
            if figure.docname == self.env.docname:
                own.append(figure)
                reference.parent.remove(reference)
            else:
                reference.replace_self(self._embedded(figure, reference))
        section = next(iter(self.document.findall(nodes.section)), None)
        if own and section is not None:
            self._compose(section, own)

    def _embedded(self, figure: Figure, reference: chart_reference) -> chart:
        node = chart_node(self.app, figure, wide=reference.get("wide", False))
        foot = chart_foot()
        foot += self._line(_("Bears on"), figure.payload["bears_on"], "postil", "sentence")
        if self.document.get("far") and makes_site(self.app.builder):  # a long page leads to what is a page away
            node += foot
            return node
        foot += self._sources(_("Sources:"), figure.payload["sources"])
        node += [self._table(figure), foot]
        return node

    def _compose(self, section: nodes.section, own: list[Figure]) -> None:
        """The page of a notebook: charts first, its cells last."""
        title, *cells = section.children
        assert isinstance(title, nodes.title)  # noqa: S101
        first = own[0].payload
        kicker = nodes.paragraph("", "", nodes.inline("", title.astext()), classes=["postil-kicker"])
        targets = self._targets(first["bears_on"], "postil", "sentence")
        kicker += nodes.Text(" ")
        kicker += nodes.inline("", "", nodes.Text(_("Bears on")), nodes.Text(" "), *targets, classes=["postil-bears"])
        section.children = []
        section += [kicker, nodes.title("", "", *_in_both_views(first["title"], first["then_title"]))]
        reading = nodes.paragraph("", "", *_in_both_views(first["reading"], first["then_reading"]))
        section += nodes.container("", reading, classes=["postil-lead-in"])
        marks = _marks(own)
        if any(mark["choices"] for mark, _figure in marks):
            section += chart_choices("", marks=[mark for mark, _figure in marks])
        section += [chart_node(self.app, figure, "first" if figure is own[0] else "also") for figure in own]
        if marks:
            section += chart_entries("", *(self._entry(*pair) for pair in marks), count=len(marks))
        said: set[tuple[str, ...]] = set()
        for figure in own:
            section += list(self._about(figure, said, alone=len(own) == 1))
        section += how_made("", *cells)

    def _entry(self, mark: dict[str, Any], figure: Figure) -> chart_entry:
        entry = chart_entry(mark=mark)
        entry += [nodes.paragraph("", mark["remark"])] if mark["remark"] else []
        entry += [self._line(_("Sources:"), mark["sources"], "cite", "t")] if mark["sources"] else []
        entry += self._line(_("Bears on"), figure.payload["bears_on"], "postil", "sentence")
        return entry

    def _about(self, figure: Figure, said: set[tuple[str, ...]], *, alone: bool) -> Iterator[nodes.Node]:
        """What is counted, how others count, the sources and the table of a chart; nothing that was said of another."""
        payload = figure.payload
        told = [
            ("what-is-counted", _("What is counted"), "", payload["note"]),
            ("how-others-count", _("How others count"), "postil-later", payload["others"]),
        ]
        sections = [
            _section(
                f"{payload['name']}-{part}",
                [nodes.Text(heading)],
                *(nodes.paragraph("", text) for text in texts),
                classes=classes,
            )
            for part, heading, classes, texts in told
            if texts and (part, *texts) not in said
        ]
        said.update((part, *texts) for part, _heading, _classes, texts in told)
        sources = self._sources("", payload["sources"])
        if not isinstance(sources, chart_sources):  # which says what it is
            sources = _section("", [nodes.Text(_("Sources"))], sources)
        sources["ids"] = [f"{payload['name']}-sources"]
        parts = [*sections, sources, self._table(figure)]
        if alone:
            parts[0]["ids"].append(figure.about)
            yield from parts
        else:
            title = _in_both_views(payload["title"], payload["then_title"])
            yield _section(figure.about, title, *parts)

    def _table(self, figure: Figure) -> chart_table:
        """The table of a chart, whose cells name sources as the rest of the book does."""
        cites = sorted(cited_in(figure.payload))
        references = (nodes.inline("", "", self._target(key, "cite", "t")) for key in cites)
        return chart_table("", *references, payload=figure.payload, cites=cites)

    def _sources(self, label: str, keys: list[str]) -> nodes.Element:
        """The sources of a chart: a line, on a screen folded where it is long."""
        if len(keys) <= FEW or self.app.builder.format != "html":
            return self._line(label, keys, "cite", "t")
        return chart_sources("", self._line("", keys, "cite", "t"), count=len(keys), known=len(keys))

    def _line(self, label: str, targets: list[str], domain: str, role: str) -> nodes.paragraph:
        """A line of references, or of plain words in a book that has no such domain."""
        classes = [SOURCES] if domain == "cite" else []
        words = nodes.Text(f"{label} " if label else "")
        return nodes.paragraph("", "", words, *self._targets(targets, domain, role), classes=classes)

    def _targets(self, targets: list[str], domain: str, role: str) -> list[nodes.Node]:
        return list(joined(([self._target(target, domain, role)] for target in targets), "; "))

    def _target(self, target: str, domain: str, role: str) -> nodes.Element:
        if domain not in self.env.domains:
            return nodes.inline("", target)
        words = nodes.inline("", "" if role == "sentence" else target)  # which the domain names as readers do
        reference = pending_xref("", words, refdomain=domain, reftype=role, reftarget=target, refwarn=True)
        reference["refdoc"] = self.env.docname
        return reference


def _marks(own: list[Figure]) -> list[tuple[dict[str, Any], Figure]]:
    """Each mark of a page once, in the order and with the first figure that has it."""
    marks: dict[str, tuple[dict[str, Any], Figure]] = {}
    for figure in own:
        for mark in figure.payload["marks"]:
            marks.setdefault(mark["key"], (mark, figure))
    return list(marks.values())


def _section(id: str, heading: Iterable[nodes.Node], *content: nodes.Node, classes: str = "") -> nodes.section:
    title = nodes.title("", "", *heading)
    return nodes.section("", title, *content, ids=[id], classes=["postil-chart-about", *classes.split()])


def _in_both_views(now: str, then: str) -> list[nodes.Node]:
    if not then:
        return [nodes.Text(now)]
    return [nodes.inline("", now, classes=["postil-now"]), nodes.inline("", then, classes=["postil-then"])]
