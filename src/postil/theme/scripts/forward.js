// @ts-check
// From the book's folder to its first page, with what the address asks for: a note, a view. Without script the page goes on alone.
(() => {
  "use strict";

  const here = /** @type {HTMLScriptElement} */ (document.currentScript);
  location.replace(here.dataset.to + location.search + location.hash);
})();
