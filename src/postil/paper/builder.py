"""The Sphinx builder `pdf`: reads the documents as any builder does, and writes handouts instead of pages."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from postil.compat.sphinx import visitors
from postil.fonts import MissingFontsError
from postil.paper.memory import TooLongError, fit_side_by_side
from postil.sphinx.domain import edition_domain
from postil.text.counting import count_words

logger = logging.getLogger(__name__)


class PdfBuilder(StandaloneHTMLBuilder):
    """Writes `<handout>-<size>.pdf` for every handout and size of paper."""

    name = "pdf"
    format = "pdf"
    epilog = "The handouts are in %(outdir)s."

    def init(self) -> None:
        """Take over what other extensions know of HTML, with our own for paper where it differs.

        Raises SystemExit where WeasyPrint or another part of `postil[paper]` is missing.
        """
        try:
            from postil.paper.handouts import write_handouts
            from postil.paper.nodes_html import VISITORS
            from postil.paper.typeset import SIZES
        except (ImportError, OSError) as error:
            raise SystemExit(f"handouts need postil[paper] and Pango ({error}); run: tools/ensure paper") from error
        super().init()
        self.write_handouts, self.sizes = write_handouts, len(SIZES)
        self.side_by_side = True
        self.secnumbers = {}  # what stands in a handout has page numbers instead
        visitors(self.app, self.name).update({**visitors(self.app, "html"), **VISITORS})

    def look_at_memory(self) -> None:
        """Decide how many handouts are set at once. Raises SystemExit, before pages are read, where none can be."""
        words = count_words(edition_domain(self.env).edition.article.text)
        try:
            self.side_by_side = fit_side_by_side(words, self.sizes)
        except TooLongError as error:
            raise SystemExit(str(error)) from error

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """Handouts are made anew each time."""
        return "all documents"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The name of a document: `content` makes it a place in a handout."""
        return to

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing: there is no page around a handout."""

    def write(self, *ignored: Any) -> None:
        """Make the handouts."""
        try:
            for path in self.write_handouts(self, Path(self.outdir), side_by_side=self.side_by_side):
                logger.info("%s", path.name)
        except MissingFontsError as error:
            raise SystemExit(str(error)) from error
        except EOFError:  # what Sphinx's side-by-side work ends in when a process is no more
            raise SystemExit(
                "a process that set handouts was ended from outside, most often because memory ran out; make the "
                "handouts where there is more, or where less else runs"
            ) from None

    def finish(self) -> None:
        """Nothing is left to copy."""

    def cleanup(self) -> None:
        """Nothing is left to close."""
