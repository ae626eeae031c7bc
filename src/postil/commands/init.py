"""`postil init`: a complete edition of a text, which builds as it is."""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from babel import Locale
from babel.localedata import locale_identifiers

from postil.authoring.changes import GitError, git
from postil.authoring.metadata import split_metadata
from postil.authoring.new_edition import LICENCE, UNKNOWN, About, edition_files, guess_title
from postil.commands.answers import Answers
from postil.commands.terminal import at_work, refuse
from postil.paths import FOLDER
from postil.reading.fields import LONGEST_LINE, is_language
from postil.reading.files import named as named_file
from postil.reading.illustrations import file_of, named, wrong_with
from postil.reading.markup import is_web_address
from postil.reading.settings import Format
from postil.text.article import Paragraph, read_article
from postil.text.characters import seen, shown
from postil.text.copied import signs_of_copying
from postil.text.forms import Form
from postil.text.guessing import guess_form
from postil.text.markdown import Shape
from postil.text.received import UnfitTextError, paragraphs_of_lines, receive
from postil.text.subtitles import transcript

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_PART_OF_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_REPOSITORY = re.compile(r"(https://[^\s/?#]+/[^\s/?#]+/[^\s/?#]+?)(\.git)?/?\Z")


@click.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="The title, as it stands in the text where it stands there.")
@click.option("--author", help="Who wrote the text.")
@click.option("--date", help="The day from which the text could have been read, such as 1849-05-14.")
@click.option("--editors", help="Who answers for the edition; shown under its notes.")
@click.option("--language", help="Language of the text, BCP 47, such as en or de.")
@click.option("--form", type=click.Choice([str(form) for form in Form]), help="What the text is; guessed, and asked.")
@click.option("--licence", "--license", "licence", help="Web address of the licence of the notes.")
@click.option("--repository", help="Address of its repository on GitHub, such as https://github.com/you/edition.")
@click.option("--origin", help="Where the text was found, in a sentence.")
def command(text: Path, folder: Path, **given: Any) -> None:
    """Make an edition of TEXT, a plain-text or Markdown file, in the new FOLDER.

    Asks for what the options leave open.

    \b
    postil init walden.txt edition
    postil init 詩.txt edition --language zh --title 靜夜思 --author 李白 --date 0726-01-01
    postil init essay.md edition --license https://creativecommons.org/publicdomain/zero/1.0/
    """
    if folder.exists() and any(folder.iterdir()):
        refuse(f"{folder}: is not empty; name a folder that does not exist yet")
    try:
        words = receive(text.read_bytes())
        for line, hint in signs_of_copying(words):
            click.echo(shown(f"{text}:{line}: {hint}"), err=True)
        marked = text.suffix.lower() in _MARKDOWN
        said, rest = split_metadata(words) if marked else _plain(words, text.stem)
        above = words[: len(words) - len(rest)].count("\n") if marked else 0  # lines of front matter
        words, given = rest, {name: given.get(name) or said.get(name) for name in given}
        about = _about(Answers(given, sys.stdin.isatty()), words, text.suffix)
        top = _repository_around(folder)
        if top and about.repository and _is_home_of(about.repository, git(top, "remote", "--verbose")):
            about = replace(about, place=folder.resolve().relative_to(top).as_posix())
        pictures = _pictures(text, words, above) if about.format == Format.MARKDOWN else {}
    except UnfitTextError as error:
        refuse(f"{text}:{error.line}:{error.column}: {error}")
    except ValueError as error:
        refuse(f"{text}: {error}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        with at_work("writing the edition"):
            _write(Path(beside) / "edition", words, about, pictures)
        made = Path(beside) / "edition"
        if not folder.exists():
            made.rename(folder)
        for part in made.iterdir() if made.exists() else ():  # an empty folder, perhaps the one where we are, stays
            part.rename(folder / part.name)
    kind = "" if about.form == Form.PROSE else f" ({about.form}; edition.yml says so)"
    click.echo(f"{folder}: an edition of “{about.title}”{kind}. Next: cd {_typed(folder)} && make book")
    if top:
        place = folder.resolve().relative_to(top).as_posix()
        click.echo(
            f"The folder lies in the Git repository {top}, from whose top alone GitHub reads workflows and forms: make "
            f"the edition a repository of its own (git init), or move {place}/.github to the top, and have its jobs "
            f"begin in the edition (defaults: run: working-directory: {place})",
            err=True,
        )


def _typed(folder: Path) -> str:
    """A folder as it can be typed into a shell, also where its name begins with a dash."""
    return shlex.quote(f"./{folder}" if str(folder).startswith("-") else str(folder))


def _plain(words: str, name: str) -> tuple[dict[str, str], str]:
    """What a plain text says of itself, and its words; of subtitles those of a transcript, called as their file is."""
    if spoken := transcript(words):
        click.echo(f"These are subtitles: {spoken.told}", err=True)
        language = spoken.language if is_language(spoken.language) else ""
        return {"title": spoken.title or name, "language": language}, spoken.words
    return {}, paragraphs_of_lines(words)


def _is_home_of(address: str, remotes: str) -> bool:
    """Whether a repository, by what git says of its remotes, is the one at an address."""
    name = re.escape(urlsplit(address).path.strip("/"))
    return re.search(rf"[:/]{name}(?:\.git)?/?\s", remotes) is not None


def _repository_around(folder: Path) -> Path | None:
    """The top of the Git repository in which a new folder will lie; None where it lies in none."""
    home = next(parent for parent in folder.resolve().parents if parent.is_dir())
    try:
        return Path(git(home, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()
    except GitError:
        return None


def _about(asked: Answers, words: str, suffix: str) -> About:
    """What the options and answers say; raises ValueError for what cannot be so."""
    marked = suffix.lower() in _MARKDOWN
    title = asked.value("title", "Title of the text", guess_title(words, markdown=marked) or None)
    if not _in_a_line(title):
        raise ValueError("the title has no letters that can be seen; say it with --title")
    author = _in_a_line(asked.value("author", "Who wrote it", UNKNOWN))
    published = _date(asked.value("date", "When it could first be read", date.today().isoformat()))
    if not asked.person and not asked.given.get("date"):
        click.echo(f"No date is told, and today's is taken, {published}. --date says another.", err=True)
    editors = _in_a_line(asked.value("editors", "Who answers for the edition", "The editors"))
    if not 0 < len(editors) <= LONGEST_LINE:
        raise ValueError(f"the editors '{editors}' must be named in at most {LONGEST_LINE} letters")
    language = _language(asked.value("language", "Language of the text", "en"))
    read = read_article(words, title, markdown=marked)
    guess = guess_form([_lines_that_tell(paragraph) for paragraph in read.paragraphs if paragraph.number])
    if not asked.given.get("form"):
        click.echo(shown(f"This looks like {guess.form}: {guess.why}. --form says what else it is."), err=True)
    form = Form(asked.choice("form", "What the text is", [str(form) for form in Form], str(guess.form)))
    licence = asked.value("licence", "Licence of the notes", LICENCE)
    if not is_web_address(licence):
        raise ValueError(f"the licence '{licence}' is not a web address such as {LICENCE}")
    repository = asked.value("repository", "Repository on GitHub, or nothing", "")
    found = _REPOSITORY.match(repository)
    if repository and not found:
        raise ValueError(f"'{repository}' is not an address such as https://github.com/you/edition")
    return About(
        title=_in_a_line(title),
        author=author,
        date=published,
        editors=editors,
        language=language,
        licence=licence,
        repository=found[1] if found else "",
        origin=_in_a_line(asked.value("origin", "Where the text was found", "")),
        format=Format.MARKDOWN if marked else Format.PLAIN,
        form=form,
    )


def _lines_that_tell(paragraph: Paragraph) -> str:
    """The words of a paragraph, in lines only where these may be verse: not in lists, tables and code."""
    is_code = any(mark.form == "code" for mark in paragraph.marks)
    return " ".join(paragraph.text.split()) if is_code or paragraph.shape != Shape.PARAGRAPH else paragraph.text


def _in_a_line(words: str) -> str:
    return " ".join(seen(words).split())


def _language(answer: str) -> str:
    """The tag of a language, which may be called by its name in English or in itself."""
    if is_language(tag := answer.replace("_", "-")):
        return tag
    for tag in locale_identifiers():
        names = {Locale(tag).english_name, Locale(tag).display_name} if "_" not in tag else set()
        if answer.casefold() in map(str.casefold, filter(None, names)):
            return tag
    raise ValueError(f"the language '{answer}' is not a tag such as en, de or pt-BR; say it with --language")


def _date(answer: str) -> date:
    """The day that is said; the first of a year or a month, which is told, since notes are held against a day."""
    try:
        day = date.fromisoformat(f"{answer}-01-01"[:10] if _PART_OF_DATE.fullmatch(answer) else answer)
    except ValueError:
        raise ValueError(f"the date '{answer}' is not a day such as 1849-05-14; say it with --date") from None
    if day > date.today():
        raise ValueError(f"the date {day} is later than today")
    if len(answer) < len(day.isoformat()):
        click.echo(f"Of the date {answer} the first day is taken, {day}. --date says another.", err=True)
    return day


def _pictures(text: Path, words: str, above: int) -> dict[str, bytes]:
    """The pictures that the text names, by their names; says which links lead out of the text, and are not kept.

    Ends the command where a picture cannot be taken along. `above` counts the lines before the words.
    """
    article = read_article(words, markdown=True)
    wrong = [
        f"{text}:{line + above}:{column}: {message}"
        for line, column, address in named(article)
        if (message := wrong_with(text.parent, address))
    ]
    if wrong:
        refuse("\n".join(wrong))
    for line, column, address in named(article, "elsewhere"):
        told = f"{text}:{line + above}:{column}: the link to '{address}' leads nowhere in an edition of this text alone"
        click.echo(shown(f"{told}; its words stay"), err=True)
    files = filter(None, {file_of(address) for _, _, address in named(article)})
    return {str(name): (text.parent / name).read_bytes() for name in files}


def _write(root: Path, words: str, about: About, pictures: Mapping[str, bytes]) -> None:
    texts = ((name, content.encode()) for name, content in edition_files(words, about))
    for name, content in (*texts, *((f"{FOLDER}/{name}", file) for name, file in pictures.items())):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with named_file(path):
            path.write_bytes(content)
        if name.startswith((".ci/", "tools/")):
            path.chmod(0o755)
