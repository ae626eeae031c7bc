"""The document-tree nodes of an annotated text. They hold structure; `html` says how they look."""

from __future__ import annotations

from docutils import nodes


class passage(nodes.General, nodes.Element):  # noqa: N801
    """A piece of a paragraph and, after it, the cards of its notes."""


class article_text(nodes.General, nodes.TextElement):  # noqa: N801
    """The words of the article: a paragraph or a part of one. Attributes: `number` (0 is the title), `ids`."""


class sentence(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A sentence of the article, or a part of one. Attributes: `number`, `ids`."""


class words(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A segment under one or more notes. Attributes: `notes` (ids) and `marks`, pairs of kind and lane."""


class note_mark(nodes.Inline, nodes.Element):  # noqa: N801
    """The number that leads from the end of a note's words to its card. Attributes: `note`, `number`."""


class division(nodes.General, nodes.Element):  # noqa: N801
    """Says that a paragraph is divided. Attributes: `number`, `docname` (where it goes on), `onward` (bool)."""


class note_cards(nodes.General, nodes.Element):  # noqa: N801
    """The cards of a passage. Attribute: `number` of the paragraph."""


class note_card(nodes.General, nodes.Element):  # noqa: N801
    """A note. Attributes: `note` (the record) and `number`. Children: margin text, sources, fuller text."""


class note_body(nodes.General, nodes.Element):  # noqa: N801
    """The fuller text of a note, which opens on demand."""


class note_sources(nodes.General, nodes.TextElement):  # noqa: N801
    """The sources of a note, each a reference into the bibliography with its state."""


class source_state(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Whether a source was checked. Attribute: `state`."""
