"""The texts of notes as HTML and as plain words, for tools that know no MyST."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from postil.export.addresses import Addresses
from postil.model import CITATION_ROLES, Citation, Note, Passage
from postil.reading.markup import NOTE_ROLE, TARGET, VALUE_ROLE, note_parser
from postil.reading.memory import recall


def as_html(note: Note, addresses: Addresses) -> str:
    """Margin and fuller text as HTML; citations and links to notes become links."""
    return "".join(_passage_as_html(passage, addresses) for passage in note.passages).strip()


def _passage_as_html(passage: Passage, addresses: Addresses) -> str:
    shown = [_shown(reference.role, reference.target, addresses) for reference in passage.references]
    return recall("html", passage.text, lambda: _rendered(passage.text, addresses), "\0".join(shown))


def text_as_html(text: str, addresses: Addresses) -> str:
    """A record's MyST as HTML, with links as in notes."""
    return _rendered(text, addresses).strip()


def _rendered(text: str, addresses: Addresses) -> str:
    return str(_parser().render(text, {"addresses": addresses}))


@cache
def _parser() -> MarkdownIt:
    parser = note_parser(RendererHTML)
    parser.renderer.rules["myst_role"] = _role  # type: ignore[attr-defined]
    return parser


def _role(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    addresses: Addresses = env["addresses"]
    role, content = tokens[index].meta["name"], tokens[index].content
    explicit = TARGET.search(content)
    target = explicit[1] if explicit else content
    words = content[: explicit.start()].strip() if explicit else ""
    if role in CITATION_ROLES:
        cited = "; ".join(_shown(role, Citation.parse(key.strip()).key, addresses) for key in target.split(","))
        return f"({cited})" if role == "cite:p" else cited
    return _shown(role, target, addresses, words)


def _shown(role: str, target: str, addresses: Addresses, words: str = "") -> str:
    """What a role shows of one of its targets; `words` are those that a text gives it."""
    edition = addresses.edition
    if role in CITATION_ROLES:
        return _link(edition.sources[target].url, edition.labels[target])
    if role == NOTE_ROLE:
        return _link(addresses.of_note(target), words or edition.by_id[target].title)
    if role == VALUE_ROLE:
        return escape(edition.values[target].record.value)
    return escape(words or target)


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)
