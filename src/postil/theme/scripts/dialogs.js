// @ts-check
// Dialogs: help with the keys, a ready-made citation, and what to say when a note is not there. And the keys themselves.
((postil) => {
  "use strict";

  const { say } = postil;
  const root = document.documentElement;
  const KEPT = "keys"; // single keys can be turned off (WCAG 2.1.4)

  const click = (/** @type {string} */ selector) =>
    /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click();
  const follow = (/** @type {string} */ selector) => {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(selector));
    if (link) location.href = link.href;
  };

  // In the field of the page of search, or in the one that opens over any other page.
  function search() {
    const field = /** @type {HTMLElement | null} */ (document.querySelector("form.postil-search input"));
    if (field) field.focus();
    else click('.postil-bar a[rel="search"]');
  }

  /** @type {[key: string, words: string, act: () => void][]} */
  const KEYS = [
    ["n", say("next note"), () => postil.stepNote?.(1)],
    ["p", say("note before"), () => postil.stepNote?.(-1)],
    ["Escape", say("close the note"), () => postil.closeNote?.()],
    ["]", say("next page"), () => follow("a.postil-next")],
    ["[", say("page before"), () => follow("a.postil-previous")],
    ["/", say("search"), search],
    ["t", say("text only, without notes"), () => postil.toggle("text")],
    ["o", say("as read when the article came out"), () => postil.toggle("then")],
    ["s", say("seminar: verdicts sealed"), () => postil.toggle("seminar")],
    ["f", say("presentation, sentence by sentence"), () => postil.toggle("present")],
    ["+", say("larger text"), () => postil.resize(1)],
    ["-", say("smaller text"), () => postil.resize(-1)],
    ["d", say("light or dark"), () => click("button.postil-scheme")],
    ["c", say("cite this"), () => cite()],
    ["a", say("quote, cite or note the selected words, or the sentence"), () => postil.offerSelection?.()],
    ["?", say("this help"), () => help()],
  ];

  // What a finger does, and what must be on the page for it.
  const TOUCHES = [
    [".postil-mark", say("tap noted words, or their number"), say("the note opens under its sentence")],
    [".postil-cite", say("tap a source"), say("what it says, and who read it")],
    [".postil-name", say("tap a name or a term"), say("who or what it is")],
    [".postil-chart", say("tap a mark of a chart"), say("what it stands for")],
    ["[data-paragraph]", say("press on a word and draw the handles"), say("quote, cite or note the selected words")],
    [".postil-views", say("View, in the bar"), say("seminar, presentation, kinds of notes, size of the text")],
    [".postil-contents", say("the three lines, in the bar"), say("contents")],
  ];

  const element = /** @type {Postil["element"]} */ (
    (name, text, parent) => {
      const made = document.createElement(name);
      if (text) made.textContent = text;
      parent?.append(made);
      return made;
    }
  );

  postil.button = (parent, words, act) => {
    const button = element("button", words, parent);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  };

  // What is asked for in a form, below the words that ask.
  postil.field = (form, label, name, value = "") => {
    const line = element("label", "", form);
    element("span", label, line);
    const input = element(name, "", line);
    input.value = value;
    return input;
  };

  function dialog(/** @type {string} */ title) {
    const box = element("dialog", "", document.body);
    const heading = element("h2", title, box);
    heading.id = "dialog-title";
    box.setAttribute("aria-labelledby", heading.id);
    box.addEventListener("close", () => box.remove());
    return box;
  }

  function open(/** @type {HTMLDialogElement} */ box) {
    const form = element("form", "", box);
    form.method = "dialog";
    element("button", say("Close"), form);
    box.showModal();
    if (box.scrollTop) beginAtTop(box);
  }

  // Where the first thing to press is far below, what is to be read comes first.
  function beginAtTop(/** @type {HTMLDialogElement} */ box) {
    const heading = box.querySelector("h2");
    if (heading) heading.tabIndex = -1;
    heading?.focus();
  }

  // A button that copies what an element then says; none where the browser cannot.
  function copyButton(/** @type {Element} */ source, /** @type {Element} */ parent) {
    if (!navigator.clipboard) return;
    const copy = element("button", say("Copy"), parent);
    copy.type = "button";
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent || "");
      copy.textContent = say("Copied");
    });
  }

  // Words between quotation marks; those that they hold become those of the second level: see text/quotation.py.
  const HELD = /“([^“”]*)”|„([^„“”]*)[“”]|"([^"]*)"|([“„])|(”)/g;
  function quoted(/** @type {string} */ words) {
    const [first, last, innerFirst, innerLast] = say("“ ” ‘ ’").split(" ");
    const turned = words.replace(HELD, (_all, curly, low, straight, opening, closing) => {
      if (opening || closing) return opening ? innerFirst : innerLast;
      const within = (curly ?? low ?? straight).replace(/‘(.*?)’(?![\p{L}\p{N}_])/gu, `${first}$1${last}`);
      return innerFirst + within + innerLast;
    });
    return first + turned + last;
  }

  postil.download = (name, content, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // What other scripts make their dialogs of.
  postil.element = element;
  postil.quoted = quoted;
  postil.dialog = { make: dialog, open, copyButton };

  // Where the first pointer is a finger, what that does, and the keys one step away.
  function help() {
    const touched = matchMedia("(pointer: coarse)").matches;
    const box = dialog(touched ? say("By touch") : say("Keys"));
    if (!touched) return open(keys(box));
    const list = element("dl", "", box);
    list.className = "postil-touches";
    for (const [needed, what, words] of TOUCHES) {
      if (!document.querySelector(needed)) continue;
      element("dt", what, list);
      element("dd", words, list);
    }
    const more = element("details", "", box);
    element("summary", say("With a keyboard"), more);
    keys(more);
    open(box);
  }

  /** @template {HTMLElement} Box */
  function keys(/** @type {Box} */ box) {
    const list = element("dl", "", box);
    for (const [key, words] of KEYS) {
      element("kbd", key === "Escape" ? "Esc" : key, element("dt", "", list));
      element("dd", words, list);
    }
    const label = element("label", "", box);
    const check = element("input", "", label);
    check.type = "checkbox";
    check.checked = keysOn();
    check.addEventListener("change", () => postil.keep(KEPT, check.checked ? "" : "off"));
    label.append(` ${say("Use single keys")}`);
    return box;
  }

  const keysOn = () => postil.kept(KEPT) !== "off";

  const words = (/** @type {Element | null} */ part) => part?.textContent?.replace("¶", "").trim() || "";

  // The note, sentence or paragraph that has the focus or that the address names; else the page.
  function subject() {
    const focused = /** @type {HTMLElement | null | undefined} */ (
      document.activeElement?.closest("[data-note], .postil-mark")
    );
    let id = location.hash.slice(1);
    if (focused) id = `note-${focused.dataset.note || focused.firstElementChild?.id.slice("mark-".length)}`;
    const named = document.getElementById(id);
    if (!named) return { id: "", title: document.querySelector("h1")?.firstChild?.textContent || "" };
    if (named.matches("[data-note]")) return { id, title: words(named.querySelector(".postil-finding")) };
    const place = /^s(\d+)-(\d+)$/.exec(id);
    if (place) return { id, title: say("Paragraph %s, sentence %s", place[1], place[2]) };
    const paragraph = /^p(\d+)$/.exec(id);
    return { id, title: paragraph ? say("Paragraph %s", paragraph[1]) : words(named) };
  }

  /** Where something can be read: the published address; else, in a copy on the web, this one; nothing for a copy on disk. */
  postil.addressOf = (id) => {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"]'));
    const here = location.protocol === "file:" ? "" : location.href.replace(/[?#].*/, "");
    const base = canonical?.href || here;
    return base && base + (id ? `#${id}` : "");
  };

  /** Say in a dialog of citations why these have no address, where they have none. */
  postil.missAddress = (address, box) => {
    if (address) return;
    element("p", say("This copy does not know where the edition is published, so the citation has no address."), box);
  };

  function citations(/** @type {{id: string, title: string}} */ about) {
    const { year = "", editors = "", version = "" } = root.dataset;
    const edition = document.querySelector(".postil-bar .postil-edition")?.textContent || "";
    const release = version ? `${say("version %s", version)}, ` : "";
    const address = postil.addressOf(about.id);
    const plain = (/** @type {string} */ text) => text.replace(/[{}\\]/g, ""); // as BibTeX takes it, without its own signs
    const fields = [
      `author = {{${editors}}}`,
      `title = {{${plain(about.title)}}}`,
      `howpublished = {{${edition} ${say("An annotated reading edition")}}}`,
      ...(version ? [`edition = {${plain(version)}}`] : []),
      `year = {${year}}`,
      ...(address ? [`url = {${address}}`] : []),
    ];
    const where = say("in %s An annotated reading edition", quoted(edition));
    return [
      [
        say("Plain text"),
        `${editors}, ${quoted(about.title)}, ${where}, ${release}${year}${address && `, ${address}`}`,
      ],
      ["BibTeX", `@misc{edition-${about.id || "page"},\n${fields.map((field) => `  ${field},\n`).join("")}}`],
      ...(address ? [[say("Link"), address]] : []),
    ];
  }

  function cite() {
    const about = subject();
    if (/^s\d/.test(about.id) && postil.citeSentence?.()) return;
    const box = dialog(say("Cite: %s", about.title));
    for (const [form, citation] of citations(about)) {
      element("h3", form, box);
      const text = element("pre", citation, box);
      text.tabIndex = 0;
      text.classList.toggle("postil-prose", form !== "BibTeX");
      copyButton(text, box);
    }
    postil.missAddress(postil.addressOf(about.id), box);
    open(box);
  }

  // What can be found in the book, loaded when it is first needed.
  postil.index = (use) => {
    if (postil.entries) use(postil.entries);
    else postil.load("index.js", () => use(postil.entries || []));
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
    if (event.key !== "Escape" && !keysOn()) return;
    const key = KEYS.find(([name]) => name === event.key);
    if (!key) return;
    if (event.key !== "Escape") event.preventDefault();
    key[2]();
  });
  for (const button of document.querySelectorAll("button.postil-help-button")) button.addEventListener("click", help);
  for (const button of document.querySelectorAll("button.postil-cite-button")) button.addEventListener("click", cite);
})(window.postil);
