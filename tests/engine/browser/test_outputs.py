"""What notebooks of a guest's book gave, under our theme: drawings by libraries, buttons, frames, scripts."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.support.host import HostBook, cell, html_of, notebook, output

LIBRARY = """
const style = document.createElement("style");
style.textContent = ".drawn { color: rgb(0, 128, 0) }";
document.head.append(style);
const drawn = document.createElement("p");
drawn.className = "drawn";
drawn.textContent = "Six is " + new Function("return 2 * 3")();
document.getElementById("chart").append(drawn);
fetch("https://cdn.example.org/data.json").then((answer) => answer.text()).then((text) => drawn.append(text));
"""
LOADER = """<div id="chart"></div><script>
(() => { const script = document.createElement("script"); script.src = "https://cdn.example.org/library.js";
document.head.append(script); })();
</script>"""
BUTTON = """<button onclick="this.textContent = 'pressed &amp; done'">Press</button>"""
WITHIN = "<p id=within></p><script>within.textContent = 'framed'</script>"
FRAME = f'<iframe srcdoc="{escape(WITHIN)}"></iframe>'
SCRIPT = {"application/javascript": ["document.body.dataset.ran = 'yes'"], "text/plain": ["<script>"]}


def widget() -> str:
    """A notebook with one of Jupyter's widgets, as a kernel leaves it."""
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2, "version_minor": 0}}
    whole = json.loads(notebook(cell("markdown", "# widget\n"), cell("code", "1", output(view))))
    state = {"state": {"a": {"model_name": "IntSliderModel"}}, "version_major": 2, "version_minor": 0}
    whole["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
    return json.dumps(whole)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a page for each."""
    host = HostBook(tmp_path_factory.mktemp("outputs")).extend("postil", html_theme="postil")
    host.write("book/edition.yml", "title: A course\ndate: 2024-01-01\n")
    host.write("index.md", "# Cover\n\n:::{article}\nThe river rose.\n:::\n")
    gave = {"library": LOADER, "button": BUTTON, "frame": FRAME}
    for name, given in gave.items():
        host.write(
            f"{name}.ipynb",
            notebook(cell("markdown", f"# {name}\n"), cell("code", "1", output({"text/html": [given]}))),
        )
    host.write("script.ipynb", notebook(cell("markdown", "# script\n"), cell("code", "1", output(SCRIPT))))
    host.write("widget.ipynb", widget())
    toc = host.root / "_toc.yml"
    host.write(
        "_toc.yml", toc.read_text("utf-8") + "".join(f"- file: {name}\n" for name in (*gave, "script", "widget"))
    )
    return html_of(host)


def test_a_library_of_a_host_that_the_page_names_draws_there_and_nowhere_else(pages: Path, reader_of) -> None:
    reader = reader_of(pages)
    answers = {"library.js": LIBRARY, "data.json": " of one"}
    reader.context.route(
        "https://cdn.example.org/*",
        lambda route: route.fulfill(
            body=answers[route.request.url.rpartition("/")[2]], headers={"access-control-allow-origin": "*"}
        ),
    )
    drawn = reader.open("library.html").locator(".drawn")
    expect(drawn).to_have_text("Six is 6 of one")
    expect(drawn).to_have_css("color", "rgb(0, 128, 0)")
    assert reader.complaints == []
    for name in ("script", "more"):
        policy = (pages / f"{name}.html").read_text("utf-8")
        assert "example.org" not in policy and "unsafe" not in policy


def test_buttons_frames_and_scripts_do_what_they_did_in_the_notebook(pages: Path, reader_of) -> None:
    reader = reader_of(pages)
    page = reader.open("button.html")
    page.get_by_text("Press").click()
    expect(page.get_by_text("pressed & done")).to_be_visible()
    expect(reader.open("frame.html").frame_locator("iframe").get_by_text("framed")).to_be_visible()
    expect(reader.open("script.html").locator("body")).to_have_attribute("data-ran", "yes")
    assert reader.complaints == []


def test_widgets_may_come_from_where_the_page_has_them_and_take_nothing_of_the_copy_button(pages: Path) -> None:
    page = html.parse(pages / "widget.html")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for name in ("script-src", "connect-src", "font-src"):
        assert "https://cdn.jsdelivr.net" in parts[name]
    assert "'unsafe-inline'" in parts["style-src"] and "sha256" not in parts["style-src"]
    at_once = [src.split("?")[0].rpartition("/")[2] for src in page.xpath("//script[@src][not(@defer)]/@src")]
    assert at_once.index("clipboard.min.js") < at_once.index("require.min.js")
