// Before the first paint: the colours and the view that the address asks for, or that the reader chose before.
(function (postil) {
  "use strict";
  var root = document.documentElement;
  var PARTS = ["view", "without", "size"];

  function kept(key) {
    try {
      return localStorage.getItem("postil-" + key) || "";
    } catch (error) {
      return "";  // storage may be forbidden; then nothing is remembered
    }
  }

  // What was remembered under a name; nothing where storage is forbidden.
  postil.kept = kept;

  // The words of the interface in the language of the book.
  postil.say = function (words) { return (postil.words || {})[words] || words; };

  // Remember a choice; an empty one is forgotten.
  postil.keep = function (key, value) {
    try {
      if (value) localStorage.setItem("postil-" + key, value);
      else localStorage.removeItem("postil-" + key);
    } catch (error) {
      // The choice then lasts for this page.
    }
  };

  // Put a part of the view on the root element, where the style sheet and the other scripts read it.
  postil.show = function (part, value) {
    if (value) root.setAttribute("data-" + part, value);
    else root.removeAttribute("data-" + part);
  };

  postil.has = function (view) {
    return (root.dataset.view || "").split(" ").includes(view);
  };

  // Run a script of the book. Data stand in scripts, because pages opened from disk cannot fetch.
  postil.load = function (name, then) {
    var script = document.createElement("script");
    script.src = root.dataset.root + "_static/" + name;
    script.onload = then;
    document.head.append(script);
  };

  root.classList.add("js", "unsettled");

  // The face of the text is there for the first paint; from disk it is anyway, and no preload is allowed.
  if (location.protocol !== "file:") {
    var face = document.createElement("link");
    Object.assign(face, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    face.href = root.dataset.root + "_static/fonts/source-serif-4-latin-400-normal.woff2";
    document.head.append(face);
  }

  // What scripts put in place is shown when it stands there, so that nothing jumps; see `.unsettled` in the style sheet.
  postil.settled = function () { root.classList.remove("unsettled"); };

  var asked = new URLSearchParams(location.search);
  PARTS.forEach(function (part) {
    postil.show(part, (asked.has(part) ? asked.get(part) : kept(part)).replace(/[^a-z0-9]+/g, " ").trim());
  });
  var scheme = kept("scheme");
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
})((window.postil = window.postil || {}));
