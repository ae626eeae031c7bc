"""The commands of a contributor: `postil new`, `from-issue`, `import`, `diff` and `reanchor`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from urllib.parse import urlsplit

import click
from click.shell_completion import CompletionItem

from postil.authoring.annotations import ImportFailedError
from postil.authoring.changes import GitError, changes_since, summary
from postil.authoring.drafts import (
    Draft,
    NewSource,
    address_of,
    append_source,
    id_for,
    key_for,
    locate,
    note_text,
    split_text,
)
from postil.authoring.first_evidence import PASSAGE, record_path, record_problems, record_text
from postil.authoring.issue_form import FormError, draft_of
from postil.authoring.reanchor import apply, proposals
from postil.commands.extras import extra
from postil.commands.terminal import at_work
from postil.edition import Edition, read_edition
from postil.model import Kind, Quote, SourceGroup
from postil.problems import Problem, did_you_mean
from postil.reading.book_config import find_paths
from postil.reading.notes import parse_note
from postil.text.article import Article
from postil.text.characters import shown
from postil.text.received import UnfitTextError, decode

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder of the edition; else the present one.",
)
_NO_VERDICT = "none"
_GROUPS = click.Choice([str(group) for group in SourceGroup])
_LARGEST_IMPORT = 64 * 1024 * 1024  # bytes
_TEMPLATE = "A sentence or two: what the margin shows."


def register(main: click.Group) -> None:
    """Add the commands to the command line."""
    for command in (new, from_issue, import_, diff, reanchor):
        main.add_command(command)


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
    edition = _edition(root)
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
    path = _write(draft, added, edition)
    if given["edit"] or (given["edit"] is None and not given["text"] and sys.stdin.isatty()):
        _edit(path)


def _edit(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        click.echo(f"{error.format_message()}; the note is written: set EDITOR, or open {path}", err=True)


class Answers:
    """What the options say and, where a person sits at the terminal, what they answer."""

    def __init__(self, given: dict[str, Any], person: bool) -> None:
        self.given, self.person = given, person

    def value(self, name: str, question: str, default: str | None = None, kind: click.Choice[Any] | None = None) -> str:
        """The option `name`, or the answer to the question; raises UsageError in a script that leaves it open."""
        if self.given.get(name):
            return str(self.given[name])
        if self.person:
            return str(click.prompt(question, default=default, type=kind, err=True))
        if default is not None:
            return default
        raise click.UsageError(f"--{name.replace('_', '-')} is missing: {question.lower()}")

    def choice(self, name: str, question: str, known: list[str], usual: str) -> str:
        """One of the `known` words; where nothing is said, the `usual` one or the first. Raises BadParameter."""
        word = self.value(name, question, usual if usual in known else known[0], click.Choice(known))
        if word not in known:
            raise click.BadParameter(f"'{word}' is not one of {', '.join(map(repr, known))}", param_hint=f"--{name}")
        return word

    def quote(self, article: Article) -> Quote:
        """The words of the text; a person is asked until they are found. Raises the ValueError of `locate`."""
        while True:
            try:
                words = self.value("quote", "The exact words of the text")
                return locate(Quote(words, self.given.get("prefix", ""), self.given.get("suffix", "")), article)
            except ValueError as error:
                if self.given.get("quote") or not self.person:
                    raise
                click.echo(str(error), err=True)


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


@click.command("from-issue")
@click.argument("form", type=click.File("rb"))
@ROOT
def from_issue(form: BinaryIO, root: Path) -> None:
    """Turn the text of a filled-in issue form, from the file FORM or `-`, into a note file, or say what is missing."""
    edition = _edition(root)
    try:
        draft, added = draft_of(_decoded(form, _LARGEST_IMPORT), edition)
    except FormError as error:
        refuse("\n".join(error.missing))
    except UnfitTextError as error:
        refuse(f"{_name(form)}:{error.line}:{error.column}: {error}")
    _write(draft, added, edition)


@click.command("import")
@click.argument("annotations", type=click.File("rb"))
@ROOT
def import_(annotations: BinaryIO, root: Path) -> None:
    """Make note files of the W3C or Hypothesis ANNOTATIONS, a JSON file or `-`.

    What was imported before is left alone. What cannot be placed or kept is printed with its whole text, and the exit
    status is then 1; `postil check` says what is still missing.
    """
    with extra("import"):
        from postil.authoring.importing import imported
    edition = _edition(root)
    there = {note.via for note in edition.notes if note.via} | {_said(note.quote, note.title) for note in edition.notes}
    counts = {"written": 0, "already there": 0, "not imported": 0}
    try:
        with at_work("reading"):
            found = list(imported(_decoded(annotations, _LARGEST_IMPORT), edition))
    except (ImportFailedError, UnfitTextError) as error:
        refuse(f"{_name(annotations)}: {error}")
    for item in found:
        draft = item.draft
        if draft and (draft.via in there or _said(draft.quote, draft.title) in there):
            counts["already there"] += 1
            continue
        reason = _why_not(draft, edition) if draft else item.reason
        counts["not imported" if reason else "written"] += 1
        if reason:
            refused = [f"not imported: “{item.quote}”: {reason}", *(f"  {line}" for line in item.words.split("\n"))]
            click.echo("\n".join(map(shown, refused)), err=True)
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items() if count), err=True)
    if counts["not imported"]:
        sys.exit(1)


def _said(quote: Quote, title: str) -> str:
    """What tells a note from all others: what it says of which words."""
    return f"{title}\0{quote}"


def _decoded(file: BinaryIO, most: int) -> str:
    """The text of a file or of standard input. Raises UnfitTextError."""
    raw = file.read(most + 1)
    if len(raw) > most:
        raise UnfitTextError(1, 1, f"has more than {most} bytes; divide it")
    return decode(raw)


def _name(file: BinaryIO) -> str:
    return str(getattr(file, "name", "<stdin>"))


def _why_not(draft: Draft, edition: Edition) -> str:
    """Write the note; what is wrong with it where it cannot be written."""
    try:
        _write(draft, [], edition)
    except NoteRefusedError as error:
        return str(error)
    return ""


@click.command()
@click.argument("base")
@ROOT
def diff(base: str, root: Path) -> None:
    """Say as Markdown which notes were added, changed or removed since the commit BASE."""
    paths = find_paths(root.resolve())
    if isinstance(paths, Problem):
        refuse(str(paths))
    try:
        changes = changes_since(base, paths)
    except GitError as error:
        refuse(f"cannot compare with '{base}': {error}")
    click.echo(summary(changes, read_edition(root.resolve())[0]), nl=False)


@click.command()
@ROOT
@click.option("--apply/--dry-run", "wants_apply", help="Write the safe ones into the note files, or only say them.")
def reanchor(root: Path, wants_apply: bool) -> None:
    """Propose a new place for each note whose quote no longer stands in the text.

    Exits with 1 while any note is left without a place.
    """
    left = 0
    with at_work("looking for the words"):
        found = list(proposals(_edition(root)))
    for proposal in found:
        state = "safe" if proposal.safe else proposal.reason
        if wants_apply and proposal.safe:
            try:
                apply(proposal)
                state = "applied"
            except (ValueError, OSError) as error:
                state = str(error)
        left += state != "applied"
        place = f"“{proposal.quote.exact}”" if proposal.quote else "no place"
        click.echo(f"{proposal.note.id}: “{proposal.note.quote.exact}” → {place} ({proposal.score:.0f}; {state})")
    if left:
        click.echo(f"{left} notes without a place; --apply writes the safe proposals", err=True)
        sys.exit(1)


def _edition(root: Path) -> Edition:
    edition, problems = read_edition(root.resolve())
    if edition is None:
        refuse("\n".join(map(str, problems)))
    return edition


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


class NoteRefusedError(click.ClickException):
    """What keeps a draft from being a note; exit status 1."""

    def show(self, file: Any = None) -> None:
        """Say it without more ado."""
        click.echo(self.message, err=True)


def _write(draft: Draft, added: list[NewSource], edition: Edition) -> Path:
    """Write the note, its new sources and what the first says; raises NoteRefusedError for what is no valid note."""
    paths = edition.paths
    id = id_for(draft.title, {path.stem for path in paths.notes.glob("**/*.md")})
    path = paths.notes / f"{id}.md"
    record = _record(draft, edition)
    if record:
        draft = replace(draft, sources=(f"{draft.sources[0]}#{PASSAGE}", *draft.sources[1:]))
    text = note_text(draft)
    _, problems = parse_note(path, text)
    if problems:
        raise NoteRefusedError("\n".join(f"{problem.message} [{problem.code}]" for problem in problems))
    for source in added:
        append_source(paths.references, source)
        click.echo(f"{paths.within(paths.references)}: {source.key}, unchecked", err=True)
    for place, content in (*record, (path, text)):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, "utf-8")
        click.echo(paths.within(place), err=place != path)
    return path


def _record(draft: Draft, edition: Edition) -> list[tuple[Path, str]]:
    """The evidence record that the draft's one sentence makes, and its place; none where the edition keeps none."""
    key = draft.sources[0] if draft.sources else ""
    if not (draft.says and key) or edition.evidence is None or key in edition.evidence:
        return []
    path = record_path(key, edition.paths)
    told = key, draft.says, draft.by[0], date.today()
    problems = record_problems(path, *told)
    if problems:
        raise NoteRefusedError("\n".join(f"{problem.message} [{problem.code}]" for problem in problems))
    return [(path, record_text(*told))]


def refuse(message: str) -> NoReturn:
    """Say what is wrong, and end with exit status 1."""
    for line in message.split("\n"):
        click.echo(shown(line), err=True)
    sys.exit(1)
