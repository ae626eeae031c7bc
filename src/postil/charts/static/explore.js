// @ts-check
// Charts that belong together choose and filter together; what is chosen is in the address, so that a link leads to it.
window.postil ||= /** @type {Postil} */ ({});

((postil) => {
  "use strict";

  /** @typedef {{ key: string, item: HTMLElement, choices: Record<string, string> }} Entry */
  /** @typedef {CustomEvent<{ key: string, figure: HTMLElement, byKey: boolean }>} Chosen */

  const list = document.querySelector(".postil-entries");
  const entries = /** @type {Entry[]} */ (
    Array.from(list ? list.querySelectorAll(".postil-entry") : [], (item) => {
      const { key, choices } = /** @type {HTMLElement} */ (item).dataset;
      return { key, item, choices: JSON.parse(choices || "{}") };
    })
  );
  const query = new URLSearchParams(location.search);
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.postil-choices"));
  const selects = /** @type {HTMLSelectElement[]} */ (Array.from(form ? form.querySelectorAll("select") : []));
  let current = query.get("mark") || "";
  for (const select of selects) {
    select.value = query.get(select.name) || "";
    if (select.selectedIndex < 0) select.value = "";
  }

  function remember() {
    const address = new URL(location.href);
    const state = { mark: current, ...Object.fromEntries(selects.map(({ name, value }) => [name, value])) };
    Object.entries(state).forEach(([name, value]) => {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  }

  /** Whether an entry may be shown in this view. @param {Entry} entry */
  function known(entry) {
    return !(postil.has?.("then") && entry.item.hasAttribute("data-later"));
  }

  /** @param {Entry} entry */
  function wanted(entry) {
    return (
      known(entry) && selects.every(({ dataset, value }) => !value || entry.choices[dataset.choice || ""] === value)
    );
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
    const place = /** @type {Drawing} */ (figure.querySelector(".postil-chart-drawing"));
    if (!entries.length || !place.data) return;
    const keys = new Set(entries.filter(wanted).map((entry) => entry.key));
    const idsOf = place.data.map((trace) => trace.ids || []);
    const traces = [...idsOf.keys()].filter((number) => idsOf[number].length);
    const opacity = traces.map((number) => idsOf[number].map((id) => (keys.has(id) ? 1 : 0.14)));
    const faded = opacity.some((values) => values.includes(0.14));
    if (faded || place.dataset.faded) {
      window.Plotly.restyle(place, { "marker.opacity": opacity }, traces);
      place.dataset.faded = faded ? "true" : "";
    }
    figure.querySelectorAll(".postil-chart-mark[data-key]").forEach((point) => {
      /** @type {HTMLElement} */ (point).hidden = !keys.has(/** @type {HTMLElement} */ (point).dataset.key || "");
    });
    figure.dispatchEvent(new CustomEvent("postil:filtered", { bubbles: true }));
  }

  /** A group of which nothing was known on the day of the text is not chosen in its view. */
  function unchooseLater() {
    for (const select of selects)
      if (postil.has?.("then") && select.selectedOptions[0]?.hasAttribute("data-later")) select.value = "";
  }

  function apply() {
    unchooseLater();
    const shown = entries.filter(wanted);
    const keys = new Set(shown.map((entry) => entry.key));
    document.querySelectorAll(".postil-entry, tr[data-key]").forEach((row) => {
      /** @type {HTMLElement} */ (row).hidden = !keys.has(/** @type {HTMLElement} */ (row).dataset.key || "");
    });
    document.querySelectorAll("figure[data-drawn]").forEach(filter);
    const status = form?.querySelector("[role=status]");
    if (status) status.textContent = postil.say("%d of %d", shown.length, entries.filter(known).length);
    turnable();
  }

  /** The entry that many steps from the chosen one. @param {number} step */
  function beside(step) {
    const shown = entries.filter(wanted);
    return shown[shown.findIndex((entry) => entry.key === current) + step];
  }

  /** @param {string} words @param {number} step */
  function stepper(words, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.dataset.step = String(step);
    button.addEventListener("click", () => {
      const next = beside(step);
      if (next) choose(next.key);
    });
    return button;
  }

  /** Say at either end that there is no further step; a button that is disabled would lose the focus. */
  function turnable() {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-step]")))
      button.setAttribute("aria-disabled", String(!beside(Number(button.dataset.step))));
  }

  const panel = document.createElement("section");
  const content = document.createElement("div");
  /** The figure in which a mark was chosen. @type {ParentNode} */
  let origin = document;

  /** Show an entry in the panel, and light its marks. @param {string} key */
  function choose(key) {
    const entry = entries.find((other) => other.key === key && known(other));
    current = entry ? key : "";
    panel.hidden = !entry;
    if (entry) {
      const copy = /** @type {HTMLElement} */ (entry.item.cloneNode(true));
      for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
      content.replaceChildren(...copy.childNodes);
      const among = entries.filter(known);
      const title = content.querySelector(".postil-entry-title")?.textContent || "";
      panel.setAttribute("aria-label", `${title}, ${postil.say("%d of %d", among.indexOf(entry) + 1, among.length)}`);
    }
    turnable();
    mark(document.querySelectorAll("figure"), "postil-chosen", current);
    remember();
  }

  /** Escape takes the panel away and goes back to the mark that it was of. @param {KeyboardEvent} event */
  function unpin(event) {
    const from = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "Escape" || !current || !from.closest(".postil-chart-marks, .postil-panel")) return;
    if (panel.contains(from)) {
      const marks = `.postil-chart-mark[data-key="${current}"]:not([hidden])`;
      const pinned = /** @type {HTMLElement | null} */ (origin.querySelector(marks) || document.querySelector(marks));
      pinned?.focus();
      const tip = pinned?.parentElement?.querySelector(".postil-tip");
      if (tip) /** @type {HTMLElement} */ (tip).hidden = true;
    }
    choose("");
  }

  /** Where a chart is embedded small, its marks lead to the page that has it whole. @param {HTMLElement} figure @param {string} key @param {boolean} byKey */
  function lead(figure, key, byKey) {
    const tip = figure.querySelector(".postil-tip");
    const page = figure.dataset.page;
    mark(group(figure), "postil-chosen", key);
    if (!tip || !page || tip.querySelector("a")) return;
    const link = document.createElement("a");
    link.href = `${page}?mark=${encodeURIComponent(key)}`;
    link.textContent = postil.say("All of it, with sources");
    tip.removeAttribute("aria-hidden");
    tip.append(link);
    if (byKey) link.focus();
  }

  if (list && entries.length) {
    panel.className = "postil-panel";
    panel.tabIndex = -1;
    content.setAttribute("aria-live", "polite");
    const steps = document.createElement("p");
    steps.className = "postil-stepper";
    steps.append(stepper(`← ${postil.say("Earlier")}`, -1), stepper(`${postil.say("Later")} →`, 1));
    panel.append(content, steps);
    list.before(panel);
    form?.addEventListener("submit", (event) => event.preventDefault());
    form?.addEventListener("change", filterAll);
    form?.addEventListener("reset", () => {
      for (const select of selects) select.value = "";
      filterAll();
    });
    document.addEventListener("keydown", unpin);
    choose(current);
    apply();
  }

  function filterAll() {
    remember();
    apply();
  }

  document.addEventListener("postil:light", (event) => {
    const { key, figure } = /** @type {Chosen} */ (event).detail;
    mark(group(figure), "postil-lit", key);
  });
  document.addEventListener("postil:choose", (event) => {
    const { key, figure, byKey } = /** @type {Chosen} */ (event).detail;
    if (!entries.length) return lead(figure, key, byKey);
    origin = figure;
    figure.after(panel);
    choose(key);
    if (byKey) panel.focus();
  });
  document.addEventListener("postil:drawn", (event) => {
    filter(/** @type {Element} */ (event.target));
    mark([/** @type {Element} */ (event.target)], "postil-chosen", current);
  });
  document.addEventListener("postil:view", () => {
    if (!entries.length) return;
    choose(current);
    apply();
  });
})(window.postil);
