// Charts: plotly.js is loaded from the book, once, when a reader who has begun to move through the page, or follows a
// link to a chart, comes near the first; until then, and without script, a still picture stands in its place.
(function (postil) {
  "use strict";
  var script = document.currentScript;
  var address = script && script.src.replace(/charts\.js.*/, "vendor/plotly-basic.min.js");
  var OPTIONS = { responsive: true, displaylogo: false, displayModeBar: false };
  var library = null;

  function load() {
    if (!library) {
      library = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
    }
    return library;
  }

  function look() {
    var figure = document.querySelector("figure.chart");
    function colour(name) {
      var probe = document.createElement("span");
      probe.className = "chart-probe-" + name;
      figure.append(probe);
      var value = getComputedStyle(probe).color;
      probe.remove();
      return value;
    }
    return { ink: colour("ink"), rule: colour("rule"), family: getComputedStyle(figure).fontFamily };
  }

  // The layout in the page's own colours and letters.
  function dressed(layout) {
    var page = look();
    var axis = { gridcolor: page.rule, linecolor: page.rule, zerolinecolor: page.rule, automargin: true };
    var result = Object.assign({}, layout, {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: Object.assign({ size: 14 }, layout.font, { color: page.ink, family: page.family }),
      shapes: (layout.shapes || []).map(function (shape) {
        return Object.assign({}, shape, { line: Object.assign({}, shape.line, { color: page.ink }) });
      })
    });
    Object.keys(layout).filter(function (key) { return /^[xy]axis/.test(key); }).forEach(function (key) {
      result[key] = Object.assign({}, axis, layout[key]);
    });
    return result;
  }

  // The figure, or the one that could be drawn on the day of the text, where that view is on.
  function specification(figure) {
    var then = postil.has && postil.has("then") && figure.querySelector(".chart-then");
    return JSON.parse((then || figure.querySelector(".chart-now")).textContent);
  }

  function draw(figure) {
    var place = figure.querySelector(".chart-drawing");
    var spec = specification(figure);
    load().then(function () {
      var still = place.querySelector(".chart-still");
      if (still) still.remove();
      return window.Plotly.react(place, spec.data, dressed(spec.layout), OPTIONS);
    }).then(function () {
      figure.dataset.drawn = "true";
    });
  }

  // An SVG picture of a figure as a data: address, for the stills that stand in the pages.
  function picture(spec, width, height) {
    var size = { width: width, height: height };
    var figure = { data: spec.data, layout: Object.assign(dressed(spec.layout), size) };
    return window.Plotly.toImage(figure, Object.assign({ format: "svg" }, size));
  }


  postil.charts = { picture: picture };

  var figures = Array.from(document.querySelectorAll("figure.chart[id], figure.chart.plain"));
  var observer = new IntersectionObserver(function (entries) {
    entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
      observer.unobserve(entry.target);
      draw(entry.target);
    });
  }, { rootMargin: "400px" });
  var SIGNS = ["scroll", "pointermove", "pointerdown", "keydown", "wheel"];

  function begin() {
    SIGNS.forEach(function (sign) { window.removeEventListener(sign, begin); });
    figures.forEach(function (figure) { observer.observe(figure); });
  }

  SIGNS.forEach(function (sign) { window.addEventListener(sign, begin, { passive: true }); });
  if (figures.some(function (figure) { return "#" + figure.id === location.hash; })) begin();

  function redraw() {
    figures.filter(function (figure) { return figure.dataset.drawn; }).forEach(draw);
  }
  document.addEventListener("postil:scheme", redraw);
  document.addEventListener("postil:view", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})((window.postil = window.postil || {}));
