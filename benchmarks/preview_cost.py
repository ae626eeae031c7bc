"""How soon a saved file shows in `postil serve`: twenty saves of different kinds, on a copy of this edition.

`python -m benchmarks.preview_cost [edition]` writes `benchmarks/results-preview.md`: seconds by the clock from the save
until open pages are told to load again, and until pages and notebooks that only speak of what was saved are right too.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks.build_cost import copy_edition, sound
from postil.edition import Edition

RESULTS = Path(__file__).with_name("results-preview.md")
_ROOT = Path(__file__).parent.parent


class Save(NamedTuple):
    """A kind of change and the writing of one file, which leaves an edition without problems."""

    kind: str
    write: Callable[[], object]


def main(source: Path) -> None:
    """Serve, save twenty times, and write what each save took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "edition"
        copy_edition(source, root)
        edition = sound(root)
        command = [str(Path(sys.executable).with_name("postil")), "serve", str(root), "--port", "0"]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout  # noqa: S101
            try:
                _wait_for_all(server.stdout)
                rows = [(save.kind, *_time(save, server.stdout)) for save in _saves(edition)]
            finally:
                server.terminate()
    slowest = max(seconds for _, seconds, _ in rows)
    lines = [
        "# Preview",
        "",
        f"{len(rows)} saves, {len(edition.notes)} notes, {os.cpu_count()} processors; seconds by the clock until pages",
        f"load again, the most {slowest:.1f}.",
        "`python -m benchmarks.preview_cost` writes this file.",
        "",
        "| saved | shown | all right |",
        "|---|---|---|",
        *(f"| {kind} | {shown:.1f} | {right:.1f} |" for kind, shown, right in rows),
    ]
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))


def _saves(edition: Edition) -> Iterator[Save]:
    """Changes of every kind that one makes to an edition, each after the one before it is shown."""
    root = edition.paths.root
    notes = sorted((note.path for note in edition.notes), key=lambda path: path.stat().st_size)[:8]  # which may grow
    for path in notes[:5]:
        yield Save("words of a note", partial(_replace, path, r"\Z", "Changed.\n"))
    for path in notes[5:]:
        yield Save("title of a note", partial(_replace, path, r"(?m)^(title: ['\"]?)", r"\1Now, "))
    new = notes[0].with_name("a-new-note.md")
    text = notes[0].read_text("utf-8")
    yield Save("a new note", partial(new.write_text, text, "utf-8"))
    yield Save("a note less", new.unlink)
    chapter = root / f"{edition.pieces[0].block.docname}.md"
    yield Save("words of a chapter around the text", partial(_replace, chapter, r"\Z", "\nChanged.\n"))
    for name in ("people", "glossary", "timeline"):
        path = root / f"book/apparatus/{name}.yml"
        if path.is_file():
            yield Save(f"an entry of the {name}", partial(_replace, path, r"(?m)^(  text: ['\"]?)", r"\1Changed. "))
    record = next((root / "book/evidence").glob("*.yml"), None)
    if record:
        yield Save("an evidence record", partial(_replace, record, r"\Z", "# changed\n"))
    sources = root / "book/references.bib"
    for _ in range(2):
        yield Save("the title of a source", partial(_replace, sources, r"(title = \{+)", r"\1Now, "))
    yield Save("a page of another kind", partial(_replace, root / "book/index.md", r"\Z", "\nChanged.\n"))
    yield Save("the settings", partial(_replace, root / "book/edition.yml", r"\Z", "# changed\n"))
    module = next((root / "notebooks").glob("*.py"), None)
    if module:
        yield Save("a module of the notebooks, which all run again", partial(_replace, module, r"\Z", "# changed\n"))


def _replace(path: Path, pattern: str, words: str) -> None:
    """Replace the first occurrence and save the file as editors do, in one step."""
    half = path.with_suffix(".half")
    half.write_text(re.sub(pattern, words, path.read_text("utf-8"), count=1), "utf-8")
    half.replace(path)


def _time(save: Save, said: IO[str]) -> tuple[float, float]:
    """Seconds until what was saved is shown, and until nothing waits."""
    time.sleep(1)  # the one before is over
    begin = time.perf_counter()
    save.write()
    waits = _wait(said)
    shown = time.perf_counter() - begin
    if waits:
        _wait_for_all(said)
    return shown, time.perf_counter() - begin


def _wait_for_all(said: IO[str]) -> None:
    while _wait(said):
        pass


def _wait(said: IO[str]) -> bool:
    """Read what the preview says until the book is new; returns whether more follows.

    Raises SystemExit where it found problems instead.
    """
    told = []
    for line in said:
        told.append(line)
        if line.startswith("ready after"):
            return "follows" in line
        if "last good book stays" in line:
            break
    raise SystemExit("".join(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT)
