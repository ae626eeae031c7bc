"""Ordinary outputs of Plotly in a page, which no `publish` has looked at."""

from __future__ import annotations

INSTEAD = """figure => {
  const script = document.createElement("script");
  Object.assign(script, { type: "application/json", className: "postil-chart-now" });
  script.textContent = JSON.stringify(figure);
  document.querySelector("figure.postil-chart").append(script);
  document.dispatchEvent(new Event("postil:scheme")); // draws again
}"""


def test_axes_may_be_tied_without_a_range_and_points_may_share_a_text(visit_published) -> None:
    reader = visit_published()
    page = reader.open("book/chart.html")
    trace = {"type": "scatter", "mode": "markers", "x": [1, 2], "y": [3, 4], "text": "a flood"}
    page.keyboard.press("Shift")
    page.locator("figure[data-drawn]").wait_for()
    page.evaluate(INSTEAD, {"data": [trace], "layout": {"yaxis": {"scaleanchor": "x"}}})
    page.locator(".postil-chart-mark[aria-label='a flood']").first.wait_for()
    names = [mark.get_attribute("aria-label") for mark in page.locator(".postil-chart-mark").all()]
    assert names == ["a flood", "a flood"]
    assert reader.complaints == []


COLOURS = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const style = (part) => getComputedStyle(document.querySelector(part));
  return [style("body").color, style(".js-plotly-plot .xtick text").fill];
}"""


def test_paper_has_the_colours_of_light_whatever_the_screen_has(visit_published) -> None:
    page = visit_published(color_scheme="dark").open("book/chart.html")
    printed = []
    for choice in ("light", "dark", ""):
        page.evaluate("choice => localStorage.setItem('postil-scheme', choice)", choice)
        page.reload()
        page.keyboard.press("Shift")
        page.locator("figure[data-drawn]").first.wait_for()
        screen = page.evaluate(COLOURS)
        page.emulate_media(media="print")
        printed.append(page.evaluate(COLOURS))
        page.emulate_media(media="screen")
        assert page.evaluate(COLOURS) == screen
        assert (screen == printed[0]) is (choice == "light")
    assert printed[0] == printed[1] == printed[2]
