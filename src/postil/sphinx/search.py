"""What search looks through: every sentence of the text, every note, every other section, as a script file.

A script, not JSON, because pages opened from disk cannot fetch. The same file tells where a note stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from postil.builders import makes_site
from postil.sphinx.domain import edition_domain
from postil.sphinx.scripts import assignment

Entry = dict[str, str]


def setup(app: Sphinx) -> None:
    """Write the file when the pages are written."""
    app.connect("build-finished", write_index)


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write `_static/index.js`, which puts the entries where the scripts of the pages find them."""
    if exception or not makes_site(app.builder):
        return
    entries = [*of_text(app), *of_notes(app), *of_pages(app)]
    text = assignment("entries", entries)
    (Path(app.outdir) / "_static/index.js").write_text(text, "utf-8")


def of_text(app: Sphinx) -> Iterator[Entry]:
    """An entry for each sentence of the text."""
    domain = edition_domain(app.env)
    for paragraph in domain.edition.article.paragraphs:
        for number, (start, end) in enumerate(paragraph.sentences, 1):
            sentence = f"{paragraph.number}-{number}"
            docname = domain.docname_of_sentence(sentence)
            place = f"Paragraph {paragraph.number}, sentence {number}" if paragraph.number else "Title"
            address = f"{app.builder.get_target_uri(docname)}#s{sentence}"
            yield _entry("text", address, place, _title(app, docname), paragraph.text[start:end])


def of_notes(app: Sphinx) -> Iterator[Entry]:
    """An entry for each note."""
    domain = edition_domain(app.env)
    for id in domain.edition.reading_order:
        note = domain.edition.by_id[id]
        words = " ".join(passage.words for passage in note.passages)
        address = f"{app.builder.get_target_uri(domain.docname_of(id))}#note-{id}"
        yield _entry("note", address, note.title, f"{note.kind}, on “{note.quote.exact}”", words)


def of_pages(app: Sphinx) -> Iterator[Entry]:
    """An entry for each section of the pages that do not hold the text, but for those that ask to be left out."""
    domain = edition_domain(app.env)
    chapters = {piece.block.docname for piece in domain.edition.pieces}
    unlisted = {docname for docname, metadata in app.env.metadata.items() if "nosearch" in metadata}
    for docname in sorted(app.env.found_docs - chapters - unlisted):
        for section in domain.data["sections"].get(docname, ()):
            address = f"{app.builder.get_target_uri(docname)}#{section.id}"
            yield _entry("page", address, section.title, _title(app, docname), section.words)


def _entry(kind: str, address: str, title: str, where: str, text: str) -> Entry:
    return {"kind": kind, "address": address, "title": title, "where": where, "text": text}


def _title(app: Sphinx, docname: str) -> str:
    return app.env.titles[docname].astext()
