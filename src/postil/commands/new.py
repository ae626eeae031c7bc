"""`postil new`: a note on words of the text, asked for and written."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from click.shell_completion import CompletionItem

from postil.authoring.drafts import Draft, NewSource, address_of, key_for, split_text
from postil.commands.answers import ROOT, Answers, edition_at
from postil.commands.terminal import refuse
from postil.commands.writing import names_taken, write_note
from postil.edition import Edition, read_edition
from postil.model import Kind, SourceGroup
from postil.problems import did_you_mean

_NO_VERDICT = "none"
_GROUPS = click.Choice([str(group) for group in SourceGroup])
_TEMPLATE = "A sentence or two: what the margin shows."


def _complete_source(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    edition, _ = read_edition(Path(context.params.get("root") or ".").resolve())
    keys = edition.sources if edition else {}
    return [CompletionItem(key, help=keys[key].fields.get("title", "")) for key in keys if key.startswith(begun)]


@click.command()
@ROOT
@click.option("--quote", help="The exact words of the text.")
@click.option("--prefix", default="", help="Words just before them, where they stand in several places.")
@click.option("--suffix", default="", help="Words just after them, where they stand in several places.")
@click.option("--kind", help="What the note does for the reader: a kind of the edition.")
@click.option("--verdict", help="Only where the note judges a claim: a verdict of the edition.")
@click.option("--title", help="The finding, in at most 60 characters.")
@click.option("--source", "sources", multiple=True, shell_complete=_complete_source, help="Key, web address or DOI.")
@click.option("--source-title", help="Title of the source given by address.")
@click.option("--source-author", help="Who answers for it.")
@click.option("--source-date", help="When it came out: 2020, 2020-10 or 2020-10-22.")
@click.option("--source-group", type=_GROUPS, help="Who speaks in it.")
@click.option("--says", help="One sentence: what the first source says that the note rests on.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="When what the note says could first be known.")
@click.option("--by", multiple=True, help="Your name or handle.")
@click.option("--text", help="The note's text; else an editor opens.")
@click.option("--edit/--no-edit", default=None, help="Open the new file in an editor; by default if no text is given.")
def new(root: Path, **given: Any) -> None:
    """Write a new note: asks for what the options leave open.

    An address or a DOI as source becomes a new entry of the bibliography, marked unchecked. Words that stand in
    several places are told apart by --prefix or --suffix.

    \b
    postil new
    postil new --quote "let the river go" --prefix "slow. Grind, mill, grind, And" --kind question
    postil new --quote "the bridge fell" --kind context --source https://example.org/gazette
    """
    edition = edition_at(root)
    asked = Answers(given, sys.stdin.isatty())
    try:
        quote = asked.quote(edition.article)
    except ValueError as error:
        refuse(str(error))
    click.echo(f"“…{_sentence_of(edition, quote.exact)}…”", err=True)
    kinds, verdicts = edition.vocabulary.kinds, edition.vocabulary.verdicts
    kind = kinds[asked.choice("kind", "Kind", list(kinds), "context")]
    verdict = asked.choice("verdict", "Verdict", [*verdicts, _NO_VERDICT], _NO_VERDICT)
    title = asked.value("title", "Your finding in one line")
    keys, added = _sources(asked, edition, kind)
    since = given["as_of"].date() if given["as_of"] else _date(asked, edition, kind)
    names = given["by"] or (asked.value("by", "Your name or handle"),)
    draft = Draft(
        quote,
        kind,
        title,
        since,
        tuple(names),
        split_text(given["text"] or _TEMPLATE, edition.settings.language),
        verdicts.get(verdict),
        None,
        keys,
        says=_says(asked, edition, keys),
    )
    path = write_note(draft, added, edition, names_taken(edition))
    if given["edit"] or (given["edit"] is None and not given["text"] and sys.stdin.isatty()):
        _edit(path)


def _edit(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        click.echo(f"{error.format_message()}; the note is written: set EDITOR, or open {path}", err=True)


def _sources(asked: Answers, edition: Edition, kind: Kind) -> tuple[tuple[str, ...], list[NewSource]]:
    words = list(asked.given["sources"])
    if not words and asked.person:
        words = click.prompt("Sources: keys, an address or a DOI", default="", show_default=False, err=True).split()
    if not words and not kind.asks:
        refuse("a note must name its sources (--source); only a question needs none")
    keys: list[str] = []
    added: list[NewSource] = []
    for word in words:
        address = address_of(word)
        if word in edition.sources:
            keys.append(word)
        elif address:
            source = _new_source(asked, edition, *address)
            keys.append(source.key)
            if source.key not in edition.sources:
                added.append(source)
        else:
            hint = did_you_mean(word, edition.sources, "give a key, a web address or a DOI")
            refuse(f"the source '{word}' is not in references.bib; {hint}")
    if len(added) > 1:
        refuse("one new source at a time: add the others to references.bib and give their keys")
    return tuple(keys), added


def _new_source(asked: Answers, edition: Edition, url: str, doi: str) -> NewSource:
    known = next((source for source in edition.sources.values() if source.url == url), None)
    if known:
        return NewSource(known.key, url, "", "", SourceGroup.REFERENCE)
    when = asked.value("source_date", "Date of the source", "")
    return NewSource(
        key=key_for(url, when, set(edition.sources)),
        url=url,
        title=asked.value("source_title", "Title of the source"),
        author=asked.value("source_author", "Who answers for it", urlsplit(url).hostname),
        group=SourceGroup(asked.value("source_group", "Who speaks in it", SourceGroup.REFERENCE, _GROUPS)),
        date=when,
        doi=doi,
    )


def _says(asked: Answers, edition: Edition, keys: tuple[str, ...]) -> str:
    """What the first source says, where the edition keeps records and has none of it."""
    if edition.evidence is None and asked.given.get("says"):
        folder = edition.paths.within(edition.paths.evidence)
        click.echo(f"What the source says is not kept: there is no folder {folder}. Make one to keep it.", err=True)
    if edition.evidence is None or not keys or keys[0] in edition.evidence:
        return ""
    return asked.value("says", f"In one sentence, what does {keys[0]} say", "")


def _date(asked: Answers, edition: Edition, kind: Kind) -> date:
    first = date.today() if kind.later else edition.settings.date
    answer = asked.value("as_of", "When could this first be known", first.isoformat())
    try:
        return date.fromisoformat(answer)
    except ValueError:
        refuse(f"'{answer}' is not a date such as {first}")


def _sentence_of(edition: Edition, words: str) -> str:
    return next(
        (
            paragraph.text[start:end]
            for paragraph in edition.article.paragraphs
            for start, end in paragraph.sentences
            if words in paragraph.text[start:end]
        ),
        words,
    )
