"""New note files: a draft → its text, a free name for it, and a bibliography entry for a source not yet known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from sentencex import segment
from slugify import slugify

from postil.model import Claim, Kind, Quote, SourceGroup, Verdict
from postil.reading.markup import is_web_address, overloaded, parse, plain
from postil.reading.markup import words as words_of
from postil.reading.notes import MARGIN_WORDS
from postil.text.anchor import Anchor, find, resolve, selector
from postil.text.article import Article
from postil.text.counting import count_words
from postil.text.folding import fold_quote, letters

_LONGEST_NAME = 60
_LEFT_OUT = (("’", ""), ("'", ""))
_NEAREST = 3  # passages that a message offers
_BESIDE = 30  # characters shown beside words that stand in several places
_MOST_PLACES = 5  # that a message names
_BEFORE = re.compile(r"(?:```\w*\n|\*\*|__|\[?(?:…|\.{3})\]?|[-–—]\s|\s)*")  # code, emphasis, dots, dashes
_AFTER = re.compile(r"(?:```|\*\*|__|\]?(?:…|\.{3})\[?|\s)*")  # read backwards
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that is not yet a file. `text` is its margin text, and after a line `+++` its fuller text.

    `says` is the one sentence that its first source says, empty where nobody told. `file` is a name and the text of a
    whole note, of which the draft tells the same.
    """

    quote: Quote
    kind: Kind
    title: str
    as_of: date
    by: tuple[str, ...]
    text: str
    verdict: Verdict | None = None
    claim: Claim | None = None
    sources: tuple[str, ...] = ()
    via: str = ""
    says: str = ""
    file: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source as a contributor names it: an address or a DOI, and what is known of the work."""

    key: str
    url: str
    title: str
    author: str
    group: SourceGroup
    date: str = ""
    doi: str = ""


def note_text(draft: Draft) -> str:
    """The text of the note file: front matter in the order in which notes are read, then the draft's text."""
    quote = {"quote": draft.quote.exact, "prefix": draft.quote.prefix, "suffix": draft.quote.suffix}
    fields = {
        **{name: words for name, words in quote.items() if words},
        "kind": str(draft.kind),
        **({"verdict": str(draft.verdict)} if draft.verdict else {}),
        **({"claim": str(draft.claim)} if draft.claim else {}),
        "title": draft.title,
        **({"sources": list(draft.sources)} if draft.sources else {}),
        **({"via": draft.via} if draft.via and not re.search(r"\s", draft.via) else {}),
        "as_of": draft.as_of,
        "by": list(draft.by),
    }
    front = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None)
    return f"---\n{front}---\n{draft.text.strip()}\n"


def id_for(title: str, taken: set[str]) -> str:
    """A note id made from its title in whatever script, not one of those `taken`."""
    base = slugify(title, max_length=_LONGEST_NAME, word_boundary=True, replacements=_LEFT_OUT) or "note"
    return _free(base, base[: _LONGEST_NAME - 4].rstrip("-"), taken)


def shortened(words: str, most: int) -> str:
    """Words of at most `most` characters: cut at a space where one is near, and then with an ellipsis."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip(" ,;:—–-") + "…"


def address_of(words: str) -> tuple[str, str] | None:
    """(address, DOI or nothing) where the words are a web address or a DOI; None where they are neither."""
    words = words.strip()
    doi = _DOI.match(words)
    url = f"https://doi.org/{doi[1]}" if doi else f"https://{words}" if words.startswith("www.") else words
    return (url, doi[1] if doi else "") if is_web_address(url) else None


def key_for(url: str, when: str, taken: set[str]) -> str:
    """A bibliography key made from an address's host and a date, not one of those `taken`."""
    host = [part for part in (urlsplit(url).hostname or "source").split(".") if part != "www"]
    name = "-".join(re.findall(r"[a-z0-9]+", host[-2] if len(host) > 1 else host[0])) or "source"
    base = f"{name}-{when[:4] if when[:4].isdecimal() else 'undated'}"
    return _free(base, base, taken)


def _free(name: str, stem: str, taken: set[str]) -> str:
    """A name, or its stem with the first number, that is not taken."""
    numbered = (f"{stem}-{number}" for number in range(2, 10_000))
    return next(one for one in chain([name], numbered) if one not in taken)


def source_text(source: NewSource) -> str:
    """The BibTeX entry of a new source, marked unchecked until somebody has opened it."""
    fields = {
        "author": f"{{{_plain(source.author)}}}",
        "title": _plain(source.title) or _plain(source.url),
        "year": source.date[:4],
        "date": source.date,
        "doi": source.doi,
        "url": source.url,
        "state": "unchecked",
        "keywords": str(source.group),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{source.key},\n{''.join(lines)}}}\n"


def with_sources(path: Path, sources: Iterable[NewSource]) -> str:
    """The text of the bibliography with the entries at its end."""
    text = path.read_text("utf-8").rstrip("\n") if path.is_file() else ""
    return "\n\n".join([text, *map(source_text, sources)]).lstrip("\n")


def _plain(words: str) -> str:
    """Words as BibTeX takes them for themselves: its special characters escaped, or left out."""
    return re.sub(r"([%&#_])", r"\\\1", re.sub(r"[{}\\~^$@\s]+", " ", words)).strip()


def locate(quote: Quote, article: Article) -> Quote:
    """The quote for words that a contributor copied from the article, as they came or in quotation marks.

    Words of the same letters are those that are meant: dashes, hyphens and ligatures change when a PDF is copied.
    Raises ValueError where they stand nowhere, naming the likest passages, or in several places, naming these.
    """
    words = quote.exact.strip()
    if not fold_quote(words):
        raise ValueError("the quote holds no words that can be seen")
    for exact in dict.fromkeys((words, _unquoted(words), "" if overloaded(words) else plain(parse(words)))):
        places = find(Quote(exact, quote.prefix, quote.suffix), article) if exact else []
        if len(places) == 1:
            return selector(places[0], article)
        if places:
            where = "; ".join(f"“…{_around(place, article)}…”" for place in places[:_MOST_PLACES])
            more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
            raise ValueError(f"“{exact}” stands {len(places)} times: {where}{more}. Say what is before it (prefix)")
    likely = resolve(Quote(words), article)
    same = [found for found in likely if letters(found.words) == letters(words)]
    if len(same) == 1:
        return selector(same[0].anchor, article)
    likest = dict.fromkeys(likeness.words for likeness in likely[:_NEAREST])
    near = " or ".join(f"“{passage}”" for passage in likest)
    raise ValueError(f"“{words}” does not stand in the article" + (f". Do you mean {near}?" if near else ""))


def _unquoted(words: str) -> str:
    """Words without what whoever copied them put around them: signs of markup, dots, quotation marks."""
    words = re.sub(r"^[^\S\n]*>[^\S\n]?|</?[a-z]{1,10}>", "", words, flags=re.MULTILINE).strip()
    for edge in (_BEFORE, _AFTER):
        found = edge.match(words)
        words = words[found.end() if found else 0 :][::-1]
    pairs = (("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("„", "“"), ("「", "」"), ("`", "`"))
    return next((words[1:-1].strip() for pair in pairs if (words[:1], words[-1:]) == pair), words)


def _around(anchor: Anchor, article: Article) -> str:
    """The words at an anchor and as many before them as tell them from the others, or at least some."""
    try:
        prefix = selector(anchor, article).prefix
    except ValueError:
        prefix = ""
    text = article.paragraphs[article.index[anchor.paragraph]].text
    before = prefix or text[max(0, anchor.start - _BESIDE) : anchor.start]
    return " ".join(f"{before} {text[anchor.start : anchor.end + _BESIDE]}".split())


def split_text(text: str, language: str) -> str:
    """A finding as a note's text: as many whole sentences as the margin holds, then `+++`, then the rest.

    A first sentence that is too long for the margin is divided between two words, where nothing is marked up.
    """
    if words_of(parse(text)) <= MARGIN_WORDS:
        return text
    margin, body = _divided(list(segment(language, text)))
    if not margin:
        margin, body = _divided(re.findall(r"\S+\s*", text))
        if plain(parse(f"{margin}{body}")) != " ".join((plain(parse(margin)), plain(parse(body)))):
            return text
    return f"{margin.strip()}\n\n+++\n\n{body.strip()}"


def _divided(parts: list[str]) -> tuple[str, str]:
    """The parts that the margin holds, and the others."""
    lengths = accumulate(count_words(part) for part in parts)
    fitting = sum(length <= MARGIN_WORDS for length in lengths)
    return "".join(parts[:fitting]), "".join(parts[fitting:])
