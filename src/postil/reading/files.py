"""How the files of an edition are read: only plain files in their own place, not too large, in UTF-8."""

from __future__ import annotations

import stat
from pathlib import Path

from postil.problems import ProblemError
from postil.text.characters import unseen
from postil.text.received import UnfitTextError, decode

LARGEST = 64 * 1024 * 1024  # bytes of a page, a table or a notebook with its outputs


def read_text(path: Path, most: int) -> str:
    """The text of a file of at most `most` bytes, as `decode` gives it. Raises ProblemError.

    Links are not followed and pipes and devices not opened: what a stranger's pull request names as its file could
    be any other file, or never end.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise ProblemError("file-unreadable", "is a link, a folder or a device; it must be a file of its own")
        if status.st_size > most:
            raise ProblemError("file-too-large", f"has {status.st_size} bytes; at most {most}, so shorten or divide it")
        raw = path.read_bytes()
    except OSError as error:
        raise ProblemError("file-unreadable", f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        return decode(raw)
    except UnfitTextError as error:
        raise ProblemError("not-utf8", "is not UTF-8 text; save it as UTF-8", error.line, error.column) from None


def refuse_unseen(text: str) -> None:
    """Raise ProblemError where a text by strangers holds a character that it may not."""
    found = unseen(text)
    if found:
        line, column, message = found
        raise ProblemError("character-unseen", message, line, column)
