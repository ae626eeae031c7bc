// @ts-check
// In the pages of `postil serve`: a new book is shown at the same place with the same things open, a fault in the page.
(() => {
  "use strict";
  const KEY = "postil-preview";
  const shown = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.built;
  /** @typedef {{page?: string, id?: string, top: number, open: [id: string, number: number][]}} Kept where the reader was */

  // Where an element is in the page, in a form that outlives it: the nearest address, and its number from there.
  function placeOf(/** @type {HTMLDetailsElement} */ element) {
    const home = /** @type {Element} */ (element.parentElement?.closest("main, main [id]"));
    return [home.id, [...home.querySelectorAll("details")].indexOf(element)];
  }

  function remember() {
    const edges = [...document.querySelectorAll("main [id]")].filter((element) => element.getClientRects().length);
    const away = (/** @type {Element} */ element) => Math.abs(element.getBoundingClientRect().top);
    const near = edges.length ? edges.reduce((one, other) => (away(other) < away(one) ? other : one)) : null;
    const open = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("main details[open]")]).map(
      placeOf,
    );
    const top = near ? near.getBoundingClientRect().top : 0;
    sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, id: near?.id, top, open }));
  }

  function restore() {
    const kept = /** @type {Kept} */ (JSON.parse(sessionStorage.getItem(KEY) || "{}"));
    sessionStorage.removeItem(KEY);
    if (kept.page !== location.pathname) return;
    for (const [id, number] of kept.open) {
      const home = id ? document.getElementById(id) : document.querySelector("main");
      const details = home?.querySelectorAll("details")[number];
      if (details) details.open = true;
    }
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const near = kept.id && document.getElementById(kept.id);
        if (near) window.scrollBy({ top: near.getBoundingClientRect().top - kept.top, behavior: "instant" });
      }),
    );
  }

  function tell(/** @type {string[]} */ faults) {
    const old = document.getElementById(KEY);
    if (old) old.remove();
    if (!faults.length) return;
    const box = document.createElement("pre");
    Object.assign(box, { id: KEY, textContent: faults.join("\n") });
    box.setAttribute("role", "alert");
    Object.assign(box.style, {
      position: "fixed",
      insetInline: "0",
      bottom: "0",
      zIndex: "1000",
      margin: "0",
      padding: "1rem",
      maxHeight: "50vh",
      overflow: "auto",
      whiteSpace: "pre-wrap",
      background: "#7a1220",
      color: "#fff",
      font: "1rem/1.5 monospace",
    });
    document.body.append(box);
  }

  new EventSource("/postil-changes").onmessage = (event) => {
    const { built, faults } = JSON.parse(event.data);
    if (String(built) === shown) return tell(faults);
    remember();
    location.reload();
  };
  window.addEventListener("load", restore);
})();
