// @ts-check
// Suggest a note, or a better one in its place: a small form becomes a note file, complete, to be saved and given to the
// editors or, where the book names its repository, written there. Nothing is sent from here.
((postil) => {
  "use strict";

  /** @typedef {Record<"title" | "text" | "source" | "says" | "by", string>} Given what is in the fields */
  /**
   * What is suggested: on which words, under which name, what is in the fields at first, the file that is made of them, and
   * where the repository changes the file; nothing for a new one.
   *
   * @typedef {object} Suggestion
   * @property {string} heading
   * @property {string} exact
   * @property {string} name
   * @property {string} kind
   * @property {string} title
   * @property {string} text
   * @property {(kind: Kind, given: Given) => string} file
   * @property {string} edit
   */
  const { button, part, say, sure, quotes } = postil;
  const root = document.documentElement;
  const WORDS = 60; // of a margin text, at most
  const TITLE = 60; // letters of a finding, at most
  const LONGEST = 7000; // characters of an address; servers refuse much longer ones

  // A line of front matter; JSON's strings are YAML's too.
  const line = (/** @type {string} */ name, /** @type {string} */ value) =>
    value ? `${name}: ${JSON.stringify(value)}\n` : "";
  const count = (/** @type {string} */ text) => (text.match(/\S+/g) || []).length;

  function noteFile(/** @type {Required<Quote>} */ quote, /** @type {Kind} */ kind, /** @type {Given} */ given) {
    const today = new Date().toISOString().slice(0, 10);
    const title = given.title || (kind.asks ? "Your question in a few words" : "Your finding in a few words");
    const asked = kind.asks
      ? "What would you ask a class here? In a sentence or two."
      : "A sentence or two: what the margin shows.";
    const body = kind.asks ? "" : `\n\n+++\n\n${given.source || "What opens on demand, with what the sources say."}`;
    return (
      `---\n${line("quote", quote.exact)}${line("prefix", quote.prefix)}${line("suffix", quote.suffix)}kind: ${kind.name}\n${line("title", title)}` +
      `${kind.asks ? "" : "sources: []\n"}as_of: ${kind.later ? today : sure(postil.edition).date}\nby: [${given.by ? JSON.stringify(given.by) : "your-name"}]\n---\n${given.text || asked}${body}\n`
    );
  }

  // A note's file as it stands, in three parts: its front matter, what the margin shows, and what opens.
  const FILE = /^---\n([\s\S]*?)\n---\n([\s\S]*?)(\n\+\+\+\n[\s\S]*)?$/;

  // The same file with what was changed in the form, and nothing else.
  function improved(/** @type {string} */ text, /** @type {Kind} */ kind, /** @type {Given} */ given, title = "") {
    const [, front = "", , body = ""] = FILE.exec(text) ?? [];
    const name = given.by && !front.includes(given.by) ? JSON.stringify(given.by) : "";
    const changed = front
      .replace(/^kind:.*$/m, `kind: ${kind.name}`)
      .replace(/^title:.*(\n[ \t].*)*/m, (old) => (given.title === title ? old : line("title", given.title).trim()))
      .replace(/^by: \[(.*)\]$/m, (old, names) => (name ? `by: [${names}, ${name}]` : old));
    const more = given.source ? `${body ? "" : "\n+++\n"}\n${given.source}\n` : "";
    return `---\n${changed}\n---\n${given.text}\n${body}${more}`;
  }

  // The record of the note's source: the one sentence that it says.
  function record(/** @type {Given} */ given) {
    const says =
      given.says ||
      "One sentence of yours, what the source says that the note rests on, with its numbers, dates and names.";
    const read = `read: [{by: ${given.by ? JSON.stringify(given.by) : "your-name"}, on: ${new Date().toISOString().slice(0, 10)}}]`;
    return `source: key-of-the-source\nextent: excerpt\n${read}\npassages:\n- id: finding\n  says: ${JSON.stringify(says)}\n`;
  }

  function nameOf(/** @type {Quote} */ quote) {
    const words = quote.exact
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z0-9]+/g) || ["words"];
    return `note-on-${words.slice(0, 6).join("-").slice(0, 40).replace(/-$/, "")}.md`;
  }

  function address(/** @type {string} */ base, /** @type {Record<string, string>} */ fields) {
    const result = new URL(base);
    for (const [name, value] of Object.entries(fields)) result.searchParams.set(name, value);
    return result.href;
  }

  function link(/** @type {string} */ text, /** @type {HTMLElement} */ parent) {
    const result = postil.element("a", text, parent);
    result.target = "_blank";
    result.rel = "noopener";
    return result;
  }

  // How the card would look, with its words counted.
  function preview(/** @type {HTMLElement} */ place, /** @type {Kind} */ kind, /** @type {Given} */ given) {
    place.replaceChildren();
    const head = postil.element("p", "", place);
    head.className = "postil-card-head";
    postil.element("span", kind.label, head).className = "postil-kind";
    postil.element("p", given.title || "…", place).className = "postil-finding";
    postil.element("p", given.text || "…", place);
    if (given.source && !kind.asks) postil.element("p", given.source, place).className = "postil-sources";
  }

  // The ways that need the repository.
  function onRepository(/** @type {HTMLElement} */ box, /** @type {HTMLElement} */ ways) {
    const open = link("", ways);
    open.className = "postil-main-way";
    const others = postil.element("p", "", box);
    const issue = link(say("Fill in a form instead"), others);
    const last = postil.element("span", " · ", others);
    const evidence = link(say("Then write what your source says"), last);
    return { open, issue, last, evidence };
  }

  function offer(/** @type {Suggestion} */ suggestion) {
    const { exact, edit } = suggestion;
    const { kinds } = sure(postil.edition);
    const { newNote = "", issues = "" } = root.dataset;
    const box = postil.dialog.make(suggestion.heading);
    box.classList.add("postil-writing");
    postil.element("blockquote", exact, box).className = "postil-chosen-words";
    const form = postil.element("form", "", box);
    form.addEventListener("submit", (event) => event.preventDefault());
    const select = postil.field(form, say("What your note does"), "select");
    for (const kind of kinds) postil.element("option", kind.label, select).value = kind.name;
    select.value = suggestion.kind;
    const title = postil.field(form, say("Your finding in a few words"), "input", suggestion.title);
    title.maxLength = TITLE;
    const note = postil.field(form, say("Your note, at most 60 words"), "textarea", suggestion.text);
    const counted = postil.element("p", "", form);
    counted.className = "postil-quiet";
    counted.setAttribute("role", "status");
    const source = postil.field(form, say("Your source: author, title, address"), "input");
    const says = postil.field(form, say("The one sentence that the source says"), "textarea");
    const by = postil.field(form, say("Your name"), "input", postil.kept("name"));
    const card = postil.element("div", "", box);
    card.className = "postil-card postil-preview";
    const fold = postil.element("details", "", box);
    postil.element("summary", say("The note file"), fold);
    const file = postil.element("pre", "", fold);
    file.tabIndex = 0;
    postil.dialog.copyButton(file, fold);
    const ways = postil.element("p", "", box);
    ways.className = "postil-ways";
    const save = button(ways, say("Save as a file"), () =>
      postil.download(suggestion.name, file.textContent, "text/markdown"),
    );
    const there = newNote ? onRepository(box, ways) : null;
    if (!there) save.className = "postil-main-way";
    const sent = there
      ? say("GitHub opens in a new tab and asks for an account. Nothing is sent from this page.")
      : say("Nothing is sent from this page: save the file and give it to the editors.");
    postil.element("p", sent, box).className = "postil-quiet";
    function fill() {
      const kind = sure(kinds.find((candidate) => candidate.name === select.value));
      const given = /** @type {Given} */ (
        Object.fromEntries(
          Object.entries({ title, text: note, source, says, by }).map(([name, input]) => [name, input.value.trim()]),
        )
      );
      for (const input of [source, says]) sure(input.parentElement).hidden = kind.asks;
      const words = count(given.text);
      counted.textContent = `${words} ${say("of")} ${WORDS} ${say("words")}${words > WORDS ? `: ${say("too long; leave some out")}` : ""}`;
      counted.classList.toggle("postil-warning", words > WORDS);
      preview(card, kind, given);
      file.textContent = suggestion.file(kind, given);
      if (!there) return;
      there.issue.href = address(issues, {
        template: "note.yml",
        words: exact,
        finding: given.text,
        sources: given.source,
        says: given.says,
      });
      there.last.hidden = kind.asks;
      there.evidence.href = address(newNote.replace(/notes$/, "evidence"), {
        filename: "key-of-the-source.yml",
        value: record(given),
      });
      const whole = address(newNote, { filename: suggestion.name, value: file.textContent });
      const long = whole.length > LONGEST;
      there.open.href = edit || (long ? address(newNote, { filename: suggestion.name }) : whole);
      there.open.textContent = edit || long ? say("Copy the file, then open GitHub") : say("Write it on GitHub");
    }
    form.addEventListener("input", fill);
    fill();
    postil.dialog.open(box);
  }

  /** Offer a note on a place of the page to the edition; `text` is what the reader has written already. */
  postil.suggest = (place, text = "") =>
    postil.withEdition(() =>
      quotes.withArticle((sentences) => {
        const quote = quotes.selectorOf(place, sentences);
        const { kinds } = sure(postil.edition);
        offer({
          heading: say("Suggest a note"),
          exact: quote.exact,
          name: nameOf(quote),
          kind: (kinds.find((kind) => kind.asks) || kinds[0]).name,
          title: "",
          text,
          file: (kind, given) => noteFile(quote, kind, given),
          edit: "",
        });
      }),
    );

  /** Offer a better note in the place of one, as it stands. */
  postil.improve = (card) =>
    postil.withEdition(() =>
      postil.once("note-files.js", () => {
        const { note: id = "", kind = "" } = card.dataset;
        const text = postil.noteFiles?.[id] || "";
        const title = part(".postil-finding", card).textContent.trim();
        offer({
          heading: say("Improve this note"),
          exact: sure(postil.edition).notes[id].words,
          name: `${id}.md`,
          kind,
          title,
          text: FILE.exec(text)?.[2].trim() || "",
          file: (kind, given) => improved(text, kind, given, title),
          edit: root.dataset.newNote ? `${root.dataset.newNote.replace("/new/", "/edit/")}/${id}.md` : "",
        });
      }),
    );
})(window.postil);
