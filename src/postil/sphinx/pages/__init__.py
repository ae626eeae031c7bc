"""Pages that are made from records: one module each."""

from __future__ import annotations

from sphinx.application import Sphinx

from postil.sphinx.pages import (
    cover,
    credits,
    downloads,
    exercises,
    exports,
    glossary,
    history,
    ledger,
    parallels,
    people,
    reference,
    seminar,
    sources,
    timeline,
    whole,
    worksheets,
)


def setup(app: Sphinx) -> None:
    """Register every page."""
    modules = (
        ledger,
        timeline,
        people,
        glossary,
        history,
        parallels,
        sources,
        cover,
        credits,
        reference,
        exports,
        downloads,
        seminar,
        exercises,
        whole,
        worksheets,
    )
    for module in modules:
        module.setup(app)
