"""The whole edition in one zip file, to be opened by a double click: pages, handouts, e-book, data and exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from postil.export.archive import write_zip
from postil.paths import Paths
from postil.reading.settings import Settings

START = "START-HERE.html"
PAGES = "book"
_LEFT_OUT = {".buildinfo", "robots.txt"}
_LETTERS = 40  # as many of the title, at most, are the name of the file


def write_bundle(paths: Paths, settings: Settings) -> Path:
    """Write what was built of an edition into `_build/bundle/<title>.zip`, in a folder of that name; gives its path.

    Raises FileNotFoundError where the pages have not been built.
    """
    pages = paths.build("html")
    if not (pages / "index.html").is_file():
        raise FileNotFoundError(f"{pages} has no pages yet; run: make all")
    name = name_of(settings.title)
    path = paths.build("bundle") / f"{name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = {f"{name}/{inner}": content for inner, content in _entries(paths, settings)}
    write_zip(path, sorted(entries.items()))
    return path


def name_of(title: str) -> str:
    """The name of the bundle: the first words of a title, in small letters and hyphens."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    name = ""
    for word in words:
        if len(f"{name}-{word}") > _LETTERS:
            break
        name = f"{name}-{word}" if name else word
    return name or "edition"


def _entries(paths: Paths, settings: Settings) -> Iterator[tuple[str, bytes]]:
    pages = paths.build("html")
    for path in pages.rglob("*"):
        if path.is_file() and path.name not in _LEFT_OUT:
            yield f"{PAGES}/{path.relative_to(pages).as_posix()}", path.read_bytes()
    tables = sorted(path for path in paths.data.rglob("*") if path.is_file() and not path.name.startswith("."))
    for path in tables:
        yield paths.within(path), path.read_bytes()
    yield START, _start(pages, [paths.within(path) for path in tables], settings).encode()


def _start(pages: Path, tables: list[str], settings: Settings) -> str:
    """The page that leads to everything."""
    taken = [f"{PAGES}/{path.relative_to(pages).as_posix()}" for path in sorted((pages / "downloads").glob("*"))]
    exports = [f"{PAGES}/{path.relative_to(pages).as_posix()}" for path in sorted((pages / "exports").glob("*"))]
    lists = "".join(
        f"<h2>{heading}</h2><ul>{''.join(map(_item, addresses))}</ul>"
        for heading, addresses in (("To print or take along", taken), ("Data", tables), ("For other tools", exports))
        if addresses
    )
    title = escape(settings.title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head>'
        f'<body><h1>{title}</h1><p><a href="{PAGES}/index.html">Read the annotated edition</a></p>{lists}'
        "</body></html>\n"
    )


def _item(address: str) -> str:
    return f'<li><a href="{escape(quote(address))}">{escape(address.rpartition("/")[2])}</a></li>'
