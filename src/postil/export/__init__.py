"""The edition in the formats of other tools: each module turns an edition into the text of one, without Sphinx.

What is written depends on nothing but the edition, so that two builds write the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.claim_review import claim_reviews
from postil.export.csl import csl_json
from postil.export.tables import claims_table, notes_table
from postil.export.tei import tei
from postil.export.web_annotations import web_annotations
from postil.reading.csl_items import as_bibtex, read_items
from postil.reading.files import read_text
from postil.reading.sources import LARGEST


def bibtex(edition: Edition, addresses: Addresses) -> str:
    """The bibliography as contributors keep it."""
    paths = edition.paths
    own = read_text(paths.references, LARGEST) if paths.references.is_file() else ""
    items = paths.references_json
    version = f"% {edition.settings.title}, version {edition.settings.version}\n" if edition.settings.version else ""
    return version + own + (as_bibtex(read_items(read_text(items, LARGEST))) if items.is_file() else "")


@dataclass(frozen=True, slots=True)
class Format:
    """A file that can be written: its name, what it is for, and what writes it."""

    name: str
    use: str
    write: Callable[[Edition, Addresses], str]


FORMATS = (
    Format("annotations.jsonld", "The notes as W3C Web Annotations, for annotation tools.", web_annotations),
    Format("edition.tei.xml", "Text, notes and sources as TEI P5, for scholarly editions and archives.", tei),
    Format("claims.jsonld", "The judged claims as schema.org ClaimReview, for search engines.", claim_reviews),
    Format("notes.csv", "Every note as a row of a table, for spreadsheets.", notes_table),
    Format("claims.csv", "Every claim and opinion as a row of a table.", claims_table),
    Format("sources.bib", "The sources as BibTeX, for LaTeX and reference managers.", bibtex),
    Format("sources.csl.json", "The sources as CSL JSON, for Zotero and word processors.", csl_json),
)


def exports(edition: Edition, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """The name and the text of every export."""
    for form in FORMATS:
        yield form.name, form.write(edition, addresses)
