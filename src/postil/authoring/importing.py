"""Annotations made elsewhere → drafts of notes: W3C Web Annotations, and what the Hypothesis API answers.

What is read is untrusted: texts that use more than a note may are reduced to their words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from markdownify import markdownify

from postil.authoring.drafts import Draft, split_text
from postil.edition import Edition
from postil.model import Claim, Kind, Quote, Vocabulary
from postil.reading.markup import forbidden, overloaded, parse, plain
from postil.text.anchor import Anchor, leading, resolve, selector

_TITLE = 60
_SPECIAL = re.compile(r"([\\`*_<>#+!|~$%:@^])")


class ImportFailedError(ValueError):
    """What makes a file no list of annotations."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft, or why an annotation could not become one; `quote` is what it was about."""

    quote: str
    draft: Draft | None = None
    reason: str = ""


def imported(text: str, edition: Edition) -> Iterator[Imported]:
    """A draft or a reason for each annotation of a JSON text, in its order. Raises ImportFailedError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportFailedError(f"is not JSON: {error}") from None
    for annotation in _annotations(data):
        yield _imported(annotation, edition)


def _annotations(data: Any) -> list[dict[str, Any]]:
    found = data
    if isinstance(data, dict):
        found = data.get("items", data.get("rows", [data] if "target" in data else None))
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        message = "holds no annotations: an AnnotationPage with `items`, a Hypothesis answer with `rows`, or a list"
        raise ImportFailedError(message)
    return found


def _imported(annotation: dict[str, Any], edition: Edition) -> Imported:
    quote = next(_quotes(annotation.get("target")), None)
    if quote is None:
        return Imported("", reason="has no TextQuoteSelector")
    try:
        anchored = selector(_place(quote, edition), edition.article)
    except ValueError as error:
        return Imported(quote.exact, reason=str(error))
    try:
        return Imported(quote.exact, _draft(annotation, anchored, edition))
    except RecursionError:
        return Imported(quote.exact, reason="has HTML whose elements stand too deep in one another")


def _quotes(value: Any, depth: int = 0) -> Iterator[Quote]:
    """Every TextQuoteSelector in a target, however selectors are nested."""
    if isinstance(value, list):
        for item in value:
            yield from _quotes(item, depth + 1)
    elif isinstance(value, dict) and depth < 10:
        if value.get("type") == "TextQuoteSelector" and _text(value.get("exact")).strip():
            yield Quote(*(_text(value.get(name)) for name in ("exact", "prefix", "suffix")))
        for inner in ("selector", "refinedBy"):
            yield from _quotes(value.get(inner), depth + 1)


def _place(quote: Quote, edition: Edition) -> Anchor:
    """The one place of the quote; of several, the one whose surroundings are clearly likest. Raises ValueError."""
    likely = resolve(quote, edition.article)
    if not likely or likely[0].exact < 100:
        raise ValueError("does not stand in the article" + (f"; nearest is “{likely[0].words}”" if likely else ""))
    best = leading(likely)
    if best is None:
        raise ValueError(f"stands {len(likely)} times, and what stands beside it does not tell where")
    return best.anchor


def _draft(annotation: dict[str, Any], quote: Quote, edition: Edition) -> Draft:
    tags = _tags(annotation)
    words = _body(annotation)
    title = _title(annotation) or shorten(plain(parse(words)), _TITLE, placeholder="…")
    return Draft(
        quote,
        _kind(tags, edition.vocabulary),
        title[:_TITLE] or "Imported",
        _date(tags.get("as_of") or _text(annotation.get("created"))) or edition.settings.date,
        tuple(_creators(annotation)) or ("unknown",),
        split_text(words or "(no text)", edition.settings.language),
        edition.vocabulary.verdicts.get(tags.get("verdict", "")),
        next((claim for claim in Claim if claim == tags.get("claim")), None),
        tuple(_sources(annotation, tags, edition)),
    )


def _bodies(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    bodies = annotation.get("body", [])
    return [body for body in (bodies if isinstance(bodies, list) else [bodies]) if isinstance(body, dict)]


def _tags(annotation: dict[str, Any]) -> dict[str, str]:
    """Tags such as `kind:context` by name; a tag without a colon stands for itself."""
    given = annotation.get("tags")
    tags = [_text(tag) for tag in given] if isinstance(given, list) else []
    tags += [_text(body.get("value")) for body in _bodies(annotation) if body.get("purpose") == "tagging"]
    return {name.strip(): value.strip() for name, _, value in (tag.partition(":") for tag in tags)}


def _title(annotation: dict[str, Any]) -> str:
    plain_bodies = (body for body in _bodies(annotation) if body.get("format") == "text/plain")
    return next((" ".join(_text(body.get("value")).split()) for body in plain_bodies), "")


def _body(annotation: dict[str, Any]) -> str:
    """The annotation's text in the MyST of notes."""
    parts = [_text(annotation.get("text"))]
    for body in _bodies(annotation):
        value = _text(body.get("value"))
        if body.get("purpose") != "tagging" and body.get("format") != "text/plain":
            parts.append(markdownify(value) if body.get("format") == "text/html" else value)
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    if overloaded(text):
        return _literal(text)
    return _literal(plain(parse(text))) if next(forbidden(text), None) else text


def _literal(words: str) -> str:
    """Words as MyST that shows them, without brackets and braces, some of which a note may not have even escaped."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"[\[\]{}]", "", words))


def _creators(annotation: dict[str, Any]) -> Iterator[str]:
    creators = annotation.get("creator", annotation.get("user"))
    for creator in creators if isinstance(creators, list) else [creators]:
        name = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
        words = re.sub(r"^acct:([^@]+)@.*", r"\1", " ".join(_text(name).split()))
        if words:
            yield words


def _sources(annotation: dict[str, Any], tags: dict[str, str], edition: Edition) -> Iterator[str]:
    """The keys that the tags name, and those whose addresses are linked."""
    linked = {_text(body.get("source")) for body in _bodies(annotation) if body.get("purpose") == "linking"}
    for key, source in edition.sources.items():
        if key in tags or (source.url and source.url in linked):
            yield key


def _kind(tags: dict[str, str], vocabulary: Vocabulary) -> Kind:
    """The kind that a tag names, `kind:context` or `context` alone; or else one that only comments."""
    named = (vocabulary.kinds[tag] for tag in (tags.get("kind", ""), *tags) if tag in vocabulary.kinds)
    comments = (kind for kind in vocabulary.kinds.values() if kind.motivation == "commenting")
    return next(named, None) or next(comments, next(iter(vocabulary.kinds.values())))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
