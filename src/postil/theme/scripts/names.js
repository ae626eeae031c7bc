// @ts-check
// A mention of a person or a term shows a small card: the role on the day, the name in its own script. It follows the
// pointer, the keyboard and the finger; what it says is the beginning of the entry to which the mention leads.
((postil) => {
  "use strict";

  const WAIT = 200; // ms before a pointer that rests on a name opens the card, and before one that has left closes it
  const GAP = 8; // px between the name and its card
  const EDGE = 12; // px between the card and the edge of the window
  const base = new URL(document.documentElement.dataset.root || "./", location.href).href;

  const main = postil.part("main");

  /** @type {{ card: HTMLElement, link: HTMLAnchorElement } | null} */
  let open = null;
  let timer = 0;

  const linkAt = (/** @type {EventTarget | null} */ target) => {
    const link = target instanceof Element ? target.closest("a") : null;
    return link?.querySelector(":scope > .postil-name") ? link : null;
  };

  const withEntry = (/** @type {HTMLAnchorElement} */ link, /** @type {(entry: Named) => void} */ use) => {
    const give = () => {
      const entry = postil.named?.[decodeURI(link.href).slice(decodeURI(base).length)];
      if (entry) use(entry);
    };
    if (postil.named) give();
    else postil.load("named.js", give);
  };

  // Under the name, or over it where there is no room below; within the window.
  const put = (/** @type {HTMLElement} */ card, /** @type {HTMLElement} */ link) => {
    const at = link.getClientRects()[0];
    const below = at.bottom + GAP + card.offsetHeight < window.innerHeight;
    const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - EDGE));
    const origin = main.getBoundingClientRect();
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${(below ? at.bottom + GAP : at.top - GAP - card.offsetHeight) - origin.top}px`;
  };

  const fill = (/** @type {HTMLElement} */ card, /** @type {Named} */ entry) => {
    const head = postil.element("p", entry.name, card);
    head.className = "postil-name-head";
    if (entry.original) {
      head.append(" ");
      const original = postil.element("span", entry.original, head);
      original.lang = entry.lang;
      original.dir = entry.dir;
      if (entry.spoken) {
        head.append(" ");
        postil.element("em", entry.spoken, head);
      }
    }
    postil.element("p", entry.says || "", card);
  };

  function close() {
    clearTimeout(timer);
    open?.card.remove();
    open?.link.removeAttribute("aria-describedby");
    open = null;
  }

  function show(/** @type {HTMLAnchorElement} */ link, { touched = false } = {}) {
    if (open?.link === link) return clearTimeout(timer);
    close();
    withEntry(link, (entry) => {
      const card = document.createElement("div");
      card.className = "postil-name-card";
      card.id = "postil-name-card";
      card.setAttribute("role", touched ? "group" : "tooltip");
      card.dataset.editorial = "";
      fill(card, entry);
      if (touched) {
        const more = postil.element("a", postil.say("Read the entry"), postil.element("p", "", card));
        more.href = link.href;
      }
      main.append(card);
      put(card, link);
      link.setAttribute("aria-describedby", card.id);
      open = { card, link };
    });
  }

  const soon = (/** @type {() => void} */ act) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, WAIT);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event.target);
    if (link) soon(() => show(link));
    else if (open?.card.contains(/** @type {Node} */ (event.target))) clearTimeout(timer);
    else if (open) soon(close);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) show(link);
    else if (open && !open.card.contains(/** @type {Node} */ (event.target))) close();
  });
  // The first tap on a name shows the card, which leads on; a click of a mouse or a key follows the link.
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (link && /** @type {PointerEvent} */ (event).pointerType === "touch" && open?.link !== link) {
      event.preventDefault();
      show(link, { touched: true });
    } else if (open && !open.card.contains(/** @type {Node} */ (event.target))) close();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      close();
    },
    true,
  );
  window.addEventListener("resize", close);
})(window.postil);
