// Suggest a note: from words selected in the text to a note file, complete, on the repository's page for new files.
(function (postil) {
  "use strict";

  var root = document.documentElement;
  var KINDS = ["question", "context", "correction", "translation", "source", "update"];
  var LONGEST_ADDRESS = 6000;  // characters; servers refuse much longer ones
  var button = null;

  // As quotes are compared: white space to one space each, quote marks straight.
  function fold(text) {
    return text.replace(/[“”„]/g, '"').replace(/[‘’‚]/g, "'").replace(/\s+/g, " ");
  }

  // The article's own words in a range.
  function wordsOf(range) {
    var piece = range.cloneContents();
    piece.querySelectorAll("[data-editorial]").forEach(function (element) { element.remove(); });
    return piece.textContent;
  }

  function paragraphOf(node) {
    var element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element && !element.closest("[data-note]") ? element.closest("p.postil-article") : null;
  }

  // The paragraph's text and where in it the range stands, widened to whole words; null outside the article.
  function placeOf(range) {
    var paragraph = paragraphOf(range.startContainer);
    if (!paragraph || paragraphOf(range.endContainer) !== paragraph) return null;
    var before = document.createRange();
    var whole = document.createRange();
    whole.selectNodeContents(paragraph);
    before.setStart(paragraph, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var text = wordsOf(whole);
    var start = wordsOf(before).length;
    var end = start + wordsOf(range).length;
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    if (start === end) return null;
    while (start > 0 && /[\p{L}\p{N}]{2}/u.test(text.slice(start - 1, start + 1))) start -= 1;
    while (end < text.length && /[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1))) end += 1;
    return { text: text, start: start, end: end };
  }

  // The article's paragraphs, from the sentences of the search index.
  function articleOf(entries) {
    var paragraphs = {};
    entries.forEach(function (entry) {
      var number = entry.kind === "text" && /#s(\d+)-/.exec(entry.address)[1];
      if (number) paragraphs[number] = (paragraphs[number] ? paragraphs[number] + " " : "") + fold(entry.text);
    });
    return Object.values(paragraphs);
  }

  function count(quote, paragraphs) {
    return paragraphs.reduce(function (sum, text) {
      for (var at = text.indexOf(quote.exact); at >= 0; at = text.indexOf(quote.exact, at + 1)) {
        var after = text.slice(at + quote.exact.length).trimStart();
        sum += text.slice(0, at).trimEnd().endsWith(quote.prefix) && after.startsWith(quote.suffix);
      }
      return sum;
    }, 0);
  }

  // The quote with as few words before or after it as tell its place from all others.
  function selectorOf(place, paragraphs) {
    var exact = fold(place.text.slice(place.start, place.end));
    var before = fold(place.text.slice(0, place.start)).trim().split(" ");
    var after = fold(place.text.slice(place.end)).trim().split(" ");
    for (var words = 0; words <= before.length + after.length; words += 1) {
      var prefix = words ? before.slice(-words).join(" ") : "";
      var suffix = after.slice(0, words).join(" ");
      var quotes = [
        { exact: exact, prefix: prefix, suffix: "" },
        { exact: exact, prefix: "", suffix: suffix },
        { exact: exact, prefix: prefix, suffix: suffix }
      ];
      var unique = quotes.find(function (quote) { return count(quote, paragraphs) === 1; });
      if (unique) return unique;
    }
    return { exact: exact, prefix: "", suffix: "" };
  }

  // A line of front matter; JSON's strings are YAML's too.
  function line(name, value) {
    return value ? name + ": " + JSON.stringify(value) + "\n" : "";
  }

  function noteFile(quote, kind) {
    var asks = kind === "question";
    var today = new Date().toISOString().slice(0, 10);
    return "---\n" +
      line("quote", quote.exact) + line("prefix", quote.prefix) + line("suffix", quote.suffix) +
      "kind: " + kind + "\n" +
      "title: " + (asks ? "Your question in a few words" : "Your finding in a few words") + "\n" +
      (asks ? "" : "sources: []\n") +
      "as_of: " + (kind === "update" ? today : root.dataset.textDate) + "\n" +
      "by: [your-name]\n" +
      "---\n" +
      (asks ? "What would you ask a class here? At most 60 words." :
        "One or two sentences, at most 60 words: what the margin shows.\n\n+++\n\nWhat opens on demand, with what the sources say.") + "\n";
  }

  function nameOf(quote) {
    var words = quote.exact.toLowerCase().normalize("NFKD").match(/[a-z0-9]+/g) || ["words"];
    return "note-on-" + words.slice(0, 6).join("-").slice(0, 40).replace(/-$/, "") + ".md";
  }

  function newFileAddress(quote, kind) {
    var address = new URL(root.dataset.newNote);
    address.searchParams.set("filename", nameOf(quote));
    address.searchParams.set("value", noteFile(quote, kind));
    return address.href;
  }

  // Where the record of the note's source can be written: what it says, in one sentence.
  function recordAddress() {
    var address = new URL(root.dataset.newNote.replace(/notes$/, "evidence"));
    address.searchParams.set("filename", "key-of-the-source.yml");
    address.searchParams.set("value", "source: key-of-the-source\nextent: excerpt\nread: [{by: your-name, on: " +
      new Date().toISOString().slice(0, 10) + "}]\npassages:\n- id: finding\n" +
      "  says: One sentence of yours, what the source says that the note rests on, with its numbers, dates and names.\n");
    return address.href;
  }

  function formAddress(quote) {
    var address = new URL(root.dataset.issues);
    address.searchParams.set("template", "note.yml");
    address.searchParams.set("words", quote.exact);
    return address.href;
  }

  function link(text, parent) {
    var result = postil.element("a", text, parent);
    result.target = "_blank";
    result.rel = "noopener";
    return result;
  }

  function offer(quote) {
    var box = postil.dialog.make("Suggest a note");
    postil.element("blockquote", quote.exact, box).className = "chosen";
    var label = postil.element("label", "What your note does: ", box);
    var select = postil.element("select", "", label);
    KINDS.forEach(function (kind) { postil.element("option", kind, select).value = kind; });
    postil.element("h3", "The note file", box);
    var file = postil.element("pre", "", box);
    file.tabIndex = 0;
    postil.dialog.copyButton(file, box);
    var ways = postil.element("p", "", box);
    var open = link("Write it on GitHub", ways);
    open.className = "main-way";
    ways.append(" · ");
    link("Fill in a form instead", ways).href = formAddress(quote);
    ways.append(" · ");
    link("Then write what your source says", ways).href = recordAddress();
    function fill() {
      file.textContent = noteFile(quote, select.value);
      open.href = newFileAddress(quote, select.value);
    }
    select.addEventListener("change", fill);
    fill();
    postil.dialog.open(box);
  }

  // The range that the reader selected, or else the words of the note or sentence that has the focus.
  function chosen() {
    var selection = window.getSelection();
    if (selection.rangeCount && !selection.isCollapsed) return selection.getRangeAt(0);
    var mark = document.activeElement.closest && document.activeElement.closest(".postil-mark");
    var element = mark ? mark.closest(".postil-sentence") : document.querySelector(".postil-sentence:target");
    if (!element) return null;
    var range = document.createRange();
    range.selectNodeContents(element);
    return range;
  }

  // Offer a note on the selected words, or on the sentence of the focused mark.
  postil.suggest = function () {
    var range = chosen();
    var place = range && placeOf(range);
    if (!place || !root.dataset.newNote) return;
    hide();
    postil.index(function (entries) { offer(selectorOf(place, articleOf(entries))); });
  };

  function hide() {
    if (button) button.remove();
    button = null;
  }

  function show(range) {
    hide();
    var place = placeOf(range);
    if (!place || place.end - place.start > LONGEST_ADDRESS) return;
    var end = range.getClientRects()[range.getClientRects().length - 1];
    button = postil.element("button", "Suggest a note", document.body);
    button.type = "button";
    button.className = "suggest";
    button.style.top = end.bottom + window.scrollY + 6 + "px";
    button.style.left = Math.max(8, Math.min(end.right + window.scrollX - 60, root.clientWidth - 160)) + "px";
    button.addEventListener("pointerdown", function (event) { event.preventDefault(); });  // keeps the selection
    button.addEventListener("click", postil.suggest);
  }

  function follow() {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) hide();
    else show(selection.getRangeAt(0));
  }

  if (root.dataset.newNote) {
    document.addEventListener("pointerup", function (event) { if (event.target !== button) setTimeout(follow); });
    document.addEventListener("keyup", function (event) { if (event.shiftKey || event.key === "Shift") follow(); });
    document.addEventListener("selectionchange", function () {
      if (window.getSelection().isCollapsed) hide();
    });
  }
})(window.postil);
