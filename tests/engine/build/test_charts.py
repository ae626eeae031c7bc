"""Charts in whole builds: in an edition, and as an extension of any Jupyter Book."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import html

from postil.charts.stills import digest
from tests.support.edition import CONF, SmallEdition

PLAIN = """
import plotly.graph_objects as go
go.Figure(go.Bar(x=["a", "b"], y=[1, 2]), layout={"title": {"text": "Two bars"}})
"""
PUBLISHES = """
import pandas as pd
import plotly.graph_objects as go
from postil.charts import publish

data = pd.read_csv("../data/floods.csv")
figure = go.Figure(go.Bar(x=data["year"], y=data["height"]))
figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"})
data = data[["year", "height"]]
sources = ["gazette-1901"]
publish(figure, name="floods", title="Floods", reading="They rose.", data=data, sources=sources, bears_on=["1-2"])
"""


def write_notebook(path: Path, code: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_markdown_cell("# A notebook"), nbformat.v4.new_code_cell(code)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with a table, a notebook that publishes a chart of it, and a page that embeds it."""
    small.write("conf.py", CONF.replace('"off"', '"cache"'))
    small.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,3,gazette-1901\n")
    write_notebook(small.root / "notebooks/floods.ipynb", PUBLISHES)
    small.write("book/chart.md", "# A page\n\nSee {chart}`floods`.\n\n:::{chart} floods\n:::\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/chart\n- file: notebooks/floods\n")
    draw_still(small, [2, 3])
    return small


def draw_still(small: SmallEdition, heights: list[int]) -> None:
    """A still that carries the digest of the figure as it is published."""
    import plotly.graph_objects as go

    from postil.charts.figures import _specification

    figure = go.Figure(go.Bar(x=[1900, 1901], y=heights))
    figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"})
    small.write("book/charts/floods.svg", f'<svg data-digest="{digest(_specification(figure))}"/>')


def build(edition: SmallEdition) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", ".", "_build/html"]
    return subprocess.run(command, cwd=edition.root, capture_output=True, text=True)


def page(edition: SmallEdition, name: str) -> html.HtmlElement:
    return html.parse(edition.root / f"_build/html/{name}.html").getroot()


def test_a_published_chart_stands_wherever_it_is_embedded(book: SmallEdition) -> None:
    result = build(book)
    assert result.returncode == 0, result.stderr
    for name in ("book/chart", "notebooks/floods"):
        (figure,) = page(book, name).cssselect("figure#chart-floods")
        assert [td.text_content() for td in figure.cssselect("td")] == ["1900", "2", "1901", "3"]
        assert figure.cssselect(".chart-still svg")
        assert json.loads(figure.cssselect("script.chart-now")[0].text)["data"][0]["y"] == [2, 3]
    embedded = page(book, "book/chart").cssselect("figure")[0]
    links = [a.get("href") for a in embedded.cssselect(".chart-foot a")]
    assert links == [
        "one.html#s1-2",
        "index.html#source-gazette-1901",
        "../_charts/floods.csv",
        "../notebooks/floods.html",
    ]
    assert (book.root / "_build/html/_charts/floods.csv").read_text("utf-8") == "year,height\n1900,2\n1901,3\n"
    (reference,) = page(book, "book/chart").cssselect('a[href="#chart-floods"]')
    assert reference.text_content() == "Floods"


def test_a_changed_table_changes_the_chart(book: SmallEdition) -> None:
    assert build(book).returncode == 0
    book.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,9,gazette-1901\n")
    stale = build(book)
    assert stale.returncode == 1
    assert "the still picture of the chart 'floods' is of an older figure; run: make stills" in stale.stderr
    draw_still(book, [2, 9])
    assert build(book).returncode == 0
    assert "9" in page(book, "book/chart").cssselect("figure table")[0].text_content()


def test_a_chart_that_nobody_publishes_fails_the_build(book: SmallEdition) -> None:
    book.write("book/chart.md", "# A page\n\n:::{chart} flods\n:::\n")
    result = build(book)
    assert result.returncode == 1
    assert "book/chart.md:3: no notebook publishes a chart 'flods'; published are: floods" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_notebook_that_fails_fails_the_build(book: SmallEdition) -> None:
    write_notebook(book.root / "notebooks/floods.ipynb", "1 / 0")
    result = build(book)
    assert result.returncode == 1
    assert "floods.ipynb" in result.stderr


def test_plain_plotly_outputs_appear_in_any_jupyter_book(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "title: Any\nexecute: {execute_notebooks: force}\nsphinx: {extra_extensions: [postil.charts]}\n"
    )
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    write_notebook(tmp_path / "index.ipynb", PLAIN)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", tmp_path, "-W", "--keep-going"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    document = html.parse(tmp_path / "_build/html/index.html").getroot()
    (figure,) = document.cssselect("figure.chart")
    assert json.loads(figure.cssselect("script.chart-now")[0].text)["data"][0]["y"] == [1, 2]
    assert figure.cssselect(".chart-drawing")[0].get("aria-label") == "Two bars"
    assert any("charts.js" in (script.get("src") or "") for script in document.cssselect("script"))
    assert (tmp_path / "_build/html/_static/vendor/plotly-basic.min.js").is_file()
