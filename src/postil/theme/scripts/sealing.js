// @ts-check
// Seminar: a card that judges is one line, the quoted words, until the reader has judged them; then the reader's verdict is
// beside the edition's, with the evidence under both. A judgement is a note of the reader's own, so that a class's can be counted;
// one given on the wall is the class's, not kept, so that the next class finds the note sealed.
((postil) => {
  "use strict";

  const { button, own, part, quotes, say, sure } = postil;
  /** @typedef {{verdict: string, id?: string}} Judgement a note of the reader's own; of a class on the wall the verdict alone */
  const onWall = () => new URLSearchParams(location.search).has("path"); // until the path is left
  const said = /** @type {Map<string, Judgement>} */ (new Map()); // by a class, of notes of the edition by their ids
  const judging = postil.cards.filter((card) => card.element.hasAttribute("data-judges"));

  const name = (/** @type {PostilCard} */ card) => `${say("Note")} ${card.mark.dataset.number}, ${say("sealed")}`;

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
    for (const verdict of postil.edition.verdicts) {
      button(ways, verdict.label, () => judge(card, verdict.name)).title = verdict.meaning;
    }
    button(ways, say("Show it unjudged"), () => showUnjudged(card)).className = "postil-unseal";
  }

  function unseal(/** @type {PostilCard} */ card) {
    if (!card.element.classList.contains("postil-is-sealed")) return;
    card.element.classList.remove("postil-is-sealed");
    card.element.setAttribute("aria-labelledby", `finding-${card.id}`);
    card.element.removeAttribute("aria-label");
    part(".postil-judge", card.element).remove();
    card.mark.setAttribute("aria-label", sure(card.mark.dataset.label));
  }

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
