"""Charts in pages: small where they are embedded, whole on the page of the notebook that publishes them.

On its own page the finding is the title and the chart comes first; what is counted, how others count, the sources, the
marks one by one and the table follow; the notebook's cells are folded at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import makes_site
from postil.charts.html import table_in_details
from postil.charts.nodes import SOURCES, chart, chart_entries, chart_entry, chart_reference, how_made
from postil.charts.stills import FORMS
from postil.charts.store import Figure, chart_domain
from postil.joining import joined


def chart_node(app: Sphinx, figure: Figure, whole: str = "") -> chart:
    """A figure with the stills that the builder has a use for."""
    name = figure.payload["name"]
    stills = {form: still for form in FORMS if (still := _still(app, form, name))}
    fitting = ("wide", "narrow") if whole else ("column", "narrow")
    shown = fitting if makes_site(app.builder) else ("column",)
    forms = {"wide" if form == "column" else form: stills[form] for form in shown if form in stills}
    return chart(figure=figure, stills=forms, whole=whole, ids=[f"chart-{name}"])


def _still(app: Sphinx, form: str, name: str) -> str:
    path = Path(app.srcdir, app.config.postil_stills, FORMS[form].folder, f"{name}.svg")
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
                reference.replace_self(self._embedded(figure))
        section = next(iter(self.document.findall(nodes.section)), None)
        if own and section is not None:
            self._compose(section, own)

    def _embedded(self, figure: Figure) -> chart:
        node = chart_node(self.app, figure)
        node += self._line("Bears on ", figure.payload["bears_on"], "postil", "sentence")
        node += self._line("Sources: ", figure.payload["sources"], "cite", "t")
        return node

    def _compose(self, section: nodes.section, own: list[Figure]) -> None:
        """The page of a notebook: charts first, its cells last."""
        title, *cells = section.children
        assert isinstance(title, nodes.title)  # noqa: S101
        first = own[0].payload
        kicker = nodes.paragraph("", "", nodes.inline("", title.astext()), classes=["postil-kicker"])
        kicker += [nodes.Text(" · bears on "), *self._targets(first["bears_on"], "postil", "sentence")]
        section.children = []
        section += [kicker, nodes.title("", "", *_in_both_views(first["title"], first["then_title"]))]
        reading = nodes.paragraph("", "", *_in_both_views(first["reading"], first["then_reading"]))
        section += nodes.container("", reading, classes=["postil-lead-in"])
        section += [chart_node(self.app, figure, "first" if figure is own[0] else "also") for figure in own]
        section += list(self._entries(own))
        for figure in own:
            section += list(self._about(figure, alone=len(own) == 1))
        section += how_made("", *cells)

    def _entries(self, own: list[Figure]) -> Iterator[nodes.Node]:
        marks = {mark["key"]: (mark, figure) for figure in reversed(own) for mark in figure.payload["marks"]}
        if marks:
            order = sorted(marks.values(), key=lambda pair: own.index(pair[1]))
            yield chart_entries("", *(self._entry(mark, figure) for mark, figure in order), count=len(marks))

    def _entry(self, mark: dict[str, Any], figure: Figure) -> chart_entry:
        entry = chart_entry(mark=mark)
        entry += [nodes.paragraph("", mark["remark"])] if mark["remark"] else []
        entry += [self._line("Sources: ", mark["sources"], "cite", "t")] if mark["sources"] else []
        entry += self._line("Bears on ", figure.payload["bears_on"], "postil", "sentence")
        return entry

    def _about(self, figure: Figure, alone: bool) -> Iterator[nodes.Node]:
        """What is counted, how others count, the sources and the table of a chart."""
        payload = figure.payload
        parts = [("What is counted", "", payload["note"]), ("How others count", "postil-later", payload["others"])]
        sections = [
            _section(heading, payload["name"], *(nodes.paragraph("", text) for text in texts), classes=classes)
            for heading, classes, texts in parts
            if texts
        ]
        sections.append(_section("Sources", payload["name"], self._line("", payload["sources"], "cite", "t")))
        table = nodes.raw("", table_in_details(payload), format="html")
        if alone:
            yield from [*sections, table]
        else:
            yield _section(_in_both_views(payload["title"], payload["then_title"]), payload["name"], *sections, table)

    def _line(self, label: str, targets: list[str], domain: str, role: str) -> nodes.paragraph:
        """A line of references, or of plain words in a book that has no such domain."""
        classes = [SOURCES] if domain == "cite" else []
        return nodes.paragraph("", "", nodes.Text(label), *self._targets(targets, domain, role), classes=classes)

    def _targets(self, targets: list[str], domain: str, role: str) -> list[nodes.Node]:
        return list(joined(([self._target(target, domain, role)] for target in targets), "; "))

    def _target(self, target: str, domain: str, role: str) -> nodes.Element:
        words = nodes.inline("", f"sentence {target.replace('-', '.')}" if role == "sentence" else target)
        if domain not in self.env.domains:
            return words
        reference = pending_xref("", words, refdomain=domain, reftype=role, reftarget=target, refwarn=True)
        reference["refdoc"] = self.env.docname
        return reference


def _section(heading: str | list[nodes.Node], name: str, *content: nodes.Node, classes: str = "") -> nodes.section:
    words = [nodes.Text(heading)] if isinstance(heading, str) else heading
    part = nodes.make_id(heading) if isinstance(heading, str) else "about"
    section = nodes.section(ids=[f"{name}-{part}"], classes=["postil-chart-about", *classes.split()])
    section += [nodes.title("", "", *words), *content]
    return section


def _in_both_views(now: str, then: str) -> list[nodes.Node]:
    if not then:
        return [nodes.Text(now)]
    return [nodes.inline("", now, classes=["postil-now"]), nodes.inline("", then, classes=["postil-then"])]
