"""The annotated text as HTML. What is not the article's own words carries `data-editorial`.

Numbers of notes and paragraphs are attributes, which the style sheet shows: the text of a paragraph element is the
article's and nothing else, for those who copy it and for other tools that find words in it.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.model import Claim, Note
from postil.sphinx import nodes as n
from postil.sphinx.domain import edition_domain
from postil.sphinx.repository import repository_of
from postil.text.article import direction

STATIC = Path(__file__).parent / "static"
# Emphasis and links of an article of Markdown.
_FORMS = {
    "emphasis": "<em>{text}</em>",
    "strong": "<strong>{text}</strong>",
    "link": '<a class="reference external" href="{address}">{text}</a>',
}

Visitor = Callable[[HTML5Translator, nodes.Element], None]


def setup(app: Sphinx) -> None:
    """Give each node its HTML."""
    for node, (visit, depart) in VISITORS.items():
        app.add_node(node, override=True, html=(visit, depart))
    app.connect("builder-inited", style_notes)


def style_notes(app: Sphinx) -> None:
    """Give notes the little style they need under another theme than the edition's own."""
    if app.config.html_theme != "postil":
        app.config.html_static_path.append(str(STATIC))
        app.add_css_file("notes.css")


def _close(text: str) -> Visitor:
    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(text)

    return depart


def visit_passage(self: HTML5Translator, node: nodes.Element) -> None:
    """A grid row: text, and the margin beside it."""
    self.body.append('<div class="passage">\n')


def visit_article_text(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph with its number; the title has none."""
    number, id = node["number"], node["ids"][0]
    language = _language(self, node["language"])
    level = node["level"]
    if number:
        role = f' role="heading" aria-level="{min(level + 1, 6)}"' if level else ""
        kind = "article article-heading" if level else "article"
        self.body.append(
            f'<p class="{kind}"{role} id="{id}" data-paragraph="{number}"{language}>'
            f'<a class="pilcrow" href="#{id}" data-number="{number}" data-editorial '
            f'aria-label="Paragraph {number}"></a>'
        )
    else:
        self.body.append(f'<p class="article article-title" id="{id}" data-title{language}>')
    self.body += [_sentence(self, number, sentence) for sentence in node["sentences"]]
    self.body.append(node["after"])


def _language(self: HTML5Translator, language: str) -> str:
    """Attributes for a text in another language than the page's."""
    if language == (self.config.language or "en"):
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'


def _sentence(self: HTML5Translator, paragraph: int, sentence: n.Sentence) -> str:
    """A sentence, with a permanent id, and the space before it."""
    words = "".join(_words(self, words) for words in sentence.words)
    id = f"s{paragraph}-{sentence.number}"
    return f'{sentence.before}<span class="sentence" id="{id}" data-sentence="{sentence.number}">{words}</span>'


def _words(self: HTML5Translator, words: n.Words) -> str:
    """A segment: one element that names its notes, and within it an underline for each; then their numbers."""
    text = self.encode(words.text)
    for mark in words.within:
        text = _FORMS[mark.form].format(text=text, address=escape(mark.address))
    for kind, lane in reversed(words.marks):
        text = f'<span class="mark {kind} lane-{lane}">{text}</span>'
    if words.notes:
        text = f'<span class="words" data-notes="{" ".join(words.notes)}">{text}</span>'
    return text + "".join(_note_mark(self, number, note) for number, note in words.ending)


def _note_mark(self: HTML5Translator, number: int, note: Note) -> str:
    """The raised number after a note's words."""
    label = escape(f"Note {number}, {note.kind}: {note.title}", quote=True)
    return (
        f'<sup class="note-mark {note.kind}" data-editorial{_later(self, note)}><a href="#note-{note.id}" '
        f'id="mark-{note.id}" data-number="{number}" aria-label="{label}"></a></sup>'
    )


def visit_division(self: HTML5Translator, node: nodes.Element) -> None:
    """Say where the rest of a divided paragraph is."""
    current = self.builder.current_docname
    address = f"{self.builder.get_relative_uri(current, node['docname'])}#{node['target']}"
    number = node["number"]
    text = (
        f"Paragraph {number} goes on in <a href='{address}'>the next chapter</a>."
        if node["onward"]
        else f"Paragraph {number}, continued from <a href='{address}'>the chapter before</a>."
    )
    self.body.append(f'<p class="division" data-editorial>{text}</p>\n')
    raise nodes.SkipNode


def visit_note_cards(self: HTML5Translator, node: nodes.Element) -> None:
    """The cards of a passage, one after the other; the style sheet and script move them beside their words."""
    number = node["number"]
    of = f"paragraph {number}" if number else "the title"
    classes = "notes" if self.config.html_theme == "postil" else "notes margin"
    self.body.append(f'<div class="{classes}" role="group" aria-label="Notes on {of}">\n')


def visit_note_card(self: HTML5Translator, node: nodes.Element) -> None:
    """A card that opens in place, with or without script."""
    note: Note = node["note"]
    verdict = f' data-verdict="{note.verdict}"' if note.verdict else ""
    judges = " data-judges" if note.verdict or note.kind.judges else ""
    badge = f' <span class="verdict {note.verdict}">{note.verdict}</span>' if note.verdict else ""
    opinion = ' <span class="verdict opinion">opinion</span>' if note.claim == Claim.OPINION else ""
    kind = f'<span class="kind">{note.kind.name.capitalize()}: </span>'
    title = f'<span class="note-title" dir="auto">{self.encode(note.title)}</span>'
    self.body.append(
        f'<details class="note {note.kind}" id="note-{note.id}" data-note="{note.id}" data-kind="{note.kind}"{verdict}'
        f'{judges}{_later(self, note)} data-as-of="{note.as_of.isoformat()}" data-editorial><summary>'
        f'<span class="number">{node["number"]}</span><span class="glyph" aria-hidden="true">{note.kind.sign}</span>'
        f'<span class="heading">{kind}{title}{badge}{opinion}</span>'
        '</summary><div class="card">'
    )


def _later(self: HTML5Translator, note: Note) -> str:
    """An attribute for what could not be known in the month of the text."""
    published = edition_domain(self.builder.env).edition.settings.date
    return " data-later" if note.as_of.isoformat()[:7] > published.isoformat()[:7] else ""


def depart_note_card(self: HTML5Translator, node: nodes.Element) -> None:
    """The foot of the card: who wrote it, and the way back to its words."""
    note: Note = node["note"]
    by = self.encode(", ".join(note.by))
    self.body.append(
        f'<p class="foot"><a href="#mark-{note.id}">Back to the text</a> · '
        f'<a href="#note-{note.id}">Link to this note</a> · {_repository_links(self, note)}{by}</p></div></details>\n'
    )


def _repository_links(self: HTML5Translator, note: Note) -> str:
    """The way to the note's file and to a discussion of it; nothing where the book names no repository."""
    repository = repository_of(self.config)
    if repository is None:
        return ""
    edition = edition_domain(self.builder.env).edition
    edit, discuss = repository.edit(note.path.relative_to(edition.root)), repository.discuss(note)
    return f'<a href="{escape(edit)}">Improve</a> · <a href="{escape(discuss)}">Discuss</a> · '


def visit_note_body(self: HTML5Translator, node: nodes.Element) -> None:
    """The fuller text."""
    self.body.append('<details class="more"><summary>More</summary>')


def visit_note_sources(self: HTML5Translator, node: nodes.Element) -> None:
    """The sources, each with its state."""
    self.body.append('<p class="sources">')


def visit_source_state(self: HTML5Translator, node: nodes.Element) -> None:
    """A tick or a question mark, with the word for those who cannot see it."""
    sign = "✓" if node["state"] == "checked" else "?"
    self.body.append(f'<span class="state {node["state"]}" title="{node["state"]}">{sign}<span class="unseen"> ')


def visit_citation(self: HTML5Translator, node: nodes.Element) -> None:
    """A source in the bibliography: a plain block, whose key need not be shown."""
    self.body.append(f'<div class="citation" id="{node["ids"][0]}">')


def skip(self: HTML5Translator, node: nodes.Element) -> None:
    """Show nothing."""
    raise nodes.SkipNode


VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    n.passage: (visit_passage, _close("</div>\n")),
    n.article_text: (visit_article_text, _close("</p>\n")),
    n.division: (visit_division, _close("")),
    n.note_cards: (visit_note_cards, _close("</div>\n")),
    n.note_card: (visit_note_card, depart_note_card),
    n.note_body: (visit_note_body, _close("</details>")),
    n.note_sources: (visit_note_sources, _close("</p>")),
    n.source_state: (visit_source_state, _close("</span></span>")),
    nodes.citation: (visit_citation, _close("</div>\n")),
    nodes.label: (skip, _close("")),
}
