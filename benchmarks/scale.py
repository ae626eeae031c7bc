"""How builders grow: the same synthetic book for this engine, plain Jupyter Book and MkDocs Material.

`python -m benchmarks scale [chapters]` writes `benchmarks/results-scale.md`. Times are processor seconds of the whole
process tree, which other work on the machine hardly changes. Needs Linux, for the memory of a process tree.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.big_book import write_big_book
from benchmarks.build_cost import sound
from benchmarks.peer import write_material_peer, write_peer

RESULTS = Path(__file__).with_name("results-scale.md")
NOTES_PER_CHAPTER = 100
_BIN = Path(sys.executable).parent
# Compiled modules are kept, as they are of an installed package: else those of this checkout alone are compiled anew.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Cost(NamedTuple):
    """Processor seconds, seconds by the clock, and the largest memory of the process tree in bytes (PSS)."""

    processor: float
    clock: float
    memory: int


class Book(NamedTuple):
    """A book of one builder: how it is built, where its pages are, and a file with a note and one with the text."""

    name: str
    folder: Path
    command: list[str]
    pages: str
    note: Path
    text: Path


def main(chapters: int) -> None:
    """Measure the three builders at `chapters` chapters, and this one also with a tenth of the notes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        books = list(_books(root, chapters))
        few = root / "few"
        write_big_book(few, notes=chapters * NOTES_PER_CHAPTER // 10, chapters=chapters)
        lines = [
            "# Scale",
            "",
            f"{chapters} chapters of 10,000 words, {chapters * NOTES_PER_CHAPTER:,} notes. Processor seconds of the",
            "process tree; memory is its largest proportional set size. `python -m benchmarks scale` writes this file.",
            "",
            "| builder | cold | a changed note | a new note | a changed word | memory, MB | output, MB |",
            "|---|---|---|---|---|---|---|",
            *(_row(book) for book in books),
            "",
            f"`postil check`: {_run([str(_BIN / 'postil'), 'check', str(books[0].folder)]).processor:.1f} s.",
            f"Cold with a tenth of the notes: {_run([*_JUPYTER_BOOK, str(few)]).processor:.1f} s.",
            *_parallel(books[0]),
        ]
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))


_JUPYTER_BOOK = [str(_BIN / "jupyter-book"), "build", "--quiet"]


def _books(root: Path, chapters: int) -> Iterator[Book]:
    write_big_book(root / "ours", notes=chapters * NOTES_PER_CHAPTER, chapters=chapters)
    edition = sound(root / "ours")
    middle = edition.reading_order[len(edition.reading_order) // 2]
    chapter = edition.home[middle].block.docname
    note, name = edition.by_id[middle].path, Path(chapter).name
    ours = root / "ours"
    yield Book("postil", ours, [*_JUPYTER_BOOK, str(ours)], "_build/html", note, ours / f"{chapter}.md")
    peer = root / "peer"
    write_peer(edition, peer)
    text = peer / f"{name}.md"
    yield Book("Jupyter Book, `{margin}`", peer, [*_JUPYTER_BOOK, str(peer)], "_build/html", text, text)
    material = root / "material"
    write_material_peer(edition, material)
    text = material / f"docs/{name}.md"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(material / "mkdocs.yml")]
    yield Book("MkDocs Material", material, command, "site", text, text)


def _row(book: Book) -> str:
    cold = _run(book.command)
    costs = [cold, *(_after(change, book) for change in (_change_note, _add_note, _change_word))]
    size = sum(path.stat().st_size for path in (book.folder / book.pages).rglob("*") if path.is_file())
    seconds = " | ".join(f"{cost.processor:.1f}" for cost in costs)
    memory = max(cost.memory for cost in costs)
    row = f"| {book.name} | {seconds} | {memory / 1e6:.0f} | {size / 1e6:.0f} |"
    print(row, flush=True)  # the whole takes a quarter of an hour
    return row


def _parallel(book: Book) -> Iterator[str]:
    """Cold by the clock, with one process and with two; Jupyter Book has no option for it, so Sphinx builds."""
    subprocess.run([str(_BIN / "jupyter-book"), "config", "sphinx", str(book.folder)], check=True, capture_output=True)
    for jobs in ("1", "2"):
        shutil.rmtree(book.folder / "_build")
        command = [sys.executable, "-m", "sphinx", "-q", "-j", jobs, "-b", "html", str(book.folder)]
        cost = _run([*command, str(book.folder / "_build/html")])
        yield f"Cold with `-j {jobs}`: {cost.clock:.1f} s by the clock, {cost.memory / 1e6:.0f} MB."


def _after(change: Callable[[Book], None], book: Book) -> Cost:
    change(book)
    return _run(book.command)


def _change_note(book: Book) -> None:
    """Change the title of a note, which readers see in the margin and on the pages that gather."""
    book.note.write_text(book.note.read_text("utf-8").replace("About ", "Concerning ", 1), "utf-8")


def _add_note(book: Book) -> None:
    """Add a note like another: as a file of its own, or in the file in which notes stand beside the text."""
    text = book.note.read_text("utf-8")
    if book.note != book.text:
        book.note.with_name("new-note.md").write_text(text.replace("verdict:", "# verdict:"), "utf-8")
    else:
        book.note.write_text(text + "\n```{margin} A new note\nIts words.\n```\n", "utf-8")


def _change_word(book: Book) -> None:
    """Change the last word of a chapter, in the article too where there is one."""
    before = book.text.read_text("utf-8")
    last = next(line for line in reversed(before.split("\n")) if line.endswith("."))
    changed = f"{last[:-1]} changed."
    book.text.write_text(before.replace(last, changed), "utf-8")
    article = book.folder / "book/article.txt"
    if article.is_file():
        article.write_text(article.read_text("utf-8").replace(last, changed), "utf-8")


def _run(command: list[str]) -> Cost:
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_ENVIRONMENT)
    memory = 0
    while process.poll() is None:
        memory = max(memory, _memory(process))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {process.stderr.read()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor, time.perf_counter() - begin, memory)


def _memory(process: psutil.Process) -> int:
    """The proportional set size of a process and its children, which counts shared pages once."""
    total = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total
