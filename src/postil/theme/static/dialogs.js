// Dialogs: help with the keys, a ready-made citation, and what to say when a note is not there. And the keys themselves.
((postil) => {
  "use strict";

  const KEYS = [
    ["n", "next note", () => { step(1); }],
    ["p", "note before", () => { step(-1); }],
    ["Escape", "close the note", () => { if (postil.closeNote) postil.closeNote(); }],
    ["]", "next page", () => { follow("a.postil-next"); }],
    ["[", "page before", () => { follow("a.postil-previous"); }],
    ["/", "search", () => { follow('a[rel="search"]'); }],
    ["t", "text only, without notes", () => { postil.toggle("text"); }],
    ["o", "as read when the article came out", () => { postil.toggle("then"); }],
    ["s", "seminar: verdicts sealed", () => { postil.toggle("seminar"); }],
    ["f", "presentation, sentence by sentence", () => { postil.toggle("present"); }],
    ["+", "larger text", () => { postil.resize(1); }],
    ["-", "smaller text", () => { postil.resize(-1); }],
    ["d", "light, dark or as the system has it", () => { document.querySelector("button.postil-scheme").click(); }],
    ["c", "cite this", () => { cite(); }],
    ["a", "quote, cite or note the selected words, or the sentence", () => { if (postil.offerSelection) postil.offerSelection(); }],
    ["?", "this help", () => { help(); }]
  ];
  const KEPT = "keys";  // single keys can be turned off (WCAG 2.1.4)

  function step(by) { if (postil.stepNote) postil.stepNote(by); }

  function follow(selector) {
    const link = document.querySelector(selector);
    if (link) location.href = link.href;
  }

  function element(name, text, parent) {
    const result = document.createElement(name);
    if (text) result.textContent = text;
    if (parent) parent.append(result);
    return result;
  }

  function dialog(title) {
    const box = element("dialog", "", document.body);
    const heading = element("h2", title, box);
    heading.id = "dialog-title";
    box.setAttribute("aria-labelledby", heading.id);
    box.addEventListener("close", () => { box.remove(); });
    return box;
  }

  function open(box) {
    const form = element("form", "", box);
    form.method = "dialog";
    element("button", "Close", form);
    box.showModal();
  }

  // A button that copies what an element then says; none where the browser cannot.
  function copyButton(source, parent) {
    if (!navigator.clipboard) return;
    const copy = element("button", "Copy", parent);
    copy.type = "button";
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(source.textContent).then(() => { copy.textContent = "Copied"; });
    });
  }

  // What other scripts make their dialogs of.
  postil.element = element;
  postil.dialog = { make: dialog, open: open, copyButton: copyButton };

  function help() {
    const box = dialog("Keys");
    const list = element("dl", "", box);
    KEYS.forEach((key) => {
      element("kbd", key[0] === "Escape" ? "Esc" : key[0], element("dt", "", list));
      element("dd", key[1], list);
    });
    const label = element("label", "", box);
    const check = element("input", "", label);
    check.type = "checkbox";
    check.checked = keysOn();
    check.addEventListener("change", () => { postil.keep(KEPT, check.checked ? "" : "off"); });
    label.append(" Use single keys");
    open(box);
  }

  function keysOn() {
    return postil.kept(KEPT) !== "off";
  }

  // The note, sentence or paragraph that has the focus or that the address names; else the page.
  function subject() {
    const focused = document.activeElement.closest?.("[data-note], .postil-mark");
    let id = location.hash.slice(1);
    if (focused) id = `note-${focused.dataset.note || focused.firstElementChild.id.slice("mark-".length)}`;
    const named = document.getElementById(id);
    if (!named) return { id: "", title: document.querySelector("h1").firstChild.textContent };
    if (named.matches("[data-note]")) return { id: id, title: named.querySelector(".postil-finding").textContent };
    const place = /^s(\d+)-(\d+)$/.exec(id);
    if (place) return { id: id, title: `Paragraph ${place[1]}, sentence ${place[2]}` };
    const paragraph = /^p(\d+)$/.exec(id);
    return { id: id, title: paragraph ? `Paragraph ${paragraph[1]}` : named.textContent.replace("¶", "") };
  }

  function addressOf(id) {
    const canonical = document.querySelector('link[rel="canonical"]');
    const base = canonical ? canonical.href : location.href.replace(/[?#].*/, "");
    return base + (id ? `#${id}` : "");
  }

  function citations(about) {
    const edition = document.querySelector(".postil-bar .postil-edition").textContent;
    const year = document.documentElement.dataset.year;
    const editors = document.documentElement.dataset.editors;
    const version = document.documentElement.dataset.version;
    const release = version ? `version ${version}, ` : "";
    const address = addressOf(about.id);
    const key = `edition-${about.id || "page"}`;
    const title = about.title.replace(/[{}\\]/g, "");  // as BibTeX takes it, without its own signs
    return [
      ["Plain text", `${editors}, “${about.title}”, in “${edition}” An annotated reading edition, ${release}${year}, ${address}`],
      ["BibTeX", "@misc{" + key + ",\n  author = {{" + editors + "}},\n  title = {{" + title + "}},\n  howpublished = {{" +
        edition + " An annotated reading edition}},\n" + (version ? `  edition = {${version.replace(/[{}\\]/g, "")}},\n` : "") + "  year = {" + year + "},\n  url = {" + address + "},\n}"],
      ["Link", address]
    ];
  }

  function cite() {
    const about = subject();
    const box = dialog(`Cite: ${about.title}`);
    citations(about).forEach((citation) => {
      element("h3", citation[0], box);
      const text = element("pre", citation[1], box);
      text.tabIndex = 0;
      copyButton(text, box);
    });
    open(box);
  }

  // What can be found in the book, loaded when it is first needed.
  postil.index = (use) => {
    if (postil.entries) use(postil.entries);
    else postil.load("index.js", () => { use(postil.entries); });
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key !== "Escape" && !keysOn()) return;
    const key = KEYS.find((candidate) => candidate[0] === event.key);
    if (!key) return;
    if (event.key !== "Escape") event.preventDefault();
    key[2]();
  });
  document.querySelectorAll("button.postil-help-button").forEach((button) => {
    button.addEventListener("click", help);
  });
  document.querySelectorAll("button.postil-cite-button").forEach((button) => {
    button.addEventListener("click", cite);
  });
})(window.postil);
