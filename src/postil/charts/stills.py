"""Still pictures of charts: what a page shows before script runs, and without it.

Each is drawn once by the book's own plotly.js in Chromium and kept in the repository, so that a build needs no browser.
Colours are custom properties of the page, so that one picture serves light and dark. Places are measured with DejaVu
Sans, which is wider than the fonts that readers have, on every machine. Needs Playwright.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from postil.charts.browser import chromium
from postil.charts.media_types import FIGURE
from postil.charts.notebooks import outputs_of
from postil.charts.svg import INK, RULE, clean
from postil.fonts import SIGNS, alone

STATIC = Path(__file__).parent / "static"


class Form(NamedTuple):
    """A size in which stills are drawn: where they are kept, their width in px, and of which view they are."""

    folder: str
    width: int
    then: bool = False

    def figure(self, payload: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """The figure of which this is a picture, and its form for narrow screens; `then` is that of the text's day."""
        return (payload["then"], payload["then_narrow"]) if self.then else (payload["figure"], payload["narrow"])

    def path(self, folder: Path, name: str) -> Path:
        """Where the still of a chart is in a folder of stills."""
        return folder / self.folder / f"{name}.svg"


FORMS = {
    "wide": Form("wide", 1090),
    "column": Form("", 612),
    "narrow": Form("narrow", 320),
    "then": Form("then", 612, then=True),
}
"""For a chart's own page, for a column of text and paper, for a narrow screen; for paper as of the day of the text."""

_DRAWING = 10  # raised when the same figure is drawn otherwise
_ONLY_TOLD = ("customdata", "hoverinfo", "hovertemplate", "hovertext", "ids")
_PAGE = f"""<!doctype html><style>figure {{
font-family: sans-serif; --serif: serif; --postil-chart-ink: {INK}; --postil-chart-rule: {RULE} }}</style>
<figure class="postil-chart"></figure>"""


def digest(figure: dict[str, Any], narrow: dict[str, Any] | None = None) -> str:
    """What a still is a picture of: the SHA-256 of the figure's JSON but for what is told of marks."""
    drawn = [_DRAWING, _drawn(figure), narrow and _drawn(narrow)]
    return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()


def _drawn(figure: dict[str, Any]) -> dict[str, Any]:
    return {**figure, "data": [_without_told(trace) for trace in figure["data"]]}


def _without_told(trace: dict[str, Any]) -> dict[str, Any]:
    if "texttemplate" in trace:  # which may draw any of it
        return trace
    return {name: value for name, value in trace.items() if name not in _ONLY_TOLD}


def digest_in(still: str) -> str:
    """The digest that a still carries; empty where there is none."""
    found = re.search(r'data-digest="([0-9a-f]{64})"', still)
    return found[1] if found else ""


def published_by(notebook: Path) -> Iterator[dict[str, Any]]:
    """Run a notebook and give the figures that it publishes. Raises CellExecutionError where a cell fails."""
    return outputs_of(notebook, FIGURE)


def forms_of(payload: dict[str, Any]) -> list[Form]:
    """The forms in which a figure is drawn."""
    return [form for form in FORMS.values() if not form.then or payload.get("then")]


def current(payload: dict[str, Any], folder: Path) -> bool:
    """Whether the stills of a figure are pictures of it, in each form."""
    files = {form.path(folder, payload["name"]): digest(*form.figure(payload)) for form in forms_of(payload)}
    return all(file.is_file() and digest_in(file.read_text("utf-8")) == wanted for file, wanted in files.items())


def draw(payloads: list[dict[str, Any]], folder: Path) -> list[str]:
    """Draw stills of the figures that changed into `folder`, and remove those of figures that no longer exist.

    Returns the names of the figures that were drawn.
    """
    changed = [payload for payload in payloads if not current(payload, folder)]
    if changed:
        _draw(changed, folder)
    wanted = {form.path(folder, payload["name"]) for payload in payloads for form in forms_of(payload)}
    for path in folder.rglob("*.svg"):
        if path not in wanted:
            path.unlink()
    return [payload["name"] for payload in changed]


def _draw(payloads: list[dict[str, Any]], folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with alone(*SIGNS), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(_PAGE)
        page.add_script_tag(path=STATIC / "vendor/plotly-basic.min.js")
        page.add_script_tag(path=STATIC / "charts.js")
        for payload in payloads:
            for form in forms_of(payload):
                figure, narrow = form.figure(payload)
                address = page.evaluate(
                    "([spec, width]) => postil.charts.picture(spec, width, document.querySelector('figure'), 'svg')",
                    [{**figure, "narrow": narrow}, form.width],
                )
                name = f"{payload['name']}-{form.folder}" if form.folder else payload["name"]
                path = form.path(folder, payload["name"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(clean(unquote(address.partition(",")[2]), name, digest(figure, narrow)), "utf-8")
        browser.close()


def main(notebooks: Path, folder: Path) -> list[str]:
    """Draw the stills of all notebooks of one folder into another; returns the names of the figures drawn."""
    published = (payload for path in sorted(notebooks.glob("*.ipynb")) for payload in published_by(path))
    return draw([payload for payload in published if payload["still"]], folder)
