// Dialogs: help with the keys, a ready-made citation, and what to say when a note is not there. And the keys themselves.
(function (postil) {
  "use strict";

  var KEYS = [
    ["n", "next note", function () { step(1); }],
    ["p", "note before", function () { step(-1); }],
    ["Escape", "close the note", function () { if (postil.closeNote) postil.closeNote(); }],
    ["]", "next page", function () { follow("a.next"); }],
    ["[", "page before", function () { follow("a.previous"); }],
    ["/", "search", function () { follow('a[rel="search"]'); }],
    ["t", "text only, without notes", function () { postil.toggle("text"); }],
    ["o", "as read when the article came out", function () { postil.toggle("then"); }],
    ["s", "seminar: verdicts sealed", function () { postil.toggle("seminar"); }],
    ["f", "presentation, sentence by sentence", function () { postil.toggle("present"); }],
    ["+", "larger text", function () { postil.resize(1); }],
    ["-", "smaller text", function () { postil.resize(-1); }],
    ["d", "light, dark or as the system has it", function () { document.querySelector("button.scheme").click(); }],
    ["c", "cite this", function () { cite(); }],
    ["a", "quote, cite or note the selected words, or the sentence", function () { if (postil.offerSelection) postil.offerSelection(); }],
    ["?", "this help", function () { help(); }]
  ];
  var KEPT = "keys";  // single keys can be turned off (WCAG 2.1.4)

  function step(by) { if (postil.stepNote) postil.stepNote(by); }

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) location.href = link.href;
  }

  function element(name, text, parent) {
    var result = document.createElement(name);
    if (text) result.textContent = text;
    if (parent) parent.append(result);
    return result;
  }

  function dialog(title) {
    var box = element("dialog", "", document.body);
    var heading = element("h2", title, box);
    heading.id = "dialog-title";
    box.setAttribute("aria-labelledby", heading.id);
    box.addEventListener("close", function () { box.remove(); });
    return box;
  }

  function open(box) {
    var form = element("form", "", box);
    form.method = "dialog";
    element("button", "Close", form);
    box.showModal();
  }

  // A button that copies what an element then says; none where the browser cannot.
  function copyButton(source, parent) {
    if (!navigator.clipboard) return;
    var copy = element("button", "Copy", parent);
    copy.type = "button";
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(source.textContent).then(function () { copy.textContent = "Copied"; });
    });
  }

  // What other scripts make their dialogs of.
  postil.element = element;
  postil.dialog = { make: dialog, open: open, copyButton: copyButton };

  function help() {
    var box = dialog("Keys");
    var list = element("dl", "", box);
    KEYS.forEach(function (key) {
      element("kbd", key[0] === "Escape" ? "Esc" : key[0], element("dt", "", list));
      element("dd", key[1], list);
    });
    var label = element("label", "", box);
    var check = element("input", "", label);
    check.type = "checkbox";
    check.checked = keysOn();
    check.addEventListener("change", function () { postil.keep(KEPT, check.checked ? "" : "off"); });
    label.append(" Use single keys");
    open(box);
  }

  function keysOn() {
    return postil.kept(KEPT) !== "off";
  }

  // The note, sentence or paragraph that has the focus or that the address names; else the page.
  function subject() {
    var focused = document.activeElement.closest && document.activeElement.closest("[data-note], .postil-mark");
    var id = location.hash.slice(1);
    if (focused) id = "note-" + (focused.dataset.note || focused.firstElementChild.id.slice("mark-".length));
    var named = document.getElementById(id);
    if (!named) return { id: "", title: document.querySelector("h1").firstChild.textContent };
    if (named.matches("[data-note]")) return { id: id, title: named.querySelector(".postil-finding").textContent };
    var place = /^s(\d+)-(\d+)$/.exec(id);
    if (place) return { id: id, title: "Paragraph " + place[1] + ", sentence " + place[2] };
    var paragraph = /^p(\d+)$/.exec(id);
    return { id: id, title: paragraph ? "Paragraph " + paragraph[1] : named.textContent.replace("¶", "") };
  }

  function addressOf(id) {
    var canonical = document.querySelector('link[rel="canonical"]');
    var base = canonical ? canonical.href : location.href.replace(/[?#].*/, "");
    return base + (id ? "#" + id : "");
  }

  function citations(about) {
    var edition = document.querySelector(".bar .edition").textContent;
    var year = document.documentElement.dataset.year;
    var editors = document.documentElement.dataset.editors;
    var version = document.documentElement.dataset.version;
    var release = version ? "version " + version + ", " : "";
    var address = addressOf(about.id);
    var key = "edition-" + (about.id || "page");
    var title = about.title.replace(/[{}\\]/g, "");  // as BibTeX takes it, without its own signs
    return [
      ["Plain text", editors + ", “" + about.title + "”, in “" + edition + "” An annotated reading edition, " + release + year + ", " + address],
      ["BibTeX", "@misc{" + key + ",\n  author = {{" + editors + "}},\n  title = {{" + title + "}},\n  howpublished = {{" +
        edition + " An annotated reading edition}},\n" + (version ? "  edition = {" + version.replace(/[{}\\]/g, "") + "},\n" : "") + "  year = {" + year + "},\n  url = {" + address + "},\n}"],
      ["Link", address]
    ];
  }

  function cite() {
    var about = subject();
    var box = dialog("Cite: " + about.title);
    citations(about).forEach(function (citation) {
      element("h3", citation[0], box);
      var text = element("pre", citation[1], box);
      text.tabIndex = 0;
      copyButton(text, box);
    });
    open(box);
  }

  // What can be found in the book, loaded when it is first needed.
  postil.index = function (use) {
    if (postil.entries) use(postil.entries);
    else postil.load("index.js", function () { use(postil.entries); });
  };

  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key !== "Escape" && !keysOn()) return;
    var key = KEYS.find(function (candidate) { return candidate[0] === event.key; });
    if (!key) return;
    if (event.key !== "Escape") event.preventDefault();
    key[2]();
  });
  document.querySelectorAll("button.help").forEach(function (button) {
    button.addEventListener("click", help);
  });
  document.querySelectorAll("button.cite").forEach(function (button) {
    button.addEventListener("click", cite);
  });
})(window.postil);
