// @ts-check
// What one unfolds at the foot of the window shows itself: the page moves as far as it must, and the line that was
// touched stays on the screen.
((postil) => {
  "use strict";

  const SHARE = 3; // of what is unfolded, at least as much as this part of the window

  function show(/** @type {HTMLDetailsElement} */ details) {
    const { top, bottom } = postil.part("summary", details).getBoundingClientRect();
    const wanted = Math.min(details.getBoundingClientRect().bottom, bottom + window.innerHeight / SHARE);
    const bars = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const lift = Math.min(wanted - window.innerHeight, top - bars);
    if (lift > 0) window.scrollBy({ top: lift, behavior: "instant" });
  }

  postil.part("main").addEventListener("click", (event) => {
    const details = event.target instanceof Element && event.target.closest("summary")?.parentElement;
    if (!(details instanceof HTMLDetailsElement) || details.open || event.defaultPrevented) return;
    details.addEventListener("toggle", () => show(details), { once: true });
  });
})(window.postil);
