// @ts-check
// Where old addresses of notes lead: to the note that another was merged into, or to why one was taken out.
((postil) => {
  "use strict";

  const FROM = "from"; // in the query of an address: the id of the note that the reader asked for
  const root = document.documentElement.dataset.root || "";

  // An address of the book with a word about where the reader comes from.
  const addressFrom = (/** @type {string} */ address, /** @type {string} */ id) => {
    const [page, hash] = address.split("#");
    return `${root}${page}?${FROM}=${encodeURIComponent(id)}#${hash}`;
  };

  const tell = (/** @type {string} */ title, /** @type {string[]} */ lines) => {
    const box = postil.dialog.make(title);
    for (const line of lines) postil.element("p", line, box);
    postil.dialog.open(box);
  };

  // A link leads to a note that is not on this page: it may be on another, merged into another, or removed.
  postil.missing = (id) => {
    postil.index((entries) =>
      postil.load("former.js", () => {
        const found = entries.find((entry) => entry.address.endsWith(`#note-${id}`));
        const former = postil.sure(postil.former);
        const merged = Object.hasOwn(former.moved, id) && former.moved[id];
        const gone = Object.hasOwn(former.gone, id) && former.gone[id];
        if (found) location.replace(root + found.address);
        else if (merged) location.replace(addressFrom(merged.address, id));
        else if (gone)
          tell(postil.say("This note was removed"), [
            `${postil.say("It had the name")} ${postil.quoted(id)}.`,
            `${gone.on}: ${gone.why}`,
          ]);
        else
          tell(postil.say("This note is no longer here"), [
            `${postil.say("The link names the note")} ${postil.quoted(id)}. ${postil.say("The link is misspelt, or the note is gone.")}`,
          ]);
      }),
    );
  };

  // A page without notes, such as the cover, leads to the note too.
  document.addEventListener("DOMContentLoaded", () => {
    const id = location.hash.slice(1);
    if (!postil.cards && id.startsWith("note-") && !document.getElementById(id))
      postil.missing(id.slice("note-".length));
  });

  // Say in the card that it took the place of the note that the reader asked for.
  const from = new URLSearchParams(location.search).get(FROM);
  const card = document.getElementById(location.hash.slice(1));
  if (from && card?.matches("[data-note]")) {
    const line = document.createElement("p");
    line.className = "postil-moved";
    line.setAttribute("role", "status");
    line.textContent = `${postil.say("The note that you asked for was merged into this one:")} ${from}`;
    card.prepend(line);
    history.replaceState(null, "", location.pathname + location.hash);
  }
})(window.postil);
