"""What holds for sources: each that is named is in the bibliography, and each in it is named."""

from __future__ import annotations

from collections.abc import Iterator

from postil.check.uses import citations, rows, rows_of
from postil.edition import Edition
from postil.problems import Problem, ProblemError, did_you_mean


def sources_are_known(edition: Edition) -> Iterator[Problem]:
    """Each source that a note or a record names or cites is in the bibliography."""
    for path, line, citation in citations(edition):
        key = citation.key
        if key not in edition.sources:
            hint = did_you_mean(key, edition.sources, "add it there")
            yield Problem(path, line, "source-unknown", f"the source '{key}' is not in references.bib; {hint}")


def sources_are_cited(edition: Edition) -> Iterator[Problem]:
    """No entry of the bibliography stands there for nothing."""
    cited = {citation.key for _, _, citation in citations(edition)}
    cited |= edition.cited_by_pages.union(*(keys for *_, keys in rows(edition)))
    for key, source in edition.sources.items():
        if key not in cited:
            message = f"the source '{key}' is cited by no note, page or table; cite it or remove it"
            yield Problem(source.path, source.line, "source-uncited", message)


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
                yield Problem(path, line, "table-source", message)
