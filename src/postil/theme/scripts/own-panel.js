// @ts-check
// All own notes of a reader in one place, on every page of the text: found by their words, saved, opened, printed; and those
// whose words are no longer in the text.
((postil) => {
  "use strict";

  const { button, own, part, say, sure } = postil;
  const root = document.documentElement.dataset.root || "";

  /** A note in a list: where its words are, the words, and what it says. @returns {HTMLElement} the first line of it */
  function entry(/** @type {HTMLElement} */ list, /** @type {Placed} */ { note, sentence }) {
    const item = postil.element("li", "", list);
    const head = postil.element("p", "", item);
    head.className = "postil-own-head";
    if (sentence)
      postil.element("a", `${say("Sentence")} ${postil.quotes.numberOf(sentence.id)}`, head).href =
        root + sentence.address;
    if (note.by) postil.element("b", note.by, head).dir = "auto";
    postil.element("blockquote", note.exact, item);
    postil.noteText(note, item);
    return head;
  }

  const has = (/** @type {OwnNote} */ note, /** @type {string} */ words) =>
    [note.exact, note.text, note.by, note.verdict, note.colour, ...note.tags]
      .join(" ")
      .toLowerCase()
      .includes(words.toLowerCase());

  /** Notes in the order of the text; those whose words are gone come last, without a sentence. */
  function ordered(/** @type {OwnNote[]} */ notes, /** @type {Sentence[]} */ sentences) {
    const order = new Map(sentences.map((sentence, index) => [sentence.id, index]));
    const at = (/** @type {Placed} */ { sentence }) => (sentence ? sure(order.get(sentence.id)) : Infinity);
    return notes
      .map((note) => ({ note, sentence: postil.quotes.sentenceOf(note, sentences) }))
      .sort((a, b) => at(a) - at(b) || 0);
  }

  function fill(
    /** @type {HTMLElement} */ place,
    /** @type {Sentence[]} */ sentences,
    /** @type {string} */ words,
    /** @type {(note: OwnNote) => void} */ edit,
  ) {
    place.replaceChildren();
    const wanted = ordered(own.all(), sentences).filter(({ note }) => has(note, words));
    const add = (/** @type {string} */ title, /** @type {Placed[]} */ items) => {
      if (!items.length) return;
      if (title) postil.element("h3", title, place);
      const list = postil.element("ul", "", place);
      list.className = "postil-own-list";
      for (const item of items) {
        button(entry(list, item), say("Edit"), () => edit(item.note));
      }
    };
    add(
      "",
      wanted.filter(({ sentence }) => sentence),
    );
    add(
      say("Their words are not in the text any more"),
      wanted.filter(({ sentence }) => !sentence),
    );
    if (!wanted.length)
      postil.element(
        "p",
        words ? say("No note has these words.") : say("Select words of the text and choose Note."),
        place,
      );
  }

  /** Print a part of a dialog alone. */
  postil.printAlone = (shown, title) => {
    const sheet = postil.element("section", "", document.body);
    sheet.className = "postil-sheet";
    postil.element("h1", title, sheet);
    sheet.append(shown.cloneNode(true));
    document.documentElement.dataset.sheet = "";
    const end = () => {
      sheet.remove();
      delete document.documentElement.dataset.sheet;
    };
    window.addEventListener("afterprint", end, { once: true });
    window.print();
  };

  function nameField(/** @type {HTMLElement} */ box) {
    const label = postil.element("label", `${say("Your name or a code of your own, for saved files")} `, box);
    const input = postil.element("input", "", label);
    input.value = postil.kept("name");
    input.maxLength = 80;
    input.setAttribute("autocomplete", "nickname");
    input.addEventListener("input", () => postil.keep("name", input.value.trim()));
  }

  const save = (/** @type {"jsonld" | "md"} */ form) => postil.once("own-files.js", () => postil.saveNotes(form));
  const showClass = () => postil.once("class-notes.js", () => postil.showClass());

  const count = (/** @type {number} */ number, /** @type {string} */ one, /** @type {string} */ many) =>
    `${number} ${number === 1 ? one : many}`;

  const says = (/** @type {OwnNote} */ { exact, text, verdict, colour, tags }) =>
    JSON.stringify([exact, text, verdict, colour, tags]);

  // A note of a file as one of the reader's own. It never takes the place of another: what says the same is kept once.
  function taken(/** @type {OwnNote} */ note) {
    const mine = own.all();
    const twin = mine.find((other) => says(other) === says(note));
    const known = mine.some((other) => other.id === note.id);
    return { ...note, by: "", id: twin?.id || (known ? own.newId() : note.id) };
  }

  // What was in the files, and what to do with it.
  function offer(/** @type {OpenedFile[]} */ results) {
    const notes = results.flatMap((result) => result.notes);
    const box = postil.dialog.make(say("Opened files"));
    const list = postil.element("ul", "", box);
    for (const { name, notes: found, reason } of results) {
      const line = [count(found.length, say("note"), say("notes")), reason].filter(Boolean).join("; ");
      const item = postil.element("li", "", list);
      postil.element("bdi", name, item);
      item.append(`: ${line}`);
    }
    if (notes.length) {
      const ways = postil.element("p", "", box);
      ways.className = "postil-ways";
      button(ways, say("Show them beside the text"), () => {
        box.close();
        if (!own.showOthers(notes)) postil.announce(say("Shown on this page only: they are more than this tab keeps."));
        showClass();
      }).className = "postil-main-way";
      button(ways, say("Add them to my notes"), () => {
        box.close();
        const lost = notes.filter((note) => !own.keep(taken(note))).length;
        postil.announce(
          lost
            ? `${lost} ${say("notes were not kept: this browser stores nothing more.")}`
            : say("Added to your notes"),
        );
      });
    }
    postil.dialog.open(box);
  }

  function openButton(/** @type {HTMLElement} */ parent, /** @type {() => void} */ close) {
    const label = postil.element("label", say("Open files…"), parent);
    label.className = "postil-file";
    const input = postil.element("input", "", label);
    input.type = "file";
    input.multiple = true;
    input.accept = ".jsonld,.json,application/ld+json,application/json";
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      postil.once("own-files.js", async () => {
        const results = await postil.readNotes(files);
        close();
        offer(results);
      });
    });
  }

  /** Show all own notes. */
  postil.showOwn = () =>
    postil.withEdition(() =>
      postil.quotes.withArticle((sentences) => {
        const box = postil.dialog.make(say("My notes"));
        box.classList.add("postil-own-panel");
        const lost = own.unkept();
        const notice = lost
          ? say("This browser stores nothing more: save your notes as a file before you leave.")
          : say("Kept in this browser and sent nowhere. Whoever uses this browser can read them.");
        postil.element("p", notice, box).className = lost ? "postil-warning" : "postil-quiet";
        const label = postil.element("label", `${say("Find")} `, box);
        const input = postil.element("input", "", label);
        input.type = "search";
        const place = postil.element("div", "", box);
        const update = () =>
          fill(place, sentences, input.value.trim(), (note) => {
            box.close();
            postil.writeNote(null, note);
          });
        input.addEventListener("input", update);
        update();
        nameField(box);
        const ways = postil.element("p", "", box);
        ways.className = "postil-ways";
        button(ways, say("Save as an annotation file"), () => save("jsonld"));
        button(ways, say("Save as text"), () => save("md"));
        openButton(ways, () => box.close());
        button(ways, say("Print"), () =>
          postil.printAlone(place, [say("My notes"), postil.kept("name")].filter(Boolean).join(": ")),
        );
        if (own.others().length)
          button(ways, say("Notes of the class"), () => {
            box.close();
            showClass();
          });
        postil.dialog.open(box);
      }),
    );

  /** A note of the edition; nothing for any other id. */
  function noteOf(/** @type {string} */ id) {
    const { notes } = sure(postil.edition);
    return Object.hasOwn(notes, id) ? notes[id] : undefined;
  }

  postil.ownLists = { ordered, entry, noteOf };

  const opener = part(".postil-bar .postil-own-open");
  const number = part(".postil-own-count", opener);
  opener.addEventListener("click", postil.showOwn);
  const refresh = () => {
    number.textContent = own.all().length ? String(own.all().length) : "";
  };
  document.addEventListener("postil:own", refresh);
  refresh();
})(window.postil);
