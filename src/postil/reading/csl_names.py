"""What the Citation Style Language 1.0.2 and BibTeX call the same: kinds of works, people, and where works appeared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from postil.model import Source

TYPE = "csltype"  # the field that keeps a kind of work for which BibTeX has no name
_ENTRIES = {  # kinds of entries, of BibTeX and biblatex → kinds of CSL
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet", "proceedings": "book",
    "collection": "book", "incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "inreference": "entry-encyclopedia",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "report": "report", "techreport": "report",
    "manual": "report", "online": "webpage", "electronic": "webpage", "unpublished": "manuscript", "patent": "patent",
    "dataset": "dataset", "software": "software", "movie": "motion_picture", "video": "motion_picture",
    "audio": "song", "music": "song", "legislation": "legislation", "jurisdiction": "legal_case",
    "letter": "personal_communication", "periodical": "periodical", "review": "review", "standard": "standard",
    "image": "graphic",
}  # fmt: skip
_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical")
_FIELDS = {  # of BibTeX and biblatex → variables of CSL; of several fields for one the first that is given
    "journaltitle": "container-title", "journal": "container-title", "booktitle": "container-title",
    "volume": "volume", "pages": "page", "edition": "edition", "publisher": "publisher", "institution": "publisher",
    "school": "publisher", "organization": "publisher", "location": "publisher-place", "address": "publisher-place",
    "series": "collection-title", "pagetotal": "number-of-pages", "volumes": "number-of-volumes", "type": "genre",
    "eventtitle": "event-title", "venue": "event-place", "chapter": "chapter-number", "isbn": "ISBN", "issn": "ISSN",
    "shorttitle": "title-short", "shortjournal": "container-title-short", "library": "call-number",
    "version": "version", "pmid": "PMID",
    "pmcid": "PMCID", "origtitle": "original-title", "abstract": "abstract", "eid": "number",
    "language": "language", "langid": "language",
}  # fmt: skip
_SAME = (  # variables of CSL that have no name of BibTeX's
    "archive", "archive-place", "archive_location", "authority", "dimensions", "division", "jurisdiction", "medium",
    "part", "part-number", "part-title", "printing", "references", "reviewed-genre", "reviewed-title", "scale",
    "section", "source", "status", "supplement", "volume-title", "collection-number", "original-publisher", "annote",
)  # fmt: skip
DATES = {"accessed": "urldate", "event-date": "eventdate", "original-date": "origdate"}
MAKERS = ("director", "composer", "performer", "script-writer", "producer", "host", "organizer", "curator")
ROLES = (
    "author", "editor", "translator", *MAKERS, "bookauthor", "recipient", "interviewer", "illustrator", "guest",
    "chair", "compiler", "narrator", "series-creator", "collection-editor", "editorial-director", "original-author",
    "reviewed-author", "contributor", "executive-producer",
)  # fmt: skip
_ROLES = {"bookauthor": "container-author"}


def role_of(role: str) -> str:
    """The name of CSL for people of a role."""
    return _ROLES.get(role, role)


def type_of(entry: str) -> str:
    """The kind of work that a kind of entry is; empty where it says none, as `misc`."""
    return _ENTRIES.get(entry.lower(), "")


def entry_of(kind: str) -> str:
    """The kind of entry for a kind of work."""
    return next(
        (entry for entry, known in _ENTRIES.items() if known == kind), "article" if kind in _ARTICLES else "misc"
    )


def variables(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """What fields say of how a work appeared, in the names of CSL."""
    found: dict[str, str] = {}
    for name, variable in (*_FIELDS.items(), *((name, name) for name in _SAME)):
        if name in fields:
            found.setdefault(variable, fields[name])
    if "number" in fields:
        found["issue" if kind in _ARTICLES else "number"] = fields["number"]
    if "issue" in fields:
        found["issue"] = fields["issue"]
    return found


def appeared(source: Source) -> str:
    """In what a source appeared, where in it, and who published it; empty where nothing says so."""
    said = variables(source.type, source.fields)
    volume, number = said.get("volume", ""), source.fields.get("number", "")
    number = f"({number})" if volume and number else number
    body, place = said.get("publisher", ""), said.get("publisher-place", "")
    printed = ": ".join(filter(None, (place, body))) if body != source.people else place
    numbered = " ".join(filter(None, (said.get("container-title"), volume, number)))
    pages = re.sub(r"(?<=\d)--?(?=\d)", "–", said.get("page", ""))
    return ", ".join(filter(None, (said.get("genre"), numbered, pages, printed)))


def field_of(variable: str, kind: str) -> str:
    """The field for a variable of CSL; empty where it is kept in another way, or not at all."""
    if variable == "container-title":
        return "journaltitle" if kind in _ARTICLES else "booktitle"
    if variable in ("issue", "number") and kind in _ARTICLES:
        return "number" if variable == "issue" else "eid"
    if variable in ("issue", "number"):
        return variable
    return next((name for name, known in _FIELDS.items() if known == variable), variable if variable in _SAME else "")
