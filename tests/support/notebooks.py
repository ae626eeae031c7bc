"""Notebooks for small editions: one that publishes a chart, with its table and its still."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import plotly.graph_objects as go

from postil.charts.specification import specification
from postil.charts.stills import FORMS, digest
from tests.support.edition import CONF, SmallEdition

PUBLISHES = """
import pandas as pd
import plotly.graph_objects as go
from postil.charts import publish

data = pd.read_csv("../data/floods.csv")
figure = go.Figure(go.Bar(x=data["year"], y=data["height"]))
figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"})
data = data[["year", "height"]]
sources = ["gazette-1901"]
note = "Counted are heights at the bridge."
words = {"title": "Floods", "reading": "They rose.", "note": note}
publish(figure, name="floods", **words, data=data, sources=sources, bears_on=["1-2"])
"""


def write_notebook(path: Path, code: str, title: str = "A notebook", kernel: str = "python3") -> None:
    """Write a notebook of a heading and one cell; its bytes are the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_markdown_cell(f"# {title}", id="head"), nbformat.v4.new_code_cell(code, id="code")]
    spec = {"kernelspec": {"name": kernel, "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=spec), path)


def draw_still(edition: SmallEdition, heights: list[int], then: list[int] | None = None) -> None:
    """Write stills that carry the digest of the figure as it is published, and of that of the text's day."""
    for form in FORMS.values():
        shown = then if form.then and then else heights
        figure = go.Figure(go.Bar(x=[1900, 1901][: len(shown)], y=shown))
        figure.update_layout(xaxis={"title": "Year"}, yaxis={"title": "Height (m)"})
        words = f'<text y="9">{len(shown)} drawn</text>'
        still = f'<svg viewBox="0 0 90 10" data-digest="{digest(specification(figure))}">{words}</svg>'
        edition.write(f"book/charts/{form.folder}/floods.svg", still)


def figure_of(file: Path) -> dict[str, Any]:
    """What the file of a figure makes known, with what is shared put back: `now`, and `then` or None."""
    told = json.loads(file.read_text("utf-8").partition(" = ")[2].removesuffix(";\n"))
    shared: list[Any] = []

    def restored(value: Any) -> Any:
        if isinstance(value, dict):
            return shared[value["$"]] if "$" in value else {key: restored(child) for key, child in value.items()}
        return [restored(child) for child in value] if isinstance(value, list) else value

    for value in told["shared"]:
        shared.append(restored(value))  # noqa: PERF401  (later ones refer to earlier)
    return {view: restored(told[view]) for view in ("now", "then")}


def add_chart(edition: SmallEdition) -> None:
    """Write a table and the notebook that publishes the chart `floods` of it, which `_toc.yml` does not name yet."""
    edition.write("conf.py", CONF.replace('"off"', '"cache"'))
    edition.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,3,gazette-1901\n")
    write_notebook(edition.root / "notebooks/floods.ipynb", PUBLISHES)
    draw_still(edition, [2, 3])


def add_notebook(edition: SmallEdition) -> SmallEdition:
    """Write what sphinx-build needs, and a notebook that publishes nothing; its outputs are cached between builds."""
    edition.write("conf.py", CONF.replace('"off"', '"cache"\nnb_execution_timeout = 300'))
    write_notebook(edition.root / "book/figures.ipynb", "print(6 * 7)", "Figures")
    toc = (edition.root / "_toc.yml").read_text("utf-8")
    edition.write("_toc.yml", f"{toc}- file: book/figures\n")
    return edition
