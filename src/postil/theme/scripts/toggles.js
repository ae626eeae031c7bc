// @ts-check
// Boxes of sphinx-togglebutton that are to begin open, `:show:`. Its script clicks them for that, and browsers open by a
// click what is in a summary alone; the click then changes the words of another box. So the click is taken as it is meant.
(() => {
  "use strict";

  document.addEventListener(
    "click",
    (click) => {
      const box = click.target;
      if (click.isTrusted || !(box instanceof HTMLDetailsElement) || !box.matches(".toggle-details")) return;
      click.stopPropagation();
      box.open = true;
      const words = box.querySelector(".toggle-details__summary-text");
      if (words) words.textContent = toggleHintHide;
    },
    true,
  );
})();
