"""A middling edition, every part of which can be changed: what it holds is data, and `save` writes what differs.

Notes, records and pages name one another, and every page that gathers is there, so that a change has far to travel.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.big_book import LEXICON, prose

CONF = """
project = "A middling book"
extensions = ["myst_nb", "sphinx_external_toc", "postil"]
myst_enable_extensions = ["colon_fence"]
html_theme = "postil"
html_baseurl = "https://example.org/book/"
external_toc_exclude_missing = True
exclude_patterns = ["_build", "book/notes"]
bibtex_bibfiles = ["book/references.bib"]
nb_execution_mode = "off"
"""
KINDS = ("context", "correction", "translation", "source", "question", "update")
PAGES = {
    "people": "# People\n\n:::{people} person\n:::\n",
    "terms": "# Terms\n\n:::{terms}\n:::\n",
    "events": "# Events\n\n:::{timeline-drawing}\n:::\n\n:::{timeline}\n:::\n",
    "claims": "# Claims\n\n{tally}`notes` notes, {tally}`sources` sources.\n\n```{claims}\n```\n\n```{verdicts}\n```\n",
    "credits": "# Credits\n\n```{credits}\n```\n\n```{exports}\n```\n",
    "changes": "# Changes\n\nWhat has changed.\n\n```{changes}\n```\n",
    "updates": "# Updates\n\nLater.\n\n```{updates}\n```\n",
    "whole": "# The whole\n\n```{whole-edition}\n```\n",
    "parallels": "# Parallels\n\n:::{parallels}\n:::\n",
    "values": "# Values\n\nA value: {value}`floods`.\n",
    "plan": "# A plan\n\n```{session-path} plan\n```\n",
}


@dataclass
class MiddlingNote:
    """What can be changed in a note. `see` and `person` are named in its text."""

    quote: str
    kind: str
    title: str
    source: str
    essential: bool = False
    see: str = ""
    person: str = ""
    body: str = ""
    as_of: str = "1901-01-01"
    replaces: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The verdict of a note that judges; all notes on the same words agree."""
        return ("confirmed", "imprecise")[len(self.quote) % 2] if self.kind in ("correction", "source") else ""

    def text(self, people: dict[str, str]) -> str:
        """The note as a file."""
        more = f"verdict: {self.verdict}\n" if self.verdict else ""
        more += "tier: essential\n" if self.essential else ""
        more += f"replaces: [{', '.join(self.replaces)}]\n" if self.replaces else ""
        see = f" See {{note}}`{self.see}`." if self.see else ""
        named = f" Says {people[self.person]}." if self.person else ""
        body = f"\n+++\n\n{self.body} More in {{cite:t}}`{self.source}`, of {{value}}`floods`.\n" if self.body else ""
        says = f"It is said ({{cite:p}}`{self.source}#told`).{see}{named}"
        return (
            f"---\nquote: {self.quote}\nkind: {self.kind}\ntitle: {self.title}\nsources: [{self.source}]\n"
            f"as_of: {self.as_of}\nby: [editor]\n{more}---\n{says}\n{body}"
        )


class Middling:
    """An edition of three chapters, nine paragraphs and twelve notes, as data; `files` says what that is on disk."""

    def __init__(self) -> None:
        chance = random.Random(1901)
        self.paragraphs = [prose(chance, 30) for _ in range(9)]
        self.chapters = {f"chapter-{n}": [3 * n, 3 * n + 1, 3 * n + 2] for n in range(3)}
        self.headings = {name: f"Chapter {name}" for name in self.chapters}
        self.sources = {f"source-{n}": f"Work {LEXICON[n]}" for n in range(5)}
        self.told = dict.fromkeys(self.sources, "It was told")
        self.people = {f"person-{n}": f"Zz{LEXICON[n * 9]} Qq{LEXICON[n * 7]}" for n in range(3)}
        self.terms = {f"term-{n}": LEXICON[n * 50 + 3] for n in range(3)}
        self.events = {f"event-{n}": f"1900-0{n + 1}" for n in range(3)}
        self.said = {
            "people": "Kept it",
            "terms": "A word",
            "events": "In spring",
            "titles": "Fall",
            "parallels": "The",
        }
        self.alike, self.sure = 0, "close"
        self.floods = 7
        self.day = "1901-05-01"
        self.removed: list[str] = []
        self.notes: dict[str, MiddlingNote] = {}
        self.made = 0
        for number in range(12):
            self.add_note(number * 3 // 4, number % 5, KINDS[number % len(KINDS)])
        for (id, note), see in zip(self.notes.items(), ["", *self.notes], strict=False):
            note.see, note.essential = see, id.endswith("3")

    def add_note(self, paragraph: int, source: int, kind: str) -> str:
        """Add a note on four words of a paragraph; returns its id."""
        self.made += 1
        words = self.paragraphs[paragraph % len(self.paragraphs)].split()
        start = 1 + self.made * 5 % (len(words) - 5)
        key = list(self.sources)[source % len(self.sources)]
        note = MiddlingNote(" ".join(words[start : start + 4]), kind, f"About {LEXICON[self.made * 11]}", key)
        note.body = prose(random.Random(self.made), 20) if self.made % 2 else ""
        note.person = list(self.people)[self.made % len(self.people)] if self.made % 3 == 0 else ""
        note.as_of = "1903-06-01" if kind == "update" else "1901-01-01"
        self.notes[f"note-{self.made}"] = note
        return f"note-{self.made}"

    def word(self, number: int) -> str:
        """A word of the text that is no name yet."""
        free = [w for text in self.paragraphs for w in text.split()[1:-1] if w.islower() and w.isalpha()]
        free = [word for word in free if word not in self.terms.values()]
        return free[number % len(free)]

    def files(self) -> dict[str, str]:
        """The text of every file, by its path."""
        ordered = [number for numbers in self.chapters.values() for number in numbers]
        judged = [id for id, note in self.notes.items() if note.verdict][:2]
        first = next(iter(self.notes))
        exercises = f"\n```{{judge-it-yourself}} {' '.join(judged)}\n```\n" if judged else ""
        pages = [f"book/{name}" for name in (*self.chapters, *PAGES, "exercises", "aside")]
        return {
            "conf.py": CONF,
            "_toc.yml": "format: jb-book\nroot: book/index\nchapters:\n" + "".join(f"- file: {p}\n" for p in pages),
            "book/index.md": f"# The book\n\n:::{{findings}}\n{first}\n:::\n\n:::{{verdict-bar}}\n:::\n\n"
            "```{bibliography}\n:all:\n```\n",
            "book/article.txt": "\n\n".join(self.paragraphs[n] for n in ordered) + "\n",
            "book/edition.yml": f"title: The book\ndate: {self.day}\n",
            "book/exercises.md": f"# Exercises\n\nAnswer.\n{exercises}",
            "book/references.bib": "".join(_entry(key, title) for key, title in self.sources.items()),
            "book/aside.md": f"# Aside\n\nSee {{note}}`{list(self.notes)[-1]}`.\n",
            "book/values.yml": f"floods:\n  value: '{self.floods}'\n  notebook: notebooks/floods\n  says: floods\n",
            "book/apparatus/people.yml": "".join(self._person(id, name) for id, name in self.people.items()),
            "book/apparatus/glossary.yml": "".join(self._term(id, term) for id, term in self.terms.items()),
            "book/apparatus/timeline.yml": "".join(self._event(id, date) for id, date in self.events.items()),
            "book/apparatus/parallels.yml": self._parallels(ordered),
            "book/removed.yml": "".join(map(_removed, self.removed)) or "[]\n",
            "book/seminar/plan.yml": f"title: Plan\nstops:\n- {{note: {first}, minutes: 5, say: What does it say?}}\n",
            **{f"book/{name}.md": text for name, text in PAGES.items()},
            **{f"book/{name}.md": self._chapter(name) for name in self.chapters},
            **{f"book/notes/{id}.md": note.text(self.people) for id, note in self.notes.items()},
            **{f"book/evidence/{key}.yml": _record(key, told) for key, told in self.told.items()},
        }

    def _chapter(self, name: str) -> str:
        text = "\n\n".join(self.paragraphs[number] for number in self.chapters[name])
        return f"# {self.headings[name]}\n\n:::{{article}}\n{text}\n:::\n"

    def _source(self) -> str:
        return next(iter(self.sources))

    def _person(self, id: str, name: str) -> str:
        return (
            f"- id: {id}\n  name: {name}\n  kind: person\n  on_the_day: Keeper\n"
            f"  text: {self.said['people']}, {{value}}`floods`.\n  sources: [{self._source()}]\n"
        )

    def _term(self, id: str, term: str) -> str:
        return f"- id: {id}\n  term: {term}\n  text: {self.said['terms']}.\n  sources: [{self._source()}]\n"

    def _event(self, id: str, date: str) -> str:
        return (
            f"- id: {id}\n  date: '{date}'\n  thread: bridge\n  title: {self.said['titles']} of {id}\n"
            f"  text: {self.said['events']}.\n  sources: [{', '.join(self.sources)}]\n"
        )

    def _parallels(self, ordered: list[int]) -> str:
        """A sentence that is like one of another text, the first of a paragraph."""
        at = self.alike % len(ordered)
        words = " ".join(self.paragraphs[ordered[at]].split()[:3])
        return (
            f"relation: reuse\nlabel: like {self.said['parallels']} Times\n"
            f"witnesses: [{{id: times, name: The Times}}]\nrows:\n"
            f"- sentence: {at + 1}-1\n  article: {words}\n  sure: {self.sure}\n"
            f"  readings: [{{witness: times, says: As it was.}}]\n"
        )


def save(edition: Middling, root: Path) -> None:
    """Write the files that differ from those under `root`, and remove those of the book that are no more."""
    files = edition.files()
    for name, text in files.items():
        path = root / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    for path in [*root.glob("book/**/*.*")]:
        if path.relative_to(root).as_posix() not in files:
            path.unlink()


def _entry(key: str, title: str) -> str:
    return (
        f"@misc{{{key},\n  author = {{{{The {title} Office}}}},\n  title = {{{title}}},\n  year = {{1900}},\n"
        f"  date = {{1900-01-01}},\n  state = {{checked}},\n  checked = {{2026-11-01}},\n  keywords = {{press}},\n}}\n"
    )


def _removed(id: str) -> str:
    return f"- {{id: {id}, on: 2026-11-24, why: It said nothing.}}\n"


def _record(key: str, told: str) -> str:
    return (
        f"source: {key}\nextent: whole\nread: [{{by: reader-one, on: 2026-11-25}}]\n"
        f"passages: [{{id: told, says: {told}.}}]\n"
    )
