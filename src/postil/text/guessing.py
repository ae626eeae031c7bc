"""What form a text is of, and why: a guess for a new edition, whose editor says otherwise where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from postil.text.forms import Form, article_end, has_time, is_scene, is_shot, is_timed, label_of, name_of, speaker_end
from postil.text.verse import ends_sentence, verse

_NEARLY = 0.75  # of the lines, of which one may be a title
_LEAST = 3  # lines, speeches or articles that make a form
_LAW_SHARE = 5  # one paragraph of so many begins an article
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_PART = re.compile(r"^\s*\(\d{1,2}\)\s", re.MULTILINE)  # “(1)”, as laws number what belongs to an article

_CLAUSE = re.compile(r"^[^\S\n]*(\d{1,2}(?:\.\d{1,2})*\.?|\((?:[a-z]|[ivx]{1,4})\))\s+(?=\S)", re.MULTILINE)
_AGREED = re.compile(  # what contracts say, in some languages
    r"\b(?:shall|hereby|liable|agreement|(?:these|this|of) (?:terms|contract|lease)|landlord|tenant|part(?:y|ies)|"
    r"vertrag\w*|verpflichtet|haftet|contrat|s[’']engage|contrato|partes|obriga-se|contratto|parti|договор\w*|обязуется)\b",
    re.IGNORECASE,
)


class Guess(NamedTuple):
    """A form, and the reason for it in a clause, such as “its lines rhyme”."""

    form: Form
    why: str


def guess_form(paragraphs: Sequence[str]) -> Guess:
    """The form that the paragraphs of a text look like."""
    shots = [words.partition("\n")[0] for words in paragraphs if is_shot(words)]
    if len(shots) > 1:
        return Guess(Form.DRAMA, f"scenes of a film are named, such as “{shots[0]}”")
    for form in (Form.DRAMA, Form.DIALOGUE):
        if names := _speakers(paragraphs, form):
            return Guess(form, f"speakers are named, such as “{names[0]}” and “{names[1]}”")
    articles = [words[:end] for words in paragraphs if (end := article_end(words))]
    if len(set(articles)) >= max(_LEAST, len(paragraphs) / _LAW_SHARE):
        return Guess(Form.LAW, f"articles are numbered, such as “{articles[0].strip()}”")
    if _has_parts(paragraphs):
        return Guess(Form.LAW, "articles are numbered, and their parts “(1)”, “(2)”")
    if _is_contract(paragraphs):
        return Guess(Form.LAW, "clauses and their parts are numbered, and it says what is agreed")
    found, why = verse(paragraphs)
    return Guess(Form.VERSE if found else Form.PROSE, f"its lines {why}")


def begin_paragraphs(lines: Sequence[str]) -> list[bool]:
    """Of each line whether it begins a paragraph, as each time, speech or article does; none where there are few."""
    timed = list(map(is_timed, lines))
    if sum(timed) >= max(_LEAST, len(lines) / 2):
        return timed
    for form in (Form.DIALOGUE, Form.DRAMA, Form.LAW):
        ends = [label_of(line, form)[0] for line in lines]
        labels = [line[:end] for line, end in zip(lines, ends, strict=True) if end and line[end:].strip()]
        if len(labels) < max(_LEAST, _NEARLY * len(lines)):
            continue
        if form == Form.LAW or len(set(map(name_of, labels))) < len(labels):
            return [True] * len(lines)
    return []


def _speakers(paragraphs: Sequence[str], form: Form) -> list[str]:
    """The names with which many paragraphs begin, mostly another than that of the speech before; none where few do.

    In a play most names stand on a line of their own or before a full stop, or there are acts and scenes. Where times
    stand before them, one speaker may have many speeches on end.
    """
    spoken = [(words, end) for words in paragraphs if (end := speaker_end(words, form))]
    names = [name_of(words[:end]) for words, end in spoken]
    known = list(dict.fromkeys(names))
    if len(names) < max(_LEAST, len(paragraphs) / 3) or not 1 < len(known) < len(names) or _are_fields(spoken, form):
        return []
    if form == Form.DRAMA:
        apart = sum(words[end - 1] not in ":：" or words[end : end + 1] in ("", "\n") for words, end in spoken)
        return known if 2 * apart > len(names) or any(map(_begins_scene, paragraphs)) else []
    turns = sum(name != before for before, name in pairwise(names))
    alternate = 2 * turns > len(names) and 3 * len(known) <= 2 * len(names)
    return known if alternate or any(is_timed(words) for words, _ in spoken) else []


def _are_fields(spoken: Sequence[tuple[str, int]], form: Form) -> bool:
    """Whether the names are those of fields, such as “Files:”: what stands after them seldom ends as a sentence does,
    or is followed by lines that begin with other names, which begin no paragraph.
    """
    said = [words for words, end in spoken if words[end:].strip() and not (is_timed(words) or has_time(words[:end]))]
    cased = [words for words in said if words.upper() != words.lower()]
    if 5 * sum(map(ends_sentence, cased)) < len(cased):
        return True
    later = [line for words, _ in spoken for line in words.split("\n")[1:]]
    labels = [line[:end] for line in later if (end := speaker_end(line, form))]
    others = set(labels) - {words[:end] for words, end in spoken}
    return len(others) > 1 and 2 * sum(label in others for label in labels) > len(spoken)


def _begins_scene(words: str) -> bool:
    return is_scene(words.partition("\n")[0].rstrip())


def _has_parts(paragraphs: Sequence[str]) -> bool:
    """Whether paragraphs are numbered through, and two have numbered parts, as laws of some countries."""
    numbers = [int(found[1]) for words in paragraphs if (found := _NUMBERED.match(words))]
    parts = sum(len(_PART.findall(words)) for words in paragraphs)
    return len(numbers) >= max(_LEAST, len(paragraphs) / _LAW_SHARE) and parts > 1 and numbers == sorted(set(numbers))


def _is_contract(paragraphs: Sequence[str]) -> bool:
    """Whether most paragraphs begin with the number of a clause, there are parts of clauses, and words of contracts."""
    clauses = [found[1] for words in paragraphs if (found := _CLAUSE.match(words))]
    kinds = {re.sub(r"\w+", "0", found[1].strip(".")) for words in paragraphs for found in _CLAUSE.finditer(words)}
    agreed = sum(len(_AGREED.findall(words)) for words in paragraphs)
    return len(clauses) >= max(_LEAST, len(paragraphs) / 2) and len(kinds) > 1 and agreed >= _LEAST
