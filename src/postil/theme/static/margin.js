// @ts-check
// The margin: cards level with their words where there is room, under their sentence where there is not.
(function (/** @type {Postil} */ postil) {
  "use strict";

  const GAP = 20; // px between cards
  const GUTTER = 48; // px between the text and the margin after it, as in the style sheet
  const NEAR = 96; // px that a card may be from its words; one that cannot folds to its verdict and finding
  const HEAD = 10; // px from the top of a card to the middle of its first line
  const PINNED = 1e6; // how much more an opened card counts than the others: they make room

  const main = /** @type {HTMLElement} */ (document.querySelector("main"));

  class Card {
    constructor(/** @type {HTMLElement} */ element) {
      this.element = element;
      this.id = element.dataset.note;
      this.passage = /** @type {HTMLElement} */ (element.closest(".postil-passage"));
      this.home = element.parentElement;
      this.next = element.nextElementSibling;
      this.mark = document.getElementById(`mark-${this.id}`);
      this.words = [...document.querySelectorAll(`[data-notes~="${this.id}"]`)];
      this.essential = element.classList.contains("postil-essential");
      this.open = false; // opened by the reader
    }
    get shown() {
      return this.element.offsetHeight > 0;
    }
    get fold() {
      return this.element.classList.contains("is-folded");
    }
    set fold(/** @type {boolean} */ fold) {
      this.element.classList.toggle("is-folded", fold);
    }
  }

  const cards = [...document.querySelectorAll("[data-note]")].map((element) => new Card(/** @type {HTMLElement} */ (element)));
  const byId = new Map(cards.map((card) => [card.id, card]));

  // How many margins there are, 0 to 2: the style sheet knows.
  const margins = () => (postil.has("present") ? 0 : Number(getComputedStyle(main).getPropertyValue("--margins")) || 0);

  const pageTop = (/** @type {Element} */ element) => element.getBoundingClientRect().top + window.scrollY;
  // The middle of the line in which the words of a card begin.
  const lineOf = (/** @type {Card} */ card) => {
    const line = card.words[0].getClientRects()[0];
    return (line.top + line.bottom) / 2 + window.scrollY;
  };

  // A passage's own list under it, where cards without a place in the margin wait.
  const goHome = (/** @type {Card} */ card) => {
    card.element.classList.remove("is-inline");
    if (card.element.parentElement !== card.home) card.home.insertBefore(card.element, card.next);
    card.element.style.removeProperty("top");
  };

  const goToMargin = (/** @type {Card} */ card) => {
    let margin = card.passage.querySelector(":scope > .postil-notes");
    if (!margin) {
      margin = document.createElement("div");
      margin.className = "postil-notes";
      card.passage.append(margin);
    }
    card.element.classList.remove("is-inline");
    if (card.element.parentElement !== margin) margin.append(card.element);
  };

  const goUnderSentence = (/** @type {Card} */ card) => {
    let last = card.words.at(-1).closest(".postil-sentence");
    while (last.nextElementSibling?.matches("[data-note]")) last = last.nextElementSibling;
    card.element.classList.add("is-inline");
    last.after(card.element);
  };

  // Every card in the place that the view and the reader give it.
  function settle() {
    const all = postil.has("all");
    for (const card of cards) {
      card.fold = false;
      if (!margins()) (card.open ? goUnderSentence : goHome)(card);
      else if (card.essential || card.open || all) goToMargin(card);
      else goHome(card);
      card.mark.parentElement.classList.toggle("is-open", card.open);
      for (const word of card.words) word.classList.toggle("is-open", card.open);
    }
  }

  // The cards of one margin, each with the top that the placement gives it.
  function measured(/** @type {Card[]} */ column, /** @type {number} */ floor) {
    const items = column.map((card) => ({ wish: lineOf(card) - HEAD, height: card.element.offsetHeight, weight: card.open ? PINNED : 1 }));
    return postil.place(items, GAP, floor).map((top, index) => ({ card: column[index], top, off: Math.abs(top - items[index].wish) }));
  }

  const furthest = (placed) => placed.reduce((worst, item) => (item.off > worst.off ? item : worst));

  // Fold, one by one, cards about the one that is furthest from its words; then open again what has room after all.
  function arrange(/** @type {Card[]} */ column, /** @type {number} */ floor) {
    let placed = measured(column, floor);
    for (let worst = furthest(placed); worst.off > NEAR; worst = furthest(placed)) {
      const fit = toFold(placed, worst);
      if (!fit) break;
      fit.fold = true;
      placed = measured(column, floor);
    }
    for (const card of column.filter((folded) => folded.fold && folded.essential)) {
      card.fold = false;
      const opened = measured(column, floor);
      if (furthest(opened).off > NEAR) card.fold = true;
      else placed = opened;
    }
    for (const { card, top } of placed) card.element.style.top = `${top - pageTop(card.passage)}px`;
  }

  // Of the open cards about the one that is furthest from its words: one that is not essential, and the tallest.
  function toFold(placed, worst) {
    const about = placed.filter(({ card, top }) => !card.fold && !card.open && Math.abs(top - worst.top) < 500).map(({ card }) => card);
    return about.sort((a, b) => Number(a.essential) - Number(b.essential) || b.element.offsetHeight - a.element.offsetHeight)[0];
  }

  function layOut() {
    const count = margins();
    main.style.removeProperty("min-height");
    if (!count) return;
    const shown = cards.filter((card) => card.element.parentElement.parentElement === card.passage && card.shown);
    if (!shown.length) return;
    shown.sort((a, b) => lineOf(a) - lineOf(b) || cards.indexOf(a) - cards.indexOf(b));
    const onLeft = (/** @type {Card} */ card) => count === 2 && card.element.dataset.side === "words";
    const first = document.querySelector(".postil-passage");
    for (const card of shown) card.fold = card.fold || (postil.has("all") && !card.essential && !card.open);
    for (const side of [true, false]) {
      const column = shown.filter((card) => onLeft(card) === side);
      if (column.length) arrange(column, pageTop(first));
    }
    const end = Math.max(...shown.map((card) => pageTop(card.element) + card.element.offsetHeight));
    main.style.minHeight = `${Math.ceil(end - pageTop(main)) + 40}px`;
    nameMargins(first, new Set(shown.map(onLeft)));
  }

  // The names of the margins beside the control, where they have cards.
  function nameMargins(first, sides) {
    const control = document.querySelector(".postil-controls");
    if (!control) return;
    const box = main.getBoundingClientRect();
    const text = first.getBoundingClientRect();
    for (const name of document.querySelectorAll(".postil-margin-name")) {
      const left = /** @type {HTMLElement} */ (name).dataset.side === "words";
      name.style.top = `${pageTop(control) - pageTop(main)}px`;
      name.style.left = left ? "0" : `${text.right - box.left + GUTTER}px`;
      name.style.visibility = sides.has(left) ? "" : "hidden";
    }
  }

  const update = () => {
    settle();
    layOut();
  };

  // Bring the words of a card, and the card, on the screen together; where they are there already, nothing moves.
  function bringIntoView(card) {
    const boxes = [card.words[0], card.element].map((element) => element.getBoundingClientRect());
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const bar = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top >= bar && bottom <= window.innerHeight) return;
    const room = window.innerHeight - bar;
    const above = bottom - top < room ? (room - (bottom - top)) / 3 : 8;
    window.scrollBy({ top: top - bar - above, behavior: "instant" });
  }

  // Open a note with the others on the same words offered beside it.
  function reveal(id, { focus = true } = {}) {
    const card = byId.get(id);
    for (const other of cards) other.open = other === card || (other.open && margins() > 0 && other.element.querySelector(".postil-more").open);
    if (card.element.hasAttribute("data-judges")) card.element.setAttribute("data-unsealed", "");
    update();
    offerOthers(card);
    layOut();
    bringIntoView(card);
    if (focus) card.element.querySelector(".postil-finding a").focus({ preventScroll: true });
  }

  function offerOthers(card) {
    document.querySelectorAll(".postil-also").forEach((old) => old.remove());
    const ids = new Set(card.words.flatMap((word) => /** @type {HTMLElement} */ (word).dataset.notes.split(" ")));
    ids.delete(card.id);
    const others = [...ids].map((id) => byId.get(id)).filter((other) => other && !other.element.matches("[data-later]") | !postil.has("then"));
    if (!others.length) return;
    const line = postil.element("p", postil.say("Also on these words:"), card.element);
    line.className = "postil-also";
    for (const other of others) {
      const button = postil.element("button", other.mark.dataset.number, line);
      button.type = "button";
      button.setAttribute("aria-label", other.mark.getAttribute("aria-label"));
      button.addEventListener("click", () => reveal(other.id));
    }
  }

  function close(card) {
    card.open = false;
    card.element.querySelector(".postil-more").open = false;
    update();
    card.mark.focus({ preventScroll: true });
  }

  // The notes on a place in the page, the innermost first; only those that the view shows.
  function idsAt(/** @type {EventTarget} */ target) {
    if (!(target instanceof Element)) return [];
    const card = /** @type {HTMLElement} */ (target.closest("[data-note]"));
    if (card) return [card.dataset.note];
    const mark = target.closest(".postil-mark a");
    if (mark) return [mark.id.slice("mark-".length)];
    const words = /** @type {HTMLElement} */ (target.closest("[data-notes]"));
    return words ? words.dataset.notes.split(" ").filter((id) => byId.get(id)?.mark.offsetWidth).reverse() : [];
  }

  function light(ids, on) {
    for (const card of ids.map((id) => byId.get(id)).filter(Boolean)) {
      card.element.classList.toggle("is-lit", on);
      for (const word of card.words) word.classList.toggle("is-lit", on);
    }
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented) return;
    const [id] = idsAt(event.target);
    if (!id || event.target.closest("summary, .postil-sources, .postil-more, .postil-card-text a, .postil-also")) return;
    const card = byId.get(id);
    const inCard = event.target.closest("[data-note]");
    if (event.target.closest(".postil-number")) {
      event.preventDefault();
      close(card);
    } else if (inCard && !card.fold && card.element.parentElement !== card.home && !event.target.closest(".postil-finding a")) {
      return;
    } else if (inCard || String(window.getSelection()) === "") {
      event.preventDefault();
      if (!inCard && card.open && !margins()) close(card);
      else reveal(id, { focus: Boolean(event.target.closest("a")) });
      if (inCard || event.target.closest("a")) history.replaceState(null, "", `#note-${id}`);
    }
  });

  main.addEventListener("toggle", (event) => {
    const details = /** @type {HTMLDetailsElement} */ (event.target);
    if (details.matches(".postil-rest")) {
      details.closest(".postil-passage").classList.toggle("is-opened", details.open);
      layOut();
    } else if (details.matches(".postil-more")) {
      const card = byId.get(/** @type {HTMLElement} */ (details.closest("[data-note]")).dataset.note);
      if (details.open) card.open = true;
      settle();
      layOut();
    }
  }, true);

  for (const [kind, on] of /** @type {[string, boolean][]} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
    main.addEventListener(kind, (event) => light(idsAt(event.target), on));
  }

  // The note that has the focus, or the one that is open, or none.
  function current() {
    const [id] = document.activeElement?.closest("[data-note], .postil-mark a") ? idsAt(document.activeElement) : [];
    return byId.get(id) || cards.find((card) => card.open);
  }

  // Go on to the next note (1) or back to the one before (-1).
  postil.stepNote = (step) => {
    const shown = cards.filter((card) => card.mark.offsetWidth);
    if (!shown.length) return;
    shown.sort((a, b) => (a.mark.compareDocumentPosition(b.mark) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const at = shown.indexOf(current());
    const from = at < 0 ? (step > 0 ? -1 : 0) : at;
    reveal(shown[(from + step + shown.length) % shown.length].id);
  };

  postil.closeNote = () => {
    const card = current();
    if (card?.open) close(card);
  };

  function followAddress() {
    const id = location.hash.slice(1);
    if (!id.startsWith("note-")) return;
    if (byId.has(id.slice("note-".length))) reveal(id.slice("note-".length), { focus: true });
    else postil.missing(id.slice("note-".length));
  }

  let before = margins();
  // A new width may give a margin or take it away.
  function resize() {
    if (margins() !== before) settle();
    before = margins();
    layOut();
  }

  update();
  postil.settled();
  followAddress();
  document.addEventListener("postil:view", update);
  window.addEventListener("resize", resize);
  window.addEventListener("hashchange", followAddress);
  document.fonts?.ready.then(layOut);
  const observer = new ResizeObserver(layOut);
  for (const article of main.querySelectorAll(".postil-article")) observer.observe(article);
})((window.postil = window.postil || {}));
