"""Exercises made from the notes alone: the task, room for an answer, and behind it what the edition says.

Without script the task and the edition's answer can be read; `exercises.js` lets the reader answer first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from postil.compat.docutils import OwnNode
from postil.compat.sphinx import offer_directive
from postil.model import Note, Side, Verdict
from postil.problems import did_you_mean
from postil.sphinx.domain import Gathers
from postil.sphinx.note_text import render
from postil.sphinx.pages.gathering import GatheringDirective, badge, link
from postil.sphinx.words import _, called, meaning_of, name_of, word_of
from postil.text.article import Paragraph

_TOKEN = re.compile(r"\S+\s*")


class exercise(nodes.General, OwnNode):  # noqa: N801
    """A task. Attributes: `kind`, `ids`, `heading`; `note` where it is about one. Children: words, then `answer`."""

    def astext(self) -> str:
        """Nothing: its words are those of notes, which the search has already."""
        return ""


class marked_words(nodes.General, OwnNode):  # noqa: N801
    """A paragraph in which words can be marked. Attribute: `sentences`, each a list of words."""


class verdict_choice(nodes.General, OwnNode):  # noqa: N801
    """The verdicts to choose from. Attributes: `name`, that of the choice, and `verdicts`."""


class written_answer(nodes.General, OwnNode):  # noqa: N801
    """A box to write in. Attributes: `name`, `label` and `lines`, how high it is."""


class answer(nodes.General, OwnNode):  # noqa: N801
    """What the edition says, which opens when asked for."""


class judged_words(nodes.General, OwnNode):  # noqa: N801
    """A span that the edition speaks of. Attributes: `first` and `last` word, from 0, and `opinion`."""


def setup(app: Sphinx) -> None:
    """Register the directives and the HTML of their nodes."""
    offer_directive(app, "spot-the-claim", SpotTheClaim)
    offer_directive(app, "judge-it-yourself", JudgeItYourself)
    offer_directive(app, "translate-it-back", TranslateItBack)
    for node, (visit, closing) in _HTML.items():
        app.add_node(node, html=(visit, _close(closing)))


class ExerciseDirective(GatheringDirective):
    """What all exercises share."""

    required_arguments = 1
    final_argument_whitespace = True
    draws_on = Gathers.PLACES

    def notes(self, fits: Callable[[Note], object], otherwise: str) -> list[Note]:
        """The notes that the argument names; an error where one does not exist or does not fit."""
        known = self.edition.by_id
        for id in self.arguments[0].split():
            if id not in known:
                raise self.error(f"there is no note '{id}'; {did_you_mean(id, known, 'name a file without its .md')}")
            if not fits(known[id]):
                raise self.error(f"the note '{id}' {otherwise}")
        return [known[id] for id in self.arguments[0].split()]

    def in_context(self, note: Note) -> nodes.paragraph:
        """The sentences in which a note's words stand, with the words marked, and where that is."""
        before, words, after = self.edition.in_context(note.id)
        place = self.edition.sentence_of(note.id)
        return nodes.paragraph(
            "",
            "",
            nodes.Text(before),
            nodes.inline("", words, classes=["postil-asked-words"]),
            nodes.Text(f"{after} "),
            link("sentence", place, called(place)),
            classes=["postil-in-context"],
            support_smartquotes=False,
        )

    def finding(self, note: Note) -> nodes.paragraph:
        """A note's verdict, if any, and its title."""
        line = nodes.paragraph(classes=["postil-exercise-finding"])
        line += [badge(note.judgement), nodes.Text(" ")] if note.judgement else []
        line += self.link(note)
        return line

    def text_of(self, note: Note, *, whole: bool = False) -> list[nodes.Node]:
        """A note's margin text, the fuller one too where the `whole` is wanted, and its sources."""
        self.show([note])
        passages = [note.margin, note.body] if whole else [note.margin]
        text = [node for part in passages if part for node in render(part, note.path, self.state.document)]
        return [*text, self.sources(note.sources)] if note.sources else text


class SpotTheClaim(ExerciseDirective):
    """Mark what can be checked in a paragraph: `{spot-the-claim} 2`."""

    final_argument_whitespace = False

    def run(self) -> list[nodes.Node]:
        """The paragraph, and behind it every span that the edition judges or calls opinion."""
        number = self.arguments[0]
        known = {str(paragraph.number) for paragraph in self.edition.article.paragraphs}
        if number not in known:
            raise self.error(f"there is no paragraph '{number}'; the last is {max(map(int, known))}")
        paragraph = self.edition.paragraph(int(number))
        spans = nodes.bullet_list("", *self._spans(paragraph), classes=["postil-spans"])
        if all(span["opinion"] for span in spans.findall(judged_words)):
            raise self.error(f"no note gives a verdict on words of paragraph {number}; choose another")
        heading = str(_("Paragraph %s")) % number if paragraph.number else str(_("Title"))
        task = exercise(kind="spot", ids=[f"spot-{number}"], heading=heading)
        task += marked_words(sentences=[list(_tokens(paragraph, span)) for span in _stretches(paragraph)])
        task += answer("", spans)
        return [task]

    def _spans(self, paragraph: Paragraph) -> Iterator[nodes.Node]:
        starts = [token.start() for token in _TOKEN.finditer(paragraph.text)]
        anchors = self.edition.anchors
        notes = [self.edition.by_id[id] for id in anchors if anchors[id].paragraph == paragraph.number]
        for note in sorted(notes, key=lambda note: (anchors[note.id].start, anchors[note.id].end)):
            if note.judgement:
                first, last = (
                    sum(start <= at for start in starts) - 1
                    for at in (anchors[note.id].start, anchors[note.id].end - 1)
                )
                quoted = nodes.paragraph("", note.quote.exact, classes=["postil-asked-quote"])
                yield judged_words("", quoted, self.finding(note), first=first, last=last, opinion=not note.verdict)


class JudgeItYourself(ExerciseDirective):
    """Judge claims before the edition's verdicts are shown: `{judge-it-yourself} note-id note-id`."""

    def run(self) -> list[nodes.Node]:
        """A task for each note."""
        notes = self.notes(lambda note: note.verdict, "gives no verdict; name notes that do")
        return [self._task(note, str(_("Claim %d of %d")) % (n, len(notes))) for n, note in enumerate(notes, 1)]

    def _task(self, note: Note, heading: str) -> exercise:
        id = f"judge-{note.id}"
        task = exercise("", self.in_context(note), kind="judge", ids=[id], heading=heading, note=note.id)
        task += verdict_choice(name=f"{id}-verdict", verdicts=self.edition.offered)
        task += written_answer(name=f"{id}-reasons", label=str(_("Your reasons")), lines=2)
        task += answer("", self.finding(note), *self.text_of(note))
        return task


class TranslateItBack(ExerciseDirective):
    """Guess the original behind odd words: `{translate-it-back} note-id note-id`."""

    def run(self) -> list[nodes.Node]:
        """A task for each note."""
        notes = self.notes(
            lambda note: note.side == Side.WORDS, "stands in the margin of the record; name notes on the words"
        )
        return [self._task(note, str(_("Words %d of %d")) % (n, len(notes))) for n, note in enumerate(notes, 1)]

    def _task(self, note: Note, heading: str) -> exercise:
        id = f"translate-{note.id}"
        task = exercise("", self.in_context(note), kind="translate", ids=[id], heading=heading, note=note.id)
        task += written_answer(name=f"{id}-guess", label=str(_("What might the original have said?")), lines=2)
        task += answer("", self.finding(note), *self.text_of(note, whole=True))
        return task


def _stretches(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The sentences, each with the space after it, so that together they are the paragraph."""
    starts = [0, *(start for start, _ in paragraph.sentences[1:]), len(paragraph.text)]
    return list(pairwise(starts))


def _tokens(paragraph: Paragraph, span: tuple[int, int]) -> Iterator[str]:
    return (token[0] for token in _TOKEN.finditer(paragraph.text, *span))


def visit_exercise(self: HTML5Translator, node: nodes.Element) -> None:
    """A group with its heading, which names it."""
    id = node["ids"][0]
    about = f' data-about="{node["note"]}"' if node.get("note") else ""
    self.body.append(
        f'<div class="postil-exercise postil-exercise-{node["kind"]}" id="{id}"{about} role="group" '
        f'aria-labelledby="{id}-heading">'
        f'<p class="postil-exercise-heading" id="{id}-heading">{node["heading"]}</p>\n'
    )


def visit_marked_words(self: HTML5Translator, node: nodes.Element) -> None:
    """Every word an element of its own, by sentence; the script makes a list of them in which words are chosen."""
    sentences: Sequence[Sequence[str]] = node["sentences"]
    words = (
        "".join(f'<span class="postil-token">{escape(word)}</span>' for word in sentence) for sentence in sentences
    )
    text = "".join(f'<span class="postil-tokens-of-sentence">{sentence}</span>' for sentence in words)
    how = _(
        "Mark what can be checked: drag over the words or touch them. With the keyboard, the arrow keys move, Space "
        "marks a word, and Shift with an arrow key marks on."
    )
    self.body.append(
        f'<p class="postil-exercise-how postil-needs-script">{how}</p>\n<div class="postil-tokens">{text}</div>\n'
    )


def visit_verdict_choice(self: HTML5Translator, node: nodes.Element) -> None:
    """The verdicts, of which one is chosen, each with its meaning."""
    verdicts: Sequence[Verdict] = node["verdicts"]
    choices = "".join(
        f'<label><input type="radio" name="{node["name"]}" value="{verdict}" data-word="{escape(word_of(verdict))}"> '
        f"<span><b>{name_of(verdict)}</b> "
        f'<span class="postil-meaning">{meaning_of(verdict)}</span></span></label>'
        for verdict in verdicts
    )
    legend = _("Your verdict")
    self.body.append(f'<fieldset class="postil-needs-script"><legend>{legend}</legend>{choices}</fieldset>\n')


def visit_written_answer(self: HTML5Translator, node: nodes.Element) -> None:
    """A labelled box."""
    self.body.append(
        f'<label class="postil-needs-script postil-written"><span>{node["label"]}</span>'
        f'<textarea name="{node["name"]}" rows="{node["lines"]}"></textarea></label>\n'
    )


def visit_answer(self: HTML5Translator, node: nodes.Element) -> None:
    """What opens."""
    summary = _("Compare with the edition")
    self.body.append(f'<details class="postil-answer"><summary>{summary}</summary>\n')


def visit_judged_words(self: HTML5Translator, node: nodes.Element) -> None:
    """An item that knows its words."""
    opinion = " data-opinion" if node["opinion"] else ""
    self.body.append(f'<li data-first="{node["first"]}" data-last="{node["last"]}"{opinion}>')


Visitor = Callable[[HTML5Translator, nodes.Element], None]


def _close(text: str) -> Visitor:
    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(text)

    return depart


_HTML: dict[type[nodes.Element], tuple[Visitor, str]] = {
    exercise: (visit_exercise, "</div>\n"),
    marked_words: (visit_marked_words, ""),
    verdict_choice: (visit_verdict_choice, ""),
    written_answer: (visit_written_answer, ""),
    answer: (visit_answer, "</details>\n"),
    judged_words: (visit_judged_words, "</li>\n"),
}
