"""Run every measurement and write `benchmarks/results.md`: `make bench`."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.build_cost import after, build, cold
from benchmarks.page_cost import page_cost
from benchmarks.peer import write_chart_peer, write_peer
from postil.check import check
from postil.edition import Edition

ROOT = Path(__file__).parent.parent
COPIED = ("book", "data", "notebooks", "_config.yml", "_toc.yml")


def main() -> None:
    """Measure the edition and its peer side by side."""
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = Path(folder) / "ours", Path(folder) / "peer"
        _copy(ours)
        begin = time.perf_counter()
        edition, problems = check(ours)
        checked = time.perf_counter() - begin
        if edition is None or problems:
            raise SystemExit("\n".join(map(str, problems)))
        names = write_peer(edition, peer)
        rows = [*_builds(edition, ours, peer, names), *_pages(edition, ours, peer, names)]
        rows += _chart_page(edition, ours, Path(folder) / "chart-peer")
    text = _report(rows, checked, len(edition.notes))
    (ROOT / "benchmarks/results.md").write_text(text, "utf-8")
    print(text)


def _copy(target: Path) -> None:
    target.mkdir()
    for name in COPIED:
        source = ROOT / name
        shutil.copytree(source, target / name) if source.is_dir() else shutil.copy(source, target)


def _builds(edition: Edition, ours: Path, peer: Path, names: list[str]) -> list[tuple[str, float, float, str]]:
    note = edition.by_id[edition.reading_order[0]].path
    chapter = peer / f"{names[0]}.md"
    return [
        ("cold build, notebooks included in ours", cold(ours), cold(peer), "s"),
        ("build after one note changed", after(_appender(note), ours), after(_appender(chapter), peer), "s"),
    ]


def _appender(path: Path) -> Callable[[int], None]:
    text = path.read_text("utf-8")
    return lambda n: path.write_text(f"{text.rstrip()} Change {n}.\n", "utf-8") and None


def _pages(edition: Edition, ours: Path, peer: Path, names: list[str]) -> list[tuple[str, float, float, str]]:
    docname = next(p.block.docname for p in edition.pieces if Path(p.block.docname).name == names[0])
    here = page_cost(ours / "_build/html", f"{docname}.html")
    there = page_cost(peer / "_build/html", f"{names[0]}.html")
    return [
        ("chapter page, compressed bytes", here.bytes / 1024, there.bytes / 1024, "KiB"),
        ("requests", here.requests, there.requests, ""),
        ("of them to other hosts", here.foreign, there.foreign, ""),
        ("first contentful paint on a slow phone", here.paint / 1000, there.paint / 1000, "s"),
        ("cumulative layout shift", here.shift, there.shift, ""),
    ]


def _chart_page(edition: Edition, ours: Path, peer: Path) -> list[tuple[str, float, float, str]]:
    write_chart_peer(edition, peer)
    build(peer)
    here = page_cost(ours / "_build/html", "notebooks/exercises.html", "figure[data-drawn] .main-svg")
    there = page_cost(peer / "_build/html", "notebooks/exercises.html", ".js-plotly-plot .main-svg")
    return [
        (
            "notebook page with its chart drawn, compressed",
            here.bytes / 1024,
            there.bytes / 1024,
            "KiB",
        ),
        ("time until the chart is drawn, slow phone", here.drawn / 1000, there.drawn / 1000, "s"),
    ]


def _report(rows: list[tuple[str, float, float, str]], checked: float, notes: int) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"{notes} notes; medians; {os.cpu_count()} processors; the peer is plain Jupyter Book with `{{margin}}`, "
        "the same text and notes.",
        "`make bench` writes this file. The ratios carry over to other machines, the figures do not.",
        "",
        f"`postil check`, every rule in-process: {checked:.2f} s.",
        "",
        "| measure | this edition | plain Jupyter Book | ratio |",
        "|---|---|---|---|",
    ]
    for name, ours, peers, unit in rows:
        ratio = f"{ours / peers:.2f}" if peers else "–"
        lines.append(f"| {name} | {ours:.3g} {unit} | {peers:.3g} {unit} | {ratio} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
