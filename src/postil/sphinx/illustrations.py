"""Pictures within the article: Sphinx copies them as it does those of other pages."""

from __future__ import annotations

import hashlib
import re
from posixpath import join

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from postil.paths import Paths
from postil.reading.illustrations import file_of
from postil.text.article import Paragraph


def note_pictures(env: BuildEnvironment, paragraph: Paragraph, paths: Paths) -> None:
    """Tell Sphinx which pictures the page that is being read shows, so that it reads it again when one changes."""
    for address in (mark.address for mark in paragraph.marks if mark.form == "image"):
        name = _source(address, paths)
        env.images.add_file(env.docname, name)
        env.note_dependency(name)


def picture_address(builder: StandaloneHTMLBuilder, address: str, paths: Paths) -> str:
    """The address, from the page that is being written, of the copy of a picture."""
    name = _source(address, paths)
    builder.images[name] = _plain(builder.env.images[name][1])
    return join(builder.imgpath, builder.images[name])


def _plain(name: str) -> str:
    """A name that an e-book may hold, in ASCII and without spaces; a digest stands for other letters."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    return name if plain == name else f"{hashlib.sha256(name.encode()).hexdigest()[:8]}-{plain}"


def _source(address: str, paths: Paths) -> str:
    """The name of a picture's file from the folder of the book."""
    return paths.within(paths.book / (file_of(address) or ""))
