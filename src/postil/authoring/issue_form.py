"""The issue form for those who do not use Git: what was filled in → a draft, or what is missing.

GitHub writes a form as Markdown: each label as a heading of the third level, then the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from postil.authoring.drafts import Draft, NewSource, address_of, key_for, locate, split_text
from postil.edition import Edition
from postil.model import Quote, SourceGroup
from postil.reading.markup import OVERLOADED, overloaded
from postil.text.calendar import day_named
from postil.text.dates import latest_day

WORDS = "The words of the text"
KIND = "What your note does"
TITLE = "Your finding in one line"
FINDING = "What you found"
SOURCES = "Sources"
SAYS = "What the source says"
SINCE = "Since when this could be known"
NAME = "Your name or handle"
LABELS = (WORDS, KIND, TITLE, FINDING, SOURCES, SAYS, SINCE, NAME)
_MAY_LACK = (SOURCES, SAYS)
_FIELDS = {
    **{"quote": WORDS, "prefix": WORDS, "suffix": WORDS, "kind": KIND, "title": TITLE, "sources": SOURCES},
    **{"says": SAYS, "as_of": SINCE, "by": NAME},
}

_EMPTY = "_No response_"
_MARKS = " -*,;:.()[]<>\"'“”@"  # that people put around an address or a key
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # which GitHub does not show
_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|blockquote|br|span|div|sub|sup|code|pre)\b[^<>]*>", re.IGNORECASE)
_TICKED = re.compile(r"\[[xX]\][^\S\n]*(\S.*)")
_MAIL = re.compile(r"[<(\[]?\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+[>)\]]?")
_LINES = re.compile(r"((?:https?://|\bwww\.)\S+?)[,;]?[^\S\n]+(?=[^\n]*(?:https?://|\bwww\.))")  # one address each
_ADDRESS = re.compile(r"\s+https?://\S+")
_HEADING = re.compile(rf"^### ({'|'.join(map(re.escape, LABELS))})[^\S\n]*$", re.MULTILINE)


class FormError(ValueError):
    """What is missing from a form or cannot be used: the line and a message for each answer."""

    def __init__(self, missing: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(message for _, message in missing))
        self.missing = sorted(missing)


class Form:
    """The answers by label; one not given is left out."""

    def __init__(self, text: str) -> None:
        text = text.replace("\r\n", "\n")
        parts = _HEADING.split(text)
        words = {label: _COMMENT.sub("", said).strip() for label, said in zip(parts[1::2], parts[2::2], strict=True)}
        self.answers = {label: answer for label, answer in words.items() if answer and answer != _EMPTY}
        self.headings: dict[str, list[int]] = {}
        self._lines: dict[str, int] = {}
        for found in _HEADING.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            self.headings.setdefault(found[1], []).append(line)
            blank = re.match(r"\s*", text[found.end() :])
            self._lines[found[1]] = line + (blank[0].count("\n") if blank and found[1] in self.answers else 0)

    def line(self, label: str) -> int:
        """The line, from 1, of an answer, or of its label where there is none."""
        return self._lines.get(label, 1)

    def line_of(self, field: str) -> int:
        """The line of the answer from which a field of the note is made; `text` is what it says."""
        return self.line(_FIELDS.get(field, FINDING))


def draft_of(form: Form, edition: Edition) -> tuple[Draft, list[NewSource]]:
    """The draft that a filled-in form asks for, and the sources that the bibliography does not have yet.

    Raises FormError with everything that is missing or wrong.
    """
    answers = form.answers
    missing = [(label, f"“{label}” is empty") for label in LABELS if label not in answers and label not in _MAY_LACK]
    missing += [
        (label, f"“{label}” is a heading on the lines {' and '.join(map(str, lines))}; call the others something else")
        for label, lines in form.headings.items()
        if len(lines) > 1
    ]
    ticked = _TICKED.search(answers.get(KIND, ""))
    kind = re.sub(r"^\W+", "", _plain(ticked[1] if ticked else answers.get(KIND, ""))).partition(":")[0].strip().lower()
    if KIND in answers and kind not in edition.vocabulary.kinds:
        told = f"“{KIND}” begins with '{kind}'; it must begin with one of {', '.join(edition.vocabulary.kinds)}"
        missing.append((KIND, told))
    known_kind = edition.vocabulary.kinds.get(kind)
    if SOURCES not in answers and not (known_kind and known_kind.asks):
        missing.append((SOURCES, f"“{SOURCES}” is empty; all but a question need one"))
    try:
        day = _plain(answers.get(SINCE, str(edition.settings.date))).strip(" .")
        since = date.fromisoformat(day_named(day) or day)
        if since > latest_day():
            missing.append((SINCE, f"“{SINCE}” is {since}, later than today"))
    except ValueError:
        missing.append((SINCE, f"“{SINCE}” must be a date such as {edition.settings.date}"))
    try:
        quote = locate(Quote(answers.get(WORDS, "")), edition.article)
    except ValueError as error:
        missing += [(WORDS, str(error))] if WORDS in answers else []
    given = [re.sub(r"\{cite(?::[pt])?\}", " ", _plain(line)) for line in answers.get(SOURCES, "").splitlines()]
    lines, nameless = _with_names(given, edition)
    named = [word.strip(_MARKS) for word in re.split(r"[\s,;]+", lines)]
    if SOURCES in answers and not any(word in edition.sources or address_of(word) for word in named):
        missing.append((SOURCES, f"“{SOURCES}” names none; give keys, web addresses or DOIs"))
    elif nameless:
        missing.append((SOURCES, f"“{SOURCES}”: “{nameless}” has no key, web address or DOI; give one, or take it out"))
    if overloaded(answers.get(FINDING, "")):
        missing.append((FINDING, f"“{FINDING}” {OVERLOADED}"))
    if missing:
        raise FormError([(form.line(label), told) for label, told in missing])
    new = list(_new_sources(lines, edition))
    by_address = {source.url: key for key, source in edition.sources.items() if source.url}
    keys = (word if word in edition.sources else by_address.get((address_of(word) or ("", ""))[0]) for word in named)
    known = list(filter(None, keys))
    sources = tuple(dict.fromkeys([*known, *(source.key for source in new)]))
    said = re.split(r"[,;，、]|\s(?:and|&)\s", _ADDRESS.sub("", ", ".join(map(_plain, answers[NAME].splitlines()))))
    names = tuple(filter(None, map(_name, said)))
    text = split_text(answers[FINDING], edition.settings.language)
    title, says = _plain(answers[TITLE]), _plain(answers.get(SAYS, ""))
    kind_of = edition.vocabulary.kinds[kind]
    return Draft(quote, kind_of, title, since, names, text, sources=sources, says=says), new


def _name(words: str) -> str:
    """A name without the address for mail beside it, which is nobody's to publish; of an address alone its name."""
    words = _TAG.sub("", words)
    alone = _MAIL.sub("", words).strip(" @-–—_")
    found = _MAIL.search(words)
    return alone or (found[1] if found else "")


def _with_names(lines: Iterable[str], edition: Edition) -> tuple[str, str]:
    """The lines that name sources, each with those before it that name none, as a title may stand; and what is left."""
    whole: list[str] = []
    before = ""
    for line in lines:
        before = f"{before} {line}".strip()
        words = (word.strip(_MARKS) for word in re.split(r"[\s,;]+", line))
        if any(word in edition.sources or address_of(word) for word in words):
            whole.append(before)
            before = ""
    return "\n".join(whole), before if any(map(str.isalpha, before)) else ""


def _plain(answer: str) -> str:
    """An answer as one line without what GitHub takes for markup: a link is its words and its address."""
    line = " ".join(re.sub(r"^\s*(>|[-*+]|\d+[.)])\s+", "", line) for line in answer.splitlines()).strip()
    line = re.sub(r"!?\[([^\]]*)\]\(\s*<?([^\s)>]+)>?[^)]*\)", r"\1 \2", line)
    line = re.sub(r"<(https?://[^>\s]+|10\.[^>\s]+)>", r"\1", line)
    return re.sub(r"(\*\*|__|`)", "", line)


def _new_sources(answer: str, edition: Edition) -> Iterator[NewSource]:
    """A source for each line with an address: the address is known or not, the rest of the line is the title."""
    known = {source.url for source in edition.sources.values()}
    taken = set(edition.sources)
    for line in _LINES.sub(r"\1\n", answer).splitlines():
        words = [
            word if word.startswith("http") and word.endswith(")") and "(" in word else word.strip(_MARKS)
            for word in line.split()
        ]
        address = next(filter(None, map(address_of, words)), None)
        if address and address[0] not in known:
            url, doi = address
            known.add(url)
            title = " ".join(word for word in words if address_of(word) is None and word not in edition.sources).strip(
                " ,;:."
            )
            year = next(iter(re.findall(r"\b(?:19|20)\d\d\b", title)), "")
            key = key_for(url, year, taken)
            taken.add(key)
            host = urlsplit(url).hostname or url
            yield NewSource(key, url, title or url, host, SourceGroup.REFERENCE, year, doi)
