// @ts-check
// Seminar: a card that judges is one line, the quoted words, until the reader has judged them; then the reader's verdict is
// beside the edition's, with the evidence under both. A judgement is a note of the reader's own, so that a class's can be counted;
// one given on the wall is the class's, not kept, so that the next class finds the note sealed. There hands are counted too.
((postil) => {
  "use strict";

  const { button, own, part, quotes, say, sure } = postil;
  /** @typedef {{verdict: string, id?: string}} Judgement a note of the reader's own; of a class on the wall the verdict alone */
  const onWall = () => new URLSearchParams(location.search).has("path"); // until the path is left
  const said = /** @type {Map<string, Judgement>} */ (new Map()); // by a class, of notes of the edition by their ids
  const judging = postil.cards.filter((card) => card.element.hasAttribute("data-judges"));

  const name = (/** @type {PostilCard} */ card) => `${say("Note")} ${card.mark.dataset.number}, ${say("sealed")}`;

  // Hands that a class raised, by note and verdict; they are kept for the tab until the path begins anew.
  let hands = /** @type {Record<string, Record<string, number>> | null} */ (null);
  const keptUnder = () => postil.HANDS + new URLSearchParams(location.search).get("path");

  function handsOf(/** @type {PostilCard} */ card) {
    try {
      hands ??= JSON.parse(sessionStorage.getItem(keptUnder()) || "{}");
    } catch {
      // Storage is forbidden: they last as long as this page.
    }
    hands ??= {};
    hands[card.id] ??= {};
    return hands[card.id];
  }

  function count(/** @type {PostilCard} */ card, /** @type {string} */ verdict, /** @type {number} */ by) {
    const given = handsOf(card);
    given[verdict] = Math.max(0, (given[verdict] || 0) + by);
    try {
      sessionStorage.setItem(keptUnder(), JSON.stringify(hands));
    } catch {
      // As above.
    }
    return given[verdict];
  }

  // Under a verdict: one hand less, how many, one more.
  function counter(/** @type {HTMLElement} */ way, /** @type {PostilCard} */ card, /** @type {Verdict} */ verdict) {
    const box = postil.element("span", "", way);
    box.className = "postil-hands";
    const press = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ by) => {
      const made = button(box, sign, () => {
        shown.textContent = String(count(card, verdict.name, by));
      });
      made.setAttribute("aria-label", label);
    };
    press("−", say("One hand less: %s", verdict.label), -1);
    const shown = postil.element("output", String(handsOf(card)[verdict.name] || 0), box);
    press("+", say("One hand more: %s", verdict.label), 1);
  }

  function placeOf(/** @type {PostilCard} */ card) {
    const range = document.createRange();
    range.setStartBefore(card.words[0]);
    range.setEndAfter(sure(card.words.at(-1)));
    return sure(quotes.placeOf(range));
  }

  function judge(/** @type {PostilCard} */ card, /** @type {string} */ verdict) {
    if (onWall()) {
      said.set(card.id, { verdict });
      update();
      return postil.reveal(card.id);
    }
    const kept = own.keep({ ...quotes.quoteOf(placeOf(card)), id: own.newId(), about: card.id, verdict });
    if (!kept) postil.announce(say("Not kept: this browser stores nothing more. Save your notes as a file."));
    postil.reveal(card.id);
  }

  function showUnjudged(/** @type {PostilCard} */ card) {
    card.unsealed = true;
    update();
    postil.reveal(card.id);
  }

  function seal(/** @type {PostilCard} */ card) {
    if (!card.element.classList.contains("postil-is-sealed")) {
      card.element.classList.add("postil-is-sealed");
      card.element.setAttribute("aria-label", name(card));
      card.element.removeAttribute("aria-labelledby");
      card.mark.dataset.label ||= sure(card.mark.getAttribute("aria-label"));
      card.mark.setAttribute("aria-label", name(card));
      const box = document.createElement("div");
      box.className = "postil-judge";
      const { text, start, end } = placeOf(card);
      const words = postil.element("a", postil.quoted(text.slice(start, end)), box);
      words.href = `#note-${card.id}`;
      words.className = "postil-quoted";
      part(".postil-card-head", card.element).after(box);
    }
    const box = part(".postil-judge", card.element);
    if (!postil.edition || box.children.length > 1) return;
    const ways = postil.element("p", "", box);
    ways.setAttribute("role", "group");
    ways.setAttribute("aria-label", say("Judge these words first"));
    for (const verdict of postil.edition.verdicts.filter(({ offered }) => offered)) {
      const way = postil.element("span", "", ways);
      button(way, verdict.label, () => judge(card, verdict.name)).title = verdict.meaning;
      if (onWall()) counter(way, card, verdict);
    }
    button(ways, say("Show the verdict without judging"), () => showUnjudged(card)).className = "postil-unseal";
  }

  function unseal(/** @type {PostilCard} */ card) {
    if (!card.element.classList.contains("postil-is-sealed")) return;
    card.element.classList.remove("postil-is-sealed");
    card.element.setAttribute("aria-labelledby", `finding-${card.id}`);
    card.element.removeAttribute("aria-label");
    part(".postil-judge", card.element).remove();
    card.mark.setAttribute("aria-label", sure(card.mark.dataset.label));
  }

  const inWords = (/** @type {[string, number]} */ [verdict, number]) => `${number} × ${postil.verdictLabel(verdict)}`;

  // Both verdicts, side by side.
  function compare(/** @type {PostilCard} */ card, /** @type {Judgement | undefined} */ note) {
    card.element.querySelector(".postil-judged")?.remove();
    card.element.classList.toggle("postil-is-judged", Boolean(note));
    if (!note) return;
    const list = document.createElement("dl");
    list.className = "postil-judged";
    const verdict = (/** @type {string} */ label, /** @type {string} */ words, /** @type {string} */ look) => {
      const part = postil.element("div", "", list);
      postil.element("dt", label, part);
      postil.element("span", words, postil.element("dd", "", part)).className = look;
      return part;
    };
    const mine = sure(postil.edition).verdicts.find(({ name }) => name === note.verdict);
    const editions = card.element.querySelector(".postil-card-head .postil-verdict");
    const yours = verdict(
      onWall() ? say("The class") : say("You"),
      mine?.label || note.verdict,
      `postil-verdict ${mine ? `postil-verdict-${mine.name}` : ""}`,
    );
    verdict(say("The edition"), editions?.textContent || say("no verdict"), editions?.className || "");
    const raised = onWall() ? Object.entries(handsOf(card)).filter(([, number]) => number) : [];
    if (raised.length) verdict(say("Hands"), raised.map(inWords).join(", "), "postil-counted");
    const files = postil.tally(own.others().filter(({ about, verdict }) => verdict && about === card.id));
    if (files.length) verdict(say("Opened files"), files.map(postil.counted).join(", "), "postil-counted");
    button(/** @type {HTMLElement} */ (yours.lastElementChild), say("Judge again"), () => {
      if (onWall()) {
        said.delete(card.id);
        update();
      } else own.remove(sure(note.id));
      postil.reveal(card.id);
    });
    part(".postil-card-head", card.element).after(list);
  }

  /** The judgements by the ids of the notes that they are about: on the wall the class's, else the reader's own. @returns {Map<string, Judgement>} */
  function judgements() {
    if (onWall()) return said;
    const given = own.all().filter(({ about, verdict }) => about && verdict);
    return new Map(given.map((note) => [note.about, note]));
  }

  function update() {
    const seminar = postil.has("seminar") && judging.length > 0;
    if (seminar && !postil.edition) {
      postil.withEdition(() => {
        update();
        postil.arrangeCards();
      });
    }
    const judged = seminar && postil.edition ? judgements() : new Map();
    for (const card of judging) {
      const note = judged.get(card.id);
      if (seminar && !note && !card.unsealed) seal(card);
      else unseal(card);
      compare(card, note);
    }
  }

  document.addEventListener("postil:view", update);
  document.addEventListener("postil:own", update);
  update();
})(window.postil);
