"""Twenty-five files as a class hands them in: careful, careless, from several tools, in several scripts, hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MARKUP = '<img src=x onerror="window.owned = 1"><script>window.owned = 1</script>'
NOTE = "https://example.org/rivers/book/one.html#note-"
CAREFUL = ("Amina", "Bo", "Chiara", "Dmitri", "Eun-ji", "Farah", "Goran", "Hana", "Ivo", "Jun", "王芳", "ليلى", "Ñusta")
REFUSED = {
    "empty.jsonld": "holds no annotation on words of a text",
    "essay.docx.json": "it is not JSON",
    "nested.json": "holds no annotation on words of a text",
    "photo.json": "is larger than 2 MB",
    "truncated.json": "it is not JSON",
}


def annotation(words: str, text: str = "", by: Any = None, **more: Any) -> dict[str, Any]:
    """A Web Annotation on words of the small edition."""
    target = {"selector": {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}}
    body = [{"type": "TextualBody", "value": text, "purpose": "commenting"}] if text else []
    return {"type": "Annotation", "body": body, "target": target, "creator": by} | more


def judgement(note: str, words: str, verdict: str, by: Any, modified: str = "2026-11-01T10:00:00Z") -> dict[str, Any]:
    """A verdict on words that a note of the edition judges."""
    body = [
        {"type": "TextualBody", "value": f"verdict:{verdict}", "purpose": "tagging"},
        {"type": "SpecificResource", "source": NOTE + note, "purpose": "linking"},
    ]
    return annotation(words, by=by, body=body, modified=modified)


def _careful(name: str, number: int) -> dict[str, Any]:
    """One who judged both claims and wrote on every sentence; every third one judged otherwise than the edition."""
    person = {"type": "Person", "name": name}
    verdict = "confirmed" if number % 3 == 2 else "imprecise"
    thoughts = [annotation("Nobody was hurt", f"{name} asks, {n}: who says so?", person) for n in range(20)]
    tagged = annotation("the bridge fell", f"{name}: which bridge?", person)
    tagged["body"] += [{"type": "TextualBody", "value": "causes", "purpose": "tagging"}]
    items = [
        judgement("high", "very high", verdict, person),
        judgement("stood", "The new bridge stood", "confirmed", person),
        tagged,
        *thoughts,
    ]
    return {"type": "AnnotationCollection", "total": len(items), "first": {"type": "AnnotationPage", "items": items}}


def _hypothesis(user: str) -> list[dict[str, Any]]:
    selector = [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "The river rose", "prefix": "On "}]
    target = [{"source": "https://example.org/rivers/", "selector": selector}]
    return [{"user": f"acct:{user}@hypothes.is", "text": "Each spring?", "tags": ["causes"], "target": target}]


def files() -> dict[str, str]:
    """Their names and contents, the careful ones first."""
    good = {f"{number:02}.jsonld": _careful(name, number) for number, name in enumerate(CAREFUL)}
    several = [judgement("high", "very high", verdict, "Stuffer", f"2026-11-0{day}T10:00:00Z") for day, verdict in (
        (3, "disputed"), (1, "confirmed"), (2, "confirmed"), (1, "confirmed"))]  # fmt: skip
    others: dict[str, Any] = {
        "rows.json": {"rows": _hypothesis("kai"), "total": 1},
        "export.json": {"annotations": _hypothesis("lea"), "export_userid": "acct:lea@hypothes.is"},
        "old-version.jsonld": [annotation("words that were taken out since", "Lost?", "Mira")],
        "stuffed.json": several,
        "amina-too.json": [judgement("high", "very high", "contradicted", "\u202eAMINA\u200b")],
        "markup.json": [annotation("very high", MARKUP, {"name": MARKUP}, tags=[MARKUP])],
        "prototype.json": [
            annotation("very high", "p", "Proto", tags=["verdict:constructor"])
            | {"body": [{"type": "SpecificResource", "source": "javascript:alert(1)#note-constructor"}]}
        ],
    }
    written = {name: json.dumps(data, ensure_ascii=False) for name, data in (good | others).items()}
    return written | {
        "empty.jsonld": '{"type": "AnnotationPage", "items": []}',
        "essay.docx.json": "PK\x03\x04 this is a document",
        "nested.json": '{"first":' * 5000 + "1" + "}" * 5000,
        "photo.json": json.dumps(annotation("very high", "x" * 2_200_000)),
        "truncated.json": json.dumps(_careful("Otto", 1))[:-40],
    }


def write_files(folder: Path) -> list[Path]:
    """Write them; their paths in the order of `files`."""
    for name, text in files().items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in files()]
