"""What holds for sources: each that is named is in the bibliography, and each in it is named."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from postil.check.uses import citations, tables
from postil.edition import Edition
from postil.problems import Problem, did_you_mean


def sources_are_known(edition: Edition) -> Iterator[Problem]:
    """Each source that a note or a record names or cites is in the bibliography."""
    for path, line, citation in citations(edition):
        key = citation.key
        if key not in edition.sources:
            hint = did_you_mean(key, edition.sources, "add it there")
            yield Problem(path, line, "source-unknown", f"the source '{key}' is not in references.bib; {hint}")


def sources_are_cited(edition: Edition) -> Iterator[Problem]:
    """No entry of the bibliography stands there for nothing."""
    elsewhere = "\n".join(_other_texts(edition))
    cited = {citation.key for _, _, citation in citations(edition)}
    for key, source in edition.sources.items():
        if key not in cited and key not in elsewhere:
            message = f"the source '{key}' is cited by no note, page or table; cite it or remove it"
            yield Problem(source.path, source.line, "source-uncited", message)


def rows_have_known_sources(edition: Edition) -> Iterator[Problem]:
    """Each row of a table with a column `source_ids` names sources of the bibliography, joined by semicolons."""
    for path in tables(edition.root):
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


def _other_texts(edition: Edition) -> Iterator[str]:
    for docname in edition.documents:
        for suffix in (".md", ".ipynb"):
            path = edition.root / f"{docname}{suffix}"
            if path.is_file():
                yield path.read_text("utf-8")
    for table in tables(edition.root):
        yield table.read_text("utf-8")
