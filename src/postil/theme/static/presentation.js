// Presentation: large type, one sentence or chart at a time, with the arrow keys or the two buttons. Where the address
// names a session path, its stops instead, from page to page.
(function (postil) {
  "use strict";

  var root = document.documentElement;
  var places = Array.from(document.querySelectorAll("main .postil-sentence, main figure.postil-chart"));
  var pages = { "-1": "a.previous", "1": "a.next" };
  var asked = new URLSearchParams(location.search);
  var at = 0;
  var bar = null;
  var path = null;  // the stops of the path in the address, and which of them this is, from 0

  function show(index) {
    at = index;
    places.forEach(function (place, number) {
      place.classList.toggle("current", number === at);
    });
    document.querySelectorAll(".postil-article").forEach(function (article) {
      article.classList.toggle("holds-current", article.contains(places[at]));
    });
    if (!path) say(at + 1 + " of " + places.length);
    var card = document.querySelector("[data-note]:target");
    if (card && card.offsetHeight) card.scrollIntoView();
    else window.scrollTo(0, 0);
  }

  function step(by) {
    var next = path ? path.stops[path.at + by] : null;
    var page = path ? null : document.querySelector(pages[by]);
    if (next) location.href = root.dataset.root + next.address;
    else if (!path && places[at + by]) show(at + by);
    else if (page) location.href = page.href;
  }

  function leave() {
    var address = new URL(location.href);
    ["path", "stop"].forEach(function (part) { address.searchParams.delete(part); });
    history.replaceState(null, "", address);
    delete root.dataset.path;
    path = null;
    if (postil.has("present")) postil.toggle("present");
    else update();
  }

  function say(position, words) {
    var status = bar.querySelector("[role=status]");
    status.textContent = position;
    if (words) postil.element("span", words, status).className = "say";
  }

  function button(text, label, act) {
    var result = postil.element("button", text, bar);
    result.type = "button";
    result.setAttribute("aria-label", label);
    result.addEventListener("click", act);
    return result;
  }

  function makeBar() {
    bar = postil.element("div", "", document.body);
    bar.className = "presenter";
    button("←", "Back", function () { step(-1); });
    postil.element("span", "", bar).setAttribute("role", "status");
    button("→", "On", function () { step(1); });
    button("✕", path ? "Leave the path" : "Leave the presentation", leave);
  }

  function removeBar() {
    if (bar) bar.remove();
    bar = null;
  }

  // The sentence or chart that the address names, or in which the words of its note end.
  function named() {
    var id = location.hash.slice(1).replace(/[^\w-]/g, "");
    var words = document.querySelectorAll('[data-notes~="' + id.replace(/^note-/, "") + '"]');
    var target = words.length ? words[words.length - 1] : document.getElementById(id);
    return target ? places.indexOf(target.closest(".postil-sentence, figure.postil-chart")) : -1;
  }

  function update() {
    removeBar();
    var large = postil.has("present");
    if (!large && !path) return;
    makeBar();
    if (path) {
      say("Stop " + (path.at + 1) + " of " + path.stops.length + " · " + path.stops[path.at].time, path.stops[path.at].say);
    }
    if (large && places.length) show(named() < 0 ? at : named());
  }

  function follow() {
    var stops = postil.paths[asked.get("path")];
    var index = Number(asked.get("stop")) - 1;
    if (stops && stops[index]) {
      path = { stops: stops, at: index };
      root.dataset.path = "";
    }
    update();
  }

  document.addEventListener("keydown", function (event) {
    if (!bar || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.defaultPrevented || event.target.closest("input, textarea, select, .scroll")) return;  // the key has a use there
    if (event.key === "ArrowRight" || event.key === "PageDown") step(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") step(-1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  });
  document.addEventListener("postil:view", update);
  if (asked.has("path")) postil.load("paths.js", follow);
  else update();
})(window.postil);
