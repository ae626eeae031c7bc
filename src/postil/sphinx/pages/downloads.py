"""What of the edition can be taken along: handouts, EPUB and packs for a class that were built before the pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from postil.builders import brought, makes_site
from postil.compat.docutils import OwnNode
from postil.compat.sphinx import failed, offer_directive
from postil.joining import joined
from postil.sphinx.domain import edition_domain
from postil.sphinx.words import _

FOLDER = "downloads"
KEY = "key"
E_BOOK = "edition"
NAMES = {
    "annotated": _("The annotated edition"),
    "text": _("The text with numbered lines and room to write"),
    "worksheets": _("Worksheets"),
    KEY: _("Teacher’s key"),
    E_BOOK: _("E-book"),
}
SIZES = {"a4": "PDF,\u00a0A4", "letter": "PDF,\u00a0Letter", "": "EPUB"}


class Built(NamedTuple):
    """A file that can be taken along: what it is, one of NAMES, its size, one of SIZES, and where it lies."""

    name: str
    size: str
    path: Path


class downloads(nodes.General, OwnNode):  # noqa: N801
    """The place of a list. Attribute: `files`, those of the files to list, without size. Children: what leads in."""


class pack(nodes.Inline, OwnNode):  # noqa: N801
    """The place of a link to all that a plan needs. Attribute: `plan`, the name of its files."""


def setup(app: Sphinx) -> None:
    """Register the directive and the transform, and bring the files to the pages."""
    app.add_node(downloads)
    app.add_node(pack)
    offer_directive(app, "downloads", DownloadsDirective)
    app.add_post_transform(ListDownloads)
    app.connect("env-updated", follow_files)
    app.connect("build-finished", copy_files)


class DownloadsDirective(SphinxDirective):
    """A list of what was built, by names; without names, of everything but the teacher's key. Its content leads in."""

    has_content = True
    optional_arguments = len(NAMES)

    def run(self) -> list[nodes.Node]:
        """The place of the list: what was built is known when the page is written."""
        unknown = [name for name in self.arguments if name not in NAMES]
        if unknown:
            raise self.error(f"there is no download '{unknown[0]}'; known are {', '.join(NAMES)}")
        edition_domain(self.env).data["downloads"][self.env.docname] = {}
        place = downloads(files=self.arguments or [name for name in NAMES if name != KEY])
        self.state.nested_parse(self.content, self.content_offset, place)
        return [place]


class ListDownloads(SphinxPostTransform):
    """Lists the files that exist; elsewhere than on a site, and where none exists, nothing is left."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the places of this document."""
        for place in list(self.document.findall(downloads)):
            files = list(built(self.app)) if makes_site(self.app.builder) else []
            items = [item for name in place["files"] if (item := self._item(name, files))]
            listed = [*place.children, nodes.bullet_list("", *items, classes=["postil-downloads"])]
            place.replace_self(listed if items else [])
        made = {path.stem for path in packs(self.app)} if makes_site(self.app.builder) else set()
        for asked in list(self.document.findall(pack)):
            asked.replace_self([self._pack(asked["plan"])] if asked["plan"] in made else [])

    def _pack(self, plan: str) -> nodes.reference:
        address = f"{self._up}{FOLDER}/{quote(plan)}.zip"
        return nodes.reference(
            "", _("Everything for this plan (ZIP)"), refuri=address, classes=["postil-button", "postil-quiet"]
        )

    @property
    def _up(self) -> str:
        return "../" * self.env.docname.count("/")

    def _item(self, name: str, files: list[Built]) -> nodes.list_item | None:
        links = []
        for file in files:
            if file.name == name:
                address = f"{self._up}{FOLDER}/{quote(file.path.name)}"
                links.append([nodes.reference("", SIZES[file.size], refuri=address)])
        line = nodes.paragraph("", "", nodes.Text(f"{NAMES[name]}: "), *joined(links, "\u00a0·\u00a0"))
        return nodes.list_item("", line) if links else None


def built(app: Sphinx) -> Iterator[Built]:
    """The handouts and the EPUB beside this build's output, in order of their names."""
    beside = Path(app.outdir).parent
    for path in sorted((beside / "pdf").glob("*.pdf")):
        name, _, size = path.stem.partition("-")
        if name in NAMES and size in SIZES:
            yield Built(name, size, path)
    book = beside / "epub" / f"{app.config.epub_basename}.epub"
    if book.is_file():
        yield Built(E_BOOK, "", book)


def packs(app: Sphinx) -> Iterator[Path]:
    """The packs for a class beside this build's output, in order of their names."""
    yield from sorted((Path(app.outdir).parent / "pack").glob("*.zip"))


def _offered(app: Sphinx) -> list[Path]:
    """What lies beside this build's output, where a page asks for any of it."""
    if not edition_domain(app.env).data["downloads"]:
        return []
    return [*(file.path for file in built(app)), *packs(app)]


def pack_link(env: BuildEnvironment, plan: str) -> pack:
    """The place of a link to the pack of a plan; nothing is left of it where no pack was made."""
    edition_domain(env).data["downloads"][env.docname] = {}
    return pack(plan=plan)


def follow_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again: this builder wrote them when there were other files."""
    offered, builder = [path.name for path in _offered(app)], app.builder.name
    changed = []
    for docname, written in edition_domain(env).data["downloads"].items():
        if written.get(builder) != offered:
            written[builder] = offered
            changed.append(docname)
    return changed


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the files beside the pages, and remove those of ours that are no longer built.

    A book may have pages and files of its own in a folder of this name, which stay.
    """
    if failed(app, exception) or not makes_site(app.builder):
        return
    folder, record = Path(app.outdir) / FOLDER, Path(app.doctreedir) / f"{FOLDER}-{app.builder.name}.txt"
    theirs = brought(app, FOLDER)
    ours = [path for path in _offered(app) if path.name not in theirs]
    for name in set(record.read_text("utf-8").splitlines() if record.is_file() else ()) - theirs:
        (folder / name).unlink(missing_ok=True)
    for path in ours:
        folder.mkdir(exist_ok=True)
        shutil.copy2(path, folder)
    record.write_text("\n".join(path.name for path in ours), "utf-8")
