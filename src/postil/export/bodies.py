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
from postil.model import CITATION_ROLES, Citation, Note
from postil.reading.markup import NOTE_ROLE, TARGET, VALUE_ROLE, note_parser


def as_html(note: Note, addresses: Addresses) -> str:
    """Margin and fuller text as HTML; citations and links to notes become links."""
    if note.id not in addresses.texts:
        env = {"addresses": addresses}
        html = "".join(str(_parser().render(passage.text, env)) for passage in note.passages)
        addresses.texts[note.id] = html.strip()
    return addresses.texts[note.id]


def text_as_html(text: str, addresses: Addresses) -> str:
    """A record's MyST as HTML, with links as in notes."""
    return str(_parser().render(text, {"addresses": addresses})).strip()


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
        cited = [addresses.edition.sources[Citation.parse(key.strip()).key] for key in target.split(",")]
        text = "; ".join(_link(source.url, addresses.edition.labels[source.key]) for source in cited)
        return f"({text})" if role == "cite:p" else text
    if role == NOTE_ROLE:
        return _link(addresses.of_note(target), words or addresses.edition.by_id[target].title)
    if role == VALUE_ROLE:
        return escape(addresses.edition.values[target].record.value)
    return escape(words or target)


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)
