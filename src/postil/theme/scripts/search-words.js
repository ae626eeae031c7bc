// @ts-check
// The words of a text as search compares them: small letters without accents, ligatures as their letters, no apostrophes
// and nothing that nobody sees; scripts that put no space between words as pairs of characters. Each knows where it is in
// the text.
((postil) => {
  "use strict";

  const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ\u00ad\u200b-\u200f\u2060\ufeff]+[\p{L}\p{N}\p{M}]+)*/gu;
  const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

  const NOTHING = /[\p{M}'’ʼ\u00ad\u0640\u200b-\u200f\u2060\ufeff]/gu; // with the stroke that draws Arabic letters apart
  // Letters of Latin that Unicode does not take apart, as they are typed without them.
  /** @type {Record<string, string>} */
  const PLAIN = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i" };

  // Capitals first: they take ß and ligatures apart.
  const fold = (/** @type {string} */ word) =>
    word
      .normalize("NFKD")
      .toUpperCase()
      .toLowerCase()
      .normalize("NFKD")
      .replace(NOTHING, "")
      .replace(/[æœøđðþłħı]/g, (letter) => PLAIN[letter]);

  /** @returns {{term: string, start: number, end: number}[]} */
  postil.wordsOf = (text) => {
    const words = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      let at = 0;
      for (const run of word.matchAll(UNSPACED)) {
        if (run.index > at)
          words.push({ term: fold(word.slice(at, run.index)), start: index + at, end: index + run.index });
        const last = Math.max(1, run[0].length - 1);
        for (let n = 0; n < last; n += 1) {
          const start = index + run.index + n;
          words.push({ term: run[0].slice(n, n + 2), start, end: start + Math.min(2, run[0].length) });
        }
        at = run.index + run[0].length;
      }
      if (at < word.length) words.push({ term: fold(word.slice(at)), start: index + at, end: index + word.length });
    }
    return words;
  };

  /** A text as a title is compared. */
  postil.foldedTitle = (text) =>
    postil
      .wordsOf(text)
      .map((word) => word.term)
      .join(" ");
})(window.postil);
