"""How the files of an edition are read, only plain files in their own place, not too large, in UTF-8; and written."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from postil.problems import ProblemError
from postil.text.characters import unseen
from postil.text.received import UnfitTextError, decode, unfinished_merge

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
        text = decode(raw)
    except UnfitTextError as error:
        raise ProblemError("not-utf8", str(error), error.line, error.column) from None
    if found := unfinished_merge(text):
        line, column, message = found
        raise ProblemError("merge-unfinished", message, line, column)
    return text


def write_again(path: Path, text: str) -> None:
    """Write the text of a file that may be there already, whole or not at all; see `write_together`."""
    write_together({path: text})


def write_together(texts: Mapping[Path, str]) -> None:
    """Write the texts of files, all of them or none: where one cannot be written, all stay as they were.

    The lines of a file that is there already go on ending as they do on its author's system.
    """
    drafts = {path: path.with_name(f".{path.name}.draft") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ends = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
            with named(path):
                drafts[path].write_text(text, "utf-8", newline=ends)
            if path.is_file():
                shutil.copymode(path, drafts[path])
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Name the file that cannot be written, not its draft, also on a full disk, where the system names none."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def refuse_unseen(text: str) -> None:
    """Raise ProblemError where a text by strangers holds a character that it may not."""
    found = unseen(text)
    if found:
        line, column, message = found
        raise ProblemError("character-unseen", message, line, column)
