"""Zip files whose bytes depend on their content alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that the format knows


def write_zip(path: Path, entries: Iterable[tuple[str, bytes]], *, stored: Iterable[str] = ()) -> None:
    """Write (name, content) entries in their order as a zip file; those named in `stored` are not compressed."""
    kept = set(stored)
    with ZipFile(path, "w") as archive:
        for name, content in entries:
            info = ZipInfo(name, _DATE)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, ZIP_STORED if name in kept else ZIP_DEFLATED)
