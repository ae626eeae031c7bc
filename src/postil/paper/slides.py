"""The path of a plan as slides: one stop a page, in letters as large as the page allows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from jinja2 import Template
from markupsafe import Markup

from postil.charts.page import chart_node, chart_then
from postil.charts.store import chart_domain
from postil.paper import typeset
from postil.paper.content import Content
from postil.reading.seminar import SessionPath, Stop
from postil.sphinx.pages.seminar import moment, name_of_plan, plans, words_of
from postil.sphinx.words import _, quoted, word_of

# mm: the first with which a stop is on one page is taken
LETTERS = (24, 20, 17, 15, 13, 11.5, 10, 9, 8, 7, 6, 5.2, 4.5)


class Slides:
    """Makes the HTML of slides by the template of one slide."""

    def __init__(self, content: Content, template: Template) -> None:
        self.content, self.edition, self.template = content, content.edition, template
        self.env = content.builder.env

    def of_plan(self, docname: str, size: str) -> Markup:
        """The slides of every path that a plan shows, each path led in by its title."""
        paths = [path for id in plans(self.env)[docname] if (path := self.edition.seminar.path(id))]
        return Markup("").join(slide for path in paths for slide in self._path(path, size))

    def _path(self, path: SessionPath, paper: str) -> Iterator[Markup]:
        count = len(path.stops)
        yield self._fitted(
            paper, where=str(_("%d stops, %g minutes")) % (count, path.minutes), words=path.title, first=True
        )
        for number, (entry, time) in enumerate(zip(path.stops, path.times(), strict=True), 1):
            stop = entry.record
            where = str(_("%d of %d")) % (number, count) + f" · {moment(time)}"
            if stop.place[0] == "sentence":  # all else is named by what is shown
                where += f" · {words_of(stop, self.env)}"
            yield self._fitted(paper, where=where, say=stop.say, **self._shown(stop))

    def _shown(self, stop: Stop) -> dict[str, object]:
        """What the template shows of a stop."""
        kind, target = stop.place
        match kind:
            case "sentence":
                return {"words": self.edition.article.sentence(target)}
            case "note":
                note = self.edition.by_id[target]
                sealed = self._sealed(stop)
                margin = "" if sealed else self._margin(note.id)
                return {
                    "quote": quoted(note.quote.exact),
                    "note": None if sealed else note,
                    "margin": margin,
                    "sealed": sealed,
                }
            case "chart":
                return {"chart": self._chart(target, then=stop.is_then)}
            case _:
                claims = [quoted(self.edition.by_id[id].quote.exact) for id in stop.claims]
                return {"words": self.content.title(target), "claims": claims}

    def _sealed(self, stop: Stop) -> bool:
        """Whether a stop is a note that keeps its verdict for the time being."""
        kind, target = stop.place
        note = self.edition.by_id[target] if kind == "note" else None
        return note is not None and "seminar" in stop.view.split(".") and bool(note.verdict or note.kind.judges)

    def _margin(self, id: str) -> Markup:
        docname = self.edition.home[id].block.docname
        (card,) = (card for card in self.content.cards(docname) if card.note.id == id)
        return self.content.html(card.margin, docname)

    def _chart(self, name: str, *, then: bool) -> Markup:
        figure, app = chart_domain(self.env).figures[name], self.content.builder.app
        node = chart_then(app, figure) if then else chart_node(app, figure)
        return self.content.html([node], figure.docname)

    def _fitted(self, paper: str, **shown: object) -> Markup:
        """A slide in the largest letters with which it is one page; which, is found by halving."""

        def slide(size: float) -> str:
            return self.template.render(size=size, verdicts=map(word_of, self.edition.offered), **shown)

        def fits(size: float) -> bool:
            return len(typeset.lay_out(slide(size), size=paper).pages) == 1

        found = bisect_left(LETTERS[:-1], True, key=fits)
        return Markup(slide(LETTERS[found]))  # noqa: S704  (the template escapes)


def pages_of_plans(content: Content) -> dict[str, str]:
    """The plans that can be printed: the name of their files → their document."""
    return {name_of_plan(docname): docname for docname in plans(content.builder.env) if docname in content.trees}
