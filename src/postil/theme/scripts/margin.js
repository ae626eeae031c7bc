// @ts-check
// The margin: cards level with their words where there is room, under their sentence where there is not.
((postil) => {
  "use strict";

  const GAP = 18; // px between cards
  const CLOSE = 10; // and where all notes are shown
  const FAR = [60, 60, 96]; // px that a card may be from its words before cards fold, by the number of margins
  const FOLDED = 3; // the last level of a card: verdict and finding
  const HEAD = 10; // px from the top of a card to the middle of its first line

  const { cards, part, sure } = postil;
  const main = part("main");

  // How many margins there are, 0 to 2: the style sheet knows.
  postil.margins = () =>
    postil.has("present") ? 0 : Number(getComputedStyle(main).getPropertyValue("--margins")) || 0;

  const pageTop = (/** @type {Element} */ element) => element.getBoundingClientRect().top + window.scrollY;

  // What another script puts beside the words: it is level with its range, keeps its height, and the cards make room.
  class Guest {
    constructor(/** @type {HTMLElement} */ element, /** @type {Range} */ range) {
      this.element = element;
      this.range = range;
      this.passage = /** @type {HTMLElement} */ (sure(element.closest(".postil-passage")));
      this.side = "record";
      this.essential = true;
      this.opened = false;
      this.level = 0;
    }
    get inMargin() {
      return this.element.offsetHeight > 0;
    }
    get line() {
      const line = this.range.getClientRects()[0] || this.passage.getBoundingClientRect();
      return (line.top + line.bottom) / 2 + window.scrollY;
    }
  }
  let guests = /** @type {Guest[]} */ ([]);

  // Every card in the place that the view and the reader give it.
  function settle() {
    const margins = postil.margins();
    for (const card of cards) {
      card.level = 0;
      if (!margins) card.opened ? card.goUnderSentence() : card.goHome();
      else if (card.essential || card.opened || postil.has("all")) card.goToMargin();
      else card.goHome();
      card.showOpened();
    }
  }

  const heightsAt = (/** @type {InMargin[]} */ column, /** @type {number} */ level) => {
    for (const card of column) card.level = card.opened ? 0 : level;
    return column.map((card) => card.element.offsetHeight);
  };
  const known = /** @type {WeakMap<InMargin, { width: number, heights: number[] }>} */ (new WeakMap());

  // What the cards of one margin ask for. Each change of level costs a layout, so heights are read for all cards at
  // once, and the lesser ones only of cards whose width or whole height is new.
  function wishes(/** @type {InMargin[]} */ column) {
    const whole = heightsAt(column, 0);
    const changed = column.filter((card, index) => {
      const before = known.get(card);
      return before?.heights[0] !== whole[index] || before.width !== card.element.offsetWidth;
    });
    if (changed.length) {
      const heights = [0, 1, 2, FOLDED].map((level) => heightsAt(changed, level));
      for (const [index, card] of changed.entries()) {
        known.set(card, { width: card.element.offsetWidth, heights: heights.map((level) => level[index]) });
      }
    }
    return column.map((card) => ({
      card,
      wish: card.line - HEAD,
      heights: sure(known.get(card)).heights,
      level: card.essential || card.opened ? 0 : FOLDED,
      pinned: card.opened,
      essential: card.essential,
      top: 0,
    }));
  }

  postil.layOut = () => {
    const margins = postil.margins();
    main.style.removeProperty("min-height");
    const all = /** @type {InMargin[]} */ ([...cards, ...guests]);
    const shown = margins ? all.filter((card) => card.inMargin) : [];
    if (!shown.length) return;
    const lines = new Map(shown.map((card) => [card, card.line]));
    shown.sort((a, b) => sure(lines.get(a)) - sure(lines.get(b)));
    const onLeft = (/** @type {InMargin} */ card) => margins === 2 && card.side === "words";
    const items = wishes(shown);
    const floor = pageTop(part(".postil-passage", sure(cards[0].passage.parentElement)));
    for (const side of [true, false]) {
      const column = items.filter(({ card }) => onLeft(card) === side);
      if (!column.length) continue;
      for (const { item, level, top } of postil.arrange(column, postil.has("all") ? CLOSE : GAP, floor, FAR[margins])) {
        item.card.level = level;
        item.top = top;
      }
    }
    const starts = items.map(({ card }) => pageTop(card.passage)); // all read before one is written: one layout, not many
    for (const [n, { card, top }] of items.entries()) card.element.style.top = `${Math.round(top - starts[n])}px`;
    const end = Math.max(...items.map(({ card, top }) => top + card.element.offsetHeight));
    main.style.minHeight = `${Math.ceil(end - pageTop(main)) + 40}px`;
    for (const name of document.querySelectorAll(".postil-margin-name")) {
      const left = /** @type {HTMLElement} */ (name).dataset.side === "words";
      name.classList.toggle("postil-is-empty", !shown.some((card) => onLeft(card) === left));
    }
  };

  /** The margin for other scripts: `add` an element of a passage beside a range, `clear` them, then `layOut`. */
  postil.margin = {
    add: ({ element, range }) => void guests.push(new Guest(element, range)),
    clear: () => {
      guests = [];
    },
    layOut: () => postil.layOut(),
  };

  postil.arrangeCards = () => {
    settle();
    postil.layOut();
  };

  let before = postil.margins();
  // A new width may give a margin or take it away.
  function resize() {
    const now = postil.margins();
    if (now !== before) settle();
    before = now;
    postil.layOut();
  }

  document.addEventListener("postil:view", postil.arrangeCards);
  window.addEventListener("resize", resize);
  document.fonts?.ready.then(postil.layOut);
  const observer = new ResizeObserver(postil.layOut);
  for (const article of main.querySelectorAll(".postil-article")) observer.observe(article);
})(window.postil);
