// Before the first paint: the colour scheme that the reader chose, if any.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("postil-scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch (error) {
    // Storage may be forbidden; the system's scheme serves.
  }
})();
