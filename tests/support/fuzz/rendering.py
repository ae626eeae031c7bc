"""Notes as the real renderer shows them, and what in that HTML nobody has allowed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from docutils.utils import new_document
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import sphinx_domains

from postil.model import Note
from postil.sphinx.note_text import render
from tests.support.edition import CONF, SmallEdition

# Every element that a note's text may become → the attributes that it may have.
ALLOWED = {
    "a": {"class", "data-passage", "href", "id"},
    "blockquote": set(),
    "br": set(),
    "code": {"class"},
    "div": set(),
    "em": set(),
    "li": set(),
    "ol": {"class", "start"},
    "p": set(),
    "span": {"class", "id"},
    "strong": set(),
    "ul": {"class"},
}
# The web, a place on the page, or another page of the book; no address at all where there is no link.
ADDRESS = re.compile(r"https?://[^/]|#[\w-]+\Z|[\w-]+\.html#[\w-]+\Z|\Z")


class Renderer:
    """The small edition under a running Sphinx, which renders one note's text after the other."""

    def __init__(self, folder: Path) -> None:
        edition = SmallEdition(folder)
        edition.write("conf.py", CONF)
        self.warnings = io.StringIO()
        out = folder / "_build"
        self.app = Sphinx(folder, folder, out, out / ".doctrees", "html", status=None, warning=self.warnings)
        self.app.build()
        self.settings = self.app.env.get_doctree("book/one").settings
        assert not self.warnings.getvalue(), self.warnings.getvalue()

    def html(self, note: Note) -> str:
        """The HTML of margin and fuller text, with references resolved as on the page of the note's chapter."""
        env = self.app.env
        env.prepare_settings("book/one")
        document = new_document("book/one", self.settings)
        with sphinx_domains(env):
            for passage in note.passages:
                document += render(passage, note.path, document)
        env.apply_post_transforms(document, "book/one")
        env.get_domain("cite").clear_doc("book/one")  # it remembers every citation of a page
        return str(self.app.builder.render_partial(document)["body"])

    def said(self) -> str:
        """What Sphinx has warned of since this was last asked: in a real build each line is an error."""
        text = self.warnings.getvalue()
        self.warnings.seek(0)
        self.warnings.truncate()
        return text


def unexpected(fragment: str) -> Iterator[str]:
    """Each element, attribute and address in a piece of HTML that is not allowed."""
    for element in html.fragment_fromstring(fragment, create_parent="div").iter():
        if not isinstance(element.tag, str):
            yield "comment"
            continue
        if element.tag not in ALLOWED:
            yield f"<{element.tag}>"
            continue
        yield from (f"<{element.tag} {name}>" for name in element.attrib if name not in ALLOWED[element.tag])
        address = element.get("href", "").strip()
        if not ADDRESS.match(address):
            yield urlsplit(address).scheme + ":" if urlsplit(address).scheme else address
