// The bar: colour scheme, table of contents, and the menu of views.
(function (postil) {
  "use strict";
  var root = document.documentElement;
  var SCHEMES = ["system", "light", "dark"];

  function applyScheme(button, scheme) {
    if (scheme === "system") delete root.dataset.scheme;
    else root.dataset.scheme = scheme;
    button.querySelector(".state").textContent = scheme;
    button.title = "Colours: " + scheme;
    document.dispatchEvent(new Event("postil:scheme"));
  }

  function schemeButton(button) {
    applyScheme(button, root.dataset.scheme || "system");
    button.addEventListener("click", function () {
      var next = SCHEMES[(SCHEMES.indexOf(root.dataset.scheme || "system") + 1) % SCHEMES.length];
      postil.keep("scheme", next === "system" ? "" : next);
      applyScheme(button, next);
      say("Colours: " + next);
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

  // What the form says, as the three parts of a view.
  function partsOf(form) {
    var views = form.querySelectorAll('[name="view"]:checked');
    var hidden = form.querySelectorAll('[name="kind"]:not(:checked)');
    return {
      view: Array.from(views, function (box) { return box.value; }).join(" "),
      without: Array.from(hidden, function (box) { return box.value; }).join(" "),
      size: form.elements.size.value === "0" ? "" : form.elements.size.value
    };
  }

  function fill(form) {
    var without = (root.dataset.without || "").split(" ");
    form.querySelectorAll('[name="view"]').forEach(function (box) { box.checked = postil.has(box.value); });
    form.querySelectorAll('[name="kind"]').forEach(function (box) { box.checked = !without.includes(box.value); });
    form.elements.size.value = root.dataset.size || "0";
  }

  function apply(form) {
    var parts = partsOf(form);
    var address = new URL(location.href);
    Object.keys(parts).forEach(function (part) {
      postil.show(part, parts[part]);
      postil.keep(part, parts[part]);
      if (parts[part]) address.searchParams.set(part, parts[part].replace(/ /g, "."));
      else address.searchParams.delete(part);
    });
    history.replaceState(null, "", address);
    document.dispatchEvent(new Event("postil:view"));
  }

  // Say what a key has changed to those who cannot see it.
  function say(text) {
    document.querySelector(".tools [role=status]").textContent = text;
  }

  // Turn one view on or off, as the menu would.
  postil.toggle = function (view) {
    var form = document.querySelector(".views form");
    if (!form) return;
    var box = form.querySelector('[value="' + view + '"]');
    box.checked = !box.checked;
    apply(form);
    say(box.parentNode.textContent.trim() + (box.checked ? ": on" : ": off"));
  };

  postil.resize = function (step) {
    var form = document.querySelector(".views form");
    if (!form) return;
    form.elements.size.value = Math.max(0, Math.min(4, Number(form.elements.size.value) + step));
    apply(form);
    say("Text size " + form.elements.size.value);
  };

  function viewMenu(menu) {
    var form = menu.querySelector("form");
    fill(form);
    form.addEventListener("change", function () { apply(form); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    closeWhenLeft(menu);
  }

  schemeButton(document.querySelector("button.scheme"));
  closeWhenLeft(document.querySelector("details.contents"));
  document.querySelectorAll("details.views").forEach(viewMenu);
})(window.postil);
