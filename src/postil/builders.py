"""What the builders of Sphinx have in common and what tells them apart."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

_OURS = ("html", "pdf")
STATIC_FOLDER = "postil"
"""The folder among a book's static files that holds all of ours, so that none has the place of somebody else's."""


def makes_site(builder: Builder) -> bool:
    """Whether a builder makes pages for a browser, with scripts and files to download."""
    return builder.format == "html" and builder.name != "epub"


def static_folder(app: Sphinx) -> Path:
    """Our folder among the static files of the pages that are written."""
    folder = Path(app.outdir) / "_static" / STATIC_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def add_static(app: Sphinx, folder: Path) -> None:
    """Have a folder copied among the static files, before those of the user, which are stronger."""
    app.config.html_static_path = [str(folder), *app.config.html_static_path]


def made_static(app: Sphinx, name: str) -> Path:
    """An empty folder, by a name of its own, for files of ours that a build makes and that are copied so."""
    folder = Path(app.doctreedir) / name / STATIC_FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    add_static(app, folder.parent)
    return folder


def smaller(*paths: Path) -> str:
    """Scripts or style sheets of ours as pages load them: in one, without remarks and the spaces that nobody needs."""
    small = {".js": _small_script, ".css": _small_style}
    return "".join(f"{small[path.suffix](_without_remarks(path)).strip()}\n" for path in paths)


def _without_remarks(path: Path) -> str:
    return re.sub(r"/\*.*?\*/ ?", "", path.read_text("utf-8"), flags=re.DOTALL)


def _small_script(script: str) -> str:
    """A script without remarks, which have lines of their own, and without indentation."""
    return re.sub(r"(?m)^\s*(?://.*\n)?", "", script)


def _small_style(style: str) -> str:
    """A style sheet as Biome writes it, without the spaces at the ends of lines and after the names of properties."""
    lines = re.sub(r"\s*\n\s*", "\n", style)
    rules = re.sub(r"(?m)^([\w-]+): ", r"\1:", lines).replace(" {\n", "{")
    return re.sub(r"([;,}])\n", r"\1", rules).replace(";}", "}")


def brought(app: Sphinx, folder: str) -> set[str]:
    """The names of the files that the user has in a folder of the site, which none of ours replaces."""
    return {path.name for extra in app.config.html_extra_path for path in Path(app.confdir, extra, folder).glob("*")}


def makes_hosts_book(builder: Builder) -> bool:
    """Whether Sphinx's own builder makes an e-book, which is that of the book in which an edition is a guest."""
    return type(builder) is Epub3Builder


def link(builder: Builder, docname: str, target: tuple[str, str], words: nodes.Element) -> nodes.Element:
    """Words that lead from a page to a place, (document, id); alone where the builder leaves that document out.

    So does LaTeX's with a page that is in no contents.
    """
    try:
        return make_refnode(builder, docname, *target, words)
    except NoUri:
        return words


class PlainNodes(SphinxPostTransform):
    """Puts ordinary nodes in the place of a room's, for builders that know no others: LaTeX, text, man, XML.

    `room` is the package of the nodes; `plain` says what stands for a kind of node, for all others their children do.
    """

    default_priority = 900  # when everything has been resolved
    room: ClassVar[str]
    plain: ClassVar[Mapping[type[nodes.Element], Callable[[Any], Sequence[nodes.Node]]]]

    def wanted(self, builder: Builder) -> bool:
        """Whether a builder knows ordinary nodes alone."""
        return builder.format not in _OURS

    def run(self, **kwargs: Any) -> None:
        """Replace the nodes from the outside in: children keep their parent until it is their turn."""
        if self.wanted(self.app.builder):
            for node in list(self.document.findall(nodes.Element)):
                if type(node).__module__.startswith(f"{self.room}."):
                    self._replace(node)

    def _replace(self, node: nodes.Element) -> None:
        make = self.plain.get(type(node))
        made = list(make(node) if make else node.children)
        if not made or not isinstance(made[0], nodes.Element):  # nothing that could take over ids and classes
            for name in node.basic_attributes:
                node[name] = []
        node.replace_self(made)
