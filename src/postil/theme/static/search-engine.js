// @ts-check
// Finds entries by MiniSearch: while the reader types, forgiving slips and beginnings of words, exact titles first. The
// library and the parts of the index are loaded when they are first needed.
((postil) => {
  "use strict";

  const FILES = ["vendor/minisearch-7.2.0.js", "search-words.js", "index.js"];
  const LATER = "index-sources.js"; // the sources, when the rest can be searched
  // Words of a question that tell nothing of what is looked for, in English.
  const LITTLE = new Set(
    "a an and are at be by did do does for from has have how in is it its many much of on or that the this to was were what when where which who whom whose why with".split(
      " ",
    ),
  );
  const WEIGHT = {
    person: 1.8,
    term: 1.6,
    event: 1.15,
    chart: 1.2,
    claim: 0.9,
    note: 1.3,
    text: 1.3,
    page: 0.9,
    source: 0.6,
  };
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  let index = null;
  const entries = [];
  /** @type {(() => void)[]} */
  const waiting = [];

  const add = (/** @type {object[]} */ more) => {
    const from = entries.length;
    entries.push(...more);
    index.addAll(more.map((entry, at) => ({ ...entry, id: from + at })));
  };

  const start = () => {
    index = new window.MiniSearch({
      fields: ["title", "also", "where", "text"],
      storeFields: [],
      tokenize: (text) => postil.wordsOf(text).map((word) => word.term),
      processTerm: (term) => term,
    });
    add(postil.entries);
    for (const use of waiting.splice(0)) use();
    postil.load(LATER, () => {
      add(postil.sourceEntries);
      document.dispatchEvent(new Event("postil:more-entries"));
    });
  };

  const loadAll = (/** @type {string[]} */ files) => {
    const [file, ...rest] = files;
    if (!file) start();
    else postil.load(file, () => loadAll(rest));
  };

  /** Call back when entries can be found. */
  postil.whenSearchable = (/** @type {() => void} */ use) => {
    if (index) return use();
    waiting.push(use);
    if (waiting.length === 1) loadAll(FILES);
  };

  // All words must be found; where that gives little, entries with some of them follow.
  const hitsOf = (/** @type {string[]} */ terms) => {
    const options = {
      boost: { title: 4, also: 3, where: 0.5 },
      boostDocument: (id) => WEIGHT[entries[id].kind] || 1,
      prefix: (term) => term.length > 2 && !UNSPACED.test(term),
      fuzzy: (term) => (term.length > 4 && !UNSPACED.test(term) && !/\d/.test(term) ? 0.2 : false),
      tokenize: () => terms,
    };
    const all = index.search(terms.join(" "), { ...options, combineWith: "AND" });
    if (all.length >= 5 || terms.length < 2) return all;
    const known = new Set(all.map((hit) => hit.id));
    return [
      ...all,
      ...index.search(terms.join(" "), { ...options, combineWith: "OR" }).filter((hit) => !known.has(hit.id)),
    ];
  };

  /**
   * What a query finds, the best first: the entry and the words that were found in it.
   *
   * @returns {{entry: object, found: Set<string>}[]}
   */
  postil.find = (/** @type {string} */ query) => {
    const words = postil.wordsOf(query).map((word) => word.term);
    const telling = words.filter((word) => !LITTLE.has(word));
    const terms = telling.length ? telling : words;
    if (!terms.length) return [];
    const asked = words.join(" ");
    const exact = (entry) =>
      [entry.title, ...(entry.also || "").split(";")].some((title) => postil.foldedTitle(title) === asked);
    const hits = hitsOf(terms).map((hit) => ({ entry: entries[hit.id], found: new Set(hit.terms) }));
    return [...hits.filter(({ entry }) => exact(entry)), ...hits.filter(({ entry }) => !exact(entry))];
  };
})(window.postil);
