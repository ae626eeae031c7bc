"""What was made of texts before, so that only files that differ are parsed again.

Kept by a digest of the text, its place and the engine's own files. The memory of one run can be kept for the next in
a pickle: only in a folder that no contribution can write to, because a pickle can hold a program.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from platformdirs import user_cache_path

from postil import __version__

Made = TypeVar("Made")
Key = TypeVar("Key")
_AT_ONCE = 1000  # things in one pickle, which is as a whole in memory

_known: dict[bytes, Any] = {}
_used: set[bytes] = set()
_before: set[bytes] = set()


def recall(kind: str, text: str, make: Callable[[], Made], given: str = "") -> Made:
    """What `make` makes of a text, or what it made of the same text before.

    `kind` tells apart what is made of one text, and `given` is whatever else the making depends on, such as the path of
    a file in what is made.
    """
    digest = _digest(kind, text, given)
    _used.add(digest)
    if digest not in _known:
        _known[digest] = make()
    made: Made = _known[digest]
    return made


def recall_all(
    kind: str, texts: Mapping[str, Key], make: Callable[[list[Key]], Iterable[Made]], given: str = ""
) -> dict[Key, Made]:
    """What `recall` gives, for many things by their texts; `make` is asked once for all that are not known."""
    digests = {_digest(kind, text, given): thing for text, thing in texts.items()}
    new = {digest: thing for digest, thing in digests.items() if digest not in _known}
    if new:
        _known.update(zip(new, make(list(new.values())), strict=True))
    _used.update(digests)
    return {thing: _known[digest] for digest, thing in digests.items()}


def _digest(kind: str, text: str, given: str) -> bytes:
    parts = "\0".join((engine(), kind, given, text))
    return hashlib.blake2b(parts.encode("utf-8", "surrogateescape"), digest_size=20).digest()


@cache
def engine() -> str:
    """The version of this engine, and when its files were last changed: what an earlier one kept is not read."""
    changed = max(path.stat().st_mtime_ns for path in Path(__file__).parent.parent.rglob("*.py"))
    return f"{__version__} {changed}"


def of_rules(root: Path) -> Path:
    """Where `postil check` keeps what it made of a book: in the user's cache, which no contribution can write to."""
    return user_cache_path("postil") / f"{hashlib.sha256(str(root).encode()).hexdigest()[:32]}.pickle"


@contextmanager
def kept(path: Path) -> Iterator[None]:
    """Remember what an earlier run kept in a file, and keep what this one used."""
    remember(path)
    try:
        yield
    finally:
        keep(path)


def remember(path: Path, instead: Path | None = None) -> None:
    """Take over what earlier runs kept in a file or, where there is none, what others kept in theirs."""
    _used.clear()
    _before.clear()
    if path.is_file():
        _before.update(_take_over(path))
    elif instead:
        _take_over(instead)


def _take_over(path: Path) -> list[bytes]:
    """What a file has; one half written is no memory."""
    taken: list[bytes] = []
    searches = gc.isenabled()
    gc.disable()  # nothing of it is garbage
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            while file.tell() < size:
                found = pickle.load(file)  # noqa: S301  (see above)
                _known.update(found)
                taken += found
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, TypeError, ValueError, ImportError):
        _known.clear()
        return []
    finally:
        if searches:
            gc.enable()
    return taken


def keep(path: Path, *, forget: bool = True) -> None:
    """Keep what was made since `remember` at the end of the file; where that cannot be, nothing is kept.

    Where the most of what the file has was of no use, the file is made anew, in one step; but not after a run that may
    not have come to use it, for which `forget` is false.
    """
    new, useless = _used - _before, _before - _used
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _before or (forget and len(useless) >= len(_used)):
            half = path.with_suffix(".half")
            with half.open("wb") as file:
                _write(_used, file)
            half.replace(path)
        elif new:
            with path.open("ab") as file:
                _write(new, file)
    except OSError:
        return


def _write(digests: Iterable[bytes], file: BinaryIO) -> None:
    known = [digest for digest in digests if digest in _known]
    for begin in range(0, len(known), _AT_ONCE):
        pickle.dump({digest: _known[digest] for digest in known[begin : begin + _AT_ONCE]}, file)
