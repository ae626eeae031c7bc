"""Charts in whole builds: in an edition, and as an extension of any Jupyter Book."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from lxml import html

from postil.charts.media_types import PLOTLY
from postil.charts.stills import FORMS
from postil.sphinx.asked import PAGES_FIRST, PREVIEW, WAITING, WHOLE
from tests.support.build import build, jupyter_book, page, refused, run
from tests.support.edition import SOURCES, SmallEdition, note
from tests.support.host import HostBook, book_at, cell, html_of, notebook, output
from tests.support.notebooks import PUBLISHES, add_chart, draw_still, figure_of, write_notebook

COUNTS = """
import {reads}
from pathlib import Path
ran = Path("{name}.txt")
print(ran.write_text(("" if not ran.exists() else ran.read_text()) + "x") and "")
"""
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
        "../notebooks/floods.html#floods-about",
    ]
    assert (book.root / "_build/html/_charts/floods.csv").read_text("utf-8") == "year,height\n1900,2\n1901,3\n"
    (reference,) = page(book, "book/chart").cssselect('a[href="#chart-floods"]')
    assert reference.text_content() == "Floods"


def test_sources_of_rows_are_named_in_the_table_as_they_are_cited(book: SmallEdition) -> None:
    code = PUBLISHES.replace('data[["year", "height"]]', 'data[["year", "source_ids"]]')
    write_notebook(book.root / "notebooks/floods.ipynb", code)
    build(book)
    for name in ("book/chart", "notebooks/floods"):
        cells = page(book, name).cssselect(".postil-chart-data td:nth-child(2)")
        assert [cell.text_content() for cell in cells] == ["The Gazette 1901"] * 2
        links = [a.get("href") for cell in cells for a in cell.cssselect("a.postil-cite")]
        assert len(links) == 2 and all(href.endswith("index.html#source-gazette-1901") for href in links)
    assert "gazette-1901" in (book.root / "_build/html/_charts/floods.csv").read_text("utf-8")


def test_many_sources_of_a_chart_are_one_line_that_opens(book: SmallEdition) -> None:
    keys = [f"paper-{number}" for number in range(5)]
    more = [SOURCES.replace("gazette-1901", key) for key in keys]
    later = [text.replace("{1901", "{1902") for text in more[:2]]
    book.write("book/references.bib", SOURCES + "".join([*later, *more[2:]]))
    write_notebook(book.root / "notebooks/floods.ipynb", PUBLISHES.replace('["gazette-1901"]', repr(keys)))
    build(book)
    for name, details in (("book/chart", ".postil-chart-foot > details"), ("notebooks/floods", "#floods-sources")):
        (folded,) = page(book, name).cssselect(details)
        assert folded.get("open") is None
        assert [words.text_content() for words in folded[0]] == ["5 sources", "3 sources"]  # now, and on its day
        cited = [cite.get("href").partition("#source-")[2] for cite in folded.cssselect(".postil-cite")]
        assert cited == keys[2:] + keys[:2]


def test_pages_that_name_a_chart_follow_its_title(book: SmallEdition) -> None:
    book.note("drawn", note("very high", margin="See {chart}`floods`."))
    book.write("book/names.md", "# Names\n\nSee {chart}`floods`.\n")
    book.write("book/plan.md", "# Plan\n\n```{session-path} short\n```\n")
    stops = "stops:\n  - {minutes: 5, chart: floods, say: Look.}\n"
    book.write("book/seminar/short.yml", f"title: Short\n{stops}")
    book.write("_toc.yml", f"{(book.root / '_toc.yml').read_text('utf-8')}- file: book/names\n- file: book/plan\n")
    build(book)
    write_notebook(book.root / "notebooks/floods.ipynb", PUBLISHES.replace('"Floods"', '"High waters"'))
    build(book)
    named = {name: page(book, f"book/{name}").text_content() for name in ("one", "names", "plan")}
    assert {name: ("High waters" in text, "Floods" in text) for name, text in named.items()} == dict.fromkeys(
        named, (True, False)
    )


def publish_again(book: SmallEdition) -> None:
    """Have the notebook publish a second chart, with stills of its own."""
    publishes = PUBLISHES.rstrip().rpartition("\n")[2]
    write_notebook(book.root / "notebooks/floods.ipynb", PUBLISHES + publishes.replace("floods", "again"))
    for form in FORMS.values():
        still = (book.root / f"book/charts/{form.folder}/floods.svg").read_text("utf-8")
        book.write(f"book/charts/{form.folder}/again.svg", still.replace("0 0 90 10", "0 0 9 7"))


def test_a_second_chart_of_a_page_is_a_picture_that_is_fetched_when_a_reader_comes_near(book: SmallEdition) -> None:
    publish_again(book)
    build(book)
    first, second = page(book, "notebooks/floods").cssselect("figure")
    seen = ".postil-chart-still > :not(.postil-chart-printed)"
    assert first.cssselect(f"{seen} svg") and not second.cssselect(f"{seen} svg")
    (image,), (narrow,) = second.cssselect("img"), second.cssselect("source")
    assert (image.get("src"), image.get("loading"), image.get("width")) == ("../_charts/again.svg", "lazy", "9")
    assert narrow.get("srcset") == "../_charts/narrow/again.svg"
    assert all((book.root / f"_build/html/_charts/{form}again.svg").is_file() for form in ("", "narrow/"))


def test_so_is_the_second_chart_of_a_page_that_embeds_several(book: SmallEdition) -> None:
    publish_again(book)
    book.write("book/chart.md", "# A page\n\n:::{chart} floods\n:::\n\n:::{chart} again\n:::\n")
    build(book)
    first, second = page(book, "book/chart").cssselect("figure")
    assert first.cssselect(".postil-chart-still svg") and not second.cssselect("svg")
    files = [second.cssselect("img")[0].get("src"), second.cssselect("source")[0].get("srcset")]
    assert files == ["../_charts/column/again.svg", "../_charts/narrow/again.svg"]
    assert all((book.root / "_build/html/book" / file).is_file() for file in files)


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


def test_a_link_to_what_is_counted_leads_to_where_it_is_told(book: SmallEdition) -> None:
    def told() -> str:
        (link,) = page(book, "book/chart").cssselect("a[href*='-about']")
        assert link.text_content() == "What is counted, and how"
        (there,) = page(book, "notebooks/floods").cssselect(f"[id='{link.get('href').partition('#')[2]}']")
        section = there.getparent() if there.tag == "span" else there
        return str(section.text_content()).strip()

    build(book)
    assert told().startswith("What is counted")
    publish_again(book)
    build(book)
    assert told().startswith("Floods") and "What is counted" in told()


def test_an_output_that_would_be_drawn_falsely_is_told_of_instead(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "title: Any\nexecute: {execute_notebooks: force}\nsphinx: {extra_extensions: [postil.charts]}\n"
    )
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    write_notebook(tmp_path / "index.ipynb", "import plotly.graph_objects as go\ngo.Figure(go.Histogram(x=[1, 1, 2]))")
    with pytest.raises(AssertionError, match="does not draw a trace of the type 'histogram'"):
        book_at(tmp_path)  # which takes a warning for an error
    document = html.parse(tmp_path / "_build/html/index.html").getroot()
    assert not document.cssselect("figure")
    assert "This chart is not shown" in document.text_content()


def test_an_output_that_would_be_drawn_falsely_is_left_to_its_own_html(tmp_path: Path) -> None:
    host = HostBook(tmp_path / "host").extend("postil.charts")
    figure = {"data": [{"type": "histogram", "x": [1, 1, 2]}], "layout": {}}
    data = {PLOTLY: figure, "text/html": ["<b>drawn elsewhere</b>"], "text/plain": ["Figure"]}
    drawn = output({PLOTLY: figure | {"data": [{"type": "bar", "x": [1], "y": [2]}]}, "text/html": ["<i>not this</i>"]})
    host.write("cells.ipynb", notebook(cell("markdown", "# Cells\n"), cell("code", "1", output(data), drawn)))
    text = (html_of(host) / "cells.html").read_text("utf-8")
    assert "<b>drawn elsewhere</b>" in text and "This chart is not shown" not in text
    assert "postil-chart" in text and "<i>not this</i>" not in text


def test_a_changed_table_changes_the_chart(book: SmallEdition) -> None:
    build(book)
    book.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,9,gazette-1901\n")
    assert "the still picture of the chart 'floods' is missing or of an older figure; run: make stills" in refused(book)
    draw_still(book, [2, 9])
    build(book)
    assert "9" in page(book, "book/chart").cssselect("figure table")[0].text_content()


def with_chart_on_the_page_of_all(book: SmallEdition) -> SmallEdition:
    two = (book.root / "book/two.md").read_text("utf-8")
    book.write("book/two.md", f"{two}\n:::{{chart}} floods\n:::\n")
    book.write("book/whole.md", "# The whole\n\n```{whole-edition}\n```\n")
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", f"{toc}- file: book/whole\n")
    return book


def test_the_whole_edition_follows_a_figure_of_a_chapter(book: SmallEdition) -> None:
    build(with_chart_on_the_page_of_all(book))
    [before] = _files(book, "book/whole")
    assert _heights(book, "book/two") == ["2", "3"] and not _heights(book, "book/whole")
    book.write("data/floods.csv", "year,height,source_ids\n1900,2,gazette-1901\n1901,4,gazette-1901\n")
    draw_still(book, [2, 4])
    build(book)
    assert _heights(book, "book/two") == ["2", "4"]
    assert _files(book, "book/whole") == _files(book, "book/two") != [before]


def test_a_chart_on_the_page_of_all_leads_to_its_table(book: SmallEdition) -> None:
    build(with_chart_on_the_page_of_all(book))
    [figure] = page(book, "book/whole").cssselect("figure")
    [drawing] = figure.cssselect(".postil-chart-drawing")
    assert "table below" not in drawing.get("aria-label", "")
    told = [link for link in figure.cssselect(".postil-chart-foot a") if (link.text or "").startswith("Table")]
    [address] = [link.get("href", "") for link in told]
    name, _, id = address.removeprefix("../").partition(".html#")
    document = page(book, name)
    assert document.get_element_by_id(id) is not None and document.cssselect(".postil-chart-data table")


def _files(book: SmallEdition, name: str) -> list[str]:
    """The file of each figure on a page, with the version in its address."""
    return [figure.get("data-figure", "") for figure in page(book, name).cssselect("figure")]


def _heights(book: SmallEdition, name: str) -> list[str]:
    return [cell.text_content() for cell in page(book, name).cssselect(".postil-chart-data td:nth-child(2)")]


def add_notebooks(book: SmallEdition, **codes: str) -> None:
    """Notebooks with this code, which are pages of the book."""
    toc = (book.root / "_toc.yml").read_text("utf-8")
    book.write("_toc.yml", toc + "".join(f"- file: notebooks/{name}\n" for name in codes))
    for name, code in codes.items():
        write_notebook(book.root / f"notebooks/{name}.ipynb", code)


def test_a_new_note_has_only_notebooks_run_again_that_read_notes(book: SmallEdition) -> None:
    reads = {"tables": "csv", "verdicts": "postil.edition"}
    add_notebooks(book, **{name: COUNTS.format(name=name, reads=module) for name, module in reads.items()})
    build(book)
    book.note("again", note("rose again", title="Again"))
    build(book)
    ran = [(book.root / f"notebooks/{name}.txt").read_text("utf-8") for name in ("tables", "verdicts")]
    assert ran == ["x", "xx"]


def test_a_preview_shows_a_new_note_before_the_notebooks_that_read_notes_are_run(
    book: SmallEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_notebooks(book, verdicts=COUNTS.format(name="verdicts", reads="postil.edition"))
    monkeypatch.setenv(PREVIEW, PAGES_FIRST)
    build(book)
    ran, waiting = book.root / "notebooks/verdicts.txt", book.root / "_build/.doctrees" / WAITING
    book.note("again", note("rose again", title="Again"))
    build(book)
    assert page(book, "book/two").cssselect('[data-note="again"]')
    assert (ran.read_text("utf-8"), waiting.exists()) == ("x", True)
    monkeypatch.setenv(PREVIEW, WHOLE)
    build(book)
    assert (ran.read_text("utf-8"), waiting.exists()) == ("xx", False)


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
    waits = {"left": "right", "right": "left"}
    add_notebooks(book, **{own: WAITS.format(own=own, other=other) for own, other in waits.items()})
    conf = (book.root / "conf.py").read_text("utf-8")
    book.write("conf.py", f"{conf}nb_execution_timeout = 300\n")  # a busy machine is long in starting the second
    build(book)


READS = """
def setup(app):
    app.connect("source-read", lambda app, name, _: name == "zebra" and (app.srcdir / "notebooks/page.begun").touch())
"""


def test_pages_are_read_while_notebooks_run(book: SmallEdition) -> None:
    add_notebooks(book, **{own: WAITS.format(own=own, other="page") for own in ("left", "right")})
    book.write("zebra.md", "# A page\n")
    book.write("_toc.yml", (book.root / "_toc.yml").read_text("utf-8") + "- file: zebra\n")
    book.write("conf.py", (book.root / "conf.py").read_text("utf-8") + READS)
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
    assert (tmp_path / "_build/html/_static/postil/vendor/plotly-basic.min.js").is_file()
