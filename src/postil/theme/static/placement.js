// @ts-check
// Where cards go in a margin, and how much of each shows: numbers only, nothing of the page.
((postil) => {
  "use strict";

  const BRIEF = 2; // levels: 0 is the whole margin text, 1 its first three lines, 2 two lines, 3 verdict and finding
  const FOLDED = 3;
  const NEAR = 60; // px that a card may be from its words before cards about it are shortened
  const LEVEL = 16; // px that an opened card may be from its words
  const PINNED = 1e6; // how much more an opened card counts than the others: they make room

  /**
   * In order, none over another, the sum of the squared distances from their words the least possible: weighted isotonic
   * regression by pooling adjacent violators (R. E. Barlow et al., Statistical Inference under Order Restrictions, 1972).
   *
   * @param {{wish: number, height: number, weight: number}[]} items in order; px, and how much each counts
   * @param {number} gap px between two items
   * @param {number} floor the least top, in px
   * @returns {number[]} the top of each item, in px
   */
  postil.place = (items, gap, floor) => {
    /** @typedef {{sum: number, weight: number, count: number}} Block */
    const blocks = /** @type {Block[]} */ ([]);
    const mean = (/** @type {Block} */ block) => block.sum / block.weight;
    let used = 0;
    for (const { wish, height, weight } of items) {
      const block = { sum: (wish - used) * weight, weight, count: 1 };
      used += height + gap;
      for (let before = blocks.at(-1); before && mean(before) > mean(block); before = blocks.at(-1)) {
        block.sum += before.sum;
        block.weight += before.weight;
        block.count += before.count;
        blocks.pop();
      }
      blocks.push(block);
    }
    const tops = [];
    let above = 0;
    for (const block of blocks) {
      const level = Math.max(mean(block), floor);
      for (let n = 0; n < block.count; n += 1) {
        tops.push(level + above);
        above += items[tops.length - 1].height + gap;
      }
    }
    return tops;
  };

  /**
   * Cards above an opened one that have no room there, even folded, go below it.
   *
   * @template {Item} Wanted
   * @param {Wanted[]} items
   * @param {number} gap
   * @param {number} floor
   */
  const withRoom = (items, gap, floor) => {
    const at = items.findIndex((item) => item.pinned);
    if (at < 0) return items;
    const before = items.slice(0, at);
    const after = items.slice(at + 1);
    const least = (/** @type {Item} */ item) => item.heights[FOLDED] + gap;
    let used = before.reduce((sum, item) => sum + least(item), 0);
    while (before.length && used > items[at].wish - floor) {
      const last = /** @type {Wanted} */ (before.pop());
      after.unshift(last);
      used -= least(last);
    }
    return [...before, items[at], ...after];
  };

  /**
   * Show as much of each card as keeps all of them near their words: first cards are shortened, then they fold, those that
   * are not essential before the others; what has room after all opens again.
   *
   * @template {Item} Wanted
   * @param {Wanted[]} wanted in the order of their words
   * @param {number} gap px between two cards
   * @param {number} floor the least top, in px
   * @param {number} far px that a card may be from its words before cards about it fold
   * @returns {{item: Wanted, level: number, top: number}[]}
   */
  postil.arrange = (wanted, gap, floor, far) => {
    const items = withRoom(wanted, gap, floor);
    const levels = items.map((item) => item.level);
    const height = (/** @type {number} */ n) => items[n].heights[levels[n]];
    const tops = () =>
      postil.place(
        items.map((item, n) => ({ wish: item.wish, height: height(n), weight: item.pinned ? PINNED : 1 })),
        gap,
        floor,
      );
    const excess = (/** @type {number[]} */ placed, /** @type {number} */ near) =>
      placed.map((top, n) => Math.abs(top - items[n].wish) - (items[n].pinned ? LEVEL : near));

    // The cards that push one another about the one at `n`.
    const touching = (/** @type {number[]} */ placed, /** @type {number} */ n) => {
      const together = (/** @type {number} */ upper) => placed[upper] + height(upper) + gap > placed[upper + 1] - 1;
      let [first, last] = [n, n];
      while (first > 0 && together(first - 1)) first -= 1;
      while (last < items.length - 1 && together(last)) last += 1;
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    };

    const reduce = (/** @type {number} */ to, /** @type {number} */ near) => {
      for (;;) {
        const placed = tops();
        const over = excess(placed, near);
        const worst = over.indexOf(Math.max(...over));
        if (over[worst] <= 0) return;
        const can = touching(placed, worst).filter((n) => !items[n].pinned && levels[n] < to);
        const saved = (/** @type {number} */ n) => items[n].heights[levels[n]] - items[n].heights[levels[n] + 1];
        const [next] = can.sort(
          (a, b) =>
            Number(items[a].essential) - Number(items[b].essential) || levels[a] - levels[b] || saved(b) - saved(a),
        );
        if (next === undefined) return;
        levels[next] += 1;
      }
    };

    const giveBack = () => {
      const reduced = items.map((_, n) => n).filter((n) => levels[n] > items[n].level);
      reduced.sort(
        (a, b) =>
          Number(items[b].essential) - Number(items[a].essential) ||
          levels[b] - levels[a] ||
          items[a].heights[0] - items[b].heights[0],
      );
      for (const n of reduced) {
        while (levels[n] > items[n].level) {
          levels[n] -= 1;
          if (Math.max(...excess(tops(), levels[n] === BRIEF ? far : NEAR)) <= 0) continue;
          levels[n] += 1;
          break;
        }
      }
    };

    reduce(BRIEF, NEAR);
    reduce(FOLDED, far);
    giveBack();
    return tops().map((top, n) => ({ item: items[n], level: levels[n], top }));
  };
})(window.postil);
