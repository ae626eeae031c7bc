"""What a notebook may publish, and how a still picture is cleaned."""

from __future__ import annotations

import gzip
import json
import math
import re
import subprocess
from importlib import resources
from pathlib import Path
from pkgutil import iter_modules

import numpy
import pandas as pd
import plotly
import plotly.graph_objects as go
import pytest
from lxml import etree

from postil import charts
from postil.builders import smaller
from postil.charts import Mark, figures, publish, words
from postil.charts.downloads import coloured, size_of
from postil.charts.embedding import embedded, file_of
from postil.charts.html import table_of
from postil.charts.media_types import FIGURE, PLOTLY
from postil.charts.stills import STATIC, digest, digest_in
from postil.charts.store import ChartDomain, Figure, Use
from postil.charts.svg import INK, RULE, clean, relative
from postil.charts.traces import DRAWN
from tests.support import ROOT

DATA = pd.DataFrame({"Year": [2019, 2020], "Events": [3, 2]})


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What `publish` shows."""
    shown: list[dict] = []
    monkeypatch.setattr(figures, "display", lambda bundle, raw: shown.append(bundle[FIGURE]))
    return shown


def figure(**axis) -> go.Figure:
    bars = go.Figure(go.Bar(x=DATA["Year"], y=DATA["Events"]))
    return bars.update_layout(xaxis={"title": "Year", **axis}, yaxis={"title": "Events"})


def given(**changes):
    values = {
        "name": "a-chart",
        "title": "Events a year",
        "reading": "Fewer in 2020.",
        "note": "Events that were announced.",
        "data": DATA,
        "sources": ["gazette-1901"],
        "bears_on": ["1-2"],
    }
    return values | changes


def test_a_figure_is_sent_with_its_data_as_plain_values(sent) -> None:
    publish(figure(), **given())
    (payload,) = sent
    assert payload["columns"] == ["Year", "Events"]
    assert payload["rows"] == [[2019, 3], [2020, 2]]
    assert payload["figure"]["data"][0]["x"] == [2019, 2020]
    assert payload["figure"]["data"][0]["y"] == [3, 2]
    assert payload["then"] is None


def test_the_figure_of_the_day_goes_with_the_rows_known_then(sent) -> None:
    words = {"then_title": "Three events", "then_reading": "In 2019."}
    publish(figure(), then=figure(), known_then=DATA["Year"] < 2020, **words, **given())
    assert sent[0]["known_then"] == [True, False]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "needs title"),
        ({"reading": ""}, "needs reading"),
        ({"note": ""}, "needs note"),
        ({"then": figure(), "known_then": [True, False]}, "needs `then_title` and `then_reading`"),
        ({"then_title": "Two events"}, "needs `then_title` and `then_reading`"),
        ({"sources": []}, "needs sources"),
        ({"bears_on": []}, "needs bears_on"),
        ({"data": DATA.head(0)}, "needs data"),
        ({"name": "A chart"}, "lower-case words"),
        ({"known_then": [True, True]}, "belong together"),
        ({"then": figure(), "known_then": [True]}, "a value for each row"),
    ],
)
def test_a_chart_that_lacks_something_is_refused(sent, changes, words) -> None:
    with pytest.raises(ValueError, match=words):
        publish(figure(), **given(**changes))
    assert sent == []


def test_an_axis_without_a_title_is_refused(sent) -> None:
    with pytest.raises(ValueError, match="there is none on xaxis"):
        publish(figure(title=None), **given())


def test_a_then_figure_without_titles_on_its_axes_is_refused(sent) -> None:
    words = {"then_title": "Three events", "then_reading": "In 2019.", "known_then": [True, False]}
    with pytest.raises(ValueError, match="there is none on xaxis"):
        publish(figure(), then=figure(title=None), **words, **given())


@pytest.mark.parametrize("trace", [go.Histogram(x=[1]), go.Box(y=[1, 2]), go.Heatmap(z=[[1]]), go.Scattergeo()])
def test_a_trace_that_the_bundle_does_not_draw_is_refused(sent, trace) -> None:
    drawn = figure()
    drawn.add_trace(trace)
    with pytest.raises(ValueError, match=f"does not draw a trace of the type '{trace.type}'"):
        publish(drawn, **given())
    assert sent == []


def test_the_bundle_draws_what_publish_lets_through_and_no_more() -> None:
    bundle = (STATIC / "vendor/plotly-basic.min.js").read_text("utf-8")
    for kind in DRAWN:
        assert f'moduleType:"trace",name:"{kind}"' in bundle
    assert len(re.findall(r'moduleType:"trace",name:"', bundle)) == len(DRAWN)


@pytest.mark.parametrize(
    "calendar",
    [{"xaxis_calendar": "chinese"}, {"calendar": "persian"}, {"shapes": [{"xref": "x"}], "yaxis_calendar": "julian"}],
)
def test_a_calendar_that_the_bundle_does_not_know_is_refused(sent, calendar) -> None:
    with pytest.raises(ValueError, match="draws dates of the Gregorian calendar alone, not of the calendar"):
        publish(figure().update_layout(calendar), **given())
    with pytest.raises(ValueError, match="not of the calendar 'thai'"):
        publish(figure().update_traces(xcalendar="thai"), **given())
    publish(figure().update_layout(calendar="gregorian"), **given())
    assert len(sent) == 1


def test_the_bundle_brings_nothing_that_it_cannot_draw() -> None:
    bundle = (STATIC / "vendor/plotly-basic.min.js").read_bytes()
    assert b"maplibregl" not in bundle
    assert len(gzip.compress(bundle, 6)) <= 340 * 1024


@pytest.mark.parametrize("values", [[1.0, math.nan], pd.Series([1.0, math.inf]), numpy.array([1.0, math.nan])])
def test_what_is_no_number_is_null(sent, values) -> None:
    gaps = go.Figure(go.Scatter(x=[2019, 2020], y=values))
    publish(gaps.update_layout(xaxis_title="Year", yaxis_title="Price"), **given())
    assert sent[0]["figure"]["data"][0]["y"] == [1.0, None]
    assert "NaN" not in json.dumps(sent[0])


@pytest.mark.parametrize(
    "more", [{"x": [1, 2, 3]}, {"customdata": ["a"]}, {"ids": ["a"]}, {"marker": {"color": ["red", "red", "red"]}}]
)
def test_lists_of_different_lengths_are_refused(sent, more) -> None:
    uneven = go.Figure(go.Scatter({"x": [1, 2], "y": [1, 2], "name": "prices", **more}))
    with pytest.raises(ValueError, match="the trace 'prices' have different lengths"):
        publish(uneven.update_layout(xaxis_title="Year", yaxis_title="Price"), **given())


def test_two_dimensional_custom_data_keep_their_shape(sent) -> None:
    table = numpy.array([[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]])
    drawn = go.Figure(go.Scatter(x=[1, 2], y=[1, 2], customdata=table))
    publish(drawn.update_layout(xaxis_title="Year", yaxis_title="Price"), **given())
    assert sent[0]["figure"]["data"][0]["customdata"] == table.tolist()


def test_no_module_takes_the_place_of_what_notebooks_call() -> None:
    """A module that is imported becomes an attribute of its package, before whatever `__getattr__` would give."""
    assert {module.name for module in iter_modules(charts.__path__)}.isdisjoint(charts.__all__)


def test_numbers_are_the_same_whatever_processor_computed_them(sent) -> None:
    for x in (0.1 + 0.2, 0.3):
        publish(go.Figure(go.Scatter(x=[x], y=[1])).update_layout(xaxis_title="Year", yaxis_title="Price"), **given())
    assert sent[0]["figure"] == sent[1]["figure"]


def test_what_is_said_of_marks_goes_with_the_figure(sent) -> None:
    told = words("A flood", "May 1901", "") + words("<script>")
    assert told == "<b>A flood</b><br>May 1901<b>&lt;script&gt;</b>"
    drawn = figure()
    drawn.data[0].ids = ["one", "two"]
    marks = [Mark("one", "One", {"Place": "bridge"}), Mark("two", "Two", {}, sources=["gazette-1901"])]
    publish(drawn, detail=marks, links="floods", **given())
    assert [mark["key"] for mark in sent[0]["marks"]] == ["one", "two"]
    with pytest.raises(ValueError, match="says nothing of the mark 'two'"):
        publish(drawn, detail=marks[:1], **given())
    with pytest.raises(ValueError, match="not 'one'"):
        publish(drawn, detail=[*marks, marks[0]], **given())


def test_jupyter_is_shown_the_same_figure(monkeypatch) -> None:
    shown: list[dict] = []
    monkeypatch.setattr(figures, "display", lambda bundle, raw: shown.append(bundle))
    publish((figure(), figure()), **given())
    assert shown[0][PLOTLY]["data"] == shown[0][FIGURE]["figure"]["data"]
    assert shown[0][PLOTLY]["layout"]["title"]["text"] == "Events a year"
    assert shown[0][FIGURE]["narrow"] is not None


def test_what_forms_of_a_figure_share_is_written_once() -> None:
    long = list(range(20))
    now, then = {"data": [{"x": long, "y": ["a text that is told of two marks"] * 9}]}, {"data": [{"x": long}]}
    assert file_of({"name": "a", "figure": now, "narrow": None, "then": then, "then_narrow": None}).count("19") == 1
    nested = {"data": [{"x": long}] * 9}
    file = file_of({"name": "a", "figure": nested, "narrow": nested, "then": None, "then_narrow": None})
    told = json.loads(file.partition(" = ")[2].removesuffix(";\n"))
    assert told["shared"] == [long, [{"x": {"$": 0}}] * 9]  # what is referred to comes first
    assert told["then"] is None and told["now"] == {"data": {"$": 1}, "narrow": {"data": {"$": 1}}}
    assert "</script" not in embedded({"text": "</script>"}).removesuffix("</script>")


def test_a_still_that_stands_alone_has_colours_for_light_and_for_dark_paper() -> None:
    still = coloured('<svg viewBox="0 0 9 7"><path fill="var(--postil-c-15243d)"/></svg>')
    assert '<path fill="#15243d"/>' in still and "var(" not in still
    assert '[fill="#15243d"]{fill:#e2ecf8}' in still.partition("<style>")[2].partition("</style>")[0]
    assert size_of(still) == 'width="9" height="7"'


def test_a_still_has_no_styles_no_fixed_colours_and_no_random_names() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="448" style="background: none">'
        f'<clipPath id="clip9f3a"/><g clip-path="url(#clip9f3a)" style="fill: {INK}; stroke: {RULE}"/></svg>'
    )
    still = clean(raw, "a-chart", "0" * 64)
    group = etree.fromstring(still)[1]
    assert "style" not in still
    assert (group.get("fill"), group.get("stroke")) == ("var(--postil-chart-ink)", "var(--postil-chart-rule)")
    assert group.get("clip-path") == "url(#a-chart-0)"
    assert digest_in(still) == "0" * 64


def test_a_still_says_nothing_that_is_so_anyway() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g><g/></g><g opacity="0.5">'
        '<path d="M1.04,2L3,2L3,4.26H0V-1Z" opacity="1" fill="rgb(9, 9, 9)" fill-opacity="0" stroke-opacity="1"/>'
        "</g></svg>"
    )
    (group,) = etree.fromstring(clean(raw, "a-chart", "0" * 64))
    assert dict(group.attrib) == {"opacity": "0.5"}
    assert dict(group[0].attrib) == {"d": "m1 2l2 0 0 2.2h-3v-5.2z", "fill": "none"}


def test_curves_and_paths_of_one_point_stay_as_they_are() -> None:
    assert relative("M6,0A6,6 0 1,1 0,-6Z") == "M6,0A6,6 0 1,1 0,-6Z"
    assert relative("M0.5,-1M2,2ZM3,3") == "m.5-1m1.5 3zm1 1"


def test_a_digest_tells_figures_apart_and_not_the_order_of_keys() -> None:
    def of(**trace: object) -> str:
        return digest({"data": [trace]})

    assert digest({"a": 1, "data": []}) == digest({"data": [], "a": 1}) != digest({"a": 3, "data": []})
    assert of(y=[1], customdata=["told"], ids=["a"]) == of(y=[1], customdata=["told otherwise"]) != of(y=[2])
    assert of(texttemplate="%{customdata}", customdata=["a"]) != of(texttemplate="%{customdata}", customdata=["b"])


def test_figures_are_in_the_order_of_their_pages_whichever_was_read_last() -> None:
    domain = object.__new__(ChartDomain)
    figures = [
        Figure("patrols", 1, {"name": "p"}, "", ""),
        Figure("exercises", 9, {"name": "b"}, "", ""),
        Figure("exercises", 2, {"name": "a"}, "", ""),
    ]
    domain.data = {"figures": figures, "uses": [Use("z", 1, "p"), Use("c", 1, "p")], "values": []}
    assert list(domain.figures) == ["b", "a", "p"]
    assert domain.docname_of("p") == "c"


def test_plotly_js_is_the_version_that_pythons_plotly_speaks_to() -> None:
    bundle = (STATIC / "vendor/plotly-basic.min.js").read_text("utf-8")[:200]
    speaks_to = plotly.offline.get_plotlyjs_version()
    assert f"(basic - minified) v{speaks_to}" in bundle


THEME = Path(str(resources.files("postil.theme")))


@pytest.mark.parametrize(
    "path",
    sorted([*STATIC.glob("*.*s"), *THEME.glob("scripts/*.js"), *THEME.glob("style/**/*.css")]),
    ids=lambda path: path.name,
)
def test_a_script_or_style_that_is_smaller_does_the_same(path) -> None:
    def minified(text: str) -> str:
        command = [ROOT / "tests/npm/node_modules/.bin/esbuild", "--minify"]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout

    text = path.read_text("utf-8")
    if path.suffix == ".js":
        assert minified(smaller(path)) == minified(text)
    assert "/*" not in smaller(path) and "\n\n" not in smaller(path) and len(smaller(path)) < len(text)


def test_a_day_in_a_table_is_one_word() -> None:
    row = ["2013-03-22", "2013-03", "2013", "a-b"]
    payload = {"columns": list("abcd"), "rows": [row], "title": "T", "then_title": ""}
    cells = re.findall(r"<td>(.*?)</td>", table_of({**payload, "known_then": [], "marks": [], "sources": []}, {}))
    assert cells == ["<time>2013-03-22</time>", "<time>2013-03</time>", "2013", "a-b"]
