// @ts-check
// Where several sentences begin on one line, the first one's number shows; the others can be reached by keyboard.
(() => {
  "use strict";

  const arrange = (/** @type {Element} */ article) => {
    let line = -Infinity;
    for (const place of article.querySelectorAll(".postil-place")) {
      const { top, height } = place.getBoundingClientRect();
      const behind = getComputedStyle(place).position === "absolute" && Math.abs(top - line) < height / 2;
      place.classList.toggle("postil-is-behind", behind);
      if (!behind) line = top;
    }
  };

  const articles = [...document.querySelectorAll(".postil-article:has(.postil-sentence ~ .postil-sentence)")];
  const all = () => {
    for (const article of articles) arrange(article);
  };
  document.fonts?.ready.then(all);
  document.addEventListener("postil:view", all);
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) arrange(entry.target);
  });
  for (const article of articles) observer.observe(article);
})();
