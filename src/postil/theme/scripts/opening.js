// @ts-check
// Opening a note, by whatever means: its words and its card come on the screen together, and the text does not jump.
((postil) => {
  "use strict";

  const { cards, part, sure } = postil;
  const main = part("main");
  const bars = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const opened = () => cards.find((card) => card.opened);

  // Do something while the words of a card stay where they are on the screen.
  function holding(/** @type {PostilCard} */ card, /** @type {() => void} */ act) {
    const before = card.line - window.scrollY;
    act();
    const moved = card.line - window.scrollY - before;
    if (Math.abs(moved) > 0.5) window.scrollBy({ top: moved, behavior: "instant" });
  }

  // Bring the words of a card, and the card, on the screen together; where they are there already, nothing moves.
  // Who arrives from elsewhere sees the sentence from its beginning, if there is room.
  function bringIntoView(/** @type {PostilCard} */ card, { arriving = false } = {}) {
    if (postil.has("present")) return; // which goes to its stop by itself
    const box = card.element.getBoundingClientRect();
    const line = card.firstLine;
    const bottom = Math.max(line.bottom, box.bottom) + 6;
    const [least, most] = [bars(), window.innerHeight];
    const words = Math.min(line.top, box.top) - 6;
    const sentence = Math.min(words, arriving ? card.sentence.top - 6 : words);
    const top = bottom - sentence <= most - least ? sentence : words;
    const away = bottom < least || top > most;
    if (top >= least && bottom <= most) return;
    const spare = most - least - (bottom - top);
    const lift = away && spare > 0 ? top - least - spare / 3 : top < least || spare < 0 ? top - least : bottom - most;
    window.scrollBy({ top: lift, behavior: "instant" });
  }

  postil.reveal = (id, { focus = true, keep = true } = {}) => {
    const card = sure(postil.cardOf(id));
    postil.leaveViewsThatHide(card.element);
    holding(card, () => {
      for (const other of cards) {
        other.opened = other === card;
        if (!other.opened) other.more.open = false;
      }
      offerOthers(card);
      postil.arrangeCards();
    });
    bringIntoView(card);
    if (focus)
      /** @type {HTMLElement} */ (card.element.querySelector(".postil-judge button") || card.title).focus({
        preventScroll: true,
      });
    if (keep) history.replaceState(null, "", `#note-${id}`);
  };

  // The other notes on the same words, as numbers to choose from.
  function offerOthers(/** @type {PostilCard} */ card) {
    for (const old of document.querySelectorAll(".postil-also")) old.remove();
    const ids = new Set(card.words.flatMap((word) => sure(word.dataset.notes).split(" ")));
    const later = postil.has("then") ? "[data-later]" : ":not(*)";
    const others = [...ids]
      .flatMap((other) => postil.cardOf(other) ?? [])
      .filter((other) => other !== card && !other.element.matches(later))
      .sort((a, b) => Number(a.mark.dataset.number) - Number(b.mark.dataset.number));
    if (!others.length) return;
    const line = postil.element("p", postil.say("Also on these words:"), card.element);
    line.className = "postil-also";
    for (const other of others) {
      const button = postil.element("button", sure(other.mark.dataset.number), line);
      button.type = "button";
      button.setAttribute("aria-label", sure(other.mark.getAttribute("aria-label")));
      button.title = sure(other.title.textContent);
      button.addEventListener("click", () => postil.reveal(other.id));
    }
  }

  function close(/** @type {PostilCard} */ card) {
    holding(card, () => {
      card.opened = false;
      card.more.open = false;
      for (const old of document.querySelectorAll(".postil-also")) old.remove();
      postil.arrangeCards();
    });
    const places = [card.mark, card.title, card.rest?.querySelector("summary")];
    places.find((place) => place?.offsetWidth)?.focus({ preventScroll: true });
    if (location.hash === `#note-${card.id}`) history.replaceState(null, "", location.pathname + location.search);
  }

  // What has a use of its own in a card: a touch there opens nothing else.
  const OWN = "summary, button, .postil-more, .postil-copy-link, .postil-sources a, .postil-card-text a, .postil-also";

  main.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const [card] = postil.cardsAt(event.target);
    if (!card || event.target.closest(OWN)) return;
    const inCard = Boolean(event.target.closest("[data-note]"));
    const link = Boolean(event.target.closest("a"));
    if (String(window.getSelection()) && !link) return;
    if (inCard && !link && !card.partial) return;
    event.preventDefault();
    if (card.opened && (!inCard || event.target.closest(".postil-number"))) close(card);
    else if (card.opened && event.target.closest(".postil-finding")) card.more.open = !card.more.open;
    else postil.reveal(card.id, { focus: link });
  });

  // A note is improved in a form, also where the book names no repository, and no page of another site takes this one's place.
  for (const card of postil.cards) {
    const foot = postil.part(".postil-card-foot", card.element);
    const link = foot.querySelector(".postil-improve");
    const improve = () => postil.once("suggest.js", () => postil.improve(card.element));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = postil.say("Improve");
    button.className = "postil-improve";
    button.addEventListener("click", improve);
    if (link) link.replaceWith(button);
    else foot.append(" · ", button);
  }

  // Who has opened the fuller text is offered less: where it begins and, if that is far away, also where it ends.
  function offerLess(/** @type {PostilCard} */ card) {
    const summary = part("summary", card.more);
    summary.textContent = card.more.open ? postil.say("Less") : postil.say("More");
    card.more.querySelector(".postil-less")?.remove();
    if (card.more.offsetHeight < window.innerHeight / 2) return;
    const button = postil.element("button", postil.say("Less"), card.more);
    button.type = "button";
    button.className = "postil-less";
    button.addEventListener("click", () => {
      holding(card, () => {
        card.more.open = false;
        postil.layOut();
      });
      bringIntoView(card);
      summary.focus({ preventScroll: true });
    });
  }

  const COPY = postil.say("Copy link");
  const copies = navigator.clipboard && postil.addressOf("");
  if (copies) {
    for (const link of main.querySelectorAll(".postil-copy-link")) link.textContent = COPY;
  }

  // A note's permanent address goes to the clipboard; where there is none the link leads to it, as without a script.
  main.addEventListener("click", (event) => {
    const link =
      event.target instanceof Element &&
      /** @type {HTMLAnchorElement | null} */ (event.target.closest(".postil-copy-link"));
    if (!link || !copies || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    navigator.clipboard.writeText(postil.addressOf(link.hash.slice(1))).then(
      () => {
        link.textContent = postil.say("Copied");
        setTimeout(() => {
          link.textContent = COPY;
        }, 2000);
      },
      () => {
        location.hash = link.hash;
      },
    );
  });

  main.addEventListener(
    "toggle",
    (event) => {
      const details = /** @type {HTMLDetailsElement} */ (event.target);
      if (details.matches(".postil-rest")) {
        sure(details.closest(".postil-passage")).classList.toggle("postil-is-opened", details.open);
        postil.layOut();
      } else if (details.matches(".postil-more")) {
        const [card] = postil.cardsAt(details);
        if (details.open && !card.opened) postil.reveal(card.id, { focus: false });
        offerLess(card);
        history.replaceState({ more: details.open ? card.id : "" }, ""); // for who comes back to this page
        postil.layOut();
      }
    },
    true,
  );

  for (const [kind, on] of /** @type {[string, boolean][]} */ ([
    ["pointerover", true],
    ["pointerout", false],
    ["focusin", true],
    ["focusout", false],
  ])) {
    main.addEventListener(kind, (event) => {
      for (const card of postil.cardsAt(event.target)) {
        for (const element of [card.element, ...card.words]) element.classList.toggle("postil-is-lit", on);
      }
    });
  }

  // The note that has the focus, or the one that is open, or none.
  function current() {
    const focused = document.activeElement?.closest("[data-note], .postil-mark a");
    return focused ? postil.cardsAt(focused)[0] : opened();
  }

  // Go on to the next note (1) or back to the one before (-1).
  postil.stepNote = (step) => {
    const offered = cards.filter((card) => card.offered);
    if (!offered.length) return;
    offered.sort((a, b) => (a.mark.compareDocumentPosition(b.mark) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const card = current();
    const at = card ? offered.indexOf(card) : -1;
    const from = at < 0 && step < 0 ? 0 : at;
    postil.reveal(offered[(from + step + offered.length) % offered.length].id);
  };

  postil.closeNote = () => {
    const card = opened();
    if (card) close(card);
  };

  function followAddress() {
    const id = location.hash.slice(1);
    if (!id.startsWith("note-")) return;
    const card = postil.cardOf(id.slice("note-".length));
    if (card) {
      const more = history.state?.more === card.id;
      postil.reveal(card.id, { keep: false });
      card.more.open ||= more;
    } else postil.missing(id.slice("note-".length));
  }

  // The browser goes to the card that the address names when all has come; its words must be there too.
  function goOnFollowing() {
    const card = opened();
    if (card && location.hash === `#note-${card.id}`)
      requestAnimationFrame(() => bringIntoView(card, { arriving: true }));
  }

  postil.arrangeCards();
  followAddress();
  postil.settled();
  window.addEventListener("load", goOnFollowing);
  window.addEventListener("hashchange", () => {
    followAddress();
    goOnFollowing();
  });
})(window.postil);
