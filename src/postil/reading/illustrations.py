"""Pictures that an article of Markdown names: files beside the text, which pages and e-books take along."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from postil.reading.pictures import foreign_to_pictures
from postil.text.article import Article
from postil.text.characters import position

_LARGEST = 16 * 1024 * 1024  # bytes
_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
_SVG = ".svg"


def named(article: Article, form: str = "image") -> Iterator[tuple[int, int, str]]:
    """(line, column, address), from 1, of each picture of an article, or of each mark of another form."""
    for paragraph in article.paragraphs:
        at = paragraph.start
        for mark in (mark for mark in paragraph.marks if mark.form == form):
            written = (mark.address, unquote(mark.address))  # `<a b.png>` has the address `a%20b.png`
            found = max(article.text.find(address, at, paragraph.end) for address in written)
            yield *position(article.text, max(found, at)), mark.address
            at = found + 1 if found >= 0 else at


def file_of(address: str) -> PurePosixPath | None:
    """The file that an address names, from the folder of the text; None where it is not in that folder."""
    parts = urlsplit(address)
    path = PurePosixPath(unquote(parts.path))
    outside = parts.scheme or parts.netloc or path.is_absolute() or ".." in path.parts or "\\" in parts.path
    return None if outside or not path.name else path


def wrong_with(folder: Path, address: str) -> str:
    """What keeps a picture from being taken along with a text in `folder`; nothing where it can be."""
    name = file_of(address)
    if name is None:
        shown = address if len(address) <= 80 else f"{address[:79]}…"
        return f"the picture '{shown}' is no file in the folder of the text; put it there, and name it from there"
    path = folder / name
    try:
        status = path.lstat()
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return f"there is no picture '{name}' beside the text; put it there, or take it out of the text"
    if not stat.S_ISREG(status.st_mode) or not inside:
        return f"the picture '{name}' is a link, a folder or a device; it must be a file of its own"
    if status.st_size > _LARGEST:
        return f"the picture '{name}' has {status.st_size} bytes; at most {_LARGEST}, so make it smaller"
    return _wrong_with_content(path, name)


def _wrong_with_content(path: Path, name: PurePosixPath) -> str:
    kind = path.suffix.lower()
    content = path.read_bytes()
    if kind == _SVG:
        foreign = foreign_to_pictures(content.decode("utf-8", "replace"))
        return f"the picture '{name}' holds {foreign[1]} (its line {foreign[0]}); save it as PNG" if foreign else ""
    if not content.startswith(_BEGINNINGS.get(kind, ())) or (kind == ".webp" and content[8:12] != b"WEBP"):
        return f"'{name}' is no picture of the kinds {', '.join([*_BEGINNINGS, _SVG])}"
    return ""
