"""The annotated text as HTML. What is not the article's own words carries `data-editorial`.

Numbers of notes and paragraphs are attributes, which the style sheet shows: the text of a paragraph element is the
article's and nothing else, for those who copy it and for other tools that find words in it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.builders import STATIC_FOLDER, add_static, makes_site
from postil.compat.jupyter_book import stand_in_for_contents
from postil.mentions import Ref, What
from postil.model import Note
from postil.sphinx import cards
from postil.sphinx import nodes as n
from postil.sphinx.domain import edition_domain
from postil.sphinx.illustrations import picture_address
from postil.sphinx.visiting import Visitor, closing
from postil.sphinx.words import _, called, word_of
from postil.text.article import direction
from postil.text.inline import Mark
from postil.text.markdown import Shape

_STATIC = Path(__file__).parent / "static"
# Emphasis and links of an article of Markdown.
_FORMS = {
    "emphasis": "<em>{text}</em>",
    "strong": "<strong>{text}</strong>",
    "code": '<code class="postil-code">{text}</code>',
    "speaker": '<span class="postil-speaker">{text}</span>',
    "number": '<span class="postil-article-number">{text}</span>',
    "footnote": '<a class="reference internal" href="{address}">{text}</a>',
    "reference": '<sup class="postil-reference"><a class="reference internal" href="{address}">{text}</a></sup>',
    "image": '<img class="postil-picture" src="{address}" alt="">{text}',
    "link": '<a class="reference external" href="{address}"{title}>{text}</a>',
    "elsewhere": "<span{title}>{text}</span>",
}


def setup(app: Sphinx) -> None:
    """Give each node its HTML."""
    for node, (visit, depart) in VISITORS.items():
        app.add_node(node, html=(visit, depart))
    app.connect("builder-inited", bring_style)
    app.connect("html-page-context", style_notes, priority=800)
    app.connect("html-page-context", mind_margins, priority=850)


def _under_another_theme(app: Sphinx) -> bool:
    return app.config.html_theme != "postil" and makes_site(app.builder)


def bring_style(app: Sphinx) -> None:
    """Have the little style copied that notes need under another theme than the edition's own."""
    if _under_another_theme(app):
        add_static(app, _STATIC)


def style_notes(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have it loaded by pages that show something of the edition, and by no others."""
    if "postil-" in context.get("body", "") and _under_another_theme(app):
        app.add_css_file(f"{STATIC_FOLDER}/notes.css")


def mind_margins(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have a theme with a margin find on a page what it looks for where there is something in the margin."""
    if cards.IN_MARGIN in context.get("body", ""):
        stand_in_for_contents(context)


def visit_passage(self: HTML5Translator, node: nodes.Element) -> None:
    """A grid row: text, and the margin beside it."""
    self.body.append('<div class="postil-passage">\n')


def visit_article_text(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph with its number; the title has none."""
    begin = f"{_attributes(node)}{_language(self, node['language'])}>"
    if node["shape"] == Shape.TABLE:
        self.body.append(f"<table {begin}{_rows(self, node)}</table>\n")
        return
    words = "".join(_sentence(self, node, sentence) for sentence in node["sentences"]) + node["after"]
    words = _lines(words, node["line"], node["indent"]) if node["line"] else words
    paragraph = f"<p {begin}{words}</p>\n"
    self.body.append(f"<blockquote>{paragraph}</blockquote>\n" if node["shape"] == Shape.QUOTATION else paragraph)


def _attributes(node: nodes.Element) -> str:
    """The attributes of a paragraph. A copy is not the place of its words: it has no id."""
    number, level = node["number"], node["level"] if node["number"] else 0
    kind = "postil-article-heading" if level else _kinds(node) if number else "postil-title"
    role = f' role="heading" aria-level="{min(level + 1, 6)}"' if level else ""
    if not node["ids"]:
        return f'class="postil-copied postil-article {kind}"{role}'
    data = f'data-paragraph="{number}"' if number else "data-title"
    return f'class="postil-article {kind}"{role} id="{node["ids"][0]}" {data}'


def _kinds(node: nodes.Element) -> str:
    """The classes of a paragraph: the form of the text, what it is in Markdown, and whether its lines are kept."""
    shape = f" postil-{node['shape']}" if node["shape"] != Shape.PARAGRAPH else ""
    return f"postil-{node['form']}{shape}" + (" postil-lines" if node["breaks"] else "")


def _rows(self: HTML5Translator, node: nodes.Element) -> str:
    """The cells of a table, each with the tab or the end of line after it, so that its text is the article's."""
    html = ""
    for sentence in node["sentences"]:
        html += sentence.before + _sentence(self, node, sentence._replace(before=""))
    head, *rows = (html + node["after"]).split("\n")
    cells = "".join(f'<th scope="col">{cell}</th>' for cell in _cells(head, bool(rows)))
    below = (_cells(row, n < len(rows)) for n, row in enumerate(rows, 1))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in below)
    return f"<thead><tr>{cells}</tr></thead>" + (f"<tbody>{body}</tbody>" if rows else "")


def _cells(row: str, more: bool) -> list[str]:
    *cells, last = row.split("\t")
    return [*(f"{cell}\t" for cell in cells), f"{last}\n" if more else last]


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


def _sentence(self: HTML5Translator, paragraph: nodes.Element, sentence: n.Sentence) -> str:
    """A sentence, with a permanent id where it is in its place, and the space before it."""
    words = "".join(_words(self, words) for words in sentence.words)
    at = paragraph["number"]
    number = f"{at}-{sentence.number}"
    mark = f'class="postil-place" data-number="{called(number)}" data-editorial'
    data, place = "", f"<span {mark}></span>"
    if paragraph["ids"]:
        label = escape(called(number, _("Sentence %s")))
        data = f' id="s{number}" data-sentence="{sentence.number}"{_likeness(self, at, sentence)}'
        place = f'<a {mark} href="#s{number}" aria-label="{label}"></a>'
    return f'{sentence.before}<span class="postil-sentence"{data}>{place if at else ""}{words}</span>'


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
        text = _marked(self, text, mark)
    if words.notes:
        kind = "postil-words postil-essential" if words.essential else "postil-words"
        later = " data-later" if words.later else ""
        text = f'<span class="{kind}"{later} data-notes="{" ".join(words.notes)}">{text}</span>'
    return text + "".join(_note_mark(self, number, note) for number, note in words.ending)


def _marked(self: HTML5Translator, text: str, mark: Mark) -> str:
    """Words with what lies on them; those that led to a file lead nowhere, and keep what was said of that."""
    if mark.form not in _FORMS or (mark.form == "elsewhere" and not mark.title):
        return text
    title = f' title="{escape(mark.title)}"' if mark.title else ""
    return _FORMS[mark.form].format(text=text, address=escape(_address(self, mark)), title=title)


def _address(self: HTML5Translator, mark: Mark) -> str:
    """Where a mark leads: to the web, to the picture that the book has of a file, or to another place in the text."""
    edition, current = edition_domain(self.builder.env).edition, self.builder.current_docname
    if mark.form == "image":
        return picture_address(self.builder, mark.address, edition.paths)
    place = edition.place_of_link(mark)
    if place is None:
        return mark.address
    docname, id = place
    return f"#{id}" if docname == current else f"{self.builder.get_relative_uri(current, docname)}#{id}"


def _note_mark(self: HTML5Translator, number: int, note: Note) -> str:
    """The raised number after a note's words."""
    edition = edition_domain(self.builder.env).edition
    label = escape(_("Note %d, %s: %s") % (number, word_of(note.kind), note.title), quote=True)
    essential = " postil-essential" if note.id in edition.essential else ""
    later = " data-later" if edition.is_later(note) else ""
    return (
        f'<sup class="postil-mark{essential}" data-editorial data-kind="{note.kind}"{later}><a href="#note-{note.id}" '
        f'id="mark-{note.id}" data-number="{number}" aria-label="{label}"></a></sup>'
    )


def visit_division(self: HTML5Translator, node: nodes.Element) -> None:
    """Say where the rest of a divided paragraph is."""
    current = self.builder.current_docname
    whole = current in edition_domain(self.builder.env).data["whole"]
    address = f"{'' if whole else self.builder.get_relative_uri(current, node['docname'])}#{node['target']}"
    number = node["number"]
    text = (
        _("Paragraph %d goes on in <a>the next chapter</a>.")
        if node["onward"]
        else _("Paragraph %d, continued from <a>the chapter before</a>.")
    )
    text = (str(text) % number).replace("<a>", f"<a href='{address}'>")
    self.body.append(f'<p class="postil-division" data-editorial>{text}</p>\n')
    raise nodes.SkipNode


def visit_source_reference(self: HTML5Translator, node: nodes.Element) -> None:
    """A citation, whose source a script can open in place. There are a thousand on a page: each is one element."""
    link, *marks = node.children
    if not isinstance(link, nodes.reference):  # on paper, where it leads nowhere
        return
    address = link.get("refuri") or f"#{link['refid']}"
    passage = f' data-passage="{escape(node["passage"])}"' if node["passage"] else ""
    self.body.append(f'<a class="postil-cite" href="{escape(address)}"{passage}>{self.encode(link.astext())}</a>')
    for mark in marks:
        mark.walkabout(self)
    raise nodes.SkipNode


def visit_source_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """A source in the bibliography: a plain block, whose key need not be shown."""
    facts = "".join(f' data-{name}="{escape(node[name])}"' for name in ("language", "read", "later") if name in node)
    self.body.append(f'<div class="postil-citation" id="{node["ids"][0]}"{facts}>')


VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    n.passage: (visit_passage, closing("</div>\n")),
    n.article_text: (visit_article_text, closing("")),
    n.division: (visit_division, closing("")),
    n.source_reference: (visit_source_reference, closing("")),
    n.source_entry: (visit_source_entry, closing("</div>\n")),
    **cards.VISITORS,
}
