// Charts: plotly.js is loaded from the book, once, when the first chart comes near the screen.
(function () {
  "use strict";
  var address = document.currentScript.src.replace(/charts\.js.*/, "vendor/plotly-basic.min.js");
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

  function colours() {
    var style = getComputedStyle(document.documentElement);
    function value(name) { return style.getPropertyValue(name).trim(); }
    function resolved(name) {
      var probe = document.createElement("span");
      probe.style.color = value(name);
      document.body.append(probe);
      var colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    }
    return { ink: resolved("--ink"), rule: resolved("--rule"), family: getComputedStyle(document.querySelector("figure.chart")).fontFamily };
  }

  function dressed(layout) {
    var look = colours();
    var axis = { gridcolor: look.rule, linecolor: look.rule, zerolinecolor: look.rule, automargin: true };
    var result = Object.assign({}, layout, {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: Object.assign({ size: 14 }, layout.font, { color: look.ink, family: look.family }),
      shapes: (layout.shapes || []).map(function (shape) {
        return Object.assign({}, shape, { line: Object.assign({}, shape.line, { color: look.ink }) });
      })
    });
    Object.keys(layout).filter(function (key) { return /^[xy]axis/.test(key); }).forEach(function (key) {
      result[key] = Object.assign({}, axis, layout[key]);
    });
    return result;
  }

  function draw(figure) {
    var place = figure.querySelector(".chart-drawing");
    var spec = JSON.parse(figure.querySelector(".chart-now").textContent);
    load().then(function () {
      if (!figure.dataset.drawn) place.textContent = "";
      var options = { responsive: true, displaylogo: false, displayModeBar: false };
      return window.Plotly.react(place, spec.data, dressed(spec.layout), options);
    }).then(function () {
      figure.dataset.drawn = "true";
    });
  }

  var figures = Array.from(document.querySelectorAll("figure.chart"));
  var observer = new IntersectionObserver(function (entries) {
    entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
      observer.unobserve(entry.target);
      draw(entry.target);
    });
  }, { rootMargin: "400px" });
  figures.forEach(function (figure) { observer.observe(figure); });

  function redraw() {
    figures.filter(function (figure) { return figure.dataset.drawn; }).forEach(draw);
  }
  document.addEventListener("postil:scheme", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
