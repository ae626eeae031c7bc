// @ts-check
// A margin of one's own: words marked and notes written by the reader, beside the edition's, in their own quiet style.
// Own words are lit by the CSS Custom Highlight API: the article's elements stay as they are.
((postil) => {
  "use strict";

  /** @typedef {{note: OwnNote, place: Place}} Here a note whose words are on this page */
  const { button, own, quotes, say, sure } = postil;
  const LIT = "postil-own-lit";

  /** @type {Record<string, string>} */
  const NAMES = { yellow: say("yellow"), green: say("green"), blue: say("blue"), rose: say("rose") };
  const colourName = (/** @type {string} */ colour) => NAMES[colour] || say("none");

  function colourField(/** @type {HTMLElement} */ form, /** @type {string} */ value) {
    const select = postil.field(form, say("Colour"), "select", "");
    for (const colour of ["", ...own.COLOURS]) postil.element("option", colourName(colour), select).value = colour;
    select.value = value;
    return select;
  }

  function keep(/** @type {Draft} */ note) {
    const kept = own.keep({ ...note, modified: new Date().toISOString() });
    postil.announce(
      kept
        ? say("Kept in this browser")
        : say("Not kept: this browser stores nothing more. Save your notes as a file."),
    );
    return kept;
  }

  // What had the focus before may be gone from the page: then the note has it, or the place of its words.
  function comeBack(/** @type {Draft} */ note) {
    document.querySelector(`[data-own="${note.id}"]`)?.scrollIntoView({ block: "nearest" }); // it may be far below its words
    if (document.activeElement !== document.body) return;
    const place = quotes.here(note);
    const target =
      document.querySelector(`[data-own="${note.id}"] a`) ||
      (place && quotes.sentencesOf(place)[0].querySelector(".postil-place"));
    /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
  }

  /** Write a note on a place of the page, or change one: what is left empty is a mark alone. */
  postil.writeNote = (place, note = { ...quotes.quoteOf(sure(place)), id: own.newId() }) => {
    const box = postil.dialog.make(say("Note to self"));
    box.classList.add("postil-writing");
    postil.element("blockquote", note.exact, box).className = "postil-chosen-words";
    const form = postil.element("form", "", box);
    const text = postil.field(form, say("Your note; leave it empty to mark the words"), "textarea", note.text || "");
    text.rows = 4;
    text.maxLength = 10000;
    const tags = postil.field(form, say("Tags, with commas between them"), "input", (note.tags || []).join(", "));
    const colour = colourField(form, note.colour || "");
    const written = () => ({
      ...note,
      text: text.value.trim(),
      tags: tags.value.split(",").map((tag) => tag.trim()),
      colour: colour.value,
    });
    const ways = postil.element("p", "", form);
    ways.className = "postil-ways";
    postil.element("button", say("Keep in this browser"), ways).className = "postil-main-way";
    if (note.created)
      button(ways, say("Delete"), () => {
        own.remove(note.id);
        box.close();
      });
    const at = place || quotes.here(note);
    if (at) {
      button(ways, say("Suggest it to the edition…"), () => {
        box.close();
        postil.once("suggest.js", () => postil.suggest(at, written().text));
      });
    }
    let done = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(written());
      done = true;
      box.close();
    });
    box.addEventListener("close", () => {
      if (!done && !note.created && text.value.trim()) keep(written()); // Escape loses no new note
      comeBack(note);
    });
    postil.dialog.open(box);
    text.focus();
  };

  const bidi = (/** @type {HTMLElement} */ element) => {
    element.dir = "auto"; // what somebody wrote may run the other way
    return element;
  };

  /** What a note says, as text: the words of strangers are never markup. */
  postil.noteText = (note, parent) => {
    if (note.verdict) {
      const judgement = `${say("Judgement")}: ${postil.verdictLabel(note.verdict)}`;
      postil.element("p", judgement, parent).className = "postil-own-verdict";
    }
    for (const part of note.text.split(/\n{2,}/).filter(Boolean)) bidi(postil.element("p", part, parent));
    const labels = [...note.tags, ...(note.colour ? [colourName(note.colour)] : [])];
    if (labels.length) bidi(postil.element("p", labels.join(" · "), parent)).className = "postil-own-tags";
  };

  const signature = (/** @type {OwnNote} */ note) => `${say("Note of")} ${note.by}`;

  function card(/** @type {Here} */ { note, place }) {
    const element = document.createElement("aside");
    element.className = "postil-own";
    element.dataset.editorial = "";
    element.dataset.own = note.id;
    element.setAttribute(
      "aria-label",
      `${note.by ? signature(note) : say("My note on")} ${postil.quoted(note.exact.slice(0, 60))}`,
    );
    const head = postil.element("p", "", element);
    head.className = "postil-own-head";
    const words = postil.element("a", note.by || (note.text ? say("My note") : say("My mark")), head);
    words.href = `#${quotes.sentencesOf(place)[0].id}`;
    bidi(words);
    bidi(postil.element("span", postil.quoted(note.exact), head)).className = "postil-own-words"; // on paper alone, where nothing lights up
    postil.noteText(note, element);
    if (!note.by) button(head, say("Edit"), () => postil.writeNote(place, note));
    const light = (/** @type {boolean} */ on) => paint(LIT, on ? [place] : []);
    for (const [kind, on] of /** @type {[string, boolean][]} */ ([
      ["pointerenter", true],
      ["pointerleave", false],
      ["focusin", true],
      ["focusout", false],
    ])) {
      element.addEventListener(kind, () => light(on));
    }
    return element;
  }

  // The notes of a class on one sentence: one card, which opens.
  function group(/** @type {Here[]} */ notes, /** @type {HTMLElement} */ sentence) {
    const element = document.createElement("aside");
    element.className = "postil-own postil-own-class";
    element.dataset.editorial = "";
    const names = new Set(notes.map(({ note }) => note.by));
    const details = postil.element("details", "", element);
    const counted = say("Sentence %s – notes: %d; readers: %d", quotes.numberOf(sentence.id), notes.length, names.size);
    postil.element("summary", counted, details);
    element.setAttribute("aria-label", counted);
    details.append(...notes.map(card));
    details.addEventListener("toggle", () => postil.margin?.layOut());
    return element;
  }

  function paint(/** @type {string} */ name, /** @type {Place[]} */ places) {
    if (!CSS.highlights) return;
    if (places.length) CSS.highlights.set(name, new Highlight(...places.map(quotes.rangeOf)));
    else CSS.highlights.delete(name);
  }

  const placed = (/** @type {OwnNote[]} */ notes) =>
    notes.flatMap((note) => {
      const place = quotes.here(note);
      return place ? [{ note, place }] : [];
    });

  function listOf(/** @type {HTMLElement} */ paragraph) {
    const passage = sure(paragraph.closest(".postil-passage"));
    let list = /** @type {HTMLElement | null} */ (passage.querySelector(":scope > .postil-own-notes"));
    if (!list) {
      list = document.createElement("div");
      list.className = "postil-own-notes";
      list.setAttribute("role", "group");
      list.setAttribute("aria-label", say("My notes on this paragraph"));
      paragraph.after(list);
    }
    return list;
  }

  function put(/** @type {HTMLElement} */ element, /** @type {Place} */ place) {
    listOf(place.paragraph).append(element);
    postil.margin?.add({ element, range: quotes.rangeOf(place) });
  }

  function show() {
    for (const list of document.querySelectorAll(".postil-own-notes")) list.remove();
    for (const old of document.querySelectorAll("[data-own]")) old.remove();
    postil.margin?.clear();
    const mine = placed(own.all().filter((note) => !(note.about && note.verdict && !note.text))); // in the edition's card: sealing.js
    const others = placed(own.others());
    const inOrder = (/** @type {Here[]} */ items) =>
      items.sort((a, b) =>
        a.place.paragraph.compareDocumentPosition(b.place.paragraph) & Node.DOCUMENT_POSITION_PRECEDING
          ? 1
          : a.place.paragraph === b.place.paragraph
            ? a.place.start - b.place.start
            : -1,
      );
    for (const here of inOrder(mine)) put(card(here), here.place);
    for (const [sentence, notes] of Map.groupBy(inOrder(others), ({ place }) => quotes.sentencesOf(place)[0]))
      put(group(notes, sentence), notes[0].place);
    for (const colour of ["", ...own.COLOURS]) {
      paint(
        `postil-own-${colour || "plain"}`,
        mine.filter(({ note }) => note.colour === colour).map(({ place }) => place),
      );
    }
    paint(
      "postil-own-class",
      others.map(({ place }) => place),
    );
    postil.margin?.layOut();
  }

  document.addEventListener("postil:own", show);
  show();
})(window.postil);
