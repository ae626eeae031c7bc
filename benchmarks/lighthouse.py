"""What Lighthouse says of pages: its four mobile scores, first and largest paint, layout shift."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.page_cost import serving
from postil.charts.browser import chromium

VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu"
ROOT = Path(__file__).parent.parent


class Scores(NamedTuple):
    """A page's scores from 0 to 100, its paints in s and its cumulative layout shift."""

    page: str
    performance: int
    accessibility: int
    best_practices: int
    seo: int
    first_paint: float
    largest_paint: float
    shift: float


def lighthouse(site: Path, pages: Iterable[str]) -> Iterator[Scores]:
    """The scores of pages of a built site, served compressed, with Lighthouse's mobile preset."""
    command = _installed()
    with serving(site) as (address, _):
        for page in pages:
            yield _scores(command, f"{address}/{page}", page)


def _installed() -> Path:
    """Lighthouse, from npm, in a folder that git ignores."""
    folder = ROOT / "_build/lighthouse"
    command = folder / "node_modules/.bin/lighthouse"
    if not command.exists():
        npm = ["npm", "install", "--silent", "--no-audit", "--prefix", str(folder), f"lighthouse@{VERSION}"]
        subprocess.run(npm, check=True)
    return command


def _scores(command: Path, address: str, page: str) -> Scores:
    options = ["--quiet", f"--chrome-flags={FLAGS}", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run(
        [str(command), address, *options],
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    scores = (round(100 * found["categories"][category]["score"]) for category in CATEGORIES)
    audits = found["audits"]
    paints = (audits[f"{which}-contentful-paint"]["numericValue"] / 1000 for which in ("first", "largest"))
    return Scores(page, *scores, *paints, audits["cumulative-layout-shift"]["numericValue"])


def pages_of(site: Path) -> list[str]:
    """Every page of a built site but those that only lead on to another."""
    pages = (page for page in sorted(site.glob("**/*.html")) if 'http-equiv="Refresh"' not in page.read_text("utf-8"))
    return [page.relative_to(site).as_posix() for page in pages]


def _report(scores: list[Scores]) -> str:
    """The lowest scores of a whole book, and which pages stay below 100."""
    lines = [
        "# Lighthouse",
        "",
        f"Mobile preset, version {VERSION}, every page of the built edition ({len(scores)}):",
        "",
    ]
    for index, category in enumerate(CATEGORIES, 1):
        below = [f"{row.page} {row[index]}" for row in scores if row[index] < 100]
        lines.append(f"- {category}: " + (f"100 on all but {', '.join(below)}" if below else "100 on every page"))
    shifting = [f"{row.page} {row.shift:.4f}" for row in scores if row.shift]
    lines.append("- layout shift: " + (", ".join(shifting) if shifting else "0 on every page"))
    first, largest = (max(getattr(row, name) for row in scores) for name in ("first_paint", "largest_paint"))
    lines += [f"- slowest first paint {first:.2f} s, slowest largest paint {largest:.2f} s", ""]
    lines.append("`python -m benchmarks.lighthouse` writes this file.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    built = ROOT / "_build/html"
    (ROOT / "benchmarks/results-lighthouse.md").write_text(_report(list(lighthouse(built, pages_of(built)))), "utf-8")
