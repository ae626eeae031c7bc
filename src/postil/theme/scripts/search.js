// @ts-check
// The search page: results while the reader types, a few at first.
((postil) => {
  "use strict";

  const FEW = 30; // results shown before the reader asks for more
  const { part } = postil;
  const form = part("form.postil-search");
  const field = /** @type {HTMLInputElement} */ (part("input", form));
  const status = part("#search-status");
  const results = part("#search-results");
  const more = postil.element("button", postil.say("Show all"), results.parentElement);
  more.className = "postil-button";
  more.hidden = true;

  function show(/** @type {number} */ most) {
    const query = field.value.trim();
    if (!query) {
      results.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    postil.whenSearchable(() => {
      if (query !== field.value.trim()) return;
      const { hits, told } = postil.look(query);
      status.textContent = told;
      results.replaceChildren(...hits.slice(0, most).map(postil.resultItem));
      more.hidden = hits.length <= most;
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    show(FEW);
  });
  field.addEventListener("input", () => show(FEW));
  more.addEventListener("click", () => show(Infinity));
  document.addEventListener("postil:view", () => show(FEW));
  document.addEventListener("postil:more-entries", () => show(FEW));
  field.value = new URLSearchParams(location.search).get("q") || "";
  show(FEW);
})(window.postil);
