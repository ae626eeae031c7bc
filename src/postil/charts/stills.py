"""Still pictures of charts: what a page shows before script runs, and without it.

Each is drawn once by the book's own plotly.js in Chromium and kept in the repository, so that a build needs no browser.
Colours are custom properties of the page, so that one picture serves light and dark. Places are measured with DejaVu
Sans, which is wider than the fonts that readers have, on every machine. Needs Playwright.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from postil.charts.media_types import FIGURE
from postil.charts.notebooks import outputs_of
from postil.fonts import SIGNS, alone

STATIC = Path(__file__).parent / "static"
WIDTH, HEIGHT = 480, 448  # px; the height is that of .chart-drawing
INK, RULE = "rgb(1, 2, 3)", "rgb(4, 5, 6)"  # stand for the page's own colours until the picture is cleaned
_SVG = "{http://www.w3.org/2000/svg}"
_PAGE = f"""<!doctype html><style>
figure {{ font-family: sans-serif }} .chart-probe-ink {{ color: {INK} }} .chart-probe-rule {{ color: {RULE} }}</style>
<figure class="chart"></figure><div id="still"></div>"""


def digest(figure: dict[str, Any]) -> str:
    """What a still is a picture of: the SHA-256 of the figure's JSON."""
    return hashlib.sha256(json.dumps(figure, sort_keys=True).encode()).hexdigest()


def digest_in(still: str) -> str:
    """The digest that a still carries; empty where there is none."""
    found = re.search(r'data-digest="([0-9a-f]{64})"', still)
    return found[1] if found else ""


def published_by(notebook: Path) -> Iterator[dict[str, Any]]:
    """Run a notebook and give the figures that it publishes. Raises CellExecutionError where a cell fails."""
    return outputs_of(notebook, FIGURE)


def draw(payloads: list[dict[str, Any]], folder: Path) -> None:
    """Draw a still of each figure into `folder`, and remove those of figures that no longer exist."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with alone(*SIGNS), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(_PAGE)
        page.add_script_tag(path=STATIC / "vendor/plotly-basic.min.js")
        page.add_script_tag(path=STATIC / "charts.js")
        for payload in payloads:
            address = page.evaluate(
                "([figure, width, height]) => postil.charts.picture(figure, width, height)",
                [payload["figure"], WIDTH, HEIGHT],
            )
            svg = clean(unquote(address.partition(",")[2]), payload["name"], digest(payload["figure"]))
            (folder / f"{payload['name']}.svg").write_text(svg, "utf-8")
        browser.close()
    for path in folder.glob("*.svg"):
        if path.stem not in {payload["name"] for payload in payloads}:
            path.unlink()


def clean(svg: str, name: str, figure_digest: str) -> str:
    """Plotly's picture without styles, random ids and fixed colours; it takes the size of its place."""
    root = etree.fromstring(svg.encode())
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            key, _, value = declaration.partition(":")
            if value.strip():
                element.set(key.strip(), value.strip())
        for key in ("class", "data-unformatted", "data-math", "pointer-events"):
            element.attrib.pop(key, None)
    root.attrib.update({"viewBox": f"0 0 {WIDTH} {HEIGHT}", "data-digest": figure_digest, "aria-hidden": "true"})
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    text: str = etree.tostring(root, encoding="unicode")
    for number, id in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', text))):
        text = re.sub(rf"(id=\"|url\(#|url\('#|url\(&quot;#){re.escape(id)}\b", rf"\g<1>{name}-{number}", text)
    for colour, variable in ((INK, "--ink"), (RULE, "--rule")):
        text = text.replace(colour, f"var({variable})")
    return text + "\n"


def main(notebooks: Path, folder: Path) -> list[str]:
    """Draw the stills of all notebooks of one folder into another; returns the names of the figures."""
    published = (payload for path in sorted(notebooks.glob("*.ipynb")) for payload in published_by(path))
    payloads = [payload for payload in published if payload["still"]]
    draw(payloads, folder)
    return [payload["name"] for payload in payloads]
