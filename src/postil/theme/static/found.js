// @ts-check
// Search leads here with the words that it found: they are marked in the place that the address names, by the CSS
// Custom Highlight API, which leaves the page as it is; a browser without it shows the place unmarked.
(function (/** @type {Postil} */ postil) {
  "use strict";

  const NAME = "postil-found";
  const query = new URLSearchParams(location.search).get("found");
  if (!query || !window.Highlight || !location.hash) return;

  const rangesIn = (/** @type {Element} */ place, /** @type {Set<string>} */ found) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) {
      for (const word of postil.wordsOf(walker.currentNode.textContent)) {
        if (!found.has(word.term)) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, word.start);
        range.setEnd(walker.currentNode, word.end);
        ranges.push(range);
      }
    }
    return ranges;
  };

  postil.load("search-words.js", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const places = target.matches("dt") ? [target, target.nextElementSibling] : [target];
    const found = new Set(query.split(" "));
    CSS.highlights.set(NAME, new window.Highlight(...places.filter(Boolean).flatMap((place) => rangesIn(place, found))));
  });
})((window.postil = window.postil || {}));
