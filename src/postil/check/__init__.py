"""Every rule of the edition, run without building. Each rule is a function from an edition to Problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from postil.check import article, dates, evidence, notes, pages, records, sources, statements
from postil.check.files import unreadable_files
from postil.edition import Edition, read_edition_at
from postil.paths import Paths
from postil.problems import Problem
from postil.reading.book_config import SETTING, find_paths
from postil.text.characters import shown

Rule = Callable[[Edition], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    article.the_article_can_be_printed,
    article.pictures_are_there,
    article.blocks_hold_words,
    article.blocks_are_read,
    article.formulas_can_be_drawn,
    article.the_article_is_in_the_book,
    pages.pages_have_titles,
    pages.notebooks_can_be_shown,
    pages.pictures_of_pages_are_there,
    pages.links_lead_to_pages,
    notes.quotes_stand_once,
    notes.quotes_stand_in_one_chapter,
    notes.notes_have_sources,
    notes.note_links_resolve,
    notes.links_of_wikis_are_roles,
    notes.chart_links_resolve,
    notes.values_are_published,
    notes.dates_make_sense,
    dates.nothing_done_is_to_come,
    dates.works_are_out_or_nearly,
    notes.opinions_are_not_judged,
    notes.old_ids_are_old,
    notes.verdicts_agree,
    sources.sources_are_known,
    sources.pages_cite_known_sources,
    sources.sources_are_cited,
    sources.cited_sources_are_listed,
    sources.tables_can_be_read,
    sources.rows_have_known_sources,
    evidence.records_are_of_sources,
    evidence.passages_are_known,
    evidence.verdicts_rest_on_reading,
    statements.statements_are_carried,
    records.stills_are_pictures,
    records.records_have_ids_of_their_own,
    records.names_tell_entries_apart,
    records.entries_lead_to_notes,
    records.parallels_quote_exactly,
    records.stops_lead_somewhere,
    records.key_answers_questions,
)


def check(root: Path) -> tuple[Edition | None, list[Problem]]:
    """Read the edition in the book at `root` and apply every rule; see `check_at`."""
    paths = find_paths(root)
    return (None, [paths]) if isinstance(paths, Problem) else check_at(paths)


def check_at(paths: Paths) -> tuple[Edition | None, list[Problem]]:
    """Read an edition and apply every rule; the problems come sorted by file and line."""
    unreadable = unreadable_files(paths)
    return (None, unreadable) if unreadable else judge(paths)


def judge(paths: Paths) -> tuple[Edition | None, list[Problem]]:
    """What `check_at` finds where `unreadable_files` has found nothing."""
    edition, problems = read_edition_at(paths)
    if edition:
        problems = problems + _of_their_own([problem for rule in RULES for problem in rule(edition)], problems)
    return edition, sorted(set(problems))


def refusal(problems: list[Problem], paths: Paths) -> str:
    """A line for each problem, and what to do where files of somebody's book were taken for the edition's."""
    lines = [*map(str, problems), *advice(problems, paths)]
    return "\n".join(lines)


def advice(problems: list[Problem], paths: Paths) -> list[str]:
    """What to do where a problem is in a file that may not have been meant for the edition."""
    found = next((problem.path for problem in problems if paths.may_be_the_hosts(problem.path)), None)
    if not found:
        return []
    name = shown(paths.within(found))
    return [f"where {name} is the book's own and no part of the edition, give that another folder, named as {SETTING}"]


def _of_their_own(found: list[Problem], in_reading: list[Problem]) -> list[Problem]:
    """The problems but for those that may only follow from others: what is missed stands in a file that has a fault."""
    faulty = {problem.path for problem in in_reading}
    return [
        problem
        for problem in found
        if not any(_is_or_is_below(path, home) for path in faulty for home in problem.missing_from)
    ]


def _is_or_is_below(path: Path, home: Path) -> bool:
    """Whether a file is the one that is looked for, which may stand in a folder of its folder."""
    return path.name == home.name and home.parent in path.parents
