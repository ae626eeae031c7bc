"""What a notebook may publish, and how a still picture is cleaned."""

from __future__ import annotations

import pandas as pd
import plotly
import plotly.graph_objects as go
import pytest
from lxml import etree

from postil.charts import figures, publish
from postil.charts.media_types import FIGURE
from postil.charts.stills import INK, RULE, STATIC, clean, digest, digest_in

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
    publish(figure(), then=figure(), known_then=DATA["Year"] < 2020, **given())
    assert sent[0]["known_then"] == [True, False]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "needs title"),
        ({"reading": ""}, "needs reading"),
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


def test_a_still_has_no_styles_no_fixed_colours_and_no_random_names() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="448" style="background: none">'
        f'<clipPath id="clip9f3a"/><g clip-path="url(#clip9f3a)" style="fill: {INK}; stroke: {RULE}"/></svg>'
    )
    still = clean(raw, "a-chart", "0" * 64)
    group = etree.fromstring(still)[1]
    assert "style" not in still
    assert (group.get("fill"), group.get("stroke")) == ("var(--ink)", "var(--rule)")
    assert group.get("clip-path") == "url(#a-chart-0)"
    assert digest_in(still) == "0" * 64


def test_a_digest_tells_figures_apart_and_not_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})


def test_plotly_js_is_the_version_that_pythons_plotly_speaks_to() -> None:
    bundle = (STATIC / "vendor/plotly-basic.min.js").read_text("utf-8")[:200]
    speaks_to = plotly.offline.get_plotlyjs_version()
    assert f"(basic - minified) v{speaks_to}" in bundle
