// @ts-check
// Finds entries by MiniSearch: while the reader types, forgiving slips and beginnings of words; names, phrases and
// rare words first. The library and the parts of the index are loaded when they are first needed.
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
  /** @type {Record<string, number>} */
  const WEIGHT = {
    person: 1.8,
    term: 1.6,
    event: 1.15,
    chart: 1.2,
    claim: 0.9,
    note: 1.3,
    text: 1.3,
    page: 0.9,
    source: 0.3,
  };
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  const { sure } = postil;
  let index = /** @type {SearchIndex | null} */ (null);
  const entries = /** @type {Entry[]} */ ([]);
  const waiting = /** @type {(() => void)[]} */ ([]);

  const add = (/** @type {Entry[]} */ more) => {
    const from = entries.length;
    entries.push(...more);
    sure(index).addAll(more.map((entry, at) => ({ ...entry, id: from + at })));
  };

  const start = () => {
    index = new window.MiniSearch({
      fields: ["title", "also", "where", "text"],
      storeFields: [],
      tokenize: (text) => postil.wordsOf(text).map((word) => word.term),
      processTerm: (term) => term,
    });
    add(sure(postil.entries));
    for (const use of waiting.splice(0)) use();
    postil.load(LATER, () => {
      add(sure(postil.sourceEntries));
      document.dispatchEvent(new Event("postil:more-entries"));
    });
  };

  const loadAll = (/** @type {string[]} */ files) => {
    const [file, ...rest] = files;
    if (!file) start();
    else postil.load(file, () => loadAll(rest));
  };

  /** Call back when entries can be found. */
  postil.whenSearchable = (use) => {
    if (index) return use();
    waiting.push(use);
    if (waiting.length === 1) loadAll(FILES);
  };

  const PHRASE = 2; // how much more a phrase counts than its words
  const SLIP = 0.5; // how much a word counts that is not there as it was typed
  const SHORT = 4; // letters of the shortest word that is taken for a slip of another
  const FEW = 5; // with fewer entries that have all words, those with some of them follow
  const SENTENCES = 3; // of the article that come before what is only about it

  const foldedTexts = /** @type {Map<Entry, string>} */ (new Map());
  const foldedText = (/** @type {Entry} */ entry) => {
    const kept = foldedTexts.get(entry);
    const text = kept ?? ` ${postil.foldedTitle([entry.title, entry.also, entry.text].filter(Boolean).join(" "))}`;
    foldedTexts.set(entry, text);
    return text;
  };

  const asTyped = (/** @type {SearchHit} */ hit, /** @type {string} */ term) =>
    hit.terms.some((found) => found.startsWith(term));

  const isThere = (/** @type {string} */ term, prefix = false) =>
    sure(index).search(term, { tokenize: () => [term], prefix: () => prefix }).length > 0;

  // A word that is there as typed stands for its other forms, a letter longer or shorter; any other may be a slip, a short
  // one if none begins with it.
  const slips = (/** @type {string} */ term) => {
    if (term.length < SHORT || UNSPACED.test(term) || /\d/.test(term)) return false;
    if (term.length === SHORT) return !isThere(term, true) && 1;
    return isThere(term) ? 1 : 0.2;
  };

  // What has the words of a query: those entries first in which more and rarer ones of them are, then by MiniSearch's score,
  // which counts for more where they are a phrase.
  const hitsOf = (/** @type {string[]} */ terms, /** @type {string} */ phrase) => {
    const hits = sure(index).search(terms.join(" "), {
      boost: { title: 4, also: 3, where: 0.5 },
      boostDocument: (id) => WEIGHT[entries[id].kind] || 1,
      prefix: (term) => term.length > 2 && !UNSPACED.test(term),
      fuzzy: slips,
      tokenize: () => terms,
    });
    const share = (/** @type {string} */ term) => hits.filter((hit) => hit.queryTerms.includes(term)).length;
    const rarity = new Map(terms.map((term) => [term, Math.log(1 + entries.length / (share(term) || 1))]));
    const tells = (/** @type {SearchHit} */ hit) =>
      hit.queryTerms.reduce((sum, term) => sum + sure(rarity.get(term)) * (asTyped(hit, term) ? 1 : SLIP), 0);
    const told = new Map(hits.map((hit) => [hit, tells(hit)]));
    for (const hit of hits) if (phrase && foldedText(entries[hit.id]).includes(` ${phrase}`)) hit.score *= PHRASE;
    hits.sort((a, b) => sure(told.get(b)) - sure(told.get(a)) || b.score - a.score);
    const all = hits.filter((hit) => hit.queryTerms.length === rarity.size);
    return all.length < FEW ? hits : all;
  };

  // Words without those that tell little, unless there are no others.
  const tellingOf = (/** @type {string[]} */ words) => {
    const telling = words.filter((word) => !LITTLE.has(word));
    return telling.length ? telling : words;
  };

  /** What a query finds, the best first: what is called so, then what the article says in these words, then all others. */
  postil.find = (query) => {
    const words = postil.wordsOf(query).map((word) => word.term);
    const terms = tellingOf(words);
    if (!terms.length) return [];
    const [asked, told] = [words.join(" "), terms.join(" ")];
    const names = (/** @type {Entry} */ entry) =>
      [entry.title, ...(entry.also || "").split(";")].map(postil.foldedTitle);
    let sentences = 0;
    const rank = (/** @type {Entry} */ entry, /** @type {boolean} */ said) => {
      if (names(entry).includes(asked)) return 0;
      if (names(entry).some((name) => tellingOf(name.split(" ")).join(" ") === told)) return 1;
      return said && ++sentences <= SENTENCES ? 2 : 3;
    };
    const hits = hitsOf(terms, words.length > 1 ? asked : "");
    // A word that is nowhere as it was typed stands for what is found in its place.
    const slipped = new Set(terms.filter((term) => !hits.some((hit) => asTyped(hit, term))));
    const has = (/** @type {SearchHit} */ hit, /** @type {string} */ term) =>
      slipped.has(term) ? hit.queryTerms.includes(term) : asTyped(hit, term);
    return hits
      .map((hit) => {
        const entry = entries[hit.id];
        const said = entry.kind === "text" && terms.every((term) => has(hit, term));
        return { entry, found: new Set(hit.terms), said, rank: rank(entry, said) };
      })
      .sort((a, b) => a.rank - b.rank);
  };
})(window.postil);
