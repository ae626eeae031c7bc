"""Charts in whole builds: in an edition, and as an extension of any Jupyter Book."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from lxml import html

from postil.charts.stills import FORMS
from tests.support.build import build, jupyter_book, page, refused, run
from tests.support.edition import SmallEdition
from tests.support.notebooks import PUBLISHES, add_chart, draw_still, figure_of, write_notebook

PLAIN = """
import plotly.graph_objects as go
go.Figure(go.Bar(x=["a", "b"], y=[1, 2]), layout={"title": {"text": "Two bars"}})
"""


@pytest.fixture
def book(small: SmallEdition) -> SmallEdition:
    """The small edition with a table, a notebook that publishes a chart of it, and a page that embeds it."""
    add_chart(small)
    small.write("book/chart.md", "# A page\n\nSee {chart}`floods`.\n\n:::{chart} floods\n:::\n")
    toc = (small.root / "_toc.yml").read_text("utf-8")
    small.write("_toc.yml", f"{toc}- file: book/chart\n- file: notebooks/floods\n")
    return small


def test_a_published_chart_stands_wherever_it_is_embedded(book: SmallEdition) -> None:
    build(book)
    for name in ("book/chart", "notebooks/floods"):
        document = page(book, name)
        (figure,) = document.cssselect("figure#chart-floods")
        assert [td.text_content() for td in document.cssselect(".postil-chart-data td")] == ["1900", "2", "1901", "3"]
        assert figure.cssselect(".postil-chart-still svg")
        assert figure.get("data-figure").startswith("../_charts/floods.js?v=")
    assert figure_of(book.root / "_build/html/_charts/floods.js")["now"]["data"][0]["y"] == [2, 3]
    embedded = page(book, "book/chart").cssselect("figure")[0]
    links = [a.get("href") for a in embedded.cssselect(".postil-chart-foot a")]
    assert links == [
        "one.html#s1-2",
        "index.html#source-gazette-1901",
        "../_charts/floods.csv",
        "../notebooks/floods.html",
    ]
    assert (book.root / "_build/html/_charts/floods.csv").read_text("utf-8") == "year,height\n1900,2\n1901,3\n"
    (reference,) = page(book, "book/chart").cssselect('a[href="#chart-floods"]')
    assert reference.text_content() == "Floods"


def test_a_second_chart_of_a_page_is_a_picture_that_is_fetched_when_a_reader_comes_near(book: SmallEdition) -> None:
    publishes = PUBLISHES.rstrip().rpartition("\n")[2]
    write_notebook(book.root / "notebooks/floods.ipynb", PUBLISHES + publishes.replace("floods", "again"))
    for form in FORMS.values():
        still = (book.root / f"book/charts/{form.folder}/floods.svg").read_text("utf-8")
        book.write(f"book/charts/{form.folder}/again.svg", still.replace("0 0 90 10", "0 0 9 7"))
    build(book)
    first, second = page(book, "notebooks/floods").cssselect("figure")
    assert first.cssselect(".postil-chart-still svg") and not second.cssselect("svg")
    (image,), (narrow,) = second.cssselect("img"), second.cssselect("source")
    assert (image.get("src"), image.get("loading"), image.get("width")) == ("../_charts/again.svg", "lazy", "9")
    assert narrow.get("srcset") == "../_charts/again-narrow.svg"
    assert all((book.root / f"_build/html/_charts/again{form}.svg").is_file() for form in ("", "-narrow"))


def test_on_its_own_page_a_chart_comes_first_and_its_notebook_last(book: SmallEdition) -> None:
    build(book)
    document = page(book, "notebooks/floods")
    assert document.cssselect("h1")[0].text_content().startswith("Floods")
    assert "A notebook" in document.cssselect(".postil-kicker")[0].text_content()
    assert [title.text_content().rstrip("¶") for title in document.cssselect("h2")] == ["What is counted", "Sources"]
    (folded,) = document.cssselect("details.postil-how")
    assert "publish(" in folded.text_content() and not folded.cssselect("figure")
    order = [element.get("class") for element in document.cssselect("main figure, main details")]
    assert order == ["postil-chart", "postil-chart-data", "postil-how postil-later"]
    assert not page(book, "book/chart").cssselect("details.postil-how")


def test_an_output_that_would_be_drawn_falsely_is_told_of_instead(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "title: Any\nexecute: {execute_notebooks: force}\nsphinx: {extra_extensions: [postil.charts]}\n"
    )
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    write_notebook(tmp_path / "index.ipynb", "import plotly.graph_objects as go\ngo.Figure(go.Histogram(x=[1, 1, 2]))")
    with pytest.raises(AssertionError, match="does not draw a trace of the type 'histogram'"):
        jupyter_book(tmp_path)  # which takes a warning for an error
    document = html.parse(tmp_path / "_build/html/index.html").getroot()
    assert not document.cssselect("figure")
    assert "This chart is not shown" in document.text_content()


def test_a_changed_table_changes_the_chart(book: SmallEdition) -> None:
    build(book)
    book.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,9,gazette-1901\n")
    assert "the still picture of the chart 'floods' is missing or of an older figure; run: make stills" in refused(book)
    draw_still(book, [2, 9])
    build(book)
    assert "9" in page(book, "book/chart").cssselect("figure table")[0].text_content()


def test_a_chart_that_nobody_publishes_fails_the_build(book: SmallEdition) -> None:
    book.write("book/chart.md", "# A page\n\n:::{chart} flods\n:::\n")
    assert "book/chart.md:3: no notebook publishes a chart 'flods'; published are: floods" in refused(book)


def test_a_notebook_that_fails_fails_the_build(book: SmallEdition) -> None:
    write_notebook(book.root / "notebooks/floods.ipynb", "1 / 0")
    result = run(book)
    assert result.status == 1
    assert "floods.ipynb" in result.said


WAITS = """
import time
from pathlib import Path

Path("{own}.begun").touch()
while not Path("{other}.begun").exists():
    time.sleep(0.1)
"""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="on one processor notebooks are run one after the other")
def test_notebooks_of_an_edition_are_run_side_by_side(book: SmallEdition) -> None:
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: notebooks/left\n- file: notebooks/right\n")
    for own, other in (("left", "right"), ("right", "left")):
        write_notebook(book.root / f"notebooks/{own}.ipynb", WAITS.format(own=own, other=other))
    build(book)


def test_of_notebooks_side_by_side_one_that_fails_is_named_once(book: SmallEdition) -> None:
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: notebooks/broken\n")
    write_notebook(book.root / "notebooks/broken.ipynb", "1 / 0")
    result = run(book)
    assert result.status == 1
    assert result.said.count("CellExecutionError") == 1, result.said
    write_notebook(book.root / "notebooks/broken.ipynb", "1 / 1")
    build(book)


def test_plain_plotly_outputs_appear_in_any_jupyter_book(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "title: Any\nexecute: {execute_notebooks: force}\nsphinx: {extra_extensions: [postil.charts]}\n"
    )
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    write_notebook(tmp_path / "index.ipynb", PLAIN)
    document = html.parse(jupyter_book(tmp_path) / "index.html").getroot()
    (figure,) = document.cssselect("figure.postil-chart")
    assert json.loads(figure.cssselect("script.postil-chart-now")[0].text)["data"][0]["y"] == [1, 2]
    assert figure.cssselect(".postil-chart-drawing")[0].get("aria-label") == "Two bars"
    assert any("charts.js" in (script.get("src") or "") for script in document.cssselect("script"))
    assert (tmp_path / "_build/html/_static/vendor/plotly-basic.min.js").is_file()
