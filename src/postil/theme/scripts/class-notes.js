// @ts-check
// The notes of a class, opened together: by reader, question and passage; where readers agree; judgements counted.
((postil) => {
  "use strict";

  const { button, own, ownLists, part, say, quotes } = postil;
  const root = document.documentElement.dataset.root || "";

  function choice(
    /** @type {HTMLElement} */ parent,
    /** @type {string} */ label,
    /** @type {[string, string][]} */ options,
  ) {
    const line = postil.element("label", `${label} `, parent);
    const select = postil.element("select", "", line);
    postil.element("option", say("all"), select).value = "";
    for (const [value, words] of options) postil.element("option", words, select).value = value;
    return select;
  }

  const sorted = (/** @type {Iterable<string>} */ values) =>
    [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b));

  function cell(/** @type {HTMLElement} */ row, /** @type {string} */ text, name = /** @type {"td" | "th"} */ ("td")) {
    const result = postil.element(name, text, row);
    result.dir = "auto";
    return result;
  }

  function judgements(/** @type {HTMLElement} */ place, /** @type {OwnNote[]} */ notes) {
    const judged = Map.groupBy(
      notes.filter((note) => note.verdict),
      (note) => note.about || note.exact,
    );
    if (!judged.size) return;
    postil.element("h3", say("Judgements"), place);
    const scroll = postil.element("div", "", place);
    scroll.className = "postil-scroll";
    scroll.tabIndex = 0;
    const table = postil.element("table", "", scroll);
    table.className = "postil-tally";
    const head = postil.element("tr", "", postil.element("thead", "", table));
    for (const name of [say("Words"), say("The class"), say("The edition")])
      postil.element("th", name, head).scope = "col";
    const body = postil.element("tbody", "", table);
    for (const [about, group] of judged) {
      const known = ownLists.noteOf(about);
      const row = postil.element("tr", "", body);
      cell(row, postil.quoted(known ? known.words : group[0].exact), "th").scope = "row";
      const counts = postil.tally(group);
      const classes = cell(row, "");
      for (const count of counts) postil.element("p", postil.counted(count), classes).title = count[1].join(", ");
      if (counts.length === 1 && counts[0][1].length > 1)
        postil.element("p", say("All agree"), classes).className = "postil-quiet";
      cell(row, (known && postil.verdictLabel(known.verdict)) || "–");
    }
  }

  // How a sentence was read: how many wrote, with which tags and verdicts, and who alone did.
  function sharing(/** @type {OwnNote[]} */ notes) {
    const names = new Set(notes.map((note) => note.by));
    const labels = Map.groupBy(
      notes.flatMap((note) =>
        [...note.tags, ...(note.verdict ? [postil.verdictLabel(note.verdict)] : [])].map((label) => ({
          label,
          by: note.by,
        })),
      ),
      ({ label }) => label,
    );
    const parts = [...labels].map(([label, uses]) => `${label}: ${new Set(uses.map(({ by }) => by)).size}`);
    return `${say("Notes: %d; readers: %d", notes.length, names.size)}${parts.length ? `. ${parts.join(", ")}` : ""}`;
  }

  function bySentence(/** @type {HTMLElement} */ place, /** @type {Placed[]} */ items) {
    const groups = Map.groupBy(items, ({ sentence }) => sentence);
    for (const [sentence, group] of groups) {
      const heading = postil.element("h3", sentence ? "" : say("Their words are not in this text"), place);
      if (sentence) {
        postil.element("a", `${say("Sentence")} ${quotes.numberOf(sentence.id)}`, heading).href =
          root + sentence.address;
        postil.element("p", sentence.text, place).className = "postil-sentence-read";
      }
      postil.element("p", sharing(group.map(({ note }) => note)), place).className = "postil-quiet";
      const list = postil.element("ul", "", place);
      list.className = "postil-own-list";
      for (const item of group) ownLists.entry(list, { note: item.note, sentence: null });
    }
  }

  /** Show what the opened files say. */
  postil.showClass = () =>
    postil.withEdition(() =>
      quotes.withArticle((sentences) => {
        const items = ownLists.ordered(own.others(), sentences);
        const names = sorted(items.map(({ note }) => note.by));
        const box = postil.dialog.make(
          `${say("Notes of")} ${names.length === 1 ? names[0] : `${names.length} ${say("readers")}`}`,
        );
        box.classList.add("postil-own-panel");
        const filters = postil.element("p", "", box);
        filters.className = "postil-ways";
        const reader = choice(
          filters,
          say("Reader"),
          names.map((name) => [name, name]),
        );
        const passages = new Map(
          items
            .flatMap(({ sentence }) => sentence ?? [])
            .map(({ id }) => [id, `${say("Sentence")} ${quotes.numberOf(id)}`]),
        );
        const passage = choice(filters, say("Passage"), [...passages]);
        const tags = sorted(items.flatMap(({ note }) => [...note.tags, note.about]));
        const question = choice(
          filters,
          say("Question or tag"),
          tags.map((tag) => [tag, ownLists.noteOf(tag)?.title ?? tag]),
        );
        const place = postil.element("div", "", box);
        const update = () => {
          const wanted = items.filter(
            ({ note, sentence }) =>
              (!reader.value || note.by === reader.value) &&
              (!passage.value || sentence?.id === passage.value) &&
              (!question.value || note.about === question.value || note.tags.includes(question.value)),
          );
          place.replaceChildren();
          judgements(
            place,
            wanted.map(({ note }) => note),
          );
          bySentence(place, wanted);
          if (!wanted.length) postil.element("p", say("No note fits."), place);
        };
        for (const select of [reader, passage, question]) select.addEventListener("change", update);
        update();
        const ways = postil.element("p", "", box);
        ways.className = "postil-ways";
        button(ways, say("Print"), () => postil.printAlone(place, part("h2", box).textContent));
        button(ways, say("Close the files"), () => {
          own.showOthers([]);
          box.close();
        });
        postil.dialog.open(box);
      }),
    );
})(window.postil);
