"""MyST-Parser 3 to 5: a renderer into a given document, whose roles may be changed on the way.

Of `DocutilsRenderer` only `render`, `nested_render_text` and the context of a node are documented; `setup_render`,
`render_myst_role`, `current_node` and the option `document` are alike in all three versions.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from html import unescape
from typing import Any
from unittest.mock import patch

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import pending_xref


class GivenDocumentRenderer(SphinxRenderer):
    """Renders into the document that its options name."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Begin a text; `options["document"]` must be there.

        MyST-Parser makes a default document before it asks whether one was given
        (`options.get("document", make_document())`): a parser of docutils' options for each text, which took a sixth
        of the time of a large book.
        """
        with patch.object(base, "make_document", lambda: options["document"]):
            super().setup_render(options, env)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """A role, as `read_role` has it."""
        assert token.token  # noqa: S101  (a role is one token)
        token.meta["name"], token.token.content, attributes = self.read_role(token.meta["name"], token.content)
        super().render_myst_role(token)
        for reference in self.current_node.children[-1:]:
            if isinstance(reference, pending_xref):
                reference.attributes.update(attributes)

    def read_role(self, name: str, text: str) -> tuple[str, str, dict[str, Any]]:
        """A role's full name, the text that it is given, and what the reference that it makes shall have besides."""
        return name, text, {}


def render_into(document: nodes.document, parser: MarkdownIt, text: str) -> None:
    """Render a text into an empty document, by a parser with a `GivenDocumentRenderer`.

    MyST-Parser escapes addresses (`escapeHtml` in `base.py`), which the writer of HTML then escapes again.
    """
    parser.options["document"] = document
    parser.render(text)
    for reference in document.findall(nodes.reference):
        reference["refuri"] = unescape(reference["refuri"])
