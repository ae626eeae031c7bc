// @ts-check
// The notes of a page: each card with its words, its number in the text, and the places where it can be.
((postil) => {
  "use strict";

  const { part, sure } = postil;
  const STATES = ["", "postil-is-short", "postil-is-brief", "postil-is-folded"]; // how much of a card shows, by level; see placement.js

  const firstLineOf = (/** @type {Element} */ element) =>
    element.getClientRects()[0] || element.getBoundingClientRect();

  class Card {
    constructor(/** @type {HTMLElement} */ element) {
      this.element = element;
      this.id = sure(element.dataset.note);
      this.passage = /** @type {HTMLElement} */ (sure(element.closest(".postil-passage")));
      this.rest = /** @type {HTMLDetailsElement | null} */ (element.closest(".postil-rest"));
      this.home = sure(element.parentElement);
      this.next = element.nextElementSibling;
      this.mark = sure(document.getElementById(`mark-${this.id}`));
      this.words = /** @type {HTMLElement[]} */ ([
        ...this.passage.querySelectorAll(`[data-notes~="${this.id}"]`), // in a long book the page has too many elements
      ]);
      this.more = /** @type {HTMLDetailsElement} */ (part(".postil-more", element));
      this.title = part(".postil-finding a", element);
      this.essential = element.classList.contains("postil-essential");
      this.side = sure(element.dataset.side);
      this.opened = false;
      this.unsealed = false;
    }

    // Whether the view shows its number in the text.
    get offered() {
      return this.mark.offsetWidth > 0;
    }

    get inMargin() {
      return this.element.parentElement?.parentElement === this.passage && this.element.offsetHeight > 0;
    }

    // Whether it may be opened by a touch anywhere on it: a row of a list, or a card of which only a part shows.
    get partial() {
      return (
        !this.opened &&
        (this.element.matches(".postil-is-short, .postil-is-brief, .postil-is-folded") ||
          Boolean(this.element.closest(".postil-rest")))
      );
    }

    set level(/** @type {number} */ level) {
      for (const [index, state] of STATES.entries()) if (state) this.element.classList.toggle(state, index === level);
    }

    // The line in which its words begin, on the screen; empty where the view hides them.
    get firstLine() {
      return firstLineOf(this.words[0]);
    }

    // The line in which the sentence of its words begins.
    get sentence() {
      return firstLineOf(sure(this.words[0].closest(".postil-sentence")));
    }

    // The middle of that line, in px from the top of the page.
    get line() {
      const line = this.firstLine;
      return (line.top + line.bottom) / 2 + window.scrollY;
    }

    showOpened() {
      for (const element of [this.element, this.mark.parentElement, ...this.words])
        element?.classList.toggle("postil-is-open", this.opened);
    }

    // Into the list of its passage, where cards without a place in the margin wait.
    goHome() {
      this.element.classList.remove("postil-is-inline");
      this.element.style.removeProperty("top");
      if (this.element.parentElement === this.home) return;
      this.home.insertBefore(this.element, this.next?.parentElement === this.home ? this.next : null);
    }

    goToMargin() {
      this.element.classList.remove("postil-is-inline");
      let margin = this.passage.querySelector(":scope > .postil-notes");
      if (!margin) {
        margin = document.createElement("div");
        margin.className = "postil-notes";
        this.passage.append(margin);
      }
      if (this.element.parentElement !== margin) margin.append(this.element);
    }

    goUnderSentence() {
      const sentence = sure(this.words.at(-1)?.closest(".postil-sentence"));
      this.element.classList.add("postil-is-inline");
      this.element.style.removeProperty("top");
      if (sentence.nextElementSibling !== this.element) sentence.after(this.element);
    }
  }

  postil.cards = [...document.querySelectorAll("[data-note]")].map(
    (element) => new Card(/** @type {HTMLElement} */ (element)),
  );
  const byId = new Map(postil.cards.map((card) => [card.id, card]));

  postil.cardOf = (id) => byId.get(id);

  const known = (/** @type {string | null | undefined} */ ids) =>
    (ids || "").split(" ").flatMap((id) => byId.get(id) ?? []);

  // The cards of notes on a place in the page, the innermost first; only those that the view offers.
  postil.cardsAt = (target) => {
    if (!(target instanceof Element)) return [];
    const card = target.closest("[data-note]");
    const mark = target.closest(".postil-mark a");
    const words = target.closest("[data-notes]");
    if (card) return known(card.getAttribute("data-note"));
    if (mark) return known(mark.id.slice("mark-".length));
    return known(words?.getAttribute("data-notes"))
      .reverse()
      .filter((note) => note.offered);
  };
})(window.postil);
