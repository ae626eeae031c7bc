// @ts-check
// A thin line beside the lines of sentences that go with another text: solid where that is close, broken where it is
// likely. A line of the page belongs to the sentence that fills most of it. Each run leads to the texts side by side.
((postil) => {
  "use strict";

  /** @typedef {{middle: number, width: number}} Line */
  /** @typedef {Line & {sentence: HTMLElement}} Filled */
  const SOLID = "close"; // the likeness whose runs carry the words
  const SAME_LINE = 8; // px between the middles of two boxes on one line
  const INSET = 5; // px by which a run is shorter than its lines at either end

  // What the line under a paragraph says of sentences with such a likeness.
  const labelOf = (/** @type {string} */ likeness) =>
    document
      .querySelector(`.postil-named .postil-likeness-${likeness}`)
      ?.firstChild?.textContent?.trim()
      .replace(/:$/, "") ?? "";

  // The lines of a sentence: the middle of each, and how much of it the sentence fills.
  const linesOf = (/** @type {Element} */ sentence) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest("[data-editorial]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const lines = /** @type {Line[]} */ ([]);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) {
        const middle = (box.top + box.bottom) / 2;
        const line = lines.find((known) => Math.abs(known.middle - middle) < SAME_LINE);
        if (line) line.width += box.width;
        else if (box.width > 1) lines.push({ middle, width: box.width });
      }
    }
    return lines;
  };

  // The lines of a paragraph, each with the sentence that fills most of it.
  const linesIn = (/** @type {Element} */ article) => {
    const lines = /** @type {Filled[]} */ ([]);
    for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll(".postil-sentence"))) {
      for (const line of linesOf(sentence)) {
        const known = lines.find((other) => Math.abs(other.middle - line.middle) < SAME_LINE);
        if (!known) lines.push({ ...line, sentence });
        else if (line.width > known.width) Object.assign(known, { width: line.width, sentence });
      }
    }
    return lines.sort((a, b) => a.middle - b.middle);
  };

  /** @typedef {{likeness: string, parallel: string, top: number, bottom: number}} Run px in its passage */

  // Lines that follow each other with the same likeness.
  const runsOf = (/** @type {Element} */ article) => {
    const height = parseFloat(getComputedStyle(article).lineHeight);
    const origin = postil.sure(article.parentElement).getBoundingClientRect().top;
    const runs = /** @type {Run[]} */ ([]);
    for (const { middle, sentence } of linesIn(article)) {
      const last = runs.at(-1);
      const { likeness = "", parallel = "" } = sentence.dataset;
      const [top, bottom] = [middle - height / 2 - origin, middle + height / 2 - origin];
      if (last && last.likeness === likeness && top - last.bottom < height / 2) last.bottom = bottom;
      else runs.push({ likeness, parallel, top, bottom });
    }
    return runs.filter((run) => run.likeness);
  };

  const ribbonOf = (/** @type {Run} */ { likeness, parallel, top, bottom }) => {
    const ribbon = document.createElement("a");
    ribbon.className = "postil-ribbon";
    ribbon.href = parallel;
    ribbon.dataset.likeness = likeness;
    ribbon.dataset.editorial = "";
    ribbon.title = labelOf(likeness);
    ribbon.tabIndex = -1; // the line under the paragraph has the same links for the keyboard
    ribbon.style.top = `${top + INSET}px`;
    ribbon.style.height = `${bottom - top - 2 * INSET}px`;
    if (likeness === SOLID) postil.element("span", ribbon.title, ribbon);
    return ribbon;
  };

  // A label that would lie on the one before is left out.
  const withRoom = (/** @type {{top: number, bottom: number}[]} */ labels) => {
    let end = -Infinity;
    return labels.map(({ top, bottom }) => {
      const free = top >= end;
      if (free) end = bottom;
      return free;
    });
  };

  // All is read before anything is written, so that there is one layout and not one for each paragraph.
  function draw(/** @type {Element[]} */ articles) {
    const found = articles.map((article) => ({ passage: postil.sure(article.parentElement), runs: runsOf(article) }));
    const drawn = found.map(({ passage, runs }) => {
      for (const old of passage.querySelectorAll(".postil-ribbon")) old.remove();
      const ribbons = runs.map(ribbonOf);
      passage.append(...ribbons);
      passage.classList.toggle(
        "postil-is-labelled",
        runs.some((run) => run.likeness === SOLID),
      );
      return ribbons.flatMap((ribbon) => ribbon.firstElementChild ?? []);
    });
    const fits = drawn.map((labels) => withRoom(labels.map((element) => element.getBoundingClientRect())));
    for (const [n, labels] of drawn.entries()) {
      for (const [m, element] of labels.entries()) if (!fits[n][m]) element.remove();
    }
  }

  const along = [...document.querySelectorAll(".postil-article:has([data-likeness])")];
  document.fonts?.ready.then(() => draw(along));
  document.addEventListener("postil:view", () => draw(along));
  const observer = new ResizeObserver((seen) => draw(seen.map(({ target }) => target))); // at first it has seen all
  for (const article of along) observer.observe(article);
})(window.postil);
