"""Every rule of the edition, run without building. Each rule is a function from an edition to Problems."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from postil.edition import BOOK, Edition, read_edition
from postil.model import Claim, Quote, Reference
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.files import read_text
from postil.reading.markup import CHART_ROLE, CITATION_ROLES, NOTE_ROLE
from postil.reading.notes import NOTHING_KNOWN, Known
from postil.reading.pictures import foreign_to_pictures
from postil.text.anchor import alike, crosses_paragraphs, find
from postil.text.article import fold_quote

_TEXTS = {".md", ".ipynb", ".yml", ".bib", ".txt"}
_LARGEST_STILL = 1024 * 1024  # bytes

Rule = Callable[[Edition], Iterator[Problem]]


def check(root: Path, known: Known = NOTHING_KNOWN) -> tuple[Edition | None, list[Problem]]:
    """Read the edition at `root` and apply every rule; the problems come sorted by file and line."""
    unreadable = not_utf8(root)
    if unreadable:
        return None, unreadable
    edition, problems = read_edition(root, known)
    if edition:
        problems = problems + [problem for rule in RULES for problem in rule(edition)]
    return edition, sorted(set(problems))


def not_utf8(root: Path) -> list[Problem]:
    """The files of an edition that are not UTF-8, but for notes, each of which is looked at as it is read."""
    notes = root / BOOK / "notes"
    book = [path for path in (root / BOOK).rglob("*") if path.suffix in _TEXTS and notes not in path.parents]
    paths = [root / "_toc.yml", *book, *_tables(root), *(root / "notebooks").rglob("*.ipynb")]
    problems = []
    for path in sorted(path for path in paths if path.is_file() and not path.is_symlink()):
        raw = path.read_bytes()
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            problems.append(Problem(path, line, "not-utf8", "is not UTF-8 text; save it as UTF-8"))
    return problems


def quotes_stand_once(edition: Edition) -> Iterator[Problem]:
    """Each quote stands in exactly one place of the article, inside one paragraph."""
    for note in edition.notes:
        places = edition.places[note.id]
        line = note.line("quote")
        if len(places) > 1:
            where = ", ".join(f"paragraph {place.paragraph}" for place in places)
            message = f"the quote “{note.quote.exact}” stands {len(places)} times ({where}); add prefix or suffix"
            yield Problem(note.path, line, "quote-ambiguous", message)
        elif not places and crosses_paragraphs(note.quote, edition.article):
            if find(Quote(note.quote.exact), edition.article):
                message = "the quote is there, but not between this prefix and suffix; copy the words beside it exactly"
                yield Problem(note.path, line, "quote-missing", message)
            else:
                message = "the quote runs over the end of a paragraph; a note stands inside one"
                yield Problem(note.path, line, "quote-crosses-paragraphs", message)
        elif not places:
            near = next(iter(alike(note.quote, edition.article)), None)
            hint = f"; the nearest passage is “{near.words}” ({near.score:.0f} of 100 alike)" if near else ""
            message = f"the quote “{note.quote.exact}” is not in the article{hint}"
            yield Problem(note.path, line, "quote-missing", message)


def quotes_stand_in_one_chapter(edition: Edition) -> Iterator[Problem]:
    """No quote runs over the place where a paragraph is divided between blocks."""
    laid_out = {problem.code for problem in edition.problems}.isdisjoint({"article-differs", "article-incomplete"})
    for id in edition.anchors if laid_out else ():
        if id not in edition.home:
            note = edition.by_id[id]
            message = "the quote runs over the place where its paragraph is divided; shorten it to one side"
            yield Problem(note.path, note.line("quote"), "quote-crosses-chapters", message)


def sources_are_known(edition: Edition) -> Iterator[Problem]:
    """Each source that a note or a record names or cites is in the bibliography."""
    for path, line, key in _citations(edition):
        if key not in edition.sources:
            hint = did_you_mean(key, edition.sources, "add it there")
            yield Problem(path, line, "source-unknown", f"the source '{key}' is not in references.bib; {hint}")


def notes_have_sources(edition: Edition) -> Iterator[Problem]:
    """Each note names a source, but for questions."""
    for note in edition.notes:
        if not note.sources and not note.kind.asks:
            message = f"a note of kind {note.kind} must name its sources: sources: [key]"
            yield Problem(note.path, note.line("kind"), "note-unsourced", message)


def note_links_resolve(edition: Edition) -> Iterator[Problem]:
    """Each reference to a note finds it."""
    for path, line, reference in _references(edition):
        if reference.role == NOTE_ROLE and reference.target not in edition.by_id:
            hint = did_you_mean(reference.target, edition.by_id, "name the file of a note without its .md")
            yield Problem(path, line, "note-link", f"there is no note '{reference.target}'; {hint}")


def chart_links_resolve(edition: Edition) -> Iterator[Problem]:
    """Each reference to a chart finds it: a chart has a still picture of its name."""
    for path, line, reference in _references(edition):
        if reference.role == CHART_ROLE and reference.target not in edition.charts:
            hint = did_you_mean(reference.target, edition.charts, "a new chart needs its still picture: make stills")
            yield Problem(path, line, "note-chart", f"there is no chart '{reference.target}'; {hint}")


def stills_are_pictures(edition: Edition) -> Iterator[Problem]:
    """Each still picture of a chart is a picture and nothing else."""
    for path in sorted((edition.root / BOOK / "charts").glob("*.svg")):
        try:
            found = foreign_to_pictures(read_text(path, _LARGEST_STILL))
        except ProblemError as error:
            yield Problem(path, error.line, error.code, str(error))
            continue
        if found:
            line, what = found
            message = f"the still picture holds {what}; draw it again: make stills"
            yield Problem(path, line, "chart-picture", message)


def dates_make_sense(edition: Edition) -> Iterator[Problem]:
    """No note knows the future, and an update comes after the article."""
    published = edition.settings.date
    for note in edition.notes:
        line = note.line("as_of")
        if note.as_of > date.today():
            yield Problem(note.path, line, "note-future", f"as_of {note.as_of} is later than today")
        if note.kind.later and note.as_of <= published:
            message = f"an update must be dated after the article ({published}), not {note.as_of}"
            yield Problem(note.path, line, "note-update-early", message)


def opinions_are_not_judged(edition: Edition) -> Iterator[Problem]:
    """What is called an opinion is neither true nor false."""
    for note in edition.notes:
        if note.claim == Claim.OPINION and note.verdict:
            message = "an opinion has no verdict; remove the verdict, or `claim: opinion`"
            yield Problem(note.path, note.line("verdict"), "note-opinion-judged", message)


def verdicts_agree(edition: Edition) -> Iterator[Problem]:
    """Two notes on exactly the same words do not judge them differently."""
    judged = defaultdict(list)
    for note in edition.notes:
        if note.verdict and note.id in edition.anchors:
            judged[edition.anchors[note.id]].append(note)
    for first, *others in judged.values():
        for note in others:
            if note.verdict != first.verdict:
                message = f"says {note.verdict} of the words of which '{first.id}' says {first.verdict}; agree on one"
                yield Problem(note.path, note.line("verdict"), "note-verdicts-clash", message)


def sources_are_cited(edition: Edition) -> Iterator[Problem]:
    """No entry of the bibliography stands there for nothing."""
    elsewhere = "\n".join(_other_texts(edition))
    cited = {key for _, _, key in _citations(edition)}
    for key, source in edition.sources.items():
        if key not in cited and key not in elsewhere:
            message = f"the source '{key}' is cited by no note, page or table; cite it or remove it"
            yield Problem(source.path, source.line, "source-uncited", message)


def rows_have_known_sources(edition: Edition) -> Iterator[Problem]:
    """Each row of a table with a column `source_ids` names sources of the bibliography, joined by semicolons."""
    for path in _tables(edition.root):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, row) for row in reader] if "source_ids" in (reader.fieldnames or ()) else []
        for line, row in rows:
            keys = (row["source_ids"] or "").split(";")
            for key in keys:
                if key not in edition.sources:
                    hint = did_you_mean(key, edition.sources, "add it there") if key else "name one in source_ids"
                    message = (
                        f"the row “{next(iter(row.values()))}” names the source '{key}', not in references.bib; {hint}"
                    )
                    yield Problem(path, line, "table-source", message)


def records_have_ids_of_their_own(edition: Edition) -> Iterator[Problem]:
    """No two people and no two terms share an id."""
    people = [(entry, entry.record.id) for entry in edition.apparatus.people]
    terms = [(entry, entry.record.id) for entry in edition.apparatus.terms]
    for group in (people, terms):
        seen: dict[str, int] = {}
        for entry, id in group:
            if id in seen:
                message = f"the id '{id}' is also that of the record on line {seen[id]}"
                yield Problem(entry.path, entry.line, "record-id-duplicate", message)
            seen.setdefault(id, entry.line)


def parallels_quote_exactly(edition: Edition) -> Iterator[Problem]:
    """The words that a parallel quotes stand in the sentence that it names."""
    for entry in edition.apparatus.parallels:
        sentence = edition.article.sentence(entry.record.sentence)
        if fold_quote(entry.record.article) not in fold_quote(sentence):
            message = f"“{entry.record.article}” does not stand in sentence {entry.record.sentence}: “{sentence}”"
            yield Problem(entry.path, entry.line, "record-quote", message)


def stops_lead_somewhere(edition: Edition) -> Iterator[Problem]:
    """Each stop of a session path is at a sentence, note, chart or page that exists."""
    known: dict[str, Collection[str]] = {
        "sentence": [f"{p.number}-{n}" for p in edition.article.paragraphs for n in range(1, len(p.sentences) + 1)],
        "note": edition.by_id,
        "chart": edition.charts,
        "page": edition.documents,
    }
    for path in edition.seminar.paths:
        for entry in path.stops:
            kind, target = entry.record.place
            if target not in known[kind]:
                hint = did_you_mean(target, known[kind], "every stop must lead to one that exists")
                yield Problem(entry.path, entry.line, "path-stop", f"there is no {kind} '{target}'; {hint}")


def key_answers_questions(edition: Edition) -> Iterator[Problem]:
    """Each answer of the teacher's key has a question, and no question two answers."""
    answered: dict[str, int] = {}
    questions = [note for note in edition.notes if note.kind.asks]
    for entry in edition.seminar.key or ():
        id = entry.record.question
        if id in answered:
            message = f"the question '{id}' is already answered on line {answered[id]}"
            yield Problem(entry.path, entry.line, "key-question", message)
        elif id not in {note.id for note in questions}:
            hint = did_you_mean(id, [note.id for note in questions], "name the file of a question without its .md")
            yield Problem(entry.path, entry.line, "key-question", f"there is no note of kind question '{id}'; {hint}")
        answered.setdefault(id, entry.line)
        for target in entry.record.look_at:
            if target not in edition.by_id:
                hint = did_you_mean(target, edition.by_id, "name the file of a note without its .md")
                yield Problem(entry.path, entry.line, "note-link", f"there is no note '{target}' to look at; {hint}")


RULES: tuple[Rule, ...] = (
    quotes_stand_once,
    quotes_stand_in_one_chapter,
    sources_are_known,
    notes_have_sources,
    note_links_resolve,
    chart_links_resolve,
    stills_are_pictures,
    dates_make_sense,
    opinions_are_not_judged,
    verdicts_agree,
    sources_are_cited,
    rows_have_known_sources,
    records_have_ids_of_their_own,
    parallels_quote_exactly,
    stops_lead_somewhere,
    key_answers_questions,
)


def _references(edition: Edition) -> Iterator[tuple[Path, int, Reference]]:
    """(file, line, reference) for every role in the texts of notes and records."""
    for note in edition.notes:
        for passage in note.passages:
            for reference in passage.references:
                yield note.path, passage.line + reference.line, reference
    for entry in edition.records():
        for reference in entry.references():
            yield entry.path, reference.line, reference


def _citations(edition: Edition) -> Iterator[tuple[Path, int, str]]:
    """(file, line, key) for every source that a note or a record names or cites."""
    for note in edition.notes:
        for key in note.sources:
            yield note.path, note.line("sources"), key
    for path, line, reference in _references(edition):
        if reference.role in CITATION_ROLES:
            yield path, line, reference.target


def _other_texts(edition: Edition) -> Iterator[str]:
    for docname in edition.documents:
        for suffix in (".md", ".ipynb"):
            path = edition.root / f"{docname}{suffix}"
            if path.is_file():
                yield path.read_text("utf-8")
    for table in _tables(edition.root):
        yield table.read_text("utf-8")


def _tables(root: Path) -> list[Path]:
    return sorted((root / "data").glob("*.csv"))
