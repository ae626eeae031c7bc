// @ts-check
// Charts: plotly.js is loaded from the book, once, when a reader who has begun to move through the page, or follows a
// link to a chart, comes near the first; with it comes the figure, which is a file of its own. Until then, and without
// script, a still picture is in its place.
window.postil ||= /** @type {Postil} */ ({});

((postil) => {
  "use strict";
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const address = script ? script.src.replace(/charts\.js.*/, "vendor/plotly-basic.min.js") : "";
  const OPTIONS = { displaylogo: false, displayModeBar: false };
  const LETTERS = 12; // px: no letter is smaller
  const COLUMN = { from: 560, to: 800, letters: 13 }; // px: drawn as wide as a column, a still is printed, at 7 pt or more
  const NARROW = 560; // px: below it a figure takes its form for narrow screens, unless its `meta.least` says otherwise
  /** @type {Record<string, Promise<unknown>>} */
  const loaded = {};

  /** The words as they are here, where no theme knows them in the book's language. */
  postil.say ||= (words, ...values) => words.replace(/%[ds]/g, () => String(values.shift()));

  /** Load a script of the book, once; plotly.js where none is named. @param {string} [src] */
  function load(src = address) {
    loaded[src] ||= new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = src;
      tag.onload = resolve;
      tag.onerror = reject;
      document.head.append(tag);
    });
    return loaded[src];
  }

  /** What the page makes of a CSS declaration, such as a custom property. @param {Element} figure @param {string} property @param {string} value */
  function computed(figure, property, value) {
    const probe = document.createElement("span");
    probe.style.setProperty(property, value);
    figure.append(probe);
    const found = getComputedStyle(probe).getPropertyValue(property);
    probe.remove();
    return found;
  }

  /** The figure in the page's own colours and letters, which are at least so large. @param {Figure} spec @param {Element} figure @param {number} letters */
  function dressed(spec, figure, letters) {
    /** @type {Record<string, string>} */
    const known = {};
    const text = JSON.stringify({ data: spec.data, layout: spec.layout }).replace(/"#([0-9a-f]{6})"/gi, (_all, hex) => {
      const name = hex.toLowerCase();
      known[name] = known[name] || computed(figure, "color", `var(--postil-c-${name}, #${name})`);
      return `"${known[name]}"`;
    });
    const result = /** @type {Figure} */ (
      JSON.parse(text, (key, value) =>
        key.endsWith("font") && value.size < letters ? { ...value, size: letters } : value,
      )
    );
    const rule = computed(figure, "color", "var(--postil-chart-rule)");
    const layout = result.layout;
    layout.hovermode = false; // marks.js tells of marks
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
    const color = computed(figure, "color", "var(--postil-chart-ink)");
    layout.font = { ...layout.font, color, family: getComputedStyle(figure).fontFamily };
    for (const shape of layout.shapes || []) shape.line = { color, ...shape.line };
    for (const { font } of layout.annotations || [])
      if (font?.family === "serif") font.family = computed(figure, "font-family", "var(--serif, serif)");
    Object.keys(layout)
      .filter(isAxis)
      .forEach((key) => {
        layout[key] = {
          gridcolor: rule,
          linecolor: rule,
          zerolinecolor: rule,
          tickcolor: rule,
          automargin: !layout.yaxis?.scaleanchor, // a margin that grows would stretch axes that are tied
          ...layout[key],
        };
      });
    return result;
  }

  /** @param {string} key @returns {key is `xaxis${string}`} */
  const isAxis = (key) => /^[xy]axis/.test(key);

  /** @param {number[]} range */
  function span(range) {
    return Math.abs(range[1] - range[0]);
  }

  /** Give a figure its size: one whose axes are tied has the shape of its still, so that it takes its place and nothing moves, and marks that fill a unit grow with it. @param {Figure} spec @param {number} width @param {number} drawn @param {Element} figure */
  function fit(spec, width, drawn, figure) {
    const { layout, data } = spec;
    const margin = { l: 56, r: 16, t: 28, b: 48, ...layout.margin };
    layout.width = width;
    // A theme may ask for another height, in px, where it enlarges what is drawn.
    layout.height =
      parseInt(getComputedStyle(figure).getPropertyValue("--postil-chart-height"), 10) || layout.height || 440;
    const { xaxis, yaxis } = layout;
    if (yaxis?.scaleanchor && xaxis?.range && yaxis.range) {
      const [across, along] = [span(xaxis.range), span(yaxis.range)];
      const unit = (/** @type {number} */ whole) => (whole - margin.l - margin.r) / across;
      const height = Math.round(margin.t + margin.b + unit(drawn) * (yaxis.scaleratio || 1) * along); // of the still
      layout.height = Math.round((width * height) / drawn);
      const up = (layout.height - margin.t - margin.b) / along;
      yaxis.scaleratio = up / unit(width);
      for (const trace of data)
        if (trace.meta?.size)
          trace.marker = { ...trace.marker, size: Math.max(3, trace.meta.size * Math.min(unit(width), up)) };
    }
    return spec;
  }

  /** The form of a figure for a width. @param {Figure} spec @param {number} width @param {HTMLElement} figure */
  function formed(spec, width, figure) {
    const narrow = width < (spec.layout.meta?.least || NARROW);
    const letters = width >= COLUMN.from && width < COLUMN.to ? COLUMN.letters : LETTERS;
    const [wide, small] = (figure.dataset.stills || "").split(" ").map(Number);
    const drawn = (narrow ? small : wide) || width;
    return fit(dressed(narrow && spec.narrow ? spec.narrow : spec, figure, letters), width, drawn, figure);
  }

  /** The figure, or the one that could be drawn on the day of the text, where that view is on. @param {HTMLElement} figure @returns {Promise<Figure>} */
  async function specification(figure) {
    const own = figure.querySelector("script.postil-chart-now");
    if (own) return JSON.parse(own.textContent);
    const { figure: file, chart = "" } = figure.dataset;
    await load(file);
    const { shared, now, then } = postil.figures[chart];
    const kept = /** @type {unknown[]} */ ([]);
    for (const value of shared) kept.push(restored(value, kept));
    return /** @type {Figure} */ (restored((postil.has?.("then") && then) || now, kept));
  }

  /** A figure with what is shared put back; see `embedding.py`. @param {unknown} value @param {unknown[]} shared @returns {unknown} */
  function restored(value, shared) {
    if (Array.isArray(value)) return value.map((child) => restored(child, shared));
    if (value === null || typeof value !== "object") return value;
    if ("$" in value) return shared[Number(value.$)];
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, restored(child, shared)]));
  }

  let turn = Promise.resolve();

  /** Draw one figure after another, so that the first is seen before the next is drawn. @param {HTMLElement} figure */
  function draw(figure) {
    const rest = () => new Promise((resolve) => setTimeout(resolve));
    turn = turn.then(() => drawNow(figure).catch(reportError)).then(rest);
  }

  const given = /** @type {Map<HTMLElement, Figure>} */ (new Map()); // of what is drawn
  const begun = /** @type {Set<HTMLElement>} */ (new Set()); // what is drawn or being drawn
  let width = 0; // of the window, for which it was drawn

  /** @param {HTMLElement} figure */
  function paint(figure) {
    const place = /** @type {HTMLElement} */ (figure.querySelector(".postil-chart-drawing"));
    const spec = formed(/** @type {Figure} */ (given.get(figure)), Math.floor(place.clientWidth), figure);
    const still = place.querySelector(".postil-chart-still:has(svg, img)");
    place.querySelector(".postil-chart-still")?.remove();
    if (still) place.after(still); // which is printed, as small as its place may be
    place.style.height = `${spec.layout.height}px`;
    place.style.setProperty("--postil-chart-width", String(spec.layout.width));
    return window.Plotly.react(place, spec.data, spec.layout, OPTIONS);
  }

  /** @param {HTMLElement} figure */
  async function drawNow(figure) {
    begun.add(figure);
    const [found] = await Promise.all([specification(figure), load()]);
    given.set(figure, found);
    width = window.innerWidth;
    await paint(figure);
    figure.dataset.drawn = "true";
    figure.dispatchEvent(new CustomEvent("postil:drawn", { bubbles: true }));
  }

  /** A picture of a figure as an address. @param {Figure} spec @param {number} width @param {HTMLElement} figure @param {"svg" | "png"} format @param {object} [more] */
  function picture(spec, width, figure, format, more) {
    const formedFigure = formed(spec, width, figure);
    const size = { width, height: formedFigure.layout.height };
    return window.Plotly.toImage(formedFigure, { format, ...size, ...more });
  }

  postil.charts = { picture, specification, load };

  const figures = /** @type {HTMLElement[]} */ (
    Array.from(document.querySelectorAll("figure.postil-chart[id], figure.postil-chart.postil-plain"))
  );
  /** Draws a figure when a reader is as near as that. @param {string} rootMargin */
  const drawnWithin = (rootMargin) =>
    new IntersectionObserver(
      (entries, observer) => {
        entries
          .filter((entry) => entry.isIntersecting)
          .forEach((entry) => {
            observer.unobserve(entry.target);
            draw(/** @type {HTMLElement} */ (entry.target));
          });
      },
      { rootMargin },
    );
  const near = drawnWithin("100px");
  const far = drawnWithin("400px"); // without a still picture what follows moves when the figure is drawn
  const SIGNS = ["scroll", "pointermove", "pointerdown", "keydown", "wheel"];

  function begin() {
    for (const sign of SIGNS) window.removeEventListener(sign, begin);
    for (const figure of figures)
      (figure.querySelector(".postil-chart-still :is(svg, img)") ? near : far).observe(figure);
  }

  for (const sign of SIGNS) window.addEventListener(sign, begin, { passive: true });
  const asked = new URLSearchParams(location.search).has("mark");
  if (asked || figures.some((figure) => `#${figure.id}` === location.hash)) begin();

  /** Call a figure what it is called in the view that is on. */
  const names = new Map(
    [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-then-label]"))].map((place) => [
      place,
      place.getAttribute("aria-label") || "",
    ]),
  );
  function name() {
    for (const [place, now] of names)
      place.setAttribute("aria-label", (postil.has?.("then") && place.dataset.thenLabel) || now);
  }
  name();
  document.addEventListener("postil:view", name);

  function redraw() {
    figures.filter((figure) => begun.has(figure)).forEach(draw);
  }
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) redraw();
    width = window.innerWidth;
  });
  document.addEventListener("postil:scheme", redraw);
  document.addEventListener("postil:view", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // Paper has its own colours, and does not wait.
  window.matchMedia("print").addEventListener("change", () => void [...given.keys()].forEach(paint));
})(window.postil);
