"""The edition for e-readers: Sphinx's EPUB 3, with notes that pop up, pictures of charts, and no script."""

from __future__ import annotations

import shutil
import uuid
from html import escape
from pathlib import Path
from posixpath import normpath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config

from postil.compat.jupyter_book import silence_stock_themes
from postil.compat.sphinx import offer_builder, set_default
from postil.epub.pages import as_xhtml
from postil.export.archive import write_zip
from postil.sphinx.asked import for_command
from postil.sphinx.domain import edition_domain
from postil.text.article import direction

PICTURES = "_pictures"
STYLE = Path(__file__).parent / "epub.css"


def setup(app: Sphinx, *, guest: bool) -> None:
    """Put our builder in the place of Sphinx's own of the same name, but in a book that only has notes on its pages.

    There Sphinx's makes the e-book of the book, as its author set it; ours that of the edition, for `postil epub`.
    """
    if guest and not for_command():
        return
    offer_builder(app, EpubBuilder, insist=for_command())
    app.connect("config-inited", describe, priority=100)
    app.connect("html-page-context", rewrite_page, priority=950)


class EpubBuilder(Epub3Builder):
    """Writes every document but those that repeat the chapters, and the seminar kit, which needs a screen."""

    epilog = "The EPUB is in %(outdir)s."

    def get_outdated_docs(self) -> list[str]:  # type: ignore[override]
        """All documents: what an earlier build left must not get into the file."""
        return sorted(self.env.found_docs)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Clear away what earlier builds wrote, since all that lies in the folder gets into the file.

        The stock themes go too: their buttons ask for the address of the repository, which an e-book does not know.
        """
        silence_stock_themes(self.app)
        for path in Path(self.outdir).rglob(f"*{self.out_suffix}"):
            path.unlink()
        for name in ("_static", PICTURES):
            shutil.rmtree(Path(self.outdir) / name, ignore_errors=True)
        super().prepare_writing(docnames)

    @property
    def left_out(self) -> list[str]:
        """The documents that are not written."""
        domain = edition_domain(self.env)
        paths = domain.edition.paths
        kit = [name for name in self.env.found_docs if (paths.root / name).is_relative_to(paths.seminar)]
        return [*kit, *domain.data["whole"]]

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a document, unless it is left out."""
        if docname not in self.left_out:
            super().write_doc(docname, doctree)

    def get_toc(self) -> None:
        """Contents without what is left out, and with addresses as they stand in the list of files."""
        super().get_toc()
        for node in self.refnodes:
            node["refuri"] = normpath(node["refuri"])
        missing = set(map(self.get_target_uri, self.left_out))
        self.refnodes = [node for node in self.refnodes if node["refuri"].partition("#")[0] not in missing]

    def copy_static_files(self) -> None:
        """The one style sheet. Scripts and what belongs to them stay behind."""
        folder = Path(self.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STYLE.name).write_bytes(STYLE.read_bytes())

    def copy_extra_files(self) -> None:
        """Nothing: these are files for a web server."""

    def build_epub(self) -> None:
        """Write the file, the same bytes for the same book."""
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *sorted(self.files)]
        folder = Path(self.outdir)
        self._declare_formulas(folder)
        entries = ((name, (folder / name).read_bytes()) for name in dict.fromkeys(names))
        write_zip(folder / f"{self.config.epub_basename}.epub", entries, stored=["mimetype"])

    def content_metadata(self) -> dict[str, Any]:
        """What Sphinx says of the book; pages go on to the left where the text runs from right to left."""
        told: dict[str, Any] = super().content_metadata()
        if direction(edition_domain(self.env).edition.settings.language) == "rtl":
            told["page_progression_direction"] = "rtl"
        return told

    def _declare_formulas(self, folder: Path) -> None:
        """Say in the list of files which hold MathML, as EPUB 3.3, D.5.1, asks."""
        contents = folder / "content.opf"
        text = contents.read_text("utf-8")
        for name in self.files:
            if name.endswith(self.out_suffix) and "<math" in (folder / name).read_text("utf-8"):
                text = text.replace(f'href="{escape(name)}"', f'href="{escape(name)}" properties="mathml"', 1)
        contents.write_text(text, "utf-8")


def describe(app: Sphinx, config: Config) -> None:
    """What the file says of itself, as far as the configuration does not."""
    title = config.html_title or config.project
    identifier = f"edition-{uuid.uuid5(uuid.NAMESPACE_URL, str(title))}"
    ours: dict[str, Any] = {
        "epub_title": title,
        "epub_basename": "edition",
        "epub_author": config.author,
        "epub_publisher": config.author,
        "epub_contributor": config.author,
        "epub_copyright": config.copyright or config.author,
        "epub_description": f"Annotated reading edition: {title}",
        "epub_identifier": identifier,
        "epub_uid": identifier,
        "epub_show_urls": "no",
        "epub_use_index": False,
        "epub_tocdepth": 2,
        "epub_exclude_files": ["index.html"],
        "version": config.version or "1",
    }
    config.suppress_warnings = [*config.suppress_warnings, "epub.unknown_project_files"]  # they are left out, rightly
    for name, value in ours.items():
        set_default(config, name, value)


def rewrite_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page of the EPUB its own form, its one style sheet and no script."""
    if not isinstance(app.builder, EpubBuilder) or doctree is None:
        return
    missing = {app.builder.get_relative_uri(pagename, name) for name in app.builder.left_out}
    address = f"{'../' * pagename.count('/')}{PICTURES}"
    context["body"], pictures = as_xhtml(context["body"], missing, address)
    folder = Path(app.outdir) / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
    context["css_files"], context["script_files"] = [f"_static/{STYLE.name}"], []
