"""The annotated text as HTML. What is not the article's own words carries `data-editorial`.

Numbers of notes and paragraphs are attributes, which the style sheet shows: the text of a paragraph element is the
article's and nothing else, for those who copy it and for other tools that find words in it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.mentions import Ref, What
from postil.model import Note
from postil.sphinx import cards
from postil.sphinx import nodes as n
from postil.sphinx.domain import edition_domain
from postil.sphinx.visiting import Visitor, closing
from postil.sphinx.words import _
from postil.text.article import direction

STATIC = Path(__file__).parent / "static"
# Emphasis and links of an article of Markdown.
_FORMS = {
    "emphasis": "<em>{text}</em>",
    "strong": "<strong>{text}</strong>",
    "code": '<code class="postil-code">{text}</code>',
    "speaker": '<span class="postil-speaker">{text}</span>',
    "link": '<a class="reference external" href="{address}">{text}</a>',
}


def setup(app: Sphinx) -> None:
    """Give each node its HTML."""
    for node, (visit, depart) in VISITORS.items():
        app.add_node(node, html=(visit, depart))
    app.connect("builder-inited", style_notes)


def style_notes(app: Sphinx) -> None:
    """Give notes the little style they need under another theme than the edition's own."""
    if app.config.html_theme != "postil":
        app.config.html_static_path.append(str(STATIC))
        app.add_css_file("notes.css")


def visit_passage(self: HTML5Translator, node: nodes.Element) -> None:
    """A grid row: text, and the margin beside it."""
    self.body.append('<div class="postil-passage">\n')


def visit_article_text(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph with its number; the title has none."""
    number, id = node["number"], node["ids"][0]
    language = _language(self, node["language"])
    level = node["level"]
    if number:
        role = f' role="heading" aria-level="{min(level + 1, 6)}"' if level else ""
        kind = "postil-article postil-article-heading" if level else f"postil-article postil-{node['form']}"
        self.body.append(f'<p class="{kind}"{role} id="{id}" data-paragraph="{number}"{language}>')
    else:
        self.body.append(f'<p class="postil-article postil-title" id="{id}" data-title{language}>')
    words = "".join(_sentence(self, number, sentence) for sentence in node["sentences"]) + node["after"]
    self.body.append(_lines(words, node["line"], node["indent"]) if node["line"] else words)


def _lines(words: str, first: int, indent: str) -> str:
    """Lines of verse: what is not the article's own words is the number of every fifth, and the first one's indent."""
    lines = words.split("\n")
    number = '<span class="postil-line" data-line="{}" data-editorial></span>'
    numbers = [number.format(n) if n % 5 == 0 else "" for n in range(first, first + len(lines))]
    before = f"<span data-editorial>{indent}</span>" if indent else ""
    return before + "\n".join(map("".join, zip(numbers, lines, strict=True)))


def _language(self: HTML5Translator, language: str) -> str:
    """Attributes for a text in another language than the page's."""
    if language == (self.config.language or "en"):
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'


def _sentence(self: HTML5Translator, paragraph: int, sentence: n.Sentence) -> str:
    """A sentence, with a permanent id, and the space before it."""
    words = "".join(_words(self, words) for words in sentence.words)
    id, number = f"s{paragraph}-{sentence.number}", f"{paragraph}.{sentence.number}"
    label = escape(_("Sentence %s") % number)
    link = f'<a class="postil-place" href="#{id}" data-number="{number}" data-editorial aria-label="{label}"></a>'
    data = f'data-sentence="{sentence.number}"{_likeness(self, paragraph, sentence)}'
    begin = f'<span class="postil-sentence" id="{id}" {data}>{link if paragraph else ""}'
    return f"{sentence.before}{begin}{words}</span>"


def _likeness(self: HTML5Translator, paragraph: int, sentence: n.Sentence) -> str:
    """For the ribbon: how a sentence goes with other texts, and where they are set side by side."""
    domain = edition_domain(self.builder.env)
    number = f"{paragraph}-{sentence.number}"
    place = domain.place_of(Ref(What.PARALLEL, number))
    if number not in domain.edition.likeness or not place:
        return ""
    address = f"{self.builder.get_relative_uri(self.builder.current_docname, place[0])}#{place[1]}"
    return f' data-likeness="{domain.edition.likeness[number]}" data-parallel="{escape(address)}"'


def _words(self: HTML5Translator, words: n.Words) -> str:
    """A segment: one element that names its notes, then the numbers of those that end with it."""
    text = self.encode(words.text)
    for mark in words.within:
        text = _FORMS[mark.form].format(text=text, address=escape(mark.address))
    if words.notes:
        kind = "postil-words postil-essential" if words.essential else "postil-words"
        later = " data-later" if words.later else ""
        text = f'<span class="{kind}"{later} data-notes="{" ".join(words.notes)}">{text}</span>'
    return text + "".join(_note_mark(self, number, note) for number, note in words.ending)


def _note_mark(self: HTML5Translator, number: int, note: Note) -> str:
    """The raised number after a note's words."""
    edition = edition_domain(self.builder.env).edition
    label = escape(_("Note %d, %s: %s") % (number, note.kind, note.title), quote=True)
    essential = " postil-essential" if note.id in edition.essential else ""
    later = " data-later" if edition.is_later(note) else ""
    return (
        f'<sup class="postil-mark{essential}" data-editorial data-kind="{note.kind}"{later}><a href="#note-{note.id}" '
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
    self.body.append(f'<p class="postil-division" data-editorial>{text}</p>\n')
    raise nodes.SkipNode


def visit_source_reference(self: HTML5Translator, node: nodes.Element) -> None:
    """A citation, whose source a script can open in place."""
    passage = f' data-passage="{escape(node["passage"])}"' if node["passage"] else ""
    self.body.append(f'<span class="postil-cite" data-source="{escape(node["source"])}"{passage}>')


def visit_source_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """A source in the bibliography: a plain block, whose key need not be shown."""
    facts = "".join(f' data-{name}="{escape(node[name])}"' for name in ("language", "read") if name in node)
    self.body.append(f'<div class="citation" id="{node["ids"][0]}"{facts}>')


VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    n.passage: (visit_passage, closing("</div>\n")),
    n.article_text: (visit_article_text, closing("</p>\n")),
    n.division: (visit_division, closing("")),
    n.source_reference: (visit_source_reference, closing("</span>")),
    n.source_entry: (visit_source_entry, closing("</div>\n")),
    **cards.VISITORS,
}
