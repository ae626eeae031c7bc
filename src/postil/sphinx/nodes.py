"""The document-tree nodes of an annotated text. They hold structure; `html` says how they look."""

from __future__ import annotations

from typing import NamedTuple

from docutils import nodes

from postil.compat.docutils import OwnNode
from postil.model import Note
from postil.text.inline import Mark

PASSAGES = "postil-passages"  # attribute of a citation not yet resolved: the passage of each of its keys
RESTS_ON = "postil-rests-on"  # class of a line of sources


class passage(nodes.General, OwnNode):  # noqa: N801
    """A piece of a paragraph and, after it, the cards of its notes."""


class Words(NamedTuple):
    """A segment of a sentence: the notes on it by id, the longest first, and the notes whose words end here.

    `essential` says whether one of the notes is; `later` whether all of them tell what came after the text. `ending`
    holds the number of each note on its page, and the note; `within` the emphasis and links over the words, from the
    innermost out.
    """

    text: str
    notes: tuple[str, ...] = ()
    essential: bool = False
    later: bool = False
    ending: tuple[tuple[int, Note], ...] = ()
    within: tuple[Mark, ...] = ()


class Sentence(NamedTuple):
    """A sentence of the article, by its number in its paragraph, or a part of one; `before` is the space before it."""

    number: int
    before: str
    words: tuple[Words, ...]


class article_text(nodes.General, OwnNode):  # noqa: N801
    """The words of the article: a paragraph or a part of one.

    One node however many notes it bears, because every transform of Sphinx walks every node of a book. Attributes:
    `number` (0 is the title), `ids` (none where it is a copy), `level` (of a heading, else 0), `language` (BCP 47),
    `sentences` and `after`, the space after them; `form`, and for verse `line`, the number of the first line, and
    `indent`, the space before it; `shape`, what it is in Markdown, and `breaks`, whether its ends of lines are to be
    seen.
    """

    def astext(self) -> str:
        """The words alone."""
        sentences: tuple[Sentence, ...] = self["sentences"]
        return "".join(s.before + "".join(words.text for words in s.words) for s in sentences) + str(self["after"])


class division(nodes.General, OwnNode):  # noqa: N801
    """Says that a paragraph is divided. Attributes: `number`, `docname` (where it goes on), `onward` (bool)."""


class reading_controls(nodes.General, OwnNode):  # noqa: N801
    """Where a reader chooses how much to see. Attributes: `notes`, those of the page, and `sides`, their margins."""


class note_cards(nodes.General, OwnNode):  # noqa: N801
    """The essential cards of a passage. Attribute: `number` of the paragraph."""


class other_cards(nodes.General, OwnNode):  # noqa: N801
    """The cards of a passage that open on demand. Attributes: `number` of the paragraph and `notes`."""


class note_card(nodes.General, OwnNode):  # noqa: N801
    """A note. Attributes: `note` (the record) and `number`. Children: margin text, sources, fuller text."""


class note_margin(nodes.General, OwnNode):  # noqa: N801
    """The margin text of a note."""


class note_body(nodes.General, OwnNode):  # noqa: N801
    """The fuller text of a note, which opens on demand."""


class note_sources(nodes.General, OwnNode, nodes.TextElement):  # noqa: N801
    """The sources of a note, each a reference into the bibliography with its state."""


class note_web(nodes.General, OwnNode):  # noqa: N801
    """Where else a note is found: on the timeline, in the ledger. Filled when all pages are known."""


class named_here(nodes.General, OwnNode, nodes.TextElement):  # noqa: N801
    """Who and what a piece of the text names. Attribute: `sentences`, by number. Filled when all pages are known."""


class appears_in(nodes.General, OwnNode):  # noqa: N801
    """The place of the line that says where an entry is named. Attribute: `ref`, the entry."""


class folded(nodes.General, OwnNode):  # noqa: N801
    """What opens on demand. Attributes: `summary`, the words that open it, and `classes`."""


class settled(nodes.General, OwnNode):  # noqa: N801
    """A node in which nothing is left to resolve, so that no transform need walk it. Attribute: `content`, the node."""


class whole_chapter(nodes.General, OwnNode):  # noqa: N801
    """A chapter on the page of the whole edition. Attributes: `file` for its HTML, and `kept`, that or nothing."""


class later(nodes.Inline, OwnNode, nodes.TextElement):  # noqa: N801
    """Words that lead to what could not be known in the month of the text."""


class timeline_picture(nodes.General, OwnNode):  # noqa: N801
    """The place of the picture of all events; pages for browsers and other books have it in forms of their own."""


class dated_item(OwnNode, nodes.list_item):  # noqa: N801
    """An item of a list by date. Attribute: `later`, whether it could not be known on the day of the text."""


class source_reference(nodes.Inline, OwnNode, nodes.TextElement):  # noqa: N801
    """A citation: a reference into the list of sources. Attributes: `source`, its key, and `passage`, or nothing."""


class source_entry(nodes.General, OwnNode):  # noqa: N801
    """A source in the bibliography. Attribute: `ids`."""
