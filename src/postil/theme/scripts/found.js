// @ts-check
// Search leads here with the words that it found: they are marked in the place that the address names, by the CSS
// Custom Highlight API, which leaves the page as it is; a browser without it shows the place unmarked.
((postil) => {
  "use strict";

  const { sure } = postil;
  const NAME = "postil-found";
  const query = new URLSearchParams(location.search).get("found");
  if (!query || !window.Highlight || !location.hash) return;

  const BLOCK = "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, summary, figcaption, div, section";

  // The words of a place in one piece, since a note's words may begin within a word, and what of it each node holds.
  const wordsIn = (/** @type {Element} */ place) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = sure(node.parentElement).closest(BLOCK);
      if (around !== block) text += "\n";
      block = around;
      nodes.push({ node, start: text.length });
      text += node.textContent;
    }
    return { text, nodes };
  };

  const rangesIn = (/** @type {Element} */ place, /** @type {Set<string>} */ found) => {
    const { text, nodes } = wordsIn(place);
    const holding = (/** @type {number} */ at) => sure(nodes.findLast(({ start }) => start <= at));
    return postil
      .wordsOf(text)
      .filter((word) => found.has(word.term))
      .map((word) => {
        const range = document.createRange();
        const [first, last] = [holding(word.start), holding(word.end - 1)];
        range.setStart(first.node, word.start - first.start);
        range.setEnd(last.node, word.end - last.start);
        return range;
      });
  };

  postil.load("search-words.js", () => {
    const target = document.getElementById(postil.idAsked());
    if (!target) return;
    const meaning = target.matches("dt") && target.nextElementSibling;
    const places = meaning ? [target, meaning] : [target];
    const found = new Set(query.split(" "));
    CSS.highlights.set(NAME, new window.Highlight(...places.flatMap((place) => rangesIn(place, found))));
  });
})(window.postil);
