"""Annotations made elsewhere, as other tools write them → one form: whose, on which words, and everything they say.

Read are W3C Web Annotations (Web Annotation Data Model, 2017: single, in lists, pages and collections, every kind of
body and target), the Open Annotations before them, and what Hypothesis and Annotator answer and export; as one JSON
text or as several, one after the other, or as a table.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from postil.authoring.annotation_tables import rows
from postil.authoring.text_fragments import quotes_of
from postil.model import Quote
from postil.reading.json_values import JsonError, faults_in_words
from postil.reading.notes import IN_ANNOTATIONS
from postil.reading.sources import kind_of_list

_LISTS = ("items", "rows", "replies", "annotations", "@graph", "resources", "contains")
# of pages, Hypothesis, JSON-LD, IIIF and containers of the Linked Data Platform
_SAID = ("body", "bodyValue", "text")  # what even an annotation of nothing has
_ALSO_SAID = ("comment", "note", "annotation", "content")  # by programs that name what is annotated `quote`
_PAGES = ("first", "last", "next")
_MOST_LETTERS = 10**6  # of a quote
_DEEPEST = 12  # objects within one another
_SAME = {  # names of other vocabularies → the names of the Web Annotation Data Model
    "@id": "id", "@type": "type", "hasTarget": "target", "on": "target", "hasBody": "body", "resource": "body",
    "bodies": "body", "annotatedBy": "creator", "annotatedAt": "created", "motivatedBy": "motivation",
    "hasSelector": "selector", "hasSource": "source", "full": "source", "chars": "value",
}  # fmt: skip
_IN_BODIES = ("items", "default", "item", "source")  # bodies within a body, of which some are alternatives
_NAMES = ("title", "label", "name")  # by which a body that is elsewhere may be called
_TAGS = ("tag", "keyword")  # that programs give to a body
_FRAME = {"type", "purpose", "format", "value", *_TAGS}  # what a body says that says nothing
_VALUES = ("@value", "@list", "@set")  # in which JSON-LD may wrap a value


class ImportFailedError(ValueError):
    """What makes a file no list of annotations, and where: `line` and `column` from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Text:
    """Something that an annotation says: `form` is a media type or nothing, `purpose` a W3C motivation or nothing."""

    value: str
    form: str = ""
    purpose: str = ""


class Span(NamedTuple):
    """Words from the beginning of one quote to that of another or, where it is `whole`, to that other's end."""

    start: Quote
    end: Quote
    whole: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Words of another page: the selectors that may find them, and spans where such are given."""

    quotes: tuple[Quote, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation as its file gives it. `id` is empty where it has none; `links` are addresses that it names.

    `replies` is whether it answers another. `fault` is what makes it unreadable: it is then a line of JSON lines, whose
    text it says.
    """

    id: str
    texts: tuple[Text, ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]
    targets: tuple[Target, ...]
    creators: tuple[str, ...]
    created: str
    motivations: tuple[str, ...]
    note: str = ""
    replies: bool = False
    fault: ImportFailedError | None = None

    def words(self) -> str:
        """All that it says, for those who must see to it by hand."""
        return "\n\n".join([*(text.value for text in self.texts), *self.links, *(f"[{tag}]" for tag in self.tags)])


def read_annotations(text: str) -> list[Annotation]:
    """The annotations of a JSON text, in their order. Raises ImportFailedError.

    Where one line of JSON lines is broken the others are read: each is whole in itself.
    """
    text = text.removeprefix("\ufeff")
    if kind := kind_of_list(text):
        right = "export it as BibTeX into book/references.bib, or as CSL JSON into book/references.json"
        raise ImportFailedError(f"is a list of sources in {kind} and holds no annotations; {right}")
    if not _begins_as_json(text) and (table := _table(text)) is not None:
        return table
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    try:
        return _read(text)
    except ImportFailedError:
        if len(lines) < 2 or not all(line.startswith("{") for _, line in lines):
            raise
    read = [annotation for number, line in lines for annotation in _read_line(line, number)]
    if all(annotation.fault for annotation in read):
        raise read[0].fault or ImportFailedError("is not JSON")
    return read


def _begins_as_json(text: str) -> bool:
    return text.lstrip().startswith(("{", "["))


def _table(text: str) -> list[Annotation] | None:
    try:
        found = rows(text)
        return None if found is None else [_annotation(_common(row)) for row in found]
    except csv.Error as error:
        raise ImportFailedError(f"is a table that cannot be read: {error}") from None


def _read_line(line: str, number: int) -> list[Annotation]:
    try:
        return _read(line)
    except ImportFailedError as error:
        fault = ImportFailedError(str(error), number, error.column)
        return [Annotation("", (Text(line.strip()),), (), (), (), (), "", (), fault=fault)]


def _read(text: str) -> list[Annotation]:
    try:
        with faults_in_words():
            values = [_common(value) for value in _values(text)]
    except JsonError as error:
        hint = (
            ""
            if _begins_as_json(text)
            else "; export the annotations as JSON, or as CSV with the columns Quote and Comment"
        )
        raise ImportFailedError(f"{error}{hint}", error.line, error.column) from None
    found = [annotation for value in values for annotation in _annotations(value)]
    if not found and not all(isinstance(value, dict | list) and _is_empty(value) for value in values):
        raise ImportFailedError(
            "holds no annotations: a W3C annotation, page or collection, or an answer or export of Hypothesis"
        )
    return [_annotation(annotation) for annotation in found]


def _values(text: str) -> Iterator[Any]:
    """The JSON values of a text: one, or several one after the other, as in JSON lines. Numbers stay as written."""
    decoder = json.JSONDecoder(parse_int=Decimal, parse_float=Decimal)
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] in "\x1e,":  # RFC 7464 begins each value so; commas come with copies
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        yield value
    if not text.strip("\x1e, \t\r\n"):
        raise JsonError("it is empty")


def _common(value: Any) -> Any:
    """A JSON value in the names of the Web Annotation Data Model: no prefixes, no addresses for names, no wrapping."""
    if isinstance(value, list):
        return [_common(item) for item in value]
    if not isinstance(value, dict):
        return value
    wrapped = next((value[name] for name in _VALUES if name in value), None)
    if wrapped is not None:
        return _common(wrapped)
    named: dict[str, Any] = {}
    for name, inner in value.items():
        local = name if name == IN_ANNOTATIONS else re.split("[:#/]", name)[-1]
        named.setdefault(_SAME.get(local, local), _common(inner))
    if isinstance(named.get("quote"), str) and "target" not in named:  # Annotator
        named["target"] = {"selector": {"type": "TextQuoteSelector", "exact": named["quote"]}}
        said = (named[name] for name in _ALSO_SAID if isinstance(named.get(name), str))
        named.setdefault("text", next(said, ""))
    return named


def _is_empty(value: dict[str, Any] | list[Any]) -> bool:
    return not value if isinstance(value, list) else any(value.get(name) == [] for name in _LISTS)


def _annotations(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every annotation in what a file holds, however pages and collections are nested."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _annotations(item, depth + 1)
    elif isinstance(value, str) and depth:
        yield {"id": value, "body": value}  # an annotation that is elsewhere
    elif isinstance(value, dict):
        inner = list(_held(value))
        if "target" in value or (not inner and any(value.get(name) for name in _SAID)):
            yield value
            return
        for item in inner or filter(_is_of_objects, value.values()):  # by their ids, or in an answer's `data`
            yield from _annotations(item, depth + 1)


def _held(value: dict[str, Any]) -> Iterator[Any]:
    """What a page or a collection holds, and the pages that follow; where the last is elsewhere, others lead to it."""
    yield from (value[name] for name in _LISTS if name in value)
    yield from (value[name] for name in _PAGES if name in value and (name != "last" or isinstance(value[name], dict)))


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(item, dict | list) for item in value))


def _annotation(value: dict[str, Any]) -> Annotation:
    parts = list(_bodies(value.get("body")))
    texts = [Text(said, "text/plain") for said in _texts(value.get("bodyValue"))]
    texts += [Text(_text(value.get("text")))] if _text(value.get("text")).strip() else []
    texts += [text for text, _ in parts if text and text.purpose != "tagging"]
    tags = [_text(tag) for tag in _listed(value.get("tags"))]
    tags += [text.value for text, _ in parts if text and text.purpose == "tagging"]
    links = [link for _, link in parts if link]
    return Annotation(
        id=_text(value.get("id")),
        texts=tuple(text for text in texts if text.value.strip()),
        tags=tuple(tag for tag in tags if tag.strip()),
        links=tuple(dict.fromkeys(links)),
        targets=tuple(_targets(value.get("target"))),
        creators=tuple(_creators(value)),
        created=_text(value.get("created")) or _text(value.get("modified")),
        motivations=tuple(map(_text, _listed(value.get("motivation")))),
        note=_text(value.get(IN_ANNOTATIONS)),
        replies=bool(_listed(value.get("references"))) or "replying" in _listed(value.get("motivation")),
    )


def _bodies(value: Any, purpose: str = "", depth: int = 0) -> Iterator[tuple[Text | None, str]]:
    """Each body as a text or as an address: of several, such as those of a Choice, all."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield None, value
    for item in value if isinstance(value, list) else ():
        yield from _bodies(item, purpose, depth + 1)
    if isinstance(value, dict):
        purpose = next(map(_text, _listed(value.get("purpose"))), "") or purpose
        yield from ((Text(tag, purpose="tagging"), "") for name in _TAGS for tag in _texts(value.get(name)))
        yield from _body(value, purpose, depth)


def _body(value: dict[str, Any], purpose: str, depth: int) -> Iterator[tuple[Text | None, str]]:
    content = "\n\n".join(_texts(value.get("value")))
    within = [value[name] for name in _IN_BODIES if name in value]
    said: list[str] = []
    if content:
        yield Text(content, _media_type(value.get("format")), purpose), ""
    elif within:
        yield from _bodies(within, purpose, depth + 1)
        parts = _selectors(value.get("selector"))
        said = [words for part in parts for words in _texts(part.get("exact", part.get("value")))]
    elif _text(value.get("id")):
        yield None, value["id"]
        said = [words for name in _NAMES for words in _texts(value.get(name))]
    elif value.keys() - _FRAME:  # in no form that is known
        said = [json.dumps(value, ensure_ascii=False, default=str)]
    yield from ((Text(words, "text/plain", purpose), "") for words in said)


def _media_type(value: Any) -> str:
    return next(map(_text, _listed(value)), "").partition(";")[0].strip().lower()


def _targets(value: Any, depth: int = 0) -> Iterator[Target]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _targets(item, depth + 1)
    elif isinstance(value, dict) and "items" in value and "selector" not in value:
        yield from _targets(value["items"], depth + 1)
    else:
        yield Target(tuple(_quotes(value)), tuple(_spans(value)))


def _selectors(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every selector in a target, however they are nested."""
    if isinstance(value, list):
        for item in value:
            yield from _selectors(item, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield value
        for inner in ("selector", "refinedBy", "items", "source", "state"):
            yield from _selectors(value.get(inner), depth + 1)


def _quotes(value: Any) -> Iterator[Quote]:
    for found in _selectors(value):
        exact, prefix, suffix = ("".join(_texts(found.get(name))) for name in ("exact", "prefix", "suffix"))
        if exact.strip():
            yield from _within(Quote(exact, prefix, suffix), found.get("refinedBy"))
            yield Quote(exact, prefix, suffix)
        elif _text(found.get("quote")).strip() and "start" in found:  # Recogito
            yield Quote(found["quote"], "", "")
    yield from (first for first, last in _fragments(value) if not last)


def _within(quote: Quote, refining: Any) -> Iterator[Quote]:
    """What selectors that refine a quote select of it, each between all that is beside it in the quote."""
    for inner in _selectors(refining):
        words = "".join(_texts(inner.get("exact")))
        start = quote.exact.find(words) if words else _number(inner.get("start"))
        end = start + len(words) if words else _number(inner.get("end"))
        if 0 <= start < end <= len(quote.exact):
            before, after = quote.exact[:start], quote.exact[end:]
            yield Quote(quote.exact[start:end], quote.prefix + before, after + quote.suffix)


def _spans(value: Any) -> Iterator[Span]:
    """What each RangeSelector selects, and each text fragment that gives its first and its last words."""
    for found in _selectors(value):
        ends = [next(_quotes(found.get(name)), None) for name in ("startSelector", "endSelector")]
        if ends[0] and ends[1]:
            yield Span(ends[0], ends[1], whole=False)
    yield from (Span(first, last, whole=True) for first, last in _fragments(value) if last)


def _fragments(value: Any) -> Iterator[tuple[Quote, Quote | None]]:
    """The text fragments of a target: in its address, in that of its source, and in its selectors."""
    addresses = [value] if isinstance(value, str) else []
    for found in _selectors(value):
        addresses += [_text(found.get(name)) for name in ("id", "source")]
        addresses += [_text(found.get("value"))] if _is(found, "FragmentSelector") else []
    for address in addresses:
        yield from quotes_of(address)


def _is(value: dict[str, Any], name: str) -> bool:
    return any(re.split("[:#/]", _text(kind))[-1] == name for kind in _listed(value.get("type")))


def _creators(value: dict[str, Any]) -> Iterator[str]:
    for creator in _listed(value.get("creator", value.get("user"))):
        name = creator.get("name") or creator.get("nickname") or creator.get("id") if isinstance(creator, dict) else ""
        names = [name] if isinstance(creator, dict) else [creator]
        for word in (" ".join(_text(part).split()) for part in _listed(names[0])):
            if word:
                scheme, _, account = word.partition(":")  # the address of a person is nobody's to publish
                yield account.partition("@")[0] if scheme in ("acct", "mailto") else word


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _number(value: Any) -> int:
    """A number of letters; -1 where it is none."""
    return int(value) if isinstance(value, Decimal) and 0 <= value <= _MOST_LETTERS else -1


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts in a value that should be one: of a list all, of a map from languages all; a number as written."""
    if isinstance(value, str | Decimal) and str(value):
        yield str(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner if depth < _DEEPEST else ():
        yield from _texts(item, depth + 1)
