// The bar: colour scheme and table of contents.
(function () {
  "use strict";
  var root = document.documentElement;
  var order = ["system", "light", "dark"];

  function remember(scheme) {
    try {
      if (scheme === "system") localStorage.removeItem("postil-scheme");
      else localStorage.setItem("postil-scheme", scheme);
    } catch (error) {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  }

  function apply(button, scheme) {
    if (scheme === "system") delete root.dataset.scheme;
    else root.dataset.scheme = scheme;
    button.querySelector(".state").textContent = scheme;
    button.title = "Colours: " + scheme;
    document.dispatchEvent(new Event("postil:scheme"));
  }

  function schemeButton(button) {
    button.hidden = false;
    apply(button, root.dataset.scheme || "system");
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(root.dataset.scheme || "system") + 1) % order.length];
      remember(next);
      apply(button, next);
    });
  }

  function closeWhenLeft(menu) {
    function close(event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    }
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  schemeButton(document.querySelector("button.scheme"));
  closeWhenLeft(document.querySelector("details.contents"));
})();
