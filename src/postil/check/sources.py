"""What holds for sources: each that is named is in the bibliography, and each in it is named."""

from __future__ import annotations

from collections.abc import Iterator

from postil.check.uses import citations, rows, rows_of, unknown
from postil.edition import Edition
from postil.model import composed
from postil.problems import Problem, ProblemError, did_you_mean
from postil.reading.book_config import bibliographies


def sources_are_known(edition: Edition) -> Iterator[Problem]:
    """Each source that a note or a record names or cites is in the bibliography."""
    for path, line, citation in citations(edition):
        key = citation.key
        if key not in edition.sources:
            yield unknown(path, line, key, edition, did_you_mean(key, edition.sources, "add it there"))


def pages_cite_known_sources(edition: Edition) -> Iterator[Problem]:
    """Each source that a page of the edition cites is in the bibliography, where the book has no other."""
    paths = edition.paths
    if set(bibliographies(paths)) - set(map(paths.within, paths.bibliographies)):
        return
    for page in edition.pages:
        cited = page.citations() if page.path.suffix == ".md" and paths.owns(page.path) else set()
        for key in sorted(filter(None, cited - edition.sources.keys())):
            line = page.text.count("\n", 0, max(page.text.find(key), 0)) + 1
            hint = did_you_mean(key, edition.sources, "add it there")
            if composed(key) in edition.sources:
                hint = "an accent in it is a character of its own; copy the key from there"
            yield unknown(page.path, line, key, edition, hint)


def sources_are_cited(edition: Edition) -> Iterator[Problem]:
    """No entry of the bibliography stands there for nothing, as far as all that could cite it was read."""
    if edition.problems:
        return
    cited = {citation.key for _, _, citation in citations(edition)}
    cited |= edition.cited_by_pages.union(*(keys for *_, keys in rows(edition)))
    for key, source in edition.sources.items():
        if key not in cited and not source.lends:
            message = f"the source '{key}' is cited by no note, page or table; cite it or remove it"
            yield Problem(source.path, source.line, "source-uncited", message)


def cited_sources_are_listed(edition: Edition) -> Iterator[Problem]:
    """Some page lists sources, so that citations lead to their entries. A book with pages of other kinds may do so."""
    if len(edition.pages) < len(edition.documents) or any(page.lists_sources() for page in edition.pages):
        return
    cited = ((path, line, citation.key) for path, line, citation in citations(edition))
    by_pages = ((page.path, 1, key) for page in edition.pages for key in sorted(page.citations()))
    first = next((found for found in (*cited, *by_pages) if found[2] in edition.sources), None)
    if first:
        path, line, key = first
        message = f"no page lists the source '{key}'; put the directive {{bibliography}}, without :list:, on one"
        yield Problem(path, line, "source-unlisted", message)


def tables_can_be_read(edition: Edition) -> Iterator[Problem]:
    """Each table is one of values divided by commas, as far as it names sources."""
    for path in edition.paths.tables():
        try:
            rows_of(path)
        except ProblemError as error:
            yield error.at(path)


def rows_have_known_sources(edition: Edition) -> Iterator[Problem]:
    """Each row of a table with a column `source_ids` names sources of the bibliography, joined by semicolons."""
    for path, line, name, keys in rows(edition):
        for key in keys:
            if key not in edition.sources:
                hint = did_you_mean(key, edition.sources, "add it there") if key else "name one in source_ids"
                message = f"the row “{name}” names the source '{key}', not in references.bib; {hint}"
                yield Problem(path, line, "table-source", message, missing_from=edition.paths.bibliographies)
