"""Run every measurement and write `benchmarks/results.md`: `make bench`; with `scale`, the one of a large book."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import scale
from benchmarks.build_cost import after, build, cold, copy_edition, sound
from benchmarks.lighthouse import CATEGORIES, lighthouse
from benchmarks.margin_cost import NOTES, layout_cost
from benchmarks.page_cost import Chart, page_cost
from benchmarks.peer import write_chart_peer, write_material_peer, write_peer
from postil.edition import Edition

ROOT = Path(__file__).parent.parent


class Row(NamedTuple):
    """A measure of this edition, of plain Jupyter Book and, where it was taken, of MkDocs Material."""

    name: str
    unit: str
    ours: float
    jupyter_book: float
    material: float | None = None


def main() -> None:
    """Measure the edition and its peers side by side."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ours = root / "ours"
        copy_edition(ROOT, ours)
        begin = time.perf_counter()
        edition = sound(ours)
        checked = time.perf_counter() - begin
        rows = [*_builds(edition, root), *_pages(edition, root), *_search(root), *_chart_page(edition, root)]
        layout = layout_cost(root / "margin")
    text = _report(rows, checked, layout, len(edition.notes))
    (ROOT / "benchmarks/results.md").write_text(text, "utf-8")
    print(text)


def _builds(edition: Edition, root: Path) -> list[Row]:
    ours, peer = root / "ours", root / "peer"
    first = write_peer(edition, peer)[0]
    note = min((note.path for note in edition.notes), key=lambda path: path.stat().st_size)  # which may grow
    chapter = peer / f"{first}.md"
    return [
        Row("cold build, notebooks and apparatus in ours alone", "s", cold(ours), cold(peer)),
        Row("build after one note changed", "s", after(_appender(note), ours), after(_appender(chapter), peer)),
    ]


def _appender(path: Path) -> Callable[[int], None]:
    text = path.read_text("utf-8")
    # Without a number, which no source would carry.
    return lambda n: path.write_text(f"{text.rstrip()}{' Changed.' * (n + 1)}\n", "utf-8") and None


def _pages(edition: Edition, root: Path) -> list[Row]:
    material = root / "material"
    name = write_material_peer(edition, material)[-2]
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=material, check=True)
    docname = next(p.block.docname for p in edition.pieces if Path(p.block.docname).name == name)
    here = page_cost(root / "ours/_build/html", f"{docname}.html")
    there = page_cost(root / "peer/_build/html", f"{name}.html")
    other = page_cost(material / "site", f"{name}/index.html")
    return [
        *_lighthouse(
            [
                (root / "ours/_build/html", f"{docname}.html"),
                (root / "peer/_build/html", f"{name}.html"),
                (material / "site", f"{name}/index.html"),
            ]
        ),
        Row("chapter page, compressed bytes", "KiB", here.bytes / 1024, there.bytes / 1024, other.bytes / 1024),
        Row("requests", "", here.requests, there.requests, other.requests),
        Row("of them to other hosts", "", here.foreign, there.foreign, other.foreign),
        Row("first contentful paint, slow phone", "s", here.paint / 1000, there.paint / 1000, other.paint / 1000),
        Row("cumulative layout shift", "", here.shift, there.shift, other.shift),
    ]


def _lighthouse(places: list[tuple[Path, str]]) -> list[Row]:
    """What Lighthouse says of the same chapter, here and at the peers."""
    found = [next(lighthouse(site, [page])) for site, page in places]
    rows = [
        Row(f"Lighthouse, {category}", "", *(float(scores[index]) for scores in found))
        for index, category in enumerate(CATEGORIES, 1)
    ]
    return [*rows, Row("largest contentful paint, Lighthouse", "s", *(scores.largest_paint for scores in found))]


def _search(root: Path) -> list[Row]:
    """What it takes to find a word from nothing; the peer searches pages, ours every sentence, note and source."""
    page, results = "search.html?q=Putin", Chart("#search-results", "#search-results li")
    here = page_cost(root / "ours/_build/html", page, results)
    there = page_cost(root / "peer/_build/html", page, results)
    return [
        Row("search with its first result", "KiB", here.bytes / 1024, there.bytes / 1024),
        Row("time until the first result, slow phone", "s", here.drawn / 1000, there.drawn / 1000),
    ]


def _chart_page(edition: Edition, root: Path) -> list[Row]:
    peer = root / "chart-peer"
    write_chart_peer(edition, peer)
    build(peer)
    page = "notebooks/exercises.html"
    here = page_cost(root / "ours/_build/html", page, Chart("figure.postil-chart", "figure[data-drawn] .main-svg"))
    there = page_cost(peer / "_build/html", page, Chart("div.cell_output", ".js-plotly-plot .main-svg"))
    return [
        Row("notebook page with its chart drawn", "KiB", here.bytes / 1024, there.bytes / 1024),
        Row("time until the chart is drawn, slow phone", "s", here.drawn / 1000, there.drawn / 1000),
    ]


def _report(rows: list[Row], checked: float, layout: float, notes: int) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"{notes} notes; medians; {os.cpu_count()} processors. The peers have the same text and notes: plain Jupyter",
        "Book with `{margin}`, and MkDocs Material with annotations (whose foreign requests went unanswered here).",
        "`make bench` writes this file. The ratios carry over to other machines, the figures do not.",
        "",
        f"`postil check`, every rule in-process: {checked:.2f} s.",
        f"Laying out {NOTES} notes on one page: {layout:.0f} ms.",
        "",
        "| measure | this edition | Jupyter Book | ratio | MkDocs Material | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [row.name, _figure(row.ours, row.unit)]
        for peer in (row.jupyter_book, row.material):
            cells += ["–", "–"] if peer is None else [_figure(peer, row.unit), _ratio(row.ours, peer)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _figure(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".strip()


def _ratio(ours: float, peer: float) -> str:
    return f"{ours / peer:.2f}" if peer else "–"


if __name__ == "__main__":
    if sys.argv[1:2] == ["scale"]:
        scale.main(int(sys.argv[2]) if len(sys.argv) > 2 else 100)
    else:
        main()
