// @ts-check
// A source opens where it is cited: the words that carry the note, the full reference, who read it. Never over the citation.
((postil) => {
  "use strict";

  const PARTS = 16; // files among which the sources are divided, as source_data.py counts
  const GAP = 12; // px between a card and what opens beside it
  const NEAR = 4; // and between a citation and what opens under it
  const WIDTH = 360; // px
  const root = document.documentElement.dataset.root || "";
  const { say, sure } = postil;

  /** @type {{ panel: HTMLElement, opener: HTMLElement, width: number } | null} */
  let open = null;

  const partOf = (/** @type {string} */ id) =>
    [...id].reduce((sum, character) => sum + sure(character.codePointAt(0)), 0) % PARTS;

  const withSource = (/** @type {string} */ id, /** @type {(source: Source) => void} */ use) => {
    const part = /** @type {const} */ (`sources${partOf(id)}`);
    const give = () => {
      const sources = postil[part];
      if (sources && Object.hasOwn(sources, id)) use(sources[id]);
    };
    if (postil[part]) give();
    else postil.load(`sources/${partOf(id)}.js`, give);
  };

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Element} parent
   */
  const make = (name, parent, words = "", className = "") => {
    const element = postil.element(name, words, parent);
    if (className) element.className = className;
    return element;
  };

  const link = (/** @type {Element} */ parent, /** @type {string} */ words, /** @type {string} */ address) => {
    const element = make("a", parent, words);
    element.href = /^https?:/.test(address) ? address : root + address;
    return element;
  };

  const passage = (/** @type {Element} */ parent, /** @type {Passage} */ told) => {
    const block = make("div", parent, "", "postil-told");
    if (told.words) {
      const words = make("p", block, postil.quoted(told.words), "postil-exact");
      words.lang = told.lang;
      words.dir = told.dir;
      if (told.means) make("p", block, postil.quoted(told.means), "postil-means");
    }
    make("p", block, told.says);
    if (told.where) make("p", block, told.where, "postil-where");
  };

  const reference = (/** @type {Element} */ parent, /** @type {Source} */ source) => {
    const line = make("p", parent, `${source.who}. `, "postil-in-full");
    make("em", line, source.title);
    if (source.gloss) line.append(` [${source.gloss}]`);
    if (source.note) line.append(` (${source.note})`);
    if (source.date) line.append(`, ${source.date}`);
    line.append(".");
  };

  const others = (/** @type {Element} */ parent, /** @type {Source["notes"]} */ notes) => {
    if (!notes.length) return;
    make("h3", parent, say("Other notes that rest on it"));
    const list = make("ul", parent);
    for (const note of notes) link(make("li", list), note.title, note.address);
  };

  const ways = (/** @type {Element} */ parent, /** @type {Source} */ source) => {
    const line = make("p", parent, "", "postil-ways");
    const given = [
      [say("Open the source"), source.url],
      [say("Look for archived copies"), source.archive],
      [say("In the list of sources"), source.place],
    ];
    for (const [words, address] of given.filter(([, to]) => to)) link(line, words, address);
  };

  // Everything that is known of a source, the passage that the note rests on first.
  function fill(
    /** @type {HTMLElement} */ panel,
    /** @type {Source} */ source,
    /** @type {string | undefined} */ cited,
    /** @type {string | undefined} */ own,
  ) {
    const heading = make("h2", panel, source.label);
    heading.id = "postil-source-heading";
    panel.setAttribute("aria-labelledby", heading.id);
    const close = make("button", panel, "×", "postil-close");
    close.type = "button";
    close.setAttribute("aria-label", say("Close"));
    close.addEventListener("click", () => shut());
    const first = source.passages.filter((told) => told.id === cited);
    const rest = source.passages.filter((told) => told.id !== cited);
    for (const told of first) passage(panel, told);
    if (first.length && rest.length) {
      const more = make("details", panel);
      make("summary", more, say("What else it is used for"));
      for (const told of rest) passage(more, told);
    } else for (const told of rest) passage(panel, told);
    reference(panel, source);
    if (source.read) make("p", panel, source.read, "postil-read");
    others(
      panel,
      source.notes.filter((note) => note.id !== own),
    );
    ways(panel, source);
  }

  // Beside the card where there is room, level with the citation; else under its line, or over it where more room is:
  // always on the screen with the citation, and nothing on the page moves.
  function put(
    /** @type {HTMLElement} */ panel,
    /** @type {HTMLElement} */ opener,
    /** @type {HTMLElement | null} */ note,
  ) {
    document.body.append(panel);
    const belongs = (note || opener.closest("p, li, td, dd, figcaption") || opener).getBoundingClientRect();
    const lines = opener.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const least = (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + GAP;
    const most = window.innerHeight - GAP;
    const width = document.documentElement.clientWidth;
    const beside = [belongs.left - GAP - WIDTH, belongs.right + GAP].find(
      (left) => left >= GAP && left + WIDTH <= width - GAP,
    );
    const place = (/** @type {number} */ left, /** @type {number} */ top) => {
      panel.style.left = `${left}px`;
      panel.style.top = `${top + window.scrollY}px`;
    };
    if (beside !== undefined) {
      place(beside, Math.max(least, Math.min(first.top, most - panel.offsetHeight)));
      return;
    }
    const [over, under] = [first.top - NEAR - least, most - last.bottom - NEAR];
    const below = under >= panel.offsetHeight || under >= over;
    panel.style.maxHeight = `${below ? under : over}px`;
    const left = Math.max(GAP, Math.min(belongs.left, width - GAP - panel.offsetWidth));
    if (!below) panel.style.translate = "0 -100%"; // what is unfolded in it grows away from the citation
    place(left, below ? last.bottom + NEAR : first.top - NEAR);
  }

  function shut({ focus = true } = {}) {
    if (!open) return;
    const { panel, opener } = open;
    open = null;
    panel.remove();
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus({ preventScroll: true });
  }

  function show(/** @type {HTMLAnchorElement} */ opener) {
    const note = /** @type {HTMLElement | null} */ (opener.closest("[data-note]"));
    const again = open?.opener === opener;
    shut({ focus: again });
    if (again) return;
    withSource(decodeURIComponent(opener.hash.slice(1)), (source) => {
      shut({ focus: false });
      const panel = document.createElement("section");
      panel.className = "postil-source";
      panel.setAttribute("role", "dialog");
      panel.tabIndex = -1;
      panel.dataset.editorial = "";
      fill(panel, source, opener.dataset.passage, note?.dataset.note);
      open = { panel, opener, width: window.innerWidth };
      opener.setAttribute("aria-expanded", "true");
      put(panel, opener, note);
      panel.focus({ preventScroll: true });
    });
  }

  // Tab leads through the panel and from either end back to the citation.
  function keepFocus(/** @type {HTMLElement} */ panel, /** @type {KeyboardEvent} */ event) {
    const inside = [...panel.querySelectorAll("a[href], button, summary")].filter(
      (element) => element.getClientRects().length,
    );
    const leaving = event.shiftKey ? [panel, inside[0]] : [inside.at(-1)];
    if (!leaving.some((element) => element === document.activeElement)) return;
    event.preventDefault();
    shut();
  }

  document.addEventListener(
    "click",
    (event) => {
      if (
        !(event.target instanceof Element) ||
        event.button ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const opener = /** @type {HTMLAnchorElement | null} */ (event.target.closest(".postil-cite"));
      if (opener) {
        event.preventDefault();
        show(opener);
      } else if (open && !open.panel.contains(event.target)) shut({ focus: false });
    },
    true,
  );

  document.addEventListener(
    "keydown",
    (event) => {
      if (!open) return;
      if (event.key === "Tab") keepFocus(open.panel, event);
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      shut();
    },
    true,
  );

  // A phone that hides its own bars while one scrolls changes the height alone.
  window.addEventListener("resize", () => {
    if (open?.width !== window.innerWidth) shut({ focus: false });
  });
  document.addEventListener("postil:view", () => shut({ focus: false }));
  for (const opener of document.querySelectorAll(".postil-cite")) {
    opener.setAttribute("aria-haspopup", "dialog");
    opener.setAttribute("aria-expanded", "false");
  }
})(window.postil);
