"""Every rule of the edition, run without building. Each rule is a function from an edition to Problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from postil.check import article, evidence, notes, records, sources, statements
from postil.check.uses import tables
from postil.edition import BOOK, Edition, read_edition
from postil.problems import Problem
from postil.reading.notes import NOTHING_KNOWN, Known

_TEXTS = {".md", ".ipynb", ".yml", ".bib", ".txt"}

Rule = Callable[[Edition], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    article.the_article_can_be_printed,
    notes.quotes_stand_once,
    notes.quotes_stand_in_one_chapter,
    notes.notes_have_sources,
    notes.note_links_resolve,
    notes.chart_links_resolve,
    notes.values_are_published,
    notes.dates_make_sense,
    notes.opinions_are_not_judged,
    notes.verdicts_agree,
    sources.sources_are_known,
    sources.sources_are_cited,
    sources.rows_have_known_sources,
    evidence.records_are_of_sources,
    evidence.passages_are_known,
    evidence.verdicts_rest_on_reading,
    statements.statements_are_carried,
    records.stills_are_pictures,
    records.records_have_ids_of_their_own,
    records.parallels_quote_exactly,
    records.stops_lead_somewhere,
    records.key_answers_questions,
)


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
    paths = [root / "_toc.yml", *book, *tables(root), *(root / "notebooks").rglob("*.ipynb")]
    problems = []
    for path in sorted(path for path in paths if path.is_file() and not path.is_symlink()):
        raw = path.read_bytes()
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            problems.append(Problem(path, line, "not-utf8", "is not UTF-8 text; save it as UTF-8"))
    return problems
