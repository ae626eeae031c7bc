// @ts-check
// The list of sources: narrowed by kind, language, how often a source was read, and words. A source that the address
// names is opened. Without script each letter opens by itself.
((postil) => {
  "use strict";

  const MANY = 12; // sources shown at once without being folded
  const citations = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".postil-citation")]);
  const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('section[id^="sources-"]')]);
  const folds = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.postil-citations")]);

  // The source of the address, open and on the screen.
  const openTarget = () => {
    const target = document.getElementById(postil.idAsked());
    const fold = target?.closest("details.postil-citations");
    if (!fold || /** @type {HTMLDetailsElement} */ (fold).open) return;
    /** @type {HTMLDetailsElement} */ (fold).open = true;
    target?.scrollIntoView();
  };

  openTarget();
  window.addEventListener("hashchange", openTarget);

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.postil-narrow"));
  if (!form) return;

  const field = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement | HTMLSelectElement | null} */ (form.elements.namedItem(name));
  const chosen = (/** @type {string} */ name) => field(name)?.value || ""; // a list of one kind asks for none
  const groupOf = (/** @type {HTMLElement} */ citation) => citation.closest('section[id^="sources-"]');
  const status = postil.part("[role=status]", form);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);

  function show() {
    const [kind, language, read] = ["group", "language", "read"].map(chosen);
    const asked = chosen("words").toLowerCase().split(/\s+/).filter(Boolean);
    const narrowed = Boolean(kind || language || read || asked.length);
    let count = 0;
    for (const citation of citations) {
      const text = asked.length ? citation.textContent.toLowerCase() : "";
      const fits =
        (!kind || groupOf(citation)?.id === kind) &&
        (!language || citation.dataset.language === language) &&
        (!read || citation.dataset.read === read) &&
        asked.every((word) => text.includes(word));
      citation.hidden = !fits;
      count += Number(fits);
    }
    for (const part of [...folds, ...groups]) part.hidden = !part.querySelector(".postil-citation:not([hidden])");
    for (const fold of folds) fold.open = narrowed && count <= MANY * 5;
    status.textContent = postil.say("%d of %d").replace("%d", String(count)).replace("%d", String(citations.length));
  }
})(window.postil);
