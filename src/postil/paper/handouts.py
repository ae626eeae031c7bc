"""The handouts: numbered text, annotated edition, worksheets, what each plan needs, and the key where there is one."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

from postil.paper import typeset
from postil.paper.chapters import Chapters
from postil.paper.content import Card, Content, place
from postil.paper.lines import break_lines, lines_of, place_of, printed
from postil.paper.slides import Slides, pages_of_plans
from postil.reading.seminar import SessionPath
from postil.sphinx.garbage import spare_pages
from postil.sphinx.pages.seminar import name_of_plan, plans
from postil.sphinx.words import _, date_of_text, meaning_of, name_of, word_of, year_of
from postil.text.article import direction, direction_of


def write_handouts(builder: StandaloneHTMLBuilder, folder: Path, *, side_by_side: bool) -> list[Path]:
    """Write every handout in every size into `folder`, `side_by_side` where there can be processes; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    maker = Handouts(Content(builder))
    for plan in maker.plans:
        shutil.rmtree(folder / plan, ignore_errors=True)  # it may stop at other pages now
    written: list[Path] = []
    sizes = [*typeset.SIZES, *([typeset.WALL] if maker.plans else [])]
    tasks = ParallelTasks(len(typeset.SIZES)) if side_by_side and parallel_available else SerialTasks()
    for size in sizes:
        tasks.add_task(partial(_write_size, maker, folder), size, lambda *found: written.extend(found[-1]))
        if isinstance(tasks, SerialTasks):
            gc.collect()  # what the last handout leaves, which a process of its own takes with it
    tasks.join()
    return sorted(written)


def _write_size(maker: Handouts, folder: Path, size: str) -> list[Path]:
    spare_pages()
    paths: list[Path] = []
    for name, make in (maker.slides() if size == typeset.WALL else maker.known()).items():
        if paths:
            gc.collect()
            gc.freeze()  # what lasts, such as words that were shaped
        body = make(size)
        paths.append(folder / (f"{name}.pdf" if size == typeset.WALL else f"{name}-{size}.pdf"))
        paths[-1].parent.mkdir(exist_ok=True)
        typeset.write(maker.lay_out(name, body, size), paths[-1], body)
    return paths


class Handouts:
    """Makes the HTML of each handout."""

    def __init__(self, content: Content) -> None:
        self.content, self.edition = content, content.edition
        self.name = content.title(content.builder.config.root_doc)
        self.lines = break_lines(self.edition.article)
        self.plans = pages_of_plans(content)
        self.cards = {name: content.cards(name) for name in content.chapters}
        self.templates = Environment(
            loader=PackageLoader("postil.paper"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.templates.globals |= {"_": _, "word_of": word_of, "name_of": name_of, "meaning_of": meaning_of}
        self.targets = content.targets([*content.chapters, *content.pages])
        self.targets |= {
            f"s{p.number}-{i}" for p in self.edition.article.paragraphs for i, _ in enumerate(p.sentences, 1)
        }

    def known(self) -> dict[str, Callable[[str], str]]:
        """The handouts of this edition: name → how its HTML is made for a size of paper. The largest is the last."""
        found: dict[str, Callable[[str], str]] = {"text": self.text, "worksheets": self.worksheets}
        for name, docname in self.plans.items():
            found[f"plan-{name}"] = partial(self.plan, docname)
            found[f"answers-{name}"] = partial(self.answers, docname)
            found |= {f"{name}/{name_of_plan(page)}": partial(self._page, page) for page in self._pages_at(docname)}
        return found | ({"key": self.key} if self.content.keys else {}) | {"annotated": self.annotated}

    def slides(self) -> dict[str, Callable[[str], str]]:
        """The slides of each plan: name → how their HTML is made."""
        slides = Slides(self.content, self.templates.get_template("slide.html"))
        return {f"slides-{name}": partial(slides.of_plan, docname) for name, docname in self.plans.items()}

    def lay_out(self, name: str, body: str, size: str) -> Any:
        """A handout on pages."""
        config = self.content.builder.config
        title, language = f"{self.name}: {self._title(name)}", config.language or "en"
        return typeset.lay_out(body, size=size, title=title, language=language, author=str(config.author))

    def _title(self, name: str) -> str:
        kind, _, plan = name.partition("-")
        page = next((docname for docname in self.content.pages if name.endswith(f"/{name_of_plan(docname)}")), "")
        return self.content.title(page or self.plans[plan]) if page or plan else str(_titles()[kind])

    def text(self, size: str) -> str:
        """The text alone, with a margin to write in."""
        return self._render("text", text=printed(self.lines, self.edition, {}))

    def annotated(self, size: str) -> str:
        """The text with its notes, charts and apparatus."""
        setting = Chapters(self.content, self.lines, self._render, self.targets, size)
        front = setting.front(self._render("front", chapters=self.content.chapters, pages=self.content.pages))
        chapters = [(name, setting.chapter(name)) for name in self.content.chapters]
        return self._render("annotated", front=front, chapters=chapters, pages=self._pages())

    def worksheets(self, size: str) -> str:
        """For each chapter its text, its questions with room for answers, and its claims to be judged."""
        sheets = []
        for name in self.content.chapters:
            cards = self._in_order(name)
            questions = [
                (self._line(card), card.note, self._html(card.margin, name)) for card in cards if card.note.kind.asks
            ]
            claims = [(line, card.note.quote.exact) for line, card in self._claims(name)]
            text = printed(lines_of(self.lines, self.edition.pieces_in(name)), self.edition, {})
            sheets.append((name, text, questions, claims))
        return self._render("worksheets", sheets=sheets, offered=self.edition.offered)

    def key(self, size: str) -> str:
        """The pages that hold the teacher's key, and what the edition says of the claims on the worksheets."""
        keys = [self._html(self.content.trees[name].children, name) for name in self.content.keys]
        answers = [
            (name, [(line, card.note, self._html(card.margin, name)) for line, card in self._claims(name)])
            for name in self.content.chapters
        ]
        return self._render("key", keys=keys, answers=answers)

    def plan(self, docname: str, size: str) -> str:
        """A plan, and in full the notes that it names or stops at."""
        page = self._html(self.content.trees[docname].children, docname)
        cards = {card.note.id: (name, card) for name in self.content.chapters for card in self.cards[name]}
        named = [cards[id] for id in self.content.notes_named(docname) if id in cards]
        notes = [
            (
                name,
                self._line(card),
                card.note,
                *(self._html(part, name) for part in (card.margin, card.body, _sources(card))),
            )
            for name, card in named
        ]
        return self._render("plan", page=page, notes=notes)

    def answers(self, docname: str, size: str) -> str:
        """For each path of a plan a sheet with a line for each stop, and one to go round; signed by codes."""
        return self._render("answers", paths=self._paths(docname))

    def _paths(self, docname: str) -> list[SessionPath]:
        ids = plans(self.content.builder.env)[docname]
        return [path for id in ids if (path := self.edition.seminar.path(id))]

    def _pages_at(self, docname: str) -> list[str]:
        """The pages of the book at which a plan stops and which a class therefore wants on paper, whole."""
        stops = [entry.record for path in self._paths(docname) for entry in path.stops]
        return list(dict.fromkeys(s.page for s in stops if s.page in self.content.pages and not s.claims))

    def _claims(self, docname: str) -> list[tuple[int, Card]]:
        """The notes of a chapter that judge or call an opinion, each with the line in which its words begin."""
        return [(self._line(card), card) for card in self._in_order(docname) if card.note.judgement]

    def _in_order(self, docname: str) -> list[Card]:
        """The notes of a chapter by their words: numbers, which go by importance, are not on these sheets."""
        return sorted(self.cards[docname], key=lambda card: self.edition.start_of(card.note.id))

    def _render(self, template: str, **context: Any) -> Markup:
        config = self.content.builder.config
        page = self.templates.get_template(f"{template}.html").render(
            **context,
            edition=self.edition,
            author=config.author,
            year=year_of(config),
            published=date_of_text(self.edition.settings, config.language),
            vocabulary=self.edition.vocabulary,
            title=self.content.title,
            direction=direction,
            direction_of=direction_of,
            place=place,
            name=self.name,
        )
        return Markup(page)  # noqa: S704  (the templates escape)

    def _html(self, content: Sequence[nodes.Node], docname: str, *, linked: bool = False) -> Markup:
        return self.content.html(content, docname, self.targets if linked else frozenset())

    def _page(self, docname: str, size: str) -> str:
        """A page of the book alone, such as a plan."""
        return self._render("page", page=self._html(self.content.trees[docname].children, docname))

    def _line(self, card: Card) -> int:
        return place_of(self.edition, self.lines, card.note).number

    def _pages(self) -> list[tuple[str, Markup]]:
        trees = self.content.trees
        return [(name, self._html(trees[name].children, name, linked=True)) for name in self.content.pages]


def _sources(card: Card) -> list[nodes.Node]:
    """The sources of a note as a line of their own."""
    return (
        [nodes.paragraph("", "", *(node.deepcopy() for node in card.sources), classes=["postil-print-sources"])]
        if card.sources
        else []
    )


def _titles() -> Mapping[str, str]:
    """What the handouts of every edition are called, in the language of the book."""
    return {
        "text": _("numbered text"),
        "annotated": _("annotated edition"),
        "worksheets": _("worksheets"),
        "key": _("teacher’s key"),
    }
