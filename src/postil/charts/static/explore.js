// @ts-check
// Charts that belong together choose and filter together; what is chosen is in the address, so that a link leads to it.
window.postil ||= /** @type {Postil} */ ({});

((postil) => {
  "use strict";

  /** @typedef {{ key: string, item: HTMLElement, choices: Record<string, string> }} Entry */

  const list = document.querySelector(".postil-entries");
  const entries = /** @type {Entry[]} */ (
    Array.from(list ? list.querySelectorAll(".postil-entry") : [], (item) => {
      const { key, choices } = /** @type {HTMLElement} */ (item).dataset;
      return { key, item, choices: JSON.parse(choices || "{}") };
    })
  );
  const query = new URLSearchParams(location.search);
  const labels = Array.from(new Set(entries.flatMap((entry) => Object.keys(entry.choices))));
  /** @type {Record<string, string>} */
  const chosen = {};
  let current = query.get("mark") || "";
  labels.forEach((label) => {
    chosen[label] = query.get(slug(label)) || "";
  });

  /** @param {string} label */
  function slug(label) {
    return label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  }

  function remember() {
    const address = new URL(location.href);
    const state = { mark: current, ...Object.fromEntries(labels.map((label) => [slug(label), chosen[label]])) };
    Object.entries(state).forEach(([name, value]) => {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  }

  /** @param {Entry} entry */
  function wanted(entry) {
    const later = postil.has?.("then") && entry.item.hasAttribute("data-later");
    return !later && labels.every((label) => !chosen[label] || entry.choices[label] === chosen[label]);
  }

  /** The figures that light up together with one. @param {HTMLElement} figure */
  function group(figure) {
    const links = figure.dataset.links;
    return links ? Array.from(document.querySelectorAll(`figure[data-links="${links}"]`)) : [figure];
  }

  /** @param {Iterable<Element>} figures @param {string} name @param {string} key */
  function mark(figures, name, key) {
    for (const figure of figures) {
      figure.querySelectorAll(".postil-chart-mark[data-key]").forEach((point) => {
        const same = /** @type {HTMLElement} */ (point).dataset.key === key;
        point.classList.toggle(name, same);
        if (name === "postil-chosen") point.setAttribute("aria-pressed", String(same));
      });
    }
  }

  /** Fade the marks of a figure that are filtered out. @param {Element} figure */
  function filter(figure) {
    const place = /** @type {any} */ (figure.querySelector(".postil-chart-drawing"));
    if (!entries.length || !place.data) return;
    const keys = new Set(entries.filter(wanted).map((entry) => entry.key));
    const traces = [...place.data.keys()].filter((number) => place.data[number].ids);
    const opacity = traces.map((number) =>
      place.data[number].ids.map((/** @type {string} */ id) => (keys.has(id) ? 1 : 0.14)),
    );
    const faded = opacity.some((values) => values.includes(0.14));
    if (faded || place.dataset.faded) {
      /** @type {any} */ (window).Plotly.restyle(place, { "marker.opacity": opacity }, traces);
      place.dataset.faded = faded ? "true" : "";
    }
    figure.querySelectorAll(".postil-chart-mark[data-key]").forEach((point) => {
      /** @type {HTMLElement} */ (point).hidden = !keys.has(/** @type {HTMLElement} */ (point).dataset.key || "");
    });
  }

  function apply() {
    const shown = entries.filter(wanted);
    const keys = new Set(shown.map((entry) => entry.key));
    document.querySelectorAll(".postil-entry, tr[data-key]").forEach((row) => {
      /** @type {HTMLElement} */ (row).hidden = !keys.has(/** @type {HTMLElement} */ (row).dataset.key || "");
    });
    document.querySelectorAll("figure[data-drawn]").forEach(filter);
    const status = document.querySelector(".postil-choices [role=status]");
    if (status) status.textContent = `${shown.length} of ${entries.length}`;
  }

  /** @param {string} label */
  function chooser(label) {
    const field = document.createElement("label");
    const select = document.createElement("select");
    const groups = Array.from(new Set(entries.map((entry) => entry.choices[label]).filter(Boolean)));
    select.append(new Option("all", ""), ...groups.map((name) => new Option(name, name)));
    select.value = chosen[label];
    if (select.selectedIndex < 0) select.value = chosen[label] = "";
    select.addEventListener("change", () => {
      chosen[label] = select.value;
      remember();
      apply();
    });
    field.append(label, select);
    return field;
  }

  function controls() {
    const form = document.createElement("form");
    const status = document.createElement("span");
    const reset = document.createElement("button");
    form.className = "postil-choices";
    status.setAttribute("role", "status");
    reset.type = "reset";
    reset.textContent = "Show all";
    form.append(...labels.map(chooser), status, reset);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      labels.forEach((label) => {
        chosen[label] = "";
      });
      remember();
      apply();
    });
    return form;
  }

  /** @param {string} words @param {number} step */
  function stepper(words, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => {
      const shown = entries.filter(wanted);
      const next = shown[shown.findIndex((entry) => entry.key === current) + step];
      if (next) choose(next.key);
    });
    return button;
  }

  const panel = document.createElement("section");
  const content = document.createElement("div");

  /** Show an entry in the panel, and light its marks. @param {string} key */
  function choose(key) {
    const entry = entries.find((other) => other.key === key);
    current = entry ? key : "";
    panel.hidden = !entry;
    if (entry) {
      const copy = /** @type {HTMLElement} */ (entry.item.cloneNode(true));
      for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
      content.replaceChildren(...copy.childNodes);
    }
    mark(document.querySelectorAll("figure"), "postil-chosen", current);
    remember();
  }

  /** Escape takes the panel away and goes back to the mark that it was of. @param {KeyboardEvent} event */
  function unpin(event) {
    const from = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "Escape" || !current || !from.closest(".postil-chart-marks, .postil-panel")) return;
    const pinned = /** @type {HTMLElement | null} */ (
      document.querySelector(`.postil-chart-mark[data-key="${current}"]`)
    );
    if (panel.contains(from)) pinned?.focus();
    choose("");
  }

  /** Where a chart is embedded small, its marks lead to the page that has it whole. @param {HTMLElement} figure @param {string} key */
  function lead(figure, key) {
    const tip = figure.querySelector(".postil-tip");
    const page = figure.dataset.page;
    mark(group(figure), "postil-chosen", key);
    if (!tip || !page || tip.querySelector("a")) return;
    const link = document.createElement("a");
    link.href = `${page}?mark=${encodeURIComponent(key)}`;
    link.textContent = "All of it, with sources";
    tip.removeAttribute("aria-hidden");
    tip.append(link);
  }

  if (list && entries.length) {
    panel.className = "postil-panel";
    panel.setAttribute("aria-label", "The chosen mark");
    content.setAttribute("aria-live", "polite");
    const steps = document.createElement("p");
    steps.className = "postil-stepper";
    steps.append(stepper("← Earlier", -1), stepper("Later →", 1));
    panel.append(content, steps);
    list.before(panel);
    const first = document.querySelector("figure.postil-chart[data-whole]");
    if (labels.length && first) first.before(controls());
    document.addEventListener("keydown", unpin);
    choose(current);
    apply();
  }
  document.addEventListener("postil:light", (event) => {
    const { key, figure } = /** @type {CustomEvent} */ (event).detail;
    mark(group(figure), "postil-lit", key);
  });
  document.addEventListener("postil:choose", (event) => {
    const { key, figure } = /** @type {CustomEvent} */ (event).detail;
    if (entries.length) choose(key);
    else lead(figure, key);
  });
  document.addEventListener("postil:drawn", (event) => {
    filter(/** @type {Element} */ (event.target));
    mark([/** @type {Element} */ (event.target)], "postil-chosen", current);
  });
  document.addEventListener("postil:view", () => {
    if (entries.length) apply();
  });
})(window.postil);
