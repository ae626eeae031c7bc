// @ts-check
// The timeline: the names of its threads show and hide what belongs to them, in the lanes and in the list under them.
(() => {
  "use strict";

  const HIDDEN = "threads"; // in the address: the threads that are left out, as #threads=-one,-two

  const names = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".postil-threads > li")]);
  const hidden = new Set();

  const show = () => {
    for (const name of names) {
      const thread = name.dataset.thread;
      const off = hidden.has(thread);
      name.querySelector("button")?.setAttribute("aria-pressed", String(!off));
      for (const point of document.querySelectorAll(`.postil-point[data-thread="${thread}"]`))
        point.toggleAttribute("hidden", off);
      for (const item of document.querySelectorAll(`.postil-dated > .${thread}`))
        item.classList.toggle("postil-is-hidden", off);
    }
    hideEmptyYears();
  };

  // A year of which nothing is shown is not named.
  const hideEmptyYears = () => {
    for (const year of document.querySelectorAll(".postil-year")) {
      let next = year.nextElementSibling;
      while (next?.matches(".postil-point[hidden], .postil-day")) next = next.nextElementSibling;
      year.toggleAttribute("hidden", !next?.matches(".postil-point"));
    }
  };

  const followAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get(HIDDEN);
    const known = new Set(names.map((name) => name.dataset.thread));
    if (asked === null && location.hash) {
      const item = document.getElementById(location.hash.slice(1)); // an event by its address is never hidden
      for (const name of item?.classList ?? []) hidden.delete(name);
    } else {
      hidden.clear();
      for (const part of (asked || "").split(","))
        if (known.has(part.replace("-", "postil-thread-"))) hidden.add(part.replace("-", "postil-thread-"));
    }
    show();
  };

  for (const name of names) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    name.replaceChildren(button);
    button.addEventListener("click", () => {
      const thread = name.dataset.thread;
      if (!hidden.delete(thread)) hidden.add(thread);
      show();
      const parts = [...hidden].map((each) => each.replace("postil-thread-", "-"));
      history.replaceState(
        null,
        "",
        parts.length ? `#${HIDDEN}=${parts.join(",")}` : location.pathname + location.search,
      );
    });
  }
  followAddress();
  window.addEventListener("hashchange", followAddress);
})();
