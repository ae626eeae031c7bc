// The bar: colour scheme, table of contents, the menu of views; and the control of how much to see.
(function (postil) {
  "use strict";
  var root = document.documentElement;
  var DEPTHS = ["text", "all"];  // besides the essential notes, which need no word; a page has one depth at a time
  var SCHEMES = ["system", "light", "dark"];
  var all = false;  // whether all notes were shown
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
    var depth = (root.dataset.view || "").split(" ").filter(function (view) { return DEPTHS.includes(view); });
    var hidden = form.querySelectorAll('[name="kind"]:not(:checked)');
    return {
      view: depth.concat(Array.from(views, function (box) { return box.value; })).join(" "),
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
    press();
    document.dispatchEvent(new Event("postil:view"));
  }

  // Say what a key has changed to those who cannot see it.
  function say(text) {
    document.querySelector(".tools [role=status]").textContent = text;
  }

  // Turn one view on or off, as the menu would. A page without the menu can only leave a view.
  postil.toggle = function (view) {
    if (!menuForm && !postil.has(view) && view !== "then") return;
    var views = (root.dataset.view || "").split(" ").filter(Boolean);
    var others = views.filter(function (other) {
      return other !== view && !(DEPTHS.includes(view) && DEPTHS.includes(other));
    });
    var on = !views.includes(view);
    apply({ view: (on ? others.concat(view) : others).join(" ") });
    var box = document.querySelector('.postil-depths [value="' + view + '"], .views [value="' + view + '"]');
    var label = box && (box.matches("button") ? box : box.parentNode).textContent.replace(/\d+/, "").trim();
    if (label) say(label + (on ? ": on" : ": off"));
  };

  // The control above the text: one depth, and across it the view as of the month of the text.
  function press() {
    document.querySelectorAll(".postil-depths button").forEach(function (button) {
      var depth = DEPTHS.find(postil.has) || "";
      var on = button.value === "then" ? postil.has("then") : button.value === depth;
      button.setAttribute("aria-pressed", String(on));
    });
    if (all === postil.has("all")) return;
    all = postil.has("all");
    document.querySelectorAll(".postil-rest").forEach(function (rest) { rest.open = all; });
  }

  // Leave the views that hide a note for which the reader asks.
  postil.leaveViewsThatHide = function (card) {
    var views = (root.dataset.view || "").split(" ").filter(function (view) {
      return view !== "text" && !(view === "then" && card.hasAttribute("data-later"));
    }).join(" ");
    var without = (root.dataset.without || "").split(" ").filter(function (kind) { return kind !== card.dataset.kind; }).join(" ");
    if (views !== (root.dataset.view || "") || without !== (root.dataset.without || "")) apply({ view: views, without: without });
  };

  function depthControl(control) {
    control.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.whole && button.value === "text") {
        postil.keep("view", "text");
        location.href = button.dataset.whole + "?view=text";
      } else if (button.value) {
        if (button.value === "then" || !postil.has(button.value)) postil.toggle(button.value);
      } else {
        DEPTHS.filter(postil.has).forEach(postil.toggle);
      }
    });
  }

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
  document.querySelectorAll(".postil-depths").forEach(depthControl);
  document.querySelectorAll(".then-strip button").forEach(function (button) {
    button.addEventListener("click", function () { postil.toggle("then"); });
  });
  press();
})(window.postil);
