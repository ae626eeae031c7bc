"""TEI P5: the text with numbered paragraphs and sentences, the notes apart from it, sources and provenance.

Empty `anchor` elements stand where the words of a note begin and end, so that notes may overlap; each `note` points at
both with `target` and `targetEnd`, as chapter 17 of the TEI Guidelines describes for stand-off annotation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from lxml import etree
from lxml.builder import ElementMaker
from lxml.html import fragments_fromstring

from postil.edition import Edition
from postil.export.addresses import Addresses
from postil.export.bodies import as_html, text_as_html
from postil.export.evidence import Borne, borne_by
from postil.model import Kind, Note, Source, Verdict, Vocabulary
from postil.reading.csl_names import variables
from postil.reading.memory import recall
from postil.reading.parallels import Parallel, Witness
from postil.reading.settings import Settings
from postil.text.article import Paragraph
from postil.text.forms import Form, article_end
from postil.text.headings import heading_of
from postil.text.ids import source_id
from postil.text.markdown import Shape
from postil.text.quotation import quoted

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Thing = TypeVar("Thing")
Mark = tuple[int, int, str]  # a place in a paragraph, 0 where the words of a note end and 1 where they begin, and an id
Marked = list[tuple[Paragraph, list[Mark]]]
E = ElementMaker(namespace=_TEI, nsmap={None: _TEI})

_W3C_DATE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?\Z")

# The HTML of note texts → the elements of TEI, with attributes.
_ELEMENTS = {
    "p": ("p", {}),
    "em": ("emph", {}),
    "strong": ("hi", {"rend": "bold"}),
    "code": ("code", {}),
    "ul": ("list", {"rend": "bulleted"}),
    "ol": ("list", {"rend": "numbered"}),
    "li": ("item", {}),
    "blockquote": ("quote", {}),
    "br": ("lb", {}),
    "a": ("ref", {}),
}


def tei(edition: Edition, addresses: Addresses) -> str:
    """The whole edition as one document, into which the many parts are put as text; each is made once and kept."""
    parts = {
        "paragraphs": _paragraphs(edition),
        "notes": (_kept_note(edition.by_id[id], addresses) for id in edition.reading_order),
        "sources": (_kept(edition.sources[key], _source) for key in sorted(edition.sources)),
    }
    places = {name: etree.PI(name) for name in parts}
    body = E.body(places["paragraphs"], **{_LANG: edition.settings.language})
    notes = E.div(E.head("Notes"), places["notes"], type="notes")
    listed = [E.div(E.head("Sources"), E.listBibl(places["sources"]), type="bibliography")] if edition.sources else []
    back = E.back(notes, *_parallels(edition, addresses), *listed)
    text = str(etree.tostring(E.TEI(_header(edition), E.text(body, back)), encoding="unicode"))
    for name, part in parts.items():
        text = text.replace(_written(places[name]), "".join(part), 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _kept(thing: Thing, make: Callable[[Thing], etree._Element]) -> str:
    """What is made of a record, as text."""
    return recall("tei", repr(thing), lambda: _written(make(thing)))


def _written(element: etree._Element) -> str:
    """An element as it stands within a document of its namespace."""
    return str(etree.tostring(element, encoding="unicode")).replace(f' xmlns="{_TEI}"', "", 1)


def _header(edition: Edition) -> etree._Element:
    settings = edition.settings
    licence = E.licence(settings.licence, target=settings.licence) if settings.licence else E.p("All rights reserved.")
    origin = settings.origin or settings.title
    return E.teiHeader(
        E.fileDesc(
            E.titleStmt(E.title(settings.title), E.editor(settings.editors or "The editors")),
            *([E.editionStmt(E.edition(f"Version {settings.version}"))] if settings.version else []),
            E.publicationStmt(E.publisher(settings.editors or "The editors"), E.availability(licence)),
            E.sourceDesc(
                E.bibl(E.title(settings.title), _date_of_text(settings), E.note(origin)),
                *_witnesses(edition),
            ),
        ),
        E.encodingDesc(
            E.editorialDecl(
                E.correction(E.p("The text stands as received. What is wrong is said in a note.")),
                E.segmentation(E.p("Paragraphs are numbered as received; sentences were found by program.")),
                E.interpretation(E.p("Each note quotes the words it is about and names its sources.")),
            ),
            E.classDecl(*_taxonomies(edition.vocabulary)),
            *(
                [E.variantEncoding(method="double-end-point", location="external")]
                if edition.apparatus.parallels
                else []
            ),
        ),
        E.profileDesc(E.langUsage(E.language(settings.language, ident=settings.language))),
    )


def _date_of_text(settings: Settings) -> etree._Element:
    day = settings.date.isoformat()
    return E.date("undated", notBefore=day) if settings.undated else E.date(when=day)


def _taxonomies(vocabulary: Vocabulary) -> Iterator[etree._Element]:
    for id, table in (("kinds", vocabulary.kinds), ("verdicts", vocabulary.verdicts)):
        words: Iterable[Kind | Verdict] = table.values()
        categories = [
            E.category(E.catDesc(E.term(word.name), ": ", word.meaning), **{_ID: f"{id}-{word.name}"}) for word in words
        ]
        if categories:
            yield E.taxonomy(*categories, **{_ID: id})


def _paragraphs(edition: Edition) -> Iterator[str]:
    """Each paragraph; of a play the speeches, of a law its parts."""
    anchors: dict[int, list[Mark]] = defaultdict(list)
    for id in edition.reading_order:
        anchor = edition.anchors[id]
        anchors[anchor.paragraph] += [(anchor.start, 1, f"from-{id}"), (anchor.end, 0, f"to-{id}")]
    make = _law if edition.settings.form == Form.LAW else _speech
    for run in _runs(edition.article.paragraphs, edition.settings.form):
        marked = [(paragraph, sorted(anchors[paragraph.number])) for paragraph in run]
        yield recall("tei", f"{make.__name__} {marked}", partial(_all_written, make, marked))


def _all_written(make: Callable[[Marked], Iterable[etree._Element]], marked: Marked) -> str:
    return "".join(map(_written, make(marked)))


def _runs(paragraphs: Iterable[Paragraph], form: Form) -> Iterator[list[Paragraph]]:
    """The paragraphs that make one element: those of a speech or of a part of a law; elsewhere each by itself."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        head = not paragraph.number or paragraph.level or heading_of(paragraph, form)
        begins = bool(head or _speaker_of(paragraph))
        if form == Form.LAW:
            begins = bool(paragraph.number and heading_of(paragraph, Form.LAW))
        elif run and not _speaker_of(run[0]):
            begins = True
        if run and begins:
            yield run
            run = []
        run.append(paragraph)
    if run:
        yield run


def _speaker_of(paragraph: Paragraph) -> int:
    """Where the name of the speaker ends with which a paragraph begins; 0 where it begins with none."""
    return next((mark.end for mark in paragraph.marks if mark.form == "speaker"), 0)


def _speech(marked: Marked) -> Iterator[etree._Element]:
    """A speech, which begins with its speaker; or a paragraph."""
    speaker = _speaker_of(marked[0][0])
    if not speaker:
        yield from (_block(paragraph, marks) for paragraph, marks in marked)
        return
    speech = E.sp(_speaker(*marked[0], speaker))
    for paragraph, marks in marked:
        if paragraph.text[speaker:].strip():
            speech.append(_block(paragraph, marks, speaker))
        speaker = 0
    yield speech


def _law(marked: Marked) -> Iterator[etree._Element]:
    """A part, which begins with a heading, and articles in it with their numbers; each holds what follows."""
    part: etree._Element | None = None
    article: etree._Element | None = None
    for paragraph, marks in marked:
        element = _block(paragraph, marks)
        end = article_end(paragraph.text) if paragraph.number else 0
        if paragraph.number and heading_of(paragraph, Form.LAW):
            part = E.div(element, type="part")
        elif end:
            part = E.div(type="part") if part is None else part
            article = E.div(element, type="article", n=paragraph.text[:end])
            part.append(article)
        elif article is not None:
            article.append(element)
        elif part is not None:
            part.append(element)
        else:
            yield element
    yield from [part] if part is not None else []


def _block(paragraph: Paragraph, marks: list[Mark], at: int = 0) -> etree._Element:
    """A paragraph from the offset `at`, as what it is."""
    if paragraph.line:
        return _verse(paragraph, marks)
    if paragraph.shape == Shape.TABLE and paragraph.number:
        return _table(paragraph, marks)
    element = _paragraph(paragraph, marks, at)
    if paragraph.breaks and paragraph.number:
        _begin_lines(element)
    if paragraph.shape == Shape.QUOTATION and paragraph.number:
        return E.quote(element)
    return E.note(element, place="foot") if paragraph.shape == Shape.FOOTNOTE and paragraph.number else element


def _begin_lines(element: etree._Element) -> None:
    """Mark where each line but the first begins in a paragraph whose ends of lines are to be seen."""
    for part in list(element.iter()):
        part.text, part[0:0] = _lines(part.text)
        if part is not element:
            part.tail, following = _lines(part.tail)
            after = part.getparent().index(part) + 1
            part.getparent()[after:after] = following


def _lines(words: str | None) -> tuple[str, list[etree._Element]]:
    """The first line of a text, and an element for each other, with its words behind it."""
    first, *others = re.split(r"(?<=\n)", words or "")
    begun = []
    for line in others:
        begun.append(E.lb())
        begun[-1].tail = line
    return first, begun


def _table(paragraph: Paragraph, marks: list[Mark]) -> etree._Element:
    """Rows of cells, each of which is a sentence; a note that ends between cells ends with the one before."""
    element, at = E.table(**{_ID: f"p{paragraph.number}"}), 0
    numbers = {start: number for number, (start, _) in enumerate(paragraph.sentences, 1)}
    left = list(marks)
    for row in paragraph.text.split("\n"):
        cells = E.row()
        for words in row.split("\t"):
            start = at + len(words) - len(words.lstrip())
            end = start + len(words.strip())
            cell = E.cell()
            if start in numbers:
                sentence = E.s(n=str(numbers[start]), **{_ID: f"s{paragraph.number}-{numbers[start]}"})
                inside = [mark for mark in left if mark[0] < end or (mark[0] == end and not mark[1])]
                left = left[len(inside) :]
                _fill(sentence, paragraph.text, start, end, inside)
                cell.append(sentence)
            cells.append(cell)
            at += len(words) + 1
        element.append(cells)
    return element


def _speaker(paragraph: Paragraph, marks: list[Mark], end: int) -> etree._Element:
    """The name of a speaker; the sentences and notes that end in it, too."""
    element = E.speaker()
    begun = [
        (start, 1, f"s{paragraph.number}-{n}") for n, (start, last) in enumerate(paragraph.sentences, 1) if last <= end
    ]
    _fill(element, paragraph.text, 0, end, sorted([*begun, *(mark for mark in marks if mark[0] <= end)]))
    if not paragraph.text[end:].strip():
        element.set(_ID, f"p{paragraph.number}")
    return element


def _verse(paragraph: Paragraph, marks: list[Mark]) -> etree._Element:
    """A stanza, with an anchor where a sentence begins, since sentences run over the ends of lines."""
    element = E.lg(n=str(paragraph.number))
    element.set(_ID, f"p{paragraph.number}")
    begun = [(start, 1, f"s{paragraph.number}-{n}") for n, (start, _) in enumerate(paragraph.sentences, 1)]
    left = sorted([*marks, *begun])
    for start, end in paragraph.lines:
        line = E.l(n=str(paragraph.line_at(start)))
        inside = [mark for mark in left if mark[0] < end or (mark[0] == end and not mark[1])]
        left = left[len(inside) :]
        _fill(line, paragraph.text, start, end, [(max(place, start), kind, id) for place, kind, id in inside])
        line.tail = "\n"
        element.append(line)
    return element


def _paragraph(paragraph: Paragraph, marks: list[Mark], at: int = 0) -> etree._Element:
    """A paragraph from the offset `at`."""
    element = E.p(n=str(paragraph.number)) if paragraph.number else E.head()
    element.set(_ID, f"p{paragraph.number}")
    marks = [mark for mark in marks if mark[0] > at or not at]
    for number, (start, end) in enumerate(paragraph.sentences, 1):
        if end <= at:
            continue
        start = max(start, at)
        _append(element, paragraph.text[at:start])
        sentence = E.s(n=str(number), **{_ID: f"s{paragraph.number}-{number}"})
        last = number == len(paragraph.sentences)
        inside = [mark for mark in marks if mark[0] < end or (mark[0] == end and (mark[1] == 0 or last))]
        marks = marks[len(inside) :]
        _fill(sentence, paragraph.text, start, end, [(max(place, start), kind, id) for place, kind, id in inside])
        element.append(sentence)
        at = end
    _append(element, paragraph.text[at:])
    return element


def _fill(sentence: etree._Element, text: str, start: int, end: int, marks: list[Mark]) -> None:
    for place, _, id in marks:
        _append(sentence, text[start:place])
        sentence.append(E.anchor(**{_ID: id}))
        start = place
    _append(sentence, text[start:end])


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _kept_note(note: Note, addresses: Addresses) -> str:
    given = repr((as_html(note, addresses), *borne_by(note, addresses.edition)))
    return recall("tei", note.digest, lambda: _written(_note(note, addresses)), given)


def _note(note: Note, addresses: Addresses) -> etree._Element:
    analyses = [f"#kinds-{note.kind}", *([f"#verdicts-{note.verdict}"] if note.verdict else [])]
    element = E.note(
        E.p(E.title(note.title)),
        *_blocks(as_html(note, addresses)),
        type=str(note.kind),
        target=f"#from-{note.id}",
        targetEnd=f"#to-{note.id}",
        ana=" ".join(analyses),
    )
    element.set(_ID, f"note-{note.id}")
    if note.sources:
        element.append(E.p(*(E.ref(key, target=f"#{source_id(key)}") for key in note.sources)))
    element.extend(_cit(borne) for borne in borne_by(note, addresses.edition))
    return element


def _cit(borne: Borne) -> etree._Element:
    """A passage that a note rests on: its words where they are given, the source, and what it says."""
    passage = borne.passage
    where = [E.biblScope(passage.where)] if passage.where else []
    meant = f"{passage.says} {quoted(passage.means)}" if passage.means else passage.says
    bibl = E.bibl(E.ref(borne.label, target=f"#{source_id(borne.source.key)}"), *where, E.note(meant, type="says"))
    quotes = [E.quote(passage.words, **{_LANG: passage.lang})] if passage.words else []
    return E.cit(*quotes, bibl)


def _blocks(html: str) -> list[etree._Element]:
    return [_converted(block) for block in fragments_fromstring(html) if not isinstance(block, str)]


def _converted(html: etree._Element) -> etree._Element:
    name, attributes = _ELEMENTS[html.tag]
    element = E(name, **attributes)
    if html.tag == "a":
        element.set("target", html.get("href", ""))
    element.text = html.text
    for child in html:
        converted = _converted(child)
        converted.tail = child.tail
        element.append(converted)
    return element


def _encoding_of_parallels(edition: Edition) -> Iterator[etree._Element]:
    if edition.apparatus.parallels:
        yield E.variantEncoding(method="double-end-point", location="external")


def _witnesses(edition: Edition) -> Iterator[etree._Element]:
    """The texts that are set beside this one, as chapter 12 of the Guidelines lists witnesses."""
    comparison = edition.apparatus.comparison
    if comparison:
        listed = (_witness(witness) for witness in comparison.record.witnesses)
        yield E.listWit(*listed)


def _witness(witness: Witness) -> etree._Element:
    read = (E.ref(key, target=f"#{source_id(key)}") for key in witness.sources)
    about = f", {witness.about} " if witness.about else " "
    return E.witness(E.title(witness.name), about, *read, **{_ID: f"witness-{witness.id}", _LANG: witness.language})


def _parallels(edition: Edition, addresses: Addresses) -> Iterator[etree._Element]:
    """An apparatus apart from the text: an entry for each parallel, which points at its sentence."""
    comparison = edition.apparatus.comparison
    if comparison and edition.apparatus.parallels:
        languages = {witness.id: witness.language for witness in comparison.record.witnesses}
        rows = (_parallel(entry.record, languages, addresses) for entry in edition.apparatus.parallels)
        head = E.head(comparison.record.label)
        yield E.div(head, *(E.ab(row) for row in rows), type="parallels", subtype=str(comparison.record.relation))


def _parallel(parallel: Parallel, languages: Mapping[str, str], addresses: Addresses) -> etree._Element:
    place = f"#s{parallel.sentence}"
    app = E.app(E.lem(parallel.article), type=str(parallel.sure), **{"from": place, "to": place})
    for reading in parallel.readings:
        rdg = E.rdg(reading.words, wit=f"#witness-{reading.witness}")
        if reading.words:
            rdg.set(_LANG, languages[reading.witness])
        app.append(rdg)
        if reading.means:
            app.append(E.note(reading.means, type="translation", target=f"#witness-{reading.witness}"))
        if reading.says:
            said = _blocks(text_as_html(reading.says, addresses))
            app.append(E.note(*said, type="content", target=f"#witness-{reading.witness}"))
    for exchange in parallel.exchanged:
        app.append(E.note(f"{exchange.was} → {exchange.now}", type="exchange"))
    if parallel.changed:
        app.append(E.note(*_blocks(text_as_html(parallel.changed, addresses)), type="change"))
    return app


def _source(source: Source) -> etree._Element:
    fields = source.fields
    when = fields.get("date") or fields.get("year", "")
    date = E.date(when, when=when) if _W3C_DATE.match(when) else E.date(when or "undated")
    named = E.editor if source.edited else E.author
    people = [named(str(name)) for name in source.names] + ([named("et al.")] if source.others else [])
    said = variables(source.type, fields)
    own, within = E.title(fields.get("title", "")), said.get("container-title")
    imprint = E.imprint(
        *([E.publisher(said["publisher"])] if "publisher" in said else []),
        *(E.biblScope(said[name], unit=name) for name in ("volume", "issue", "page") if name in said),
        date,
    )
    address = [E.ptr(target=source.url)] if source.url else []
    first = [E.analytic(*people, own, *address)] if within else []
    whole = E.monogr(*([E.title(within)] if within else [*people, own, *address]), imprint)
    known = E.note(" ".join(filter(None, (source.state, fields.get("checked")))), type="state")
    return E.biblStruct(*first, whole, known, **{_ID: source_id(source.key)})
