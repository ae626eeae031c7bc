"""MyST-Parser 3 to 5: a renderer that makes no document beside the one that it is given.

`setup_render` of `myst_parser.mdit_to_docutils.base` makes a default document before it asks whether one was given
(`options.get("document", make_document())`): a parser of docutils' options for each text, which took a sixth of the
time of a large book.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from unittest.mock import patch

from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


class GivenDocumentRenderer(SphinxRenderer):
    """Renders into the document that its options name."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Begin a text; `options["document"]` must be there."""
        with patch.object(base, "make_document", lambda: options["document"]):
            super().setup_render(options, env)
