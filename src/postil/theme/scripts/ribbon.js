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

  const label =
    document.querySelector(".postil-named .postil-parallel")?.firstChild?.textContent?.trim().replace(/:$/, "") ?? "";

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

  // Lines that follow each other with the same likeness.
  const runsOf = (/** @type {Filled[]} */ lines, /** @type {number} */ height) => {
    const runs = /** @type {{likeness: string, parallel: string, top: number, bottom: number}[]} */ ([]);
    for (const line of lines) {
      const last = runs.at(-1);
      const { likeness = "", parallel = "" } = line.sentence.dataset;
      if (last && last.likeness === likeness && line.middle - last.bottom < 1.5 * height) last.bottom = line.middle;
      else runs.push({ likeness, parallel, top: line.middle, bottom: line.middle });
    }
    return runs.filter((run) => run.likeness);
  };

  function draw() {
    for (const old of document.querySelectorAll(".postil-ribbon")) old.remove();
    for (const article of document.querySelectorAll(".postil-article:has([data-likeness])")) {
      const passage = postil.sure(article.parentElement);
      const height = parseFloat(getComputedStyle(article).lineHeight);
      const origin = passage.getBoundingClientRect().top;
      let labelled = -Infinity; // down to where the label of a run before reaches
      for (const run of runsOf(linesIn(article), height)) {
        const ribbon = document.createElement("a");
        ribbon.className = "postil-ribbon";
        ribbon.href = run.parallel;
        ribbon.dataset.likeness = run.likeness;
        ribbon.dataset.editorial = "";
        ribbon.setAttribute("aria-label", label);
        ribbon.tabIndex = -1; // the line under the paragraph has the same links for the keyboard
        ribbon.style.top = `${run.top - height / 2 + INSET - origin}px`;
        ribbon.style.height = `${run.bottom - run.top + height - 2 * INSET}px`;
        passage.append(ribbon);
        if (run.likeness !== SOLID || run.top < labelled) continue;
        labelled = run.top + postil.element("span", label, ribbon).offsetHeight;
      }
    }
  }

  draw();
  document.fonts?.ready.then(draw);
  document.addEventListener("postil:view", draw);
  const observer = new ResizeObserver(draw);
  for (const article of document.querySelectorAll(".postil-article:has([data-likeness])")) observer.observe(article);
})(window.postil);
