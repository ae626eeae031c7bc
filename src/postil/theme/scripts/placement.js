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
    const sums = /** @type {number[]} */ ([]); // of the blocks of items that touch: wishes, weights, and where each begins
    const weights = /** @type {number[]} */ ([]);
    const starts = /** @type {number[]} */ ([]);
    let used = 0;
    let last = -1;
    for (let n = 0; n < items.length; n += 1) {
      let { weight } = items[n];
      let sum = (items[n].wish - used) * weight;
      let start = n;
      for (; last >= 0 && sums[last] / weights[last] > sum / weight; last -= 1) {
        sum += sums[last];
        weight += weights[last];
        start = starts[last];
      }
      last += 1;
      sums[last] = sum;
      weights[last] = weight;
      starts[last] = start;
      used += items[n].height + gap;
    }
    const tops = /** @type {number[]} */ ([]);
    let above = 0;
    for (let [n, block] = [0, 0]; n < items.length; n += 1) {
      if (block < last && starts[block + 1] === n) block += 1;
      tops.push(Math.max(sums[block] / weights[block], floor) + above);
      above += items[n].height + gap;
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

  /** @typedef {{first: number, last: number, loose: number, held: number}} Group how far its worst cards are from their words */

  const excess = (/** @type {Group} */ { loose, held }, /** @type {number} */ near) =>
    Math.max(loose - near, held - LEVEL);

  /**
   * Show as much of each card as keeps all of them near their words: first cards are shortened, then they fold, those that
   * are not essential before the others; what has room after all opens again.
   *
   * Cards that push one another are a group. No group moves another, so that a change is a matter of one group alone.
   *
   * @template {Item} Wanted
   * @param {Wanted[]} wanted in the order of their words
   * @param {number} gap px between two cards
   * @param {number} floor the least top, in px
   * @param {number} far px that a card may be from its words before cards about it fold
   * @returns {{item: Wanted, level: number, top: number}[]}
   */
  postil.arrange = (wanted, gap, floor, far) => {
    const cards = withRoom(wanted, gap, floor).map((item) => ({
      item,
      wish: item.wish,
      weight: item.pinned ? PINNED : 1,
      level: item.level,
      height: item.heights[item.level],
      top: 0,
    }));
    /** @typedef {typeof cards[0]} Card */
    const show = (/** @type {Card} */ card, /** @type {number} */ level) => {
      card.level = level;
      card.height = card.item.heights[level];
    };
    const room = (/** @type {number} */ upper) =>
      upper < 0 || upper === cards.length - 1
        ? Infinity
        : cards[upper + 1].top - cards[upper].top - cards[upper].height - gap;

    // The cards from `first` to `last` placed anew, as if they were alone: the groups that they make.
    const place = (/** @type {number} */ first, /** @type {number} */ last) => {
      const placed = cards.slice(first, last + 1);
      const tops = postil.place(placed, gap, floor);
      for (let n = 0; n < placed.length; n += 1) placed[n].top = tops[n];
      const made = /** @type {Group[]} */ ([]);
      let group = { first, last, loose: -Infinity, held: -Infinity };
      for (let n = first; n <= last; n += 1) {
        const { item, wish, top } = cards[n];
        const away = Math.abs(top - wish);
        if (item.pinned) group.held = Math.max(group.held, away);
        else group.loose = Math.max(group.loose, away);
        if (n < last && room(n) < 1) continue;
        group.last = n;
        made.push(group);
        group = { first: n + 1, last, loose: -Infinity, held: -Infinity };
      }
      return made;
    };
    let groups = place(0, cards.length - 1);

    // How far one card of a group is beyond `near` wherever they are put: of two, the heights between keep them apart.
    const surely = (/** @type {Group} */ { first, last }, /** @type {number} */ near) => {
      let [used, before, most] = [0, -Infinity, -Infinity];
      for (let n = first; n <= last; n += 1) {
        const wish = cards[n].wish - used;
        const limit = cards[n].item.pinned ? LEVEL : near;
        most = Math.max(most, (before - wish - limit) / 2);
        before = Math.max(before, wish - limit);
        used += cards[n].height + gap;
      }
      return most;
    };

    // All by which cards can be shortened, in their order.
    const stepsTo = (/** @type {number} */ to) => {
      const steps = cards.flatMap((card, n) =>
        Array.from({ length: card.item.pinned ? 0 : Math.max(0, to - card.level) }, (_, index) => {
          const level = card.level + index;
          return { card, n, level, saved: card.item.heights[level] - card.item.heights[level + 1] };
        }),
      );
      return steps.sort(
        (a, b) =>
          Number(a.card.item.essential) - Number(b.card.item.essential) || a.level - b.level || b.saved - a.saved,
      );
    };

    // Step by step the worst group is shortened; by many steps at once while it is certain that it stays one and the worst.
    // Its last card pushes none of them: it stays as it is.
    const reduce = (/** @type {number} */ to, /** @type {number} */ near) => {
      const steps = stepsTo(to);
      for (;;) {
        const over = groups.map((group) => excess(group, near));
        const worst = over.indexOf(Math.max(...over));
        if (over[worst] <= 0) return;
        const group = groups[worst];
        const rest = Math.max(0, ...over.filter((_, index) => index !== worst));
        const can = steps.filter(({ card, n, level }) => group.first <= n && n < group.last && card.level <= level);
        if (!can.length) return;
        let made = [group];
        let count = 1;
        for (let done = 0; done < can.length; ) {
          const taken = can.slice(done, done + count);
          for (const { card, level } of taken) show(card, level + 1);
          made = place(group.first, group.last);
          if (made.length === 1 && surely(group, near) > rest + 1) {
            done += count;
            count *= 2;
          } else if (count > 1) {
            for (const { card, level } of taken.toReversed()) show(card, level);
            count = 1;
          } else break;
        }
        groups.splice(worst, 1, ...made);
      }
    };

    // The groups when the one of the card at `n` is placed anew, with those beside it that it pushes.
    const pushed = (/** @type {number} */ n) => {
      let from = groups.findIndex(({ last }) => last >= n);
      let to = from;
      for (;;) {
        const [first, last] = [groups[from].first, groups[to].last];
        const made = place(first, last);
        if (Math.min(room(first - 1), room(last)) >= 0)
          return { first, last, all: [...groups.slice(0, from), ...made, ...groups.slice(to + 1)] };
        if (room(first - 1) < 0) from -= 1;
        if (room(last) < 0) to += 1;
      }
    };

    const opensAgain = (/** @type {number} */ n) => {
      const card = cards[n];
      show(card, card.level - 1);
      const near = card.level === BRIEF ? far : NEAR;
      const { first, last, all } = pushed(n);
      if (all.every((group) => excess(group, near) <= 0)) {
        groups = all;
        return true;
      }
      show(card, card.level + 1);
      place(first, last);
      return false;
    };

    const giveBack = () => {
      if (groups.some((group) => surely(group, Math.max(far, NEAR)) > 1)) return; // nor would higher cards bring it nearer
      const reduced = [...cards.keys()].filter((n) => cards[n].level > cards[n].item.level);
      reduced.sort((m, n) => {
        const [a, b] = [cards[m], cards[n]];
        return (
          Number(b.item.essential) - Number(a.item.essential) ||
          b.level - a.level ||
          a.item.heights[0] - b.item.heights[0]
        );
      });
      for (const n of reduced) while (cards[n].level > cards[n].item.level && opensAgain(n));
    };

    reduce(BRIEF, NEAR);
    reduce(FOLDED, far);
    giveBack();
    return cards.map(({ item, level, top }) => ({ item, level, top }));
  };
})(window.postil);
