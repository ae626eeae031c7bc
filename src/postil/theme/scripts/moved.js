// @ts-check
// Where old addresses lead: of a note to the one that it was merged into, or to why it was taken out; of a source to
// the page that lists it now.
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

  // A link leads to a source, or to what one says, that another page lists.
  const missingSource = (/** @type {string} */ id) =>
    postil.load("index-sources.js", () => {
      const places = postil.sure(postil.sourceEntries).map((entry) => entry.address.split("#source-"));
      const listed = places.filter(([, key]) => id === `source-${key}` || id.startsWith(`passage-${key}-`));
      const [page] = listed.sort(([, one], [, other]) => other.length - one.length)[0] || [];
      if (page) location.replace(`${root}${page}#${id}`);
    });

  // A page without notes, such as the cover, leads to the note too.
  document.addEventListener("DOMContentLoaded", () => {
    const id = postil.idAsked();
    if (!id || document.getElementById(id)) return;
    if (!postil.cards && id.startsWith("note-")) postil.missing(id.slice("note-".length));
    if (/^(source|passage)-/.test(id)) missingSource(id);
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
