// @ts-check
// On paper essential notes stand under their paragraph; charts, fuller texts and all other notes follow the chapter, and
// tables of charts that the reader has opened, which are as wide as the page, come last.
((postil) => {
  "use strict";

  const { part, say, sure } = postil;
  const main = part("main");
  /** @type {(() => void)[]} */
  let undo = [];

  // Put an element after the chapter until all is printed.
  function follow(/** @type {Element} */ element, /** @type {Element} */ end) {
    const place = document.createComment("");
    element.replaceWith(place);
    end.append(element);
    undo.push(() => place.replaceWith(element));
  }

  const textOf = (/** @type {Element} */ card, /** @type {string} */ name) => part(name, card).textContent;

  // The fuller text of a note that stands under its paragraph, and what tells on its new place which note it is of.
  function fuller(/** @type {Element} */ card) {
    const endnote = document.createElement("section");
    endnote.toggleAttribute("data-later", card.hasAttribute("data-later"));
    const heading = document.createElement("h3");
    heading.textContent = `${textOf(card, ".postil-number")} ${textOf(card, ".postil-finding")}`;
    endnote.append(heading);
    follow(part(".postil-more", card), endnote);
    return endnote;
  }

  // A chapter's cards by their numbers, in whatever order the paragraphs have them.
  function numbered(/** @type {Element} */ chapter) {
    const cards = [...chapter.querySelectorAll(":scope > .postil-passage .postil-card")];
    return cards.sort((a, b) => Number(textOf(a, ".postil-number")) - Number(textOf(b, ".postil-number")));
  }

  function endnotes(/** @type {Element} */ chapter) {
    const [end, list, heading] = ["section", "div", "h2"].map((name) => document.createElement(name));
    end.className = "postil-endnotes";
    heading.textContent = say("Notes");
    end.append(heading, list);
    const charts = [...chapter.querySelectorAll(":scope > .postil-chart")];
    for (const card of numbered(chapter)) {
      const essential = card.matches(".postil-essential");
      follow(card, essential ? part(".postil-notes", sure(card.closest(".postil-passage"))) : list);
      if (essential && !card.matches("[data-asks]")) list.append(fuller(card));
      for (const chart of charts.splice(0)) follow(chart, list); // after words, or the heading would go with them
    }
    for (const table of list.querySelectorAll(".postil-chart-data[open]")) follow(table, end);
    chapter.append(end);
    undo.push(() => end.remove());
  }

  window.addEventListener("beforeprint", () => {
    const passages = [...main.querySelectorAll(".postil-passage:has(.postil-card)")];
    for (const chapter of new Set(passages.map((passage) => sure(passage.parentElement)))) endnotes(chapter);
  });
  window.addEventListener("afterprint", () => {
    for (const back of undo.reverse()) back();
    undo = [];
  });
})(window.postil);
