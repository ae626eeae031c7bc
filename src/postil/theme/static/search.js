// Search: finds words in the text, in notes and in the other pages, and says which is which. Works from disk.
(function (postil) {
  "use strict";

  var KINDS = { text: "The article", note: "Note", page: "Page" };
  var form = document.querySelector("form.search");
  var field = form.querySelector("input");
  var status = document.getElementById("search-status");
  var results = document.getElementById("search-results");

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[“”„]/g, '"').replace(/[‘’]/g, "'");
  }

  // How well an entry answers: 0 where a word is missing; words in titles count ten times.
  function score(entry, words) {
    var title = folded(entry.title), text = folded(entry.text);
    var sum = 0;
    for (var word of words) {
      var found = (title.includes(word) ? 10 : 0) + text.split(word).length - 1;
      if (!found) return 0;
      sum += found;
    }
    return sum * (entry.kind === "page" ? 1 : 2);
  }

  function excerpt(entry, words) {
    var start = Math.max(0, folded(entry.text).indexOf(words[0]) - 60);
    var text = entry.text.slice(start, start + 220);
    return (start ? "… " : "") + text + (start + 220 < entry.text.length ? " …" : "");
  }

  function marked(text, words, parent) {
    var pattern = words.map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|");
    text.split(new RegExp("(" + pattern + ")", "i")).forEach(function (part, index) {
      parent.append(index % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part);
    });
  }

  function item(entry, words) {
    var result = document.createElement("li");
    var link = document.createElement("a");
    var kind = document.createElement("span");
    var text = document.createElement("p");
    kind.className = "found-in";
    kind.textContent = KINDS[entry.kind] + " · " + entry.where;
    link.href = document.documentElement.dataset.root + entry.address;
    link.dir = text.dir = "auto";
    marked(entry.title, words, link);
    marked(excerpt(entry, words), words, text);
    result.append(kind, link, text);
    return result;
  }

  function search() {
    var words = folded(field.value).split(/\s+/).filter(Boolean);
    results.replaceChildren();
    if (!words.length) {
      status.textContent = "";
      return;
    }
    postil.index(function (entries) {
      var found = entries.map(function (entry) { return { entry: entry, score: score(entry, words) }; })
        .filter(function (hit) { return hit.score; })
        .sort(function (a, b) { return b.score - a.score; });
      status.textContent = found.length + (found.length === 1 ? " place" : " places") + " found";
      results.append.apply(results, found.map(function (hit) { return item(hit.entry, words); }));
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value));
    search();
  });
  field.addEventListener("input", search);
  field.value = new URLSearchParams(location.search).get("q") || "";
  search();
})(window.postil);
