"""The seminar kit in the book: session paths as tables and as a script for the presentation, and the teacher's key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from postil.builders import static_folder
from postil.charts.store import chart_domain
from postil.compat.docutils import OwnNode
from postil.compat.sphinx import offer_directive
from postil.joining import joined
from postil.mentions import Ref, What
from postil.problems import did_you_mean
from postil.reading.records import Entry
from postil.reading.seminar import Answer, SessionPath, Stop
from postil.sphinx.domain import Gathers, edition_domain
from postil.sphinx.nodes import RESTS_ON
from postil.sphinx.note_text import render
from postil.sphinx.pages.downloads import pack_link
from postil.sphinx.pages.gathering import GatheringDirective, table
from postil.sphinx.pages.parallels import SIDE_BY_SIDE
from postil.sphinx.scripts import assignment
from postil.sphinx.words import _, called
from postil.text.article import direction, isolated

_PATHS = "postil-paths"  # under which a page's metadata name the paths that it shows
_WITH_VIEWS = ("html", "dirhtml")  # the builders whose pages have views in their addresses


class stop_reference(nodes.Inline, OwnNode):  # noqa: N801
    """A link to a stop. Attributes: `stop` (the record); `path` (id) and `number` where it presents a path."""


def setup(app: Sphinx) -> None:
    """Register the directives and the transform, and write the script when the pages are written."""
    app.add_node(stop_reference)
    offer_directive(app, "session-path", SessionPathDirective)
    offer_directive(app, "teachers-key", TeachersKeyDirective)
    app.add_post_transform(ResolveStops)
    app.connect("build-finished", write_paths)


class SessionPathDirective(GatheringDirective):
    """A session path as a table: `{session-path} its-id`; and a link that presents it."""

    required_arguments = 1
    draws_on = Gathers.SEMINAR

    def run(self) -> list[nodes.Node]:
        """The link and the table."""
        id = self.arguments[0].strip()
        path = self.edition.seminar.path(id)
        if path is None:
            known = [path.id for path in self.edition.seminar.paths]
            missing = self.name_of(self.edition.paths.seminar / f"{id}.yml")
            raise self.error(f"there is no {missing}; {did_you_mean(id, known, 'write it')}")
        shown = self.env.metadata[self.env.docname].setdefault(_PATHS, [])
        shown.append(path.id)
        named = [entry.record.note for entry in path.stops if entry.record.note]
        edition_domain(self.env).name_notes(self.env.docname, named)
        for chart in filter(None, (entry.record.chart for entry in path.stops)):
            chart_domain(self.env).mention(self.env.docname, chart)
        start = stop_reference(stop=path.stops[0].record, path=path.id, number=1)
        count = str(_("%d stops, %g minutes")) % (len(path.stops), path.minutes)
        pack = [pack_link(self.env, name_of_plan(self.env.docname))] if len(shown) == 1 else []
        heads = [_("Begins"), _("Takes"), _("Open"), _("Say")]
        rows = (self._row(entry.record, time) for entry, time in zip(path.stops, path.times(), strict=True))
        return [
            nodes.paragraph(
                "", "", start, *pack, nodes.inline("", count, classes=["postil-tally"]), classes=["postil-present-path"]
            ),
            table(heads, rows, "postil-session-path"),
        ]

    def _row(self, stop: Stop, time: float) -> tuple[list[nodes.Node], ...]:
        return (
            [nodes.Text(moment(time))],
            [nodes.Text(str(_("%g min")) % stop.minutes)],
            [stop_reference(stop=stop)],
            [
                nodes.paragraph("", stop.say),
                *([nodes.paragraph("", stop.tell, classes=["postil-tell"])] if stop.tell else []),
            ],
        )


class TeachersKeyDirective(GatheringDirective):
    """The questions by chapter, each with its answer. The page is left out of the search."""

    draws_on = Gathers.PLACES | Gathers.SEMINAR

    def run(self) -> list[nodes.Node]:
        """A section for each chapter."""
        key = self.edition.seminar.key
        if key is None:
            raise self.error(f"there is no {self.name_of(self.edition.paths.key)}; write it, or remove the directive")
        self.env.metadata[self.env.docname]["nosearch"] = True
        answers = {entry.record.question: entry for entry in key}
        chapters: dict[str, list[Entry[Answer]]] = defaultdict(list)
        for id in self.edition.reading_order:
            if id in answers:
                chapters[self.edition.home[id].block.docname].append(answers[id])
        return [self._chapter(docname, entries) for docname, entries in chapters.items()]

    def _chapter(self, docname: str, entries: Iterable[Entry[Answer]]) -> nodes.section:
        title = pending_xref(
            "", nodes.inline(), refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=False, refwarn=True
        )
        questions = (self._question(entry) for entry in entries)
        ids = [f"key-{nodes.make_id(docname)}"]
        return nodes.section("", nodes.title("", "", title), *questions, ids=ids, classes=["postil-teachers-key"])

    def _question(self, entry: Entry[Answer]) -> nodes.section:
        note = self.edition.by_id[entry.record.question]
        self.show([note])
        section = nodes.section(ids=[f"key-{note.id}"])
        section += nodes.title("", "", self.link(note))
        asked = nodes.container(classes=["postil-asked"])
        asked += nodes.paragraph("", note.quote.exact, classes=["postil-asked-quote"])
        asked += render(note.margin, note.path, self.state.document)
        section += asked
        section += self.text(entry, "answer")
        if entry.record.look_at:
            section += self._look_at(entry.record.look_at)
        return section

    def _look_at(self, ids: list[str]) -> nodes.paragraph:
        links = joined([self.link(self.edition.by_id[id])] for id in ids)
        return nodes.paragraph("", "", nodes.Text(_("Look at:")), nodes.Text(" "), *links, classes=[RESTS_ON])
        return nodes.paragraph("", "", nodes.Text(_("Look at:")), nodes.Text(" "), *links, classes=[RESTS_ON])


class ResolveStops(SphinxPostTransform):
    """Makes links of the references to stops, when all pages, notes and figures are known."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the references of this document; where pages have no views a path cannot be presented."""
        with_views = self.app.builder.name in _WITH_VIEWS
        for reference in list(self.document.findall(stop_reference)):
            stop: Stop = reference["stop"]
            docname, anchor = place(stop, self.env)
            try:
                page = self.app.builder.get_relative_uri(self.env.docname, docname)
            except NoUri:  # the builder leaves that page out
                reference.replace_self(nodes.Text("" if "path" in reference else words_of(stop, self.env)))
                continue
            if "path" not in reference:
                query = {"view": stop.view} if stop.view and with_views else {}
                words = nodes.Text(words_of(stop, self.env))
                reference.replace_self(
                    nodes.reference("", "", words, refuri=_address(page, query, anchor), internal=True)
                )
            elif with_views:
                address = _address(page, presenting(stop, reference["path"], reference["number"]), anchor)
                words, classes = nodes.Text(_("Present this path")), ["postil-button", "postil-needs-script"]
                reference.replace_self(nodes.reference("", "", words, refuri=address, internal=True, classes=classes))
            else:
                reference.parent.remove(reference)


def write_paths(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/postil/paths.js`, from which the presentation knows the stops: pages can fetch only scripts."""
    if exception or app.builder.name not in _WITH_VIEWS:
        return
    paths = {path.id: _script_entry(path, app) for path in edition_domain(app.env).edition.seminar.paths}
    (static_folder(app) / "paths.js").write_text(assignment("paths", paths), "utf-8")


def _script_entry(path: SessionPath, app: Sphinx) -> dict[str, Any]:
    """A path with the page of its plan, and for each stop its address from the book's root, its times in minutes, what
    is said and what the teacher alone is told."""
    stops = []
    for number, (entry, time) in enumerate(zip(path.stops, path.times(), strict=True), 1):
        stop = entry.record
        docname, anchor = place(stop, app.env)
        address = _address(app.builder.get_target_uri(docname), presenting(stop, path.id, number), anchor)
        stops.append(
            {
                "address": address,
                "start": time,
                "minutes": stop.minutes,
                "title": words_of(stop, app.env),
                "say": stop.say,
                "tell": stop.tell,
            }
        )
    shown = (app.builder.get_target_uri(name) for name, paths in plans(app.env).items() if path.id in paths)
    plan = next(shown, "")
    return {"title": path.title, "plan": plan, "minutes": path.minutes, "stops": stops}


def plans(env: BuildEnvironment) -> dict[str, list[str]]:
    """The documents that show session paths, sorted, each with the ids of its paths in their order there."""
    found = {name: env.metadata.get(name, {}).get(_PATHS, []) for name in sorted(env.found_docs)}
    return {name: paths for name, paths in found.items() if paths}


def name_of_plan(docname: str) -> str:
    """What the files of a plan are named after: the last part of its document's name."""
    return docname.rpartition("/")[2]


def place(stop: Stop, env: BuildEnvironment) -> tuple[str, str]:
    """The document in which a stop is, and the anchor there; empty for a whole page."""
    kind, target = stop.place
    domain = edition_domain(env)
    match kind:
        case "sentence":
            return domain.docname_of_sentence(target), f"s{target}"
        case "note":
            return domain.docname_of(target), f"note-{target}"
        case "chart":
            return chart_domain(env).docname_of(target), f"chart-{target}"
        case _ if stop.claims:
            return target, f"claim={','.join(stop.claims)}"
        case _:
            refs = (Ref(What.PARALLEL, entry.record.sentence) for entry in domain.edition.apparatus.parallels)
            beside = {found[0] for ref in refs if (found := domain.place_of(ref))}
            return target, SIDE_BY_SIDE if target in beside else ""


def presenting(stop: Stop, path: str, number: int) -> dict[str, str]:
    """The query of a stop's address in the presentation: a page is shown whole, all else in large type and alone."""
    views = stop.view.split(".") if stop.view else []
    if stop.place[0] != "page" and "present" not in views:
        views.append("present")
    return {"view": ".".join(views), "path": path, "stop": str(number)}


def moment(minutes: float) -> str:
    """How long after its beginning a class is, also a long one, as the wall says it: `minute 75`."""
    return str(_("minute %g")) % minutes


def words_of(stop: Stop, env: BuildEnvironment) -> str:
    """A stop as a table names it."""
    kind, target = stop.place
    around = direction(env.config.language or "en")
    match kind:
        case "sentence":
            return called(target, _("Sentence %s"))
        case "note":
            return str(_("Note: %s")) % isolated(edition_domain(env).edition.by_id[target].title, around)
        case "chart":
            figure = chart_domain(env).figures[target]
            title: str = (figure.then() if stop.is_then else figure).payload["title"]
            return str(_("Chart: %s")) % isolated(title, around)
        case _:
            return str(_("Page: %s")) % isolated(env.titles[target].astext(), around)


def _address(page: str, query: dict[str, str], anchor: str) -> str:
    return page + (f"?{urlencode(query)}" if query else "") + (f"#{anchor}" if anchor else "")
