"""Zip files whose bytes depend on their content alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from postil.reading.files import named

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that the format knows


def write_zip(path: Path, entries: Iterable[tuple[str, bytes]], *, stored: Iterable[str] = ()) -> None:
    """Write (name, content) entries in their order as a zip file; those named in `stored` are not compressed.

    Where it cannot be written, one that is there already stays.
    """
    kept = set(stored)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with named(path), ZipFile(draft, "w") as archive:
            for name, content in entries:
                info = ZipInfo(name, _DATE)
                info.external_attr = 0o644 << 16
                archive.writestr(info, content, ZIP_STORED if name in kept else ZIP_DEFLATED)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
