// The bar: colour scheme, table of contents, the menu of views; and the control of how much to see.
((postil) => {
  "use strict";
  const root = document.documentElement;
  const DEPTHS = ["text", "all"];  // besides the essential notes, which need no word; a page has one depth at a time
  const SCHEMES = ["system", "light", "dark"];
  let all = false;  // whether all notes were shown
  const menuForm = document.querySelector(".postil-views form");

  function applyScheme(button, scheme) {
    if (scheme === "system") delete root.dataset.scheme;
    else root.dataset.scheme = scheme;
    button.querySelector(".postil-state").textContent = scheme;
    button.title = `Colours: ${scheme}`;
    document.dispatchEvent(new Event("postil:scheme"));
  }

  function schemeButton(button) {
    applyScheme(button, root.dataset.scheme || "system");
    button.addEventListener("click", () => {
      const next = SCHEMES[(SCHEMES.indexOf(root.dataset.scheme || "system") + 1) % SCHEMES.length];
      postil.keep("scheme", next === "system" ? "" : next);
      applyScheme(button, next);
      say(`Colours: ${next}`);
    });
  }

  function closeWhenLeft(menu) {
    function close(event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    }
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // What the form says, as the three parts of a view.
  function partsOf(form) {
    const views = form.querySelectorAll('[name="view"]:checked');
    const depth = (root.dataset.view || "").split(" ").filter((view) => DEPTHS.includes(view));
    const hidden = form.querySelectorAll('[name="kind"]:not(:checked)');
    return {
      view: depth.concat(Array.from(views, (box) => box.value)).join(" "),
      without: Array.from(hidden, (box) => box.value).join(" "),
      size: form.elements.size.value === "0" ? "" : form.elements.size.value
    };
  }

  function fill(form) {
    const without = (root.dataset.without || "").split(" ");
    form.querySelectorAll('[name="view"]').forEach((box) => { box.checked = postil.has(box.value); });
    form.querySelectorAll('[name="kind"]').forEach((box) => { box.checked = !without.includes(box.value); });
    form.elements.size.value = root.dataset.size || "0";
  }

  // Show these parts of the view, remember them and write them into the address.
  function apply(parts) {
    const address = new URL(location.href);
    Object.keys(parts).forEach((part) => {
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
    document.querySelector(".postil-tools [role=status]").textContent = text;
  }

  // Turn one view on or off, as the menu would. A page without the menu can only leave a view.
  postil.toggle = (view) => {
    if (!menuForm && !postil.has(view) && view !== "then") return;
    const views = (root.dataset.view || "").split(" ").filter(Boolean);
    const others = views.filter((other) => other !== view && !(DEPTHS.includes(view) && DEPTHS.includes(other)));
    const on = !views.includes(view);
    apply({ view: (on ? others.concat(view) : others).join(" ") });
    const box = document.querySelector(`.postil-depths [value="${view}"], .postil-views [value="${view}"]`);
    const label = box && (box.matches("button") ? box : box.parentNode).textContent.replace(/\d+/, "").trim();
    if (label) say(label + (on ? ": on" : ": off"));
  };

  // The control above the text: one depth, and across it the view as of the month of the text.
  function press() {
    document.querySelectorAll(".postil-depths button").forEach((button) => {
      const depth = DEPTHS.find(postil.has) || "";
      const on = button.value === "then" ? postil.has("then") : button.value === depth;
      button.setAttribute("aria-pressed", String(on));
    });
    if (all === postil.has("all")) return;
    all = postil.has("all");
    document.querySelectorAll(".postil-rest").forEach((rest) => { rest.open = all; });
  }

  // Leave the views that hide a note for which the reader asks.
  postil.leaveViewsThatHide = (card) => {
    const views = (root.dataset.view || "").split(" ").filter((view) => view !== "text" && !(view === "then" && card.hasAttribute("data-later"))).join(" ");
    const without = (root.dataset.without || "").split(" ").filter((kind) => kind !== card.dataset.kind).join(" ");
    if (views !== (root.dataset.view || "") || without !== (root.dataset.without || "")) apply({ view: views, without: without });
  };

  function depthControl(control) {
    control.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.whole && button.value === "text") {
        postil.keep("view", "text");
        location.href = `${button.dataset.whole}?view=text`;
      } else if (button.value) {
        if (button.value === "then" || !postil.has(button.value)) postil.toggle(button.value);
      } else {
        DEPTHS.filter(postil.has).forEach(postil.toggle);
      }
    });
  }

  postil.resize = (step) => {
    if (!menuForm) return;
    const size = Math.max(0, Math.min(4, Number(root.dataset.size || 0) + step));
    apply({ size: size ? String(size) : "" });
    say(`Text size ${size}`);
  };

  function viewMenu(menu) {
    const form = menu.querySelector("form");
    fill(form);
    form.addEventListener("change", () => { apply(partsOf(form)); });
    form.addEventListener("submit", (event) => { event.preventDefault(); });
    closeWhenLeft(menu);
  }

  schemeButton(document.querySelector("button.postil-scheme"));
  closeWhenLeft(document.querySelector("details.postil-contents"));
  document.querySelectorAll("details.postil-views").forEach(viewMenu);
  document.querySelectorAll(".postil-depths").forEach(depthControl);
  document.querySelectorAll(".postil-then-strip button").forEach((button) => {
    button.addEventListener("click", () => { postil.toggle("then"); });
  });
  press();
})(window.postil);
