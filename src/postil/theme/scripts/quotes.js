// @ts-check
// Words of the article in a page: where a selection is in its paragraph, what beside it tells the place, and back again.
((postil) => {
  "use strict";

  const loaded = /** @type {Map<string, Promise<unknown>>} */ (new Map());

  /** Run a script of the book once, then go on; what few readers use is loaded when they ask for it. */
  postil.once = (name, then) => {
    if (!loaded.has(name)) loaded.set(name, new Promise((done) => postil.load(name, () => done(undefined))));
    loaded.get(name)?.then(then);
  };
  postil.withEdition = (use) => (postil.edition ? use() : postil.once("edition.js", use));

  const BESIDE = 32; // characters on either side of a quote, as other tools give
  /** @type {Record<string, string>} */
  const STRAIGHT = { "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'" };

  /**
   * Text as quotes are compared: white space one space each, quote marks straight.
   *
   * @param {string} text
   * @returns {{text: string, at: number[]}} with the place in `text` of each character, and the end
   */
  function folded(text) {
    let result = "";
    const at = /** @type {number[]} */ ([]);
    [...text].reduce((from, character) => {
      const space = /\s/.test(character);
      if (!space || !result.endsWith(" ")) {
        const sign = space ? " " : STRAIGHT[character] || character;
        for (let n = 0; n < sign.length; n += 1) at.push(from + n);
        result += sign;
      }
      return from + character.length;
    }, 0);
    return { text: result, at: [...at, text.length] };
  }

  const fold = (/** @type {string} */ text) => folded(text).text;

  // The article's own words in a range.
  function wordsOf(/** @type {Range} */ range) {
    const piece = range.cloneContents();
    for (const element of piece.querySelectorAll("[data-editorial]")) element.remove();
    return piece.textContent;
  }

  /** @returns {HTMLElement | null} the paragraph of the article in which a place of the page is */
  function paragraphOf(/** @type {Node} */ node) {
    const element = node instanceof Element ? node : node.parentElement;
    return element && !element.closest("[data-note], .postil-own") ? element.closest(".postil-article") : null;
  }

  function whole(/** @type {HTMLElement} */ paragraph) {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return range;
  }

  // Scripts that put no space between words, with their points: there is no word to widen a selection to.
  const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

  function isInside(/** @type {string} */ text, /** @type {number} */ at) {
    const pair = text.slice(at - 1, at + 1);
    return /[\p{L}\p{N}]{2}/u.test(pair) && !UNSPACED.test(pair);
  }

  // What closes the words before a selection, and the space after it: no quotation begins with that.
  const CLOSING = /^[\p{Pe}”»’]*[.,;:!?]?[\p{Pe}”»’]*\s+/u;

  /**
   * Where a range is: widened to whole words, and only in the paragraph in which it begins.
   *
   * @param {Range} range
   * @returns {Place | null} null outside the article
   */
  function placeOf(range) {
    const paragraph = paragraphOf(range.startContainer);
    if (!paragraph) return null;
    const inside = range.cloneRange();
    if (paragraphOf(range.endContainer) !== paragraph) inside.setEnd(paragraph, paragraph.childNodes.length);
    const before = whole(paragraph);
    before.setEnd(range.startContainer, range.startOffset);
    const text = wordsOf(whole(paragraph));
    let start = wordsOf(before).length;
    let end = start + wordsOf(inside).length;
    start += CLOSING.exec(text.slice(start, end))?.[0].length ?? 0;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    if (start === end) return null;
    while (start > 0 && isInside(text, start)) start -= 1;
    while (end < text.length && isInside(text, end)) end += 1;
    return { paragraph, text, start, end };
  }

  /** The stretch of a paragraph as a range of the page. */
  function rangeOf(/** @type {Place} */ { paragraph, start, end }) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest("[data-editorial]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    let from = 0;
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      const to = from + text.length;
      if (start >= from && start < to) range.setStart(text, start - from);
      if (end > from && end <= to) {
        range.setEnd(text, end - from);
        break;
      }
      from = to;
    }
    return range;
  }

  /** The sentences of a page in which a place lies. */
  const sentencesOf = (/** @type {Place} */ place) => {
    const range = rangeOf(place);
    return /** @type {HTMLElement[]} */ (
      [...place.paragraph.querySelectorAll(".postil-sentence")].filter((sentence) => range.intersectsNode(sentence))
    );
  };

  /** A sentence as readers name it: `2.3`; the title has no number. */
  const numberOf = (/** @type {string} */ id) =>
    id.startsWith("s0-") ? postil.say("Title") : id.slice(1).replace("-", ".");

  /** The quote with what is beside it, for annotation files. */
  const quoteOf = (/** @type {Place} */ { text, start, end }) => ({
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - BESIDE), start),
    suffix: text.slice(end, end + BESIDE),
  });

  const alike = (/** @type {string} */ a, /** @type {string} */ b) => {
    let count = 0;
    while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
    return count;
  };
  const reversed = (/** @type {string} */ text) => [...text].reverse().join("");

  /**
   * Where a quote is in one of several texts: of several places the one whose surroundings are most like what is beside it.
   *
   * @param {Quote} quote
   * @param {string[]} texts
   * @returns {{index: number, start: number, end: number} | null} null where it is nowhere, or several places are as likely
   */
  function find(quote, texts) {
    const exact = fold(quote.exact).trim();
    const before = reversed(fold(quote.prefix || "").trimEnd());
    const after = fold(quote.suffix || "").trimStart();
    if (!exact) return null;
    const found = texts.flatMap((words, index) => {
      const { text, at } = folded(words);
      const places = [];
      for (let from = text.indexOf(exact); from >= 0; from = text.indexOf(exact, from + 1)) {
        const to = from + exact.length;
        const likeness =
          alike(before, reversed(text.slice(Math.max(0, from - 2 * BESIDE), from).trimEnd())) +
          alike(after, text.slice(to, to + 2 * BESIDE).trimStart());
        places.push({ index, start: at[from], end: at[to - 1] + 1, likeness });
      }
      return places;
    });
    found.sort((a, b) => b.likeness - a.likeness);
    const likeliest = found.length > 1 && found[0].likeness === found[1].likeness ? null : found[0];
    return likeliest ? { index: likeliest.index, start: likeliest.start, end: likeliest.end } : null;
  }

  const paragraphs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".postil-article")]);
  const textOf = (/** @type {HTMLElement} */ paragraph) => wordsOf(whole(paragraph));

  /** @returns {Place | null} the place of a quote on this page */
  function here(/** @type {Quote} */ quote) {
    const texts = paragraphs.map(textOf);
    const found = find(quote, texts);
    return (
      found && { paragraph: paragraphs[found.index], text: texts[found.index], start: found.start, end: found.end }
    );
  }

  /** The sentences of the whole article, from the search index. */
  function withArticle(/** @type {(sentences: Sentence[]) => void} */ use) {
    postil.index((entries) => {
      const texts = entries.filter((entry) => entry.kind === "text");
      use(
        texts.map(({ address, text }) => {
          const id = address.slice(address.indexOf("#") + 1);
          return { id, address, text, paragraph: id.slice(1).split("-")[0] };
        }),
      );
    });
  }

  // The sentences of a paragraph in one piece.
  const joined = (/** @type {Sentence[]} */ group) =>
    group.reduce(
      (text, sentence) =>
        text + (text && !(UNSPACED.test(text.slice(-1)) || UNSPACED.test(sentence.text[0])) ? " " : "") + sentence.text,
      "",
    );

  // The paragraphs of the article, each with its sentences.
  const paragraphsOf = (/** @type {Sentence[]} */ sentences) => [
    ...Map.groupBy(sentences, (sentence) => sentence.paragraph).values(),
  ];

  /** @returns {Sentence | null} the sentence of the article in which a quote begins */
  function sentenceOf(/** @type {Quote} */ quote, /** @type {Sentence[]} */ sentences) {
    const groups = paragraphsOf(sentences);
    const found = find(quote, groups.map(joined));
    if (!found) return null;
    const group = groups[found.index];
    return group.find((_, at) => joined(group.slice(0, at + 1)).length > found.start) || null;
  }

  const MOST = 60; // words, or letters of a script without spaces, on either side
  const STEP = new RegExp(`${UNSPACED.source}|[^\\s]+`, "gu");

  /** Where the words of a text begin, and where they end. */
  const stepsOf = (/** @type {string} */ text) =>
    [...text.matchAll(STEP)].map((match) => [match.index, match.index + match[0].length]);

  /**
   * The quote with as few words before or after it as tell its place from all others, in the paragraphs beside its own
   * where a paragraph is there twice.
   *
   * @param {Place} place
   * @param {Sentence[]} sentences of the whole article
   */
  function selectorOf(place, sentences) {
    const groups = paragraphsOf(sentences);
    const number = place.paragraph.dataset.paragraph || "0";
    const index = groups.findIndex((group) => group[0].paragraph === number);
    const whole = place.paragraph.querySelector(".postil-division") ? "" : fold(place.text).trim();
    const own = fold(joined(groups[index]));
    const texts = groups.map((group, at) => (at === index && whole.length >= own.length ? whole : fold(joined(group))));
    const exact = fold(place.text.slice(place.start, place.end));
    const all = texts.join(" ");
    const first = texts.slice(0, index).reduce((sum, text) => sum + text.length + 1, 0);
    const before = fold(place.text.slice(0, place.start)).trimStart();
    const start = all.indexOf(exact, first + Math.max(0, texts[index].indexOf(before) + before.length));
    const end = start + exact.length;
    const starts = /** @type {number[]} */ ([]);
    let from = 0;
    for (const text of texts) {
      for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) starts.push(from + at);
      from += text.length + 1;
    }
    const count = (/** @type {string} */ prefix, /** @type {string} */ suffix) =>
      starts.filter((at) => {
        const left = all.slice(Math.max(0, at - prefix.length - 1), at).trimEnd();
        return (
          left.endsWith(prefix) &&
          all
            .slice(at + exact.length, at + exact.length + suffix.length + 1)
            .trimStart()
            .startsWith(suffix)
        );
      }).length;
    const reach = 20 * MOST; // characters
    const left = all.slice(Math.max(0, start - reach), start);
    const right = all.slice(end, end + reach);
    const [begins, ends] = [stepsOf(left).map(([at]) => at), stepsOf(right).map(([, at]) => at)];
    for (let words = 0; words <= MOST; words += 1) {
      const prefix = words ? left.slice(begins.at(-Math.min(words, begins.length)) ?? left.length).trim() : "";
      const suffix = words ? right.slice(0, ends[Math.min(words, ends.length) - 1] ?? 0).trim() : "";
      for (const [some, other] of [
        [prefix, ""],
        ["", suffix],
        [prefix, suffix],
      ]) {
        if (count(some, other) === 1) return { exact, prefix: some, suffix: other };
      }
    }
    return { exact, prefix: "", suffix: "" };
  }

  postil.quotes = { placeOf, rangeOf, sentencesOf, numberOf, quoteOf, here, withArticle, sentenceOf, selectorOf };
})(window.postil);
