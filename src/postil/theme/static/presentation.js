// @ts-check
// Presentation: loaded only where the view or the address asks for it; see stage.js.
((postil) => {
  "use strict";

  let asked = false;

  function raise() {
    if (asked || !(postil.has("present") || new URLSearchParams(location.search).has("path"))) return;
    asked = true;
    postil.load("stage.js", () => postil.stage());
  }

  document.addEventListener("postil:view", raise);
  raise();
})(window.postil);
