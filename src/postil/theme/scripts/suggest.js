// @ts-check
// Suggest a note: a small form becomes a note file, complete, on the repository's page for new files. Nothing is sent from here.
((postil) => {
  "use strict";

  /** @typedef {Record<"title" | "text" | "source" | "says" | "by", string>} Given what is in the fields */
  const { say, sure, quotes } = postil;
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

  function offer(/** @type {Required<Quote>} */ quote, /** @type {string} */ text) {
    const { kinds } = sure(postil.edition);
    const [newNote, issues] = [sure(root.dataset.newNote), sure(root.dataset.issues)];
    const box = postil.dialog.make(say("Suggest a note"));
    box.classList.add("postil-writing");
    postil.element("blockquote", quote.exact, box).className = "postil-chosen-words";
    const form = postil.element("form", "", box);
    form.addEventListener("submit", (event) => event.preventDefault());
    const select = postil.field(form, say("What your note does"), "select");
    for (const kind of kinds) postil.element("option", kind.label, select).value = kind.name;
    select.value = (kinds.find((kind) => kind.asks) || kinds[0]).name;
    const title = postil.field(form, say("Your finding in a few words"), "input");
    title.maxLength = TITLE;
    const note = postil.field(form, say("Your note, at most 60 words"), "textarea", text);
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
    const open = link(say("Write it on GitHub"), ways);
    open.className = "postil-main-way";
    ways.append(" · ");
    const issue = link(say("Fill in a form instead"), ways);
    const last = postil.element("span", " · ", ways);
    const evidence = link(say("Then write what your source says"), last);
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
      file.textContent = noteFile(quote, kind, given);
      issue.href = address(issues, {
        template: "note.yml",
        words: quote.exact,
        finding: given.text,
        sources: given.source,
        says: given.says,
      });
      last.hidden = kind.asks;
      evidence.href = address(newNote.replace(/notes$/, "evidence"), {
        filename: "key-of-the-source.yml",
        value: record(given),
      });
      const there = address(newNote, { filename: nameOf(quote), value: file.textContent });
      open.href = there.length > LONGEST ? address(newNote, { filename: nameOf(quote) }) : there;
      open.textContent = there.length > LONGEST ? say("Copy the file, then open GitHub") : say("Write it on GitHub");
    }
    form.addEventListener("input", fill);
    fill();
    postil.dialog.open(box);
  }

  /** Offer a note on a place of the page to the edition; `text` is what the reader has written already. */
  postil.suggest = (place, text = "") => {
    if (!root.dataset.newNote) return;
    postil.withEdition(() => quotes.withArticle((sentences) => offer(quotes.selectorOf(place, sentences), text)));
  };
})(window.postil);
