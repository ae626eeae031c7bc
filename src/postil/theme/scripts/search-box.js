// @ts-check
// Search from any page: a field with the best results under it; the search page has them all.
((postil) => {
  "use strict";

  const MOST = 8; // results under the field
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('.postil-bar a[rel="search"]'));
  if (!link || document.querySelector("form.postil-search")) return;
  const page = link.href.split("#")[0];

  const withResults = (/** @type {() => void} */ use) => {
    if (Object.hasOwn(postil, "find")) return postil.whenSearchable(use);
    postil.load("search-engine.js", () => postil.load("search-results.js", () => postil.whenSearchable(use)));
  };

  function open() {
    const box = postil.dialog.make(postil.say("Search"));
    box.classList.add("postil-search-box");
    const form = document.createElement("form");
    form.setAttribute("role", "search");
    const label = postil.element("label", postil.say("Words in the text, the notes and the pages"), form);
    const field = /** @type {HTMLInputElement} */ (postil.element("input", "", label));
    field.type = "search";
    field.autocomplete = "off";
    const status = postil.element("p", "", form);
    status.setAttribute("role", "status");
    const list = postil.element("ol", "", form);
    const all = /** @type {HTMLAnchorElement} */ (postil.element("a", postil.say("All results"), form));
    all.hidden = true;
    box.append(form);

    const show = () =>
      withResults(() => {
        const { hits, told } = postil.look(field.value);
        status.textContent = told;
        list.replaceChildren(...hits.slice(0, MOST).map(postil.resultItem));
        all.href = `${page}?q=${encodeURIComponent(field.value)}`;
        all.hidden = hits.length <= MOST;
      });
    field.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = postil.withView(`${page}?q=${encodeURIComponent(field.value)}`);
    });
    // Down and up lead from the field through the results and back.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = /** @type {HTMLElement[]} */ ([field, ...list.querySelectorAll("a")]);
      const next =
        stops[
          stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (event.key === "ArrowDown" ? 1 : -1)
        ];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
    list.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) box.close();
    });
    document.addEventListener("postil:more-entries", show, { once: true });
    postil.dialog.open(box);
    field.focus();
    withResults(() => {});
  }

  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})(window.postil);
