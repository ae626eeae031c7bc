// Presentation: large type, one sentence or chart at a time, with the arrow keys or the two buttons.
(function (postil) {
  "use strict";

  var stops = Array.from(document.querySelectorAll("main .sentence, main figure.chart"));
  var pages = { "-1": "a.previous", "1": "a.next" };
  var at = 0;
  var bar = null;

  function show(index) {
    at = index;
    stops.forEach(function (stop, number) {
      stop.classList.toggle("current", number === at);
    });
    document.querySelectorAll(".article").forEach(function (article) {
      article.classList.toggle("holds-current", article.contains(stops[at]));
    });
    bar.querySelector("[role=status]").textContent = at + 1 + " of " + stops.length;
    window.scrollTo(0, 0);
  }

  function step(by) {
    if (stops[at + by]) {
      show(at + by);
      return;
    }
    var page = document.querySelector(pages[by]);
    if (page) location.href = page.href;
  }

  function button(text, label, by) {
    var result = document.createElement("button");
    result.type = "button";
    result.textContent = text;
    result.setAttribute("aria-label", label);
    result.addEventListener("click", function () { step(by); });
    return result;
  }

  function makeBar() {
    var result = document.createElement("div");
    var status = document.createElement("span");
    var leave = button("✕", "Leave the presentation", 0);
    result.className = "presenter";
    status.setAttribute("role", "status");
    leave.addEventListener("click", function () { postil.toggle("present"); });
    result.append(button("←", "Back", -1), status, button("→", "On", 1), leave);
    document.body.append(result);
    return result;
  }

  function start() {
    bar = bar || makeBar();
    var target = location.hash && document.querySelector(location.hash.replace(/[^#\w-]/g, ""));
    var named = target ? stops.indexOf(target.closest(".sentence, figure.chart")) : -1;
    show(named >= 0 ? named : at);
  }

  function update() {
    if (postil.has("present") && stops.length) start();
    else if (bar) {
      bar.remove();
      bar = null;
    }
  }

  document.addEventListener("keydown", function (event) {
    if (!bar || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "ArrowRight" || event.key === "PageDown") step(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") step(-1);
    else if (event.key === "Escape" && !document.querySelector("dialog[open]")) postil.toggle("present");
    else return;
    event.preventDefault();
  });
  document.addEventListener("postil:view", update);
  update();
})(window.postil);
