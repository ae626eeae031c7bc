// @ts-check
// Presentation: loaded only where the view or the address asks for it; see stage.js.
((postil) => {
  "use strict";

  postil.STARTED = "postil-started "; // and the path: under which a tab keeps when a class began
  let asked = false;

  function raise() {
    if (asked || !(postil.has("present") || new URLSearchParams(location.search).has("path"))) return;
    asked = true;
    postil.load("stage.js", () => postil.stage());
  }

  /** The time of a path, or of a page that is presented without one, begins anew. */
  postil.beginAnew = (id) => {
    try {
      sessionStorage.removeItem(postil.STARTED + id);
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
