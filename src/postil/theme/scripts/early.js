// @ts-check
// Before the first paint: the colours and the view that the address asks for, or that the reader chose before.
window.postil ||= /** @type {Postil} */ ({});

((postil) => {
  "use strict";

  const root = document.documentElement;
  const PARTS = ["view", "without", "size"];

  // What was remembered under a name; what the browser would not keep lasts for this page.
  const unkept = /** @type {Map<string, string>} */ (new Map());
  postil.kept = (key) => {
    try {
      return unkept.get(key) ?? (localStorage.getItem(`postil-${key}`) || "");
    } catch {
      return "";
    }
  };

  // Remember a choice; an empty one is forgotten.
  postil.keep = (key, value) => {
    try {
      if (value) localStorage.setItem(`postil-${key}`, value);
      else localStorage.removeItem(`postil-${key}`);
      unkept.delete(key);
    } catch {
      unkept.set(key, value);
    }
  };

  // The words of the interface in the language of the book; each %d or %s in them is the next of the values.
  postil.say = (words, ...values) => {
    const said = postil.words?.[words] || words;
    return values.length ? said.replace(/%[ds]/g, () => String(values.shift())) : said;
  };

  // What the book put on the page, or in its data: where it is missing there is nothing to go on with.
  postil.sure = (found) => {
    if (found === null || found === undefined) throw new TypeError("a part of the page is missing");
    return found;
  };
  postil.part = (selector, within = document) =>
    /** @type {HTMLElement} */ (postil.sure(within.querySelector(selector)));

  // The id that the address names, as it stands where it is not well encoded.
  postil.idAsked = () => {
    const id = location.hash.slice(1);
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  };

  // Put a part of the view on the root element, where the style sheet and the other scripts read it.
  postil.show = (part, value) => {
    if (value) root.setAttribute(`data-${part}`, value);
    else root.removeAttribute(`data-${part}`);
  };

  postil.has = (view) => (root.dataset.view || "").split(" ").includes(view);

  // Run a script of the book. Data are in scripts, because pages opened from disk cannot fetch.
  postil.load = (name, then) => {
    const script = document.createElement("script");
    script.src = `${root.dataset.root}_static/postil/${name}`;
    script.onload = () => then();
    document.head.append(script);
  };

  // The style of the wall, for which few ask. A page that is presented from the beginning waits for it, so that nothing jumps.
  // Before the other sheets in either case.
  let dressed = false;
  postil.dress = (then) => {
    if (dressed) return then();
    dressed = true;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${root.dataset.root}_static/postil/stage.css`, onload: then });
    if (document.readyState === "loading") document.write(link.outerHTML);
    else document.head.prepend(link);
  };

  // What scripts put in place is shown when it is there, so that nothing jumps; see `.postil-unsettled`.
  postil.settled = () => root.classList.remove("postil-unsettled");

  root.classList.add("postil-js", "postil-unsettled");

  // Faces of the text, made of the bytes of their fonts: there at once.
  postil.addFaces = (faces) => {
    for (const [family, font, how] of faces) {
      const bytes = Uint8Array.from(atob(font), (letter) => letter.charCodeAt(0));
      document.fonts.add(new FontFace(family, bytes, how));
    }
  };

  // The face of the text is there for the first paint, so that nothing jumps; from disk no preload is allowed.
  if (location.protocol === "file:") {
    const faces = document.createElement("script");
    faces.src = `${root.dataset.root}_static/postil/faces.js`;
    document.write(faces.outerHTML);
  } else {
    const face = document.createElement("link");
    Object.assign(face, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    face.href = `${root.dataset.root}_static/postil/fonts/source-serif-4-latin-400-normal.woff2`;
    document.head.append(face);
  }

  const asked = new URLSearchParams(location.search);
  for (const part of PARTS) {
    const value = asked.get(part) ?? postil.kept(part);
    postil.show(part, value.replace(/[^a-z0-9]+/g, " ").trim());
  }
  if (postil.has("present") || asked.has("path")) postil.dress(() => {});
  const scheme = postil.kept("scheme");
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
})(window.postil);
