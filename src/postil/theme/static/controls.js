// The bar: colour scheme, table of contents, and the menu of views.
(function (postil) {
  "use strict";
  var root = document.documentElement;
  var SCHEMES = ["system", "light", "dark"];
  var menuForm = document.querySelector(".views form");

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

  // Show these parts of the view, remember them and write them into the address.
  function apply(parts) {
    var address = new URL(location.href);
    Object.keys(parts).forEach(function (part) {
      postil.show(part, parts[part]);
      postil.keep(part, parts[part]);
      if (parts[part]) address.searchParams.set(part, parts[part].replace(/ /g, "."));
      else address.searchParams.delete(part);
    });
    history.replaceState(null, "", address);
    if (menuForm) fill(menuForm);
    document.dispatchEvent(new Event("postil:view"));
  }

  // Say what a key has changed to those who cannot see it.
  function say(text) {
    document.querySelector(".tools [role=status]").textContent = text;
  }

  // Turn one view on or off, as the menu would. A page without the menu can only leave a view.
  postil.toggle = function (view) {
    if (!menuForm && !postil.has(view)) return;
    var views = (root.dataset.view || "").split(" ").filter(Boolean);
    var others = views.filter(function (other) { return other !== view; });
    apply({ view: (others.length < views.length ? others : views.concat(view)).join(" ") });
    var label = menuForm && menuForm.querySelector('[value="' + view + '"]').parentNode.textContent.trim();
    if (label) say(label + (postil.has(view) ? ": on" : ": off"));
  };

  postil.resize = function (step) {
    if (!menuForm) return;
    var size = Math.max(0, Math.min(4, Number(root.dataset.size || 0) + step));
    apply({ size: size ? String(size) : "" });
    say("Text size " + size);
  };

  function viewMenu(menu) {
    var form = menu.querySelector("form");
    fill(form);
    form.addEventListener("change", function () { apply(partsOf(form)); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    closeWhenLeft(menu);
  }

  schemeButton(document.querySelector("button.scheme"));
  closeWhenLeft(document.querySelector("details.contents"));
  document.querySelectorAll("details.views").forEach(viewMenu);
})(window.postil);
