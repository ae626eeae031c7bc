// @ts-check
// On paper essential notes face their paragraph; their fuller texts, charts and all other notes follow the chapter, and
// tables of charts, which are as wide as the page, come last.
(() => {
  "use strict";

  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  /** @type {(() => void)[]} */
  let undo = [];

  // Put an element after the chapter until all is printed.
  function follow(/** @type {Element} */ element, /** @type {Element} */ end) {
    const place = document.createComment("");
    element.replaceWith(place);
    end.append(element);
    undo.push(() => place.replaceWith(element));
  }

  // What tells on its new place which note a fuller text is of.
  function lead(/** @type {Element} */ card) {
    const heading = document.createElement("h3");
    const parts = [".postil-number", ".postil-finding"].map((part) => card.querySelector(part)?.textContent);
    heading.textContent = parts.join(" ");
    return heading;
  }

  window.addEventListener("beforeprint", () => {
    const end = document.createElement("section");
    end.className = "postil-endnotes";
    for (const element of main.querySelectorAll(
      ".postil-chart, .postil-essential:not([data-asks]) > .postil-more, .postil-rest",
    )) {
      const card = element.closest(".postil-card");
      if (card) end.append(lead(card));
      follow(element, end);
    }
    for (const table of end.querySelectorAll(".postil-chart-data")) follow(table, end);
    main.append(end);
  });
  window.addEventListener("afterprint", () => {
    for (const back of undo.reverse()) back();
    undo = [];
    main.querySelector(".postil-endnotes")?.remove();
  });
})();
