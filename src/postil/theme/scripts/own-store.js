// @ts-check
// Readers' own notes, kept by this browser and nowhere else: one entry a note, so that two tabs never overwrite each other.
((postil) => {
  "use strict";

  const NAME = postil.part(".postil-bar .postil-edition").textContent.trim();
  const PREFIX = `postil-own ${NAME} `;
  const LIMITS = {
    exact: 2000,
    prefix: 200,
    suffix: 200,
    text: 10000,
    colour: 20,
    verdict: 40,
    about: 100,
    by: 80,
    created: 40,
    modified: 40,
  };
  const TAGS = 20; // of a note, at most
  const TAG = 60; // characters of a tag
  const COLOURS = ["yellow", "green", "blue", "rose"];
  const OTHERS = `postil-opened ${NAME}`;

  const unkept = /** @type {Map<string, OwnNote>} */ (new Map()); // what the browser would not keep

  const line = (/** @type {unknown} */ value, /** @type {number} */ most) =>
    typeof value === "string" ? value.slice(0, most) : "";

  /** A UUID, version 4 (RFC 9562). `crypto.randomUUID` is missing where a page came by plain http. */
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return [...bytes]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  /** A note with nothing in it but texts of bounded length, whatever it was. @returns {OwnNote | null} null without words */
  function clean(/** @type {unknown} */ value) {
    if (!value || typeof value !== "object") return null;
    const given = /** @type {Record<string, unknown>} */ (value);
    const note = Object.fromEntries(Object.entries(LIMITS).map(([name, most]) => [name, line(given[name], most)]));
    const tags = Array.isArray(given.tags) ? given.tags.slice(0, TAGS).map((tag) => line(tag, TAG).trim()) : [];
    const id = typeof given.id === "string" && /^[\w-]{1,64}$/.test(given.id) ? given.id : newId();
    if (!note.exact.trim()) return null;
    return /** @type {OwnNote} */ ({
      ...note,
      id,
      tags: [...new Set(tags.filter(Boolean))],
      colour: COLOURS.includes(note.colour) ? note.colour : "",
    });
  }

  /** @returns {unknown} what a text of JSON says; nothing where it is none */
  function parsed(/** @type {string | null} */ text) {
    try {
      return JSON.parse(text || "null");
    } catch {
      return null;
    }
  }

  /** @returns {string[]} the keys of the notes; none where storage is forbidden */
  function keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  const byTime = (/** @type {OwnNote} */ a, /** @type {OwnNote} */ b) =>
    a.created.localeCompare(b.created) || a.id.localeCompare(b.id);

  /** Every note of this reader, the oldest first. */
  function all() {
    const kept = keys().flatMap((key) => clean(parsed(localStorage.getItem(key))) ?? []);
    return [...new Map([...kept, ...unkept.values()].map((note) => [note.id, note])).values()].sort(byTime);
  }

  const changed = () => document.dispatchEvent(new Event("postil:own"));

  /** Keep a note. @returns {boolean} whether the browser keeps it; if not it lasts as long as the page */
  function keep(/** @type {Partial<OwnNote>} */ given) {
    const now = new Date().toISOString();
    const note = clean({ created: now, modified: now, ...given });
    if (!note) return false;
    try {
      localStorage.setItem(PREFIX + note.id, JSON.stringify(note));
      unkept.delete(note.id);
    } catch {
      unkept.set(note.id, note); // storage is full or forbidden
    }
    changed();
    return !unkept.has(note.id);
  }

  function remove(/** @type {string} */ id) {
    unkept.delete(id);
    try {
      localStorage.removeItem(PREFIX + id);
    } catch {
      // Nothing was kept there.
    }
    changed();
  }

  let opened = /** @type {OwnNote[] | null} */ (null);

  /** Notes of others that this tab has opened from files; they stay as long as the tab. */
  function others() {
    if (!opened) {
      try {
        const kept = parsed(sessionStorage.getItem(OTHERS));
        opened = Array.isArray(kept) ? kept.flatMap((note) => clean(note) ?? []) : [];
      } catch {
        opened = [];
      }
    }
    return opened;
  }

  /** @returns {boolean} whether they are still there on the next page */
  function showOthers(/** @type {OwnNote[]} */ notes) {
    opened = notes;
    let stays = true;
    try {
      if (notes.length) sessionStorage.setItem(OTHERS, JSON.stringify(notes));
      else sessionStorage.removeItem(OTHERS);
    } catch {
      stays = false; // more than the tab keeps
    }
    changed();
    return stays;
  }

  postil.verdictLabel = (verdict) => postil.edition?.verdicts.find(({ name }) => name === verdict)?.label || verdict;

  /** Each reader's latest judgement, counted: the verdicts with the names of those who gave them, the commonest first. */
  postil.tally = (notes) => {
    const latest = /** @type {Map<string, OwnNote>} */ (new Map());
    for (const note of notes) {
      const before = latest.get(note.by);
      if (!before || before.modified <= note.modified) latest.set(note.by, note);
    }
    const counts = Map.groupBy(latest.values(), ({ verdict }) => verdict);
    return [...counts]
      .map(([verdict, given]) => /** @type {Counted} */ ([verdict, given.map(({ by }) => by)]))
      .sort((a, b) => b[1].length - a[1].length);
  };
  postil.counted = ([verdict, names]) => `${names.length} × ${postil.verdictLabel(verdict)}`;

  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) changed();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unkept.size) event.preventDefault();
  });

  postil.own = {
    newId,
    all,
    keep,
    remove,
    others,
    showOthers,
    clean,
    COLOURS,
    unkept: () => unkept.size,
    edition: NAME,
  };
})(window.postil);
