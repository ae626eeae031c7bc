"""What holds for notes: their quotes, links, dates and verdicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from slugify import slugify

from postil.check.uses import references
from postil.edition import Edition
from postil.model import Claim, Quote
from postil.problems import Problem, did_you_mean
from postil.reading.markup import CHART_ROLE, NOTE_ROLE, VALUE_ROLE
from postil.text.anchor import Anchor, crosses_paragraphs, find, resolve
from postil.text.dates import latest_day

_WIKI = re.compile(r"\[\[([^\[\]|#\n]{1,200})(?:[#|][^\[\]\n]*)?\]\]")


def quotes_stand_once(edition: Edition) -> Iterator[Problem]:
    """Each quote stands in exactly one place of the article, inside one paragraph."""
    for note in edition.notes:
        places = edition.places[note.id]
        line = note.line("quote")
        if len(places) > 1:
            where = ", ".join(dict.fromkeys(_sentence(edition, place) for place in places))
            message = f"the quote “{note.quote.exact}” stands {len(places)} times ({where}); add prefix or suffix"
            yield Problem(note.path, line, "quote-ambiguous", message)
        elif not places and crosses_paragraphs(note.quote, edition.article):
            if find(Quote(note.quote.exact), edition.article):
                message = "the quote is there, but not between this prefix and suffix; copy the words beside it exactly"
                yield Problem(note.path, line, "quote-missing", message)
            else:
                message = "the quote runs over the end of a paragraph; a note stands inside one"
                yield Problem(note.path, line, "quote-crosses-paragraphs", message)
        elif not places:
            near = next(iter(resolve(Quote(note.quote.exact), edition.article)), None)
            hint = f"; the nearest passage is “{near.words}” ({near.score:.0f} of 100 alike)" if near else ""
            message = f"the quote “{note.quote.exact}” is not in the article{hint}"
            yield Problem(note.path, line, "quote-missing", message)


def _sentence(edition: Edition, place: Anchor) -> str:
    """The sentence in which a place begins, as readers name it."""
    number = edition.paragraph(place.paragraph).sentence_at(place.start)
    return f"{place.paragraph}.{number}" if place.paragraph else "the title"


def quotes_stand_in_one_chapter(edition: Edition) -> Iterator[Problem]:
    """No quote runs over the place where a paragraph is divided between blocks."""
    laid_out = {problem.code for problem in edition.problems}.isdisjoint({"article-differs", "article-incomplete"})
    for id in edition.anchors if laid_out and edition.pieces else ():
        if id not in edition.home:
            note = edition.by_id[id]
            message = "the quote runs over the place where its paragraph is divided; shorten it to one side"
            yield Problem(note.path, note.line("quote"), "quote-crosses-chapters", message)


def notes_have_sources(edition: Edition) -> Iterator[Problem]:
    """Each note names a source, but for questions."""
    for note in edition.notes:
        if not note.sources and not note.kind.asks:
            message = f"a note of kind {note.kind} must name its sources: sources: [key]"
            yield Problem(note.path, note.line("kind"), "note-unsourced", message)


def note_links_resolve(edition: Edition) -> Iterator[Problem]:
    """Each reference to a note finds it."""
    for path, line, reference in references(edition):
        if reference.role == NOTE_ROLE and reference.target not in edition.by_id:
            hint = did_you_mean(reference.target, edition.by_id, "name the file of a note without its .md")
            if reference.target in edition.replaced:
                hint = f"it was merged into '{edition.replaced[reference.target].id}'; name that one"
            message, home = f"there is no note '{reference.target}'; {hint}", edition.paths.note(reference.target)
            yield Problem(path, line, "note-link", message, missing_from=(home,))


def links_of_wikis_are_roles(edition: Edition) -> Iterator[Problem]:
    """No note names another as Obsidian and wikis do, which readers would see as it is written."""
    titles = {note.title.casefold(): note.id for note in edition.notes}
    for note in edition.notes:
        for passage in note.passages:
            for link in _WIKI.finditer(passage.text):
                named = link[1].strip()
                id = titles.get(named.casefold(), slugify(named))
                if id in edition.by_id:
                    line = passage.line + passage.text.count("\n", 0, link.start())
                    message = f"'{link[0]}' is a link of a wiki; write {{note}}`{id}`"
                    yield Problem(note.path, line, "note-link", message)


def chart_links_resolve(edition: Edition) -> Iterator[Problem]:
    """Each reference to a chart finds it: a chart has a still picture of its name."""
    for path, line, reference in references(edition):
        if reference.role == CHART_ROLE and reference.target not in edition.charts:
            hint = did_you_mean(reference.target, edition.charts, "a new chart needs its still picture: make stills")
            yield Problem(path, line, "note-chart", f"there is no chart '{reference.target}'; {hint}")


def values_are_published(edition: Edition) -> Iterator[Problem]:
    """Each value that a text names is published by a notebook."""
    for path, line, reference in references(edition):
        if reference.role == VALUE_ROLE and reference.target not in edition.values:
            hint = did_you_mean(reference.target, edition.values, "publish it from a notebook, then run: postil values")
            message = f"there is no value '{reference.target}'; {hint}"
            yield Problem(path, line, "value-unknown", message, missing_from=(edition.paths.values,))


def dates_make_sense(edition: Edition) -> Iterator[Problem]:
    """No note knows the future, and an update comes after the article."""
    published = edition.settings.date
    for note in edition.notes:
        line = note.line("as_of")
        if note.as_of > latest_day():
            yield Problem(note.path, line, "note-future", f"as_of {note.as_of} is later than today")
        if note.kind.later and note.as_of <= published:
            message = f"an update must be dated after the article ({published}), not {note.as_of}"
            yield Problem(note.path, line, "note-update-early", message)


def opinions_are_not_judged(edition: Edition) -> Iterator[Problem]:
    """What is called an opinion is neither true nor false."""
    for note in edition.notes:
        if note.claim == Claim.OPINION and note.verdict:
            message = "an opinion has no verdict; remove the verdict, or `claim: opinion`"
            yield Problem(note.path, note.line("verdict"), "note-opinion-judged", message)


def old_ids_are_old(edition: Edition) -> Iterator[Problem]:
    """The id of a merged or removed note is not that of a note, and is explained once."""
    places = [(note.path, note.line("replaces"), old) for note in edition.notes for old in note.replaces]
    places += [(entry.path, entry.line, entry.record.id) for entry in edition.removed]
    explained: dict[str, Path] = {}
    for path, line, old in places:
        if old in edition.by_id:
            message = f"'{old}' is the id of a note that is there, {edition.by_id[old].path.name}; remove one of them"
            yield Problem(path, line, "note-replaced", message)
        elif old in explained:
            message = f"{explained[old].name} says already what became of '{old}'; say it once"
            yield Problem(path, line, "note-replaced", message)
        explained.setdefault(old, path)


def verdicts_agree(edition: Edition) -> Iterator[Problem]:
    """Two notes on exactly the same words do not judge them differently."""
    judged = defaultdict(list)
    for note in edition.notes:
        if note.verdict and note.id in edition.anchors:
            judged[edition.anchors[note.id]].append(note)
    for first, *others in judged.values():
        for note in others:
            if note.verdict != first.verdict:
                message = f"says {note.verdict} of the words of which '{first.id}' says {first.verdict}; agree on one"
                yield Problem(note.path, note.line("verdict"), "note-verdicts-clash", message)
