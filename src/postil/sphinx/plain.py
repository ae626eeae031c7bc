"""The edition for builders that know ordinary nodes alone: a book with notes can still be built by any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from postil.builders import PlainNodes, makes_hosts_book
from postil.sphinx import nodes as n
from postil.sphinx.words import name_of, word_of
from postil.text.markdown import Shape

_INLINE: dict[str, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "code": nodes.literal,
    "speaker": nodes.strong,
}


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlainEdition)


def _text(node: n.article_text) -> list[nodes.Node]:
    """A paragraph of the text, each of whose notes has its number after its words."""
    if node["shape"] == Shape.CODE:
        return [nodes.literal_block("", node.astext())]
    if node["level"] or not node["number"]:
        return [nodes.rubric("", "", *_words(node))]
    if node["breaks"] or node["line"] or node["shape"] == Shape.TABLE:
        return [nodes.line_block("", *_lines(_words(node)))]
    paragraph = nodes.paragraph("", "", *_words(node))
    return [nodes.block_quote("", paragraph)] if node["shape"] == Shape.QUOTATION else [paragraph]


def _words(node: n.article_text) -> Iterator[nodes.Node]:
    for sentence in node["sentences"]:
        yield nodes.Text(sentence.before)
        for words in sentence.words:
            inline: nodes.Node = nodes.Text(words.text)
            for mark in words.within:
                inline = _INLINE[mark.form]("", "", inline) if mark.form in _INLINE else inline
            yield inline
            yield from (nodes.superscript("", str(number)) for number, _note in words.ending)


def _lines(inlines: Iterator[nodes.Node]) -> Iterator[nodes.line]:
    """The same words line by line; emphasis that goes over the end of a line is left whole in the first."""
    line = nodes.line()
    for inline in inlines:
        parts = map(nodes.Text, inline.split("\n")) if isinstance(inline, nodes.Text) else iter([inline])
        line += next(parts)
        for part in parts:
            yield line
            line = nodes.line("", "", part)
    yield line


def _card(card: n.note_card) -> list[nodes.Node]:
    """A note set in, headed by its number, verdict or kind, and title."""
    note = card["note"]
    kind = name_of(note.verdict) if note.verdict else word_of(note.kind)
    return [nodes.block_quote("", _heading(f"{card['number']} · {kind}: {note.title}"), *card.children)]


def _folded(folded: n.folded) -> list[nodes.Node]:
    return [_heading(folded["summary"]), *folded.children]


def _heading(words: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", words))


def _line(node: nodes.Element) -> list[nodes.Node]:
    return [nodes.paragraph("", "", *node.children)] if node.children else []


class PlainEdition(PlainNodes):
    """Text and notes, also for Sphinx's own EPUB, which a guest's book keeps."""

    room = "postil.sphinx"
    plain: ClassVar = {
        n.article_text: _text,
        n.note_card: _card,
        n.folded: _folded,
        n.named_here: _line,
        n.note_sources: _line,
        n.dated_item: lambda item: [nodes.list_item("", *item.children)],
    }

    def wanted(self, builder: Builder) -> bool:
        """Whether a builder knows ordinary nodes alone."""
        return super().wanted(builder) or makes_hosts_book(builder)
