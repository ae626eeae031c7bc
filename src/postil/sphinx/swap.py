"""A build writes into a folder of its own, which takes the place of the last good book when all of it is written.

A build that fails or is killed leaves the last good book as it was. Only between two renames, the last steps of all,
does a kill leave the book's folder empty, with the last good book beside it in `<folder>.old`. What a build has
remembered before it was cut short is not trusted: the next one reads every page again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Begin after the rules have been run, and end after everything else has been written."""
    app.connect("builder-inited", begin, priority=900)
    app.connect("env-get-outdated", distrust)
    app.connect("build-finished", end, priority=1000)


def begin(app: Sphinx) -> None:
    """Remember that a build has begun, and let it write beside the book, into a copy of it.

    Static files are not copied: every build writes all of them, and addresses in pages depend on which are there.

    Raises SystemExit where nothing can be written.
    """
    book = Path(app.outdir)
    try:
        app.env.temp_data["postil-distrust"] = _unfinished(app).exists()
        _unfinished(app).touch()
        if app.builder.format == "html":
            _remove(_draft(book), _old(book))
            shutil.copytree(book, _draft(book), ignore=_without(book / "_static", Path(app.doctreedir)), symlinks=True)
            _write_to(app, _draft(book))
    except shutil.Error as errors:
        raise SystemExit(f"{_draft(book)}: cannot be written: {errors.args[0][0][2]}") from None
    except OSError as error:
        raise SystemExit(f"{_draft(book)}: cannot be written: {error}") from None


def distrust(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    """Name every page where the last build did not end well."""
    return list(env.found_docs) if env.temp_data.pop("postil-distrust", False) else []


def end(app: Sphinx, exception: Exception | None) -> None:
    """Put what was written in the place of the book, unless something went wrong; then it stays to be looked at."""
    strict = app.warningiserror or app.keep_going  # with both -W and --keep-going Sphinx sets only the second
    wrong = exception or (strict and app._warncount)
    if app.builder.format == "html":
        draft = Path(app.outdir)
        book = draft.with_name(draft.name.removesuffix(".draft"))
        _write_to(app, book)
        if not wrong:
            _swap(book, draft, Path(app.doctreedir))
    if not wrong:
        _unfinished(app).unlink()


def _swap(book: Path, draft: Path, doctrees: Path) -> None:
    if doctrees.is_relative_to(book):
        doctrees.rename(draft / doctrees.relative_to(book))
    book.rename(_old(book))
    draft.rename(book)
    _remove(_old(book))


def _write_to(app: Sphinx, folder: Path) -> None:
    """Change every path under the folder that is written to, but that of the doctrees; newer Sphinx keeps several."""
    before, doctrees = Path(app.outdir), Path(app.doctreedir)
    for holder in (app, app.builder):
        for name, value in list(vars(holder).items()):
            if isinstance(value, Path) and value.is_relative_to(before) and value != doctrees:
                setattr(holder, name, type(value)(folder / value.relative_to(before)))


def _without(*folders: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda at, names: [name for name in names if Path(at, name) in folders]


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _draft(book: Path) -> Path:
    return book.with_name(f"{book.name}.draft")


def _old(book: Path) -> Path:
    return book.with_name(f"{book.name}.old")


def _unfinished(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "unfinished"
