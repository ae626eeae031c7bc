// @ts-check
// The bar: colour scheme, table of contents, the menu of views; and the control of how much to see.
((postil) => {
  "use strict";

  const { say } = postil;
  const root = document.documentElement;
  const DEPTHS = ["text", "all"]; // besides the essential notes, which need no word; a page has one depth at a time
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const NAMES = { light: say("light"), dark: say("dark") };
  const menuForm = /** @type {HTMLFormElement | null} */ (document.querySelector(".postil-views form"));
  let all = false; // whether all notes were shown

  const views = () => (root.dataset.view || "").split(" ").filter(Boolean);
  const without = () => (root.dataset.without || "").split(" ").filter(Boolean);
  const systems = () => (DARK.matches ? "dark" : "light");

  /** @returns {HTMLInputElement[]} */
  const boxes = (/** @type {HTMLFormElement} */ form, /** @type {string} */ name) =>
    [...form.querySelectorAll(`[name="${name}"]`)].map((box) => /** @type {HTMLInputElement} */ (box));
  const sizeOf = (/** @type {HTMLFormElement} */ form) => boxes(form, "size")[0];

  // Say what has changed to those who cannot see it.
  function tell(/** @type {string} */ text) {
    const status = document.querySelector(".postil-tools [role=status]");
    if (status) status.textContent = text;
  }

  // Say which colours are on, and whether the reader chose them.
  function nameScheme(/** @type {HTMLElement} */ button) {
    const { scheme } = root.dataset;
    const name = NAMES[/** @type {keyof NAMES} */ (scheme || systems())];
    const state = button.querySelector(".postil-state");
    if (state) state.textContent = scheme ? name : say("%s, as this device has it", name);
    button.title = say("Colours: %s", state?.textContent || name);
  }

  // Each click is seen: it shows the other colours. Those that the device has need not be remembered.
  function schemeButton(/** @type {HTMLElement} */ button) {
    nameScheme(button);
    DARK.addEventListener("change", () => nameScheme(button));
    button.addEventListener("click", () => {
      const other = (root.dataset.scheme || systems()) === "dark" ? "light" : "dark";
      const chosen = other === systems() ? "" : other;
      postil.keep("scheme", chosen);
      postil.show("scheme", chosen);
      nameScheme(button);
      tell(button.title);
      document.dispatchEvent(new Event("postil:scheme"));
    });
  }

  function closeWhenLeft(/** @type {HTMLDetailsElement} */ menu) {
    const close = (/** @type {Event} */ event) => {
      const target = /** @type {Element} */ (event.target);
      if (menu.open && !menu.contains(target) && !target.closest?.("dialog")) menu.open = false;
    };
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
  }

  // What the form says, as the three parts of a view.
  function partsOf(/** @type {HTMLFormElement} */ form) {
    const values = (/** @type {string} */ name, /** @type {boolean} */ checked) =>
      boxes(form, name)
        .filter((box) => box.checked === checked)
        .map((box) => box.value);
    const size = sizeOf(form).value;
    return {
      view: [...views().filter((view) => DEPTHS.includes(view)), ...values("view", true)].join(" "),
      without: values("kind", false).join(" "),
      size: size === "0" ? "" : size,
    };
  }

  function fill(/** @type {HTMLFormElement} */ form) {
    for (const box of boxes(form, "view")) box.checked = postil.has(box.value);
    for (const box of boxes(form, "kind")) box.checked = !without().includes(box.value);
    sizeOf(form).value = root.dataset.size || "0";
  }

  // A view that an address asks for, and the reader has not chosen, stays while links within the book are followed.
  const book = new URL(root.dataset.root || ".", document.baseURI).href;
  const plain = (/** @type {string} */ value) => value.replace(/[^a-z0-9]+/g, " ").trim();
  postil.withView = (address) => {
    const [asked, to] = [new URLSearchParams(location.search), new URL(address, document.baseURI)];
    if (asked.has("path") || !to.href.startsWith(book) || !/(\/|\.html)$/.test(to.pathname)) return address;
    for (const part of ["view", "without", "size"]) {
      const value = asked.get(part);
      if (value === null || plain(value) === plain(postil.kept(part)) || to.searchParams.has(part)) continue;
      to.searchParams.set(part, value);
    }
    return to.href;
  };
  for (const way of ["click", "auxclick"]) {
    document.addEventListener(
      way,
      (event) => {
        const link = event.target instanceof Element && event.target.closest("a[href]");
        if (link instanceof HTMLAnchorElement) {
          const address = postil.withView(link.href);
          if (address !== link.href) link.href = address;
        }
      },
      true,
    );
  }

  // Show these parts of the view, remember them and write them into the address. What a path shows is not remembered.
  function apply(/** @type {Record<string, string>} */ parts) {
    const address = new URL(location.href);
    for (const [part, value] of Object.entries(parts)) {
      postil.show(part, value);
      if (!address.searchParams.has("path")) postil.keep(part, value);
      if (value) address.searchParams.set(part, value.replace(/ /g, "."));
      else address.searchParams.delete(part);
    }
    history.replaceState(null, "", address);
    if (menuForm) fill(menuForm);
    press();
    document.dispatchEvent(new Event("postil:view"));
  }

  // Turn one view on or off, as the menu would. A page without the menu can only leave a view.
  postil.toggle = (view) => {
    if (!menuForm && !postil.has(view) && view !== "then") return;
    const others = views().filter((other) => other !== view && !(DEPTHS.includes(view) && DEPTHS.includes(other)));
    const on = !views().includes(view);
    apply({ view: (on ? [...others, view] : others).join(" ") });
    tellView(view, on);
  };

  function tellView(/** @type {string} */ view, /** @type {boolean} */ on) {
    const box = document.querySelector(`.postil-depths [value="${view}"], .postil-views [value="${view}"]`);
    const words = box?.matches("button") ? box : box?.parentElement;
    const label = words?.textContent?.replace(/\d+/, "").trim();
    if (label) tell(on ? say("%s: on", label) : say("%s: off", label));
  }

  // After a presentation the view is the one that the reader chose, not that of the path.
  postil.leavePresentation = () => {
    const address = new URL(location.href);
    const chosen = address.searchParams.has("path") ? postil.kept("view").split(" ") : views();
    for (const part of ["path", "stop"]) address.searchParams.delete(part);
    history.replaceState(null, "", address);
    apply({ view: chosen.filter((view) => view !== "present").join(" ") });
    tellView("present", false);
  };

  // The control above the text: one depth, and across it the view as of the month of the text.
  function press() {
    const depth = DEPTHS.find(postil.has) || "";
    for (const part of document.querySelectorAll(".postil-depths button")) {
      const { value } = /** @type {HTMLButtonElement} */ (part);
      part.setAttribute("aria-pressed", String(value === "then" ? postil.has("then") : value === depth));
    }
    if (all === postil.has("all")) return;
    all = postil.has("all");
    for (const rest of document.querySelectorAll(".postil-rest")) /** @type {HTMLDetailsElement} */ (rest).open = all;
  }

  // Leave the views that hide a note for which the reader asks.
  postil.leaveViewsThatHide = (card) => {
    const left = views().filter((view) => view !== "text" && !(view === "then" && card.hasAttribute("data-later")));
    const shown = without().filter((kind) => kind !== card.dataset.kind);
    if (left.length === views().length && shown.length === without().length) return;
    apply({ view: left.join(" "), without: shown.join(" ") });
  };

  function depthControl(/** @type {Element} */ control) {
    control.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button");
      if (!button) return;
      if (button.dataset.whole && button.value === "text") {
        postil.keep("view", "text");
        const first = document.querySelector(".postil-sentence")?.id; // there the reader goes on
        location.href = `${button.dataset.whole}?view=text${first ? `#${first}` : ""}`;
      } else if (button.value) {
        if (button.value === "then" || !postil.has(button.value)) postil.toggle(button.value);
      } else {
        for (const depth of DEPTHS.filter(postil.has)) postil.toggle(depth);
      }
    });
  }

  postil.resize = (step) => {
    if (!menuForm) return;
    const size = Math.max(0, Math.min(4, Number(root.dataset.size || 0) + step));
    apply({ size: size ? String(size) : "" });
    tell(say("Text size %d", size));
  };

  function viewMenu(/** @type {HTMLDetailsElement} */ menu) {
    if (!menuForm) return;
    fill(menuForm);
    menuForm.addEventListener("change", () => apply(partsOf(menuForm)));
    menuForm.addEventListener("submit", (event) => event.preventDefault());
    closeWhenLeft(menu);
  }

  const every = (/** @type {string} */ selector, within = /** @type {ParentNode} */ (document)) =>
    within.querySelectorAll(selector);
  const bar = postil.part(".postil-bar");
  for (const button of every(".postil-scheme", bar)) schemeButton(/** @type {HTMLElement} */ (button));
  for (const menu of every(".postil-contents", bar)) closeWhenLeft(/** @type {HTMLDetailsElement} */ (menu));
  for (const menu of every(".postil-views", bar)) viewMenu(/** @type {HTMLDetailsElement} */ (menu));
  for (const control of every(".postil-depths")) depthControl(control);
  for (const view of ["then", "seminar"]) {
    for (const button of every(`.postil-${view}-strip button`))
      button.addEventListener("click", () => postil.toggle(view));
  }
  press();
})(window.postil);
