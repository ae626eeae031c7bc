// @ts-check
// Presentation: loaded only where the view or the address asks for it; see stage.js.
((postil) => {
  "use strict";

  postil.STARTED = "postil-started "; // and the path: under which a tab keeps when a class began
  postil.HANDS = "postil-hands "; // and the path: under which it keeps how many of the class gave which verdict
  let asked = false;

  function raise() {
    if (asked || !(postil.has("present") || new URLSearchParams(location.search).has("path"))) return;
    asked = true;
    postil.dress(() => postil.load("stage.js", () => postil.stage()));
  }

  /** The time and the hands of a path, or of a page that is presented without one, begin anew. */
  postil.beginAnew = (id) => {
    try {
      for (const kept of [postil.STARTED, postil.HANDS]) sessionStorage.removeItem(kept + id);
    } catch {
      // Nothing was kept.
    }
  };

  // Whoever comes to a path from elsewhere begins it.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const path = link && new URL(/** @type {HTMLAnchorElement} */ (link).href).searchParams.get("path");
    if (path && !new URLSearchParams(location.search).has("path")) postil.beginAnew(path);
  });
  document.addEventListener("postil:view", raise);
  raise();
})(window.postil);
