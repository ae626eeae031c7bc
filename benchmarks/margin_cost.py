"""What laying out the margin costs: one page with 500 notes, all cards placed anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from postil.charts.browser import chromium

NOTES, RUNS = 500, 20
SENTENCE = "The river number{n} rose over the bridge number{n} and nobody saw the keeper number{n} leave. "
CONF = """extensions = ["myst_nb", "sphinx_external_toc", "postil"]
myst_enable_extensions = ["colon_fence"]
html_theme = "postil"
bibtex_bibfiles = ["book/references.bib"]
nb_execution_mode = "off"
exclude_patterns = ["book/notes"]
"""
SOURCE = "@misc{a, author={{A}}, title={B}, year={1901}, state={unchecked}, keywords={press}}\n"
MEASURE = """() => {
  const begin = performance.now();
  window.dispatchEvent(new Event("resize"));
  document.body.offsetHeight;
  return performance.now() - begin;
}"""


def layout_cost(folder: Path) -> float:
    """Median ms of laying out NOTES cards on one page at 1360 px."""
    _write(folder)
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "_build"], cwd=folder, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.goto((folder / "_build/book/index.html").as_uri())
        assert page.locator("[data-note]").count() == NOTES  # noqa: S101
        times = [page.evaluate(MEASURE) for _ in range(RUNS)]
        browser.close()
    return median(times)


def _write(folder: Path) -> None:
    (folder / "book/notes").mkdir(parents=True)
    text = "".join(SENTENCE.format(n=n) for n in range(NOTES)).strip()
    files = {
        "conf.py": CONF,
        "_toc.yml": "format: jb-book\nroot: book/index\n",
        "book/article.txt": text + "\n",
        "book/edition.yml": "title: none\ndate: 1901-01-01\n",
        "book/references.bib": SOURCE,
        "book/index.md": f"# One page\n\n:::{{article}}\n{text}\n:::\n\n```{{bibliography}}\n:all:\n```\n",
    }
    for n in range(NOTES):
        front = f"quote: bridge number{n} and\nkind: context\ntitle: About bridge {n}\nsources: [a]"
        files[f"book/notes/bridge-{n}.md"] = f"---\n{front}\nas_of: 1901-01-01\nby: [a]\n---\nA note of a few words.\n"
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
