"""W3C Web Annotations: the Web Annotation Data Model of 23 February 2017, as one AnnotationPage in JSON-LD.

Each target is a chapter's canonical address with two selectors, either of which finds the words: a TextQuoteSelector
with what stands beside them, and a FragmentSelector of the paragraph, refined by a TextPositionSelector counted in the
paragraph's own text, in code points. What other tools have no place for, such as its sources without addresses, an
annotation brings as the file of the note itself, under a name of ours, from which `postil import` makes it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.bodies import as_html
from postil.export.evidence import borne_by
from postil.export.long_json import document
from postil.model import Note
from postil.reading.files import LARGEST, read_text
from postil.reading.notes import IN_ANNOTATIONS as NOTE

BESIDE = 32  # characters on either side of the quote, as other tools give


def web_annotations(edition: Edition, addresses: Addresses) -> str:
    """Every anchored note as an annotation, in reading order."""
    around = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": addresses.of("exports/annotations.jsonld"),
        "type": "AnnotationPage",
        **({"partOf": _collection(edition, addresses)} if edition.settings.version else {}),
        "startIndex": 0,
    }
    items = (_annotation(edition.by_id[id], edition, addresses) for id in edition.reading_order)
    return document(around, "items", items)


def _collection(edition: Edition, addresses: Addresses) -> dict[str, str]:
    """The release of the edition that the page is of."""
    label = f"{edition.settings.title}, annotated, version {edition.settings.version}"
    return {"id": addresses.of("exports/annotations"), "type": "AnnotationCollection", "label": label}


def _annotation(note: Note, edition: Edition, addresses: Addresses) -> dict[str, Any]:
    motivations = list(dict.fromkeys([note.kind.motivation, *(["assessing"] if note.verdict else [])]))
    return {
        "id": addresses.of_note(note.id),
        "type": "Annotation",
        **({"via": note.via} if note.via else {}),
        "motivation": motivations,
        "creator": [{"type": "Person", "name": name} for name in note.by],
        **({"rights": edition.settings.licence} if edition.settings.licence else {}),
        "body": [
            _text(note.title, "text/plain", "identifying"),
            _text(as_html(note, addresses), "text/html", "describing"),
            *(_tag(name, str(value)) for name, value in _tags(note).items() if value),
            *_links(note, edition),
            *_evidence(note, edition),
        ],
        "target": {"source": addresses.of_chapter(note.id), "selector": _selectors(note, edition)},
        NOTE: read_text(note.path, LARGEST),
    }


def _text(value: str, form: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": form, "language": "en", "purpose": purpose}


def _tags(note: Note) -> dict[str, object]:
    return {"kind": note.kind, "verdict": note.verdict, "claim": note.claim, "as_of": note.as_of}


def _tag(name: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": f"{name}:{value}", "purpose": "tagging"}


def _links(note: Note, edition: Edition) -> list[dict[str, Any]]:
    sources = (edition.sources[key] for key in note.sources)
    return [{"type": "SpecificResource", "source": s.url, "purpose": "linking"} for s in sources if s.url]


def _evidence(note: Note, edition: Edition) -> Iterator[dict[str, Any]]:
    """What the named passages say; and of each with words of its own, these as a selector in the source."""
    for borne in borne_by(note, edition):
        told = _text(f"{borne.label}: {borne.line}", "text/plain", "describing")
        yield {**told, "id": f"urn:postil:{quote(borne.name)}"}
        if borne.passage.words and borne.source.url:
            selector = {"type": "TextQuoteSelector", "exact": borne.passage.words}
            yield {"type": "SpecificResource", "source": borne.source.url, "purpose": "linking", "selector": selector}


def _selectors(note: Note, edition: Edition) -> list[dict[str, Any]]:
    anchor = edition.anchors[note.id]
    paragraph = edition.paragraph(anchor.paragraph)
    piece = edition.home[note.id]
    text, start, end = paragraph.text, anchor.start, anchor.end
    fragment = f"p{anchor.paragraph}" if anchor.paragraph else "title"
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(piece.start, start - BESIDE) : start],
            "suffix": text[end : min(piece.end, end + BESIDE)],
        },
        {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": fragment,
            "refinedBy": {"type": "TextPositionSelector", "start": start - piece.start, "end": end - piece.start},
        },
    ]
