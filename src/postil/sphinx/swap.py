"""A build writes into a folder of its own, which takes the place of the last good book when all of it is written.

A build that fails or is killed leaves the last good book as it was. Only between two renames, the last steps of all,
does a kill leave the book's folder empty, with the last good book beside it in `<folder>.old`. What a build has
remembered before it was cut short is not trusted: the next one reads every page again.
"""

from __future__ import annotations

import logging
import os
import shutil
import traceback
from collections.abc import Callable, Set
from contextlib import suppress
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from postil.compat.jupyter_book import runs_the_build
from postil.compat.sphinx import failed, tell_of_failures

_DRAFT, _OLD = ".draft", ".old"
_REPORTS = "reports"


def setup(app: Sphinx) -> None:
    """Choose the folder before a builder asks for it, and end last of all.

    It is filled when the rules have been run, and before other extensions write what they have into it.
    """
    tell_of_failures(app, ("config-inited", "builder-inited"), partial(end_early, app))
    app.connect("config-inited", choose_draft, priority=900)
    app.connect("builder-inited", begin, priority=100)
    app.connect("env-get-outdated", distrust)
    app.connect("build-finished", keep_static, priority=0)
    app.connect("build-finished", end, priority=1000)


def end_early(app: Sphinx, error: Exception) -> None:
    """Raise SystemExit with the reason where a build fails in its making, before `end`."""
    if runs_the_build(app):
        raise SystemExit(_reason(app, error)) from error


def choose_draft(app: Sphinx, config: Config) -> None:
    """Let the build write beside the book: no builder has been made yet, and every one takes its folder from here.

    It is there, without what an earlier build left, since some builders begin to write when they are made.
    """
    book = Path(app.outdir)
    draft = _beside(book, _DRAFT)
    _remove(draft)
    with suppress(OSError):  # `begin` says why nothing can be written
        draft.mkdir()
    app.outdir = type(app.outdir)(draft)
    if book.is_relative_to(app.srcdir):
        ours = [_beside(book, ending).relative_to(app.srcdir).as_posix() for ending in (_DRAFT, _OLD)]
        config.exclude_patterns = [*config.exclude_patterns, *ours]


def begin(app: Sphinx) -> None:
    """Remember that a build has begun, and fill its folder with a copy of the book.

    Static files are not copied: every build that writes a page writes all of them, and addresses in pages depend on
    which are there.

    Raises SystemExit where nothing can be written.
    """
    draft = Path(app.outdir)
    book = _book(draft)
    for handler in logging.getLogger("sphinx").handlers:
        handler.addFilter(partial(_name_kept, str(draft / _REPORTS), str(Path(app.doctreedir, _REPORTS))))
    try:
        app.env.temp_data["postil-distrust"] = _unfinished(app).exists()
        _unfinished(app).touch()
        _remove(_beside(book, _OLD))
        book.mkdir(parents=True, exist_ok=True)
        begun = (book / path.relative_to(draft) for path in draft.rglob("*") if not path.is_dir())
        left_out = _without(book / "_static", Path(app.doctreedir), *begun)
        shutil.copytree(book, draft, ignore=left_out, symlinks=True, dirs_exist_ok=True)
    except shutil.Error as errors:
        raise SystemExit(f"{draft}: cannot be written: {errors.args[0][0][2]}") from None
    except PermissionError as error:
        raise SystemExit(
            f"{error.filename or draft}: cannot be written: {str(error.strerror).lower()}; until it is done a build "
            f"writes beside {book}, so let {book.parent} be written to, or build into a folder within another"
        ) from None
    except OSError as error:
        raise SystemExit(f"{draft}: cannot be written: {error}") from None


def distrust(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    """Name every page where the last build did not end well."""
    return list(env.found_docs) if env.temp_data.pop("postil-distrust", False) else []


def keep_static(app: Sphinx, exception: Exception | None) -> None:
    """Take over the static files where there was no page to write, before extensions look for their own."""
    written = Path(app.outdir) / "_static"
    kept = _book(Path(app.outdir)) / "_static"
    if exception is None and kept.exists() and not written.exists():
        shutil.copytree(kept, written, symlinks=True)


def end(app: Sphinx, exception: Exception | None) -> None:
    """Put what was written in the place of the book, unless something went wrong; then it stays to be looked at.

    Raises SystemExit with the reason where Jupyter Book would answer an exception with a traceback.
    """
    draft = Path(app.outdir)
    if (draft / _REPORTS).is_dir():
        with suppress(OSError):  # on a full disk the reason is told all the same
            shutil.copytree(draft / _REPORTS, Path(app.doctreedir) / _REPORTS, dirs_exist_ok=True)
    if not failed(app, exception):
        _swap(_book(draft), draft, Path(app.doctreedir))
        _unfinished(app).unlink(missing_ok=True)  # another build may have ended meanwhile
    app.outdir = app.builder.outdir = type(app.outdir)(_book(draft))
    if exception and runs_the_build(app):
        raise SystemExit(_reason(app, exception)) from exception


def _reason(app: Sphinx, exception: Exception) -> str:
    """Why the build failed; what Sphinx does not know as an error of the user's is also written down in full."""
    exception = getattr(exception, "orig_exc", None) or exception
    if isinstance(exception, SphinxError):
        return f"{exception.category}: {exception}"
    log = Path(app.doctreedir) / "traceback.txt"
    several = isinstance(exception, shutil.Error)  # of which each says the files and why
    said = str(exception.args[0][0][-1]) if several else f"{type(exception).__name__}: {exception}"
    if isinstance(exception, OSError) and not exception.filename:  # as on a full disk
        said = f"{said}, in {Path(app.outdir).parent}"
    try:
        log.write_text("".join(traceback.format_exception(exception)), "utf-8")
    except OSError:  # a full disk, which may be the reason itself
        return said
    return f"{said}\nthe whole traceback is in {log}"


def _swap(book: Path, draft: Path, doctrees: Path) -> None:
    if doctrees.is_relative_to(book):
        doctrees.rename(draft / doctrees.relative_to(book))
    try:
        book.rename(_beside(book, _OLD))
    except OSError:  # a file system is mounted there
        _fill(book, draft)
        _remove(draft)
        return
    draft.rename(book)
    _remove(_beside(book, _OLD))


def _fill(book: Path, draft: Path) -> None:
    """Make a folder that cannot be moved hold what a draft holds: first what is new, then without what is gone."""
    shutil.copytree(draft, book, symlinks=True, dirs_exist_ok=True)
    for path in sorted(book.rglob("*"), reverse=True):
        new = draft / path.relative_to(book)
        if path.is_dir() and not path.is_symlink():
            if not new.is_dir():
                shutil.rmtree(path)
        elif not os.path.lexists(new):
            path.unlink()


def _name_kept(written: str, kept: str, record: logging.LogRecord) -> bool:
    """Have MyST-NB's messages name its reports of notebooks that failed where they will be found."""
    message = logging.LogRecord.getMessage(record)  # Sphinx's own says the place as well, which is added again
    if written in message:
        record.msg, record.args = message.replace(written, kept), ()
    return True


def _without(*folders: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda at, names: [name for name in names if Path(at, name) in folders]


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _beside(book: Path, ending: str) -> Path:
    return book.with_name(book.name + ending)


def _book(draft: Path) -> Path:
    return draft.with_name(draft.name.removesuffix(_DRAFT))


def _unfinished(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "unfinished"
