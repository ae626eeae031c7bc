"""The issue form for those who do not use Git: what was filled in → a draft, or what is missing.

GitHub writes a form as Markdown: each label as a heading of the third level, then the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from postil.authoring.drafts import Draft, NewSource, address_of, key_for, locate, split_text
from postil.edition import Edition
from postil.model import Quote, SourceGroup
from postil.reading.markup import OVERLOADED, overloaded

WORDS = "The words of the text"
KIND = "What your note does"
TITLE = "Your finding in one line"
FINDING = "What you found"
SOURCES = "Sources"
SAYS = "What the source says"
SINCE = "Since when this could be known"
NAME = "Your name or handle"
LABELS = (WORDS, KIND, TITLE, FINDING, SOURCES, SAYS, SINCE, NAME)

_EMPTY = "_No response_"
_MARKS = " -*,;:.()[]<>\"'“”"  # that people put around an address or a key
_HEADING = re.compile(rf"^### ({'|'.join(map(re.escape, LABELS))})[^\S\n]*$", re.MULTILINE)


class FormError(ValueError):
    """What is missing from a form or cannot be used: one message for each answer."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


def read_form(text: str) -> dict[str, str]:
    """The answers by label; an answer not given is left out."""
    parts = _HEADING.split(text.replace("\r\n", "\n"))
    answers = dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))
    return {label: answer for label, answer in answers.items() if answer and answer != _EMPTY}


def draft_of(text: str, edition: Edition) -> tuple[Draft, list[NewSource]]:
    """The draft that a filled-in form asks for, and the sources that the bibliography does not have yet.

    Raises FormError with everything that is missing or wrong.
    """
    answers = read_form(text)
    missing = [f"“{label}” is empty" for label in LABELS if label not in answers and label not in (SOURCES, SAYS)]
    kind = _plain(answers.get(KIND, "")).partition(":")[0].strip().lower()
    if KIND in answers and kind not in edition.vocabulary.kinds:
        missing.append(
            f"“{KIND}” begins with '{kind}'; it must begin with one of {', '.join(edition.vocabulary.kinds)}"
        )
    known_kind = edition.vocabulary.kinds.get(kind)
    if SOURCES not in answers and not (known_kind and known_kind.asks):
        missing.append(f"“{SOURCES}” is empty; all but a question need one")
    try:
        since = date.fromisoformat(_plain(answers.get(SINCE, str(edition.settings.date))))
    except ValueError:
        missing.append(f"“{SINCE}” must be a date such as {edition.settings.date}")
    try:
        quote = locate(Quote(answers.get(WORDS, "")), edition.article)
    except ValueError as error:
        missing += [str(error)] if WORDS in answers else []
    lines = "\n".join(map(_plain, answers.get(SOURCES, "").splitlines()))
    named = [word.strip(_MARKS) for word in re.split(r"[\s,;]+", lines)]
    if SOURCES in answers and not any(word in edition.sources or address_of(word) for word in named):
        missing.append(f"“{SOURCES}” names none; give keys, web addresses or DOIs")
    if overloaded(answers.get(FINDING, "")):
        missing.append(f"“{FINDING}” {OVERLOADED}")
    if missing:
        raise FormError(missing)
    new = list(_new_sources(lines, edition))
    known = [word for word in named if word in edition.sources]
    sources = tuple(dict.fromkeys([*known, *(source.key for source in new)]))
    names = tuple(name.strip(" @") for name in _plain(answers[NAME]).split(",") if name.strip(" @"))
    text = split_text(answers[FINDING], edition.settings.language)
    title, says = _plain(answers[TITLE]), _plain(answers.get(SAYS, ""))
    kind_of = edition.vocabulary.kinds[kind]
    return Draft(quote, kind_of, title, since, names, text, sources=sources, says=says), new


def _plain(answer: str) -> str:
    """An answer as one line without what GitHub takes for markup: a link is its words and its address."""
    line = " ".join(re.sub(r"^\s*(>|[-*+]|\d+[.)])\s+", "", line) for line in answer.splitlines()).strip()
    line = re.sub(r"!?\[([^\]]*)\]\(\s*<?([^\s)>]+)>?[^)]*\)", r"\1 \2", line)
    line = re.sub(r"<(https?://[^>\s]+|10\.[^>\s]+)>", r"\1", line)
    return re.sub(r"(\*\*|__|`)", "", line)


def _new_sources(answer: str, edition: Edition) -> Iterator[NewSource]:
    """A source for each line with an address: the address is known or not, the rest of the line is the title."""
    known = {source.url: key for key, source in edition.sources.items()}
    taken = set(edition.sources)
    for line in answer.splitlines():
        words = [
            word if word.startswith("http") and word.endswith(")") and "(" in word else word.strip(_MARKS)
            for word in line.split()
        ]
        address = next(filter(None, map(address_of, words)), None)
        if address and address[0] not in known:
            url, doi = address
            title = " ".join(word for word in words if address_of(word) is None).strip(" ,;:.")
            year = next(iter(re.findall(r"\b(?:19|20)\d\d\b", title)), "")
            key = key_for(url, year, taken)
            taken.add(key)
            host = urlsplit(url).hostname or url
            yield NewSource(key, url, title or url, host, SourceGroup.REFERENCE, year, doi)
