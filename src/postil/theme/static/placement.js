// @ts-check
// Where cards go in a margin: in order, none over another, the sum of the squared distances from their words the
// least possible. This is weighted isotonic regression by pooling adjacent violators (R. E. Barlow et al.,
// Statistical Inference under Order Restrictions, 1972).
(function (/** @type {Postil} */ postil) {
  "use strict";

  /**
   * @param {{wish: number, height: number, weight: number}[]} items in order; px, and how much each counts
   * @param {number} gap px between two items
   * @param {number} floor the least top, in px
   * @returns {number[]} the top of each item, in px
   */
  postil.place = (items, gap, floor) => {
    /** @type {{sum: number, weight: number, count: number}[]} */
    const blocks = [];
    const mean = (block) => block.sum / block.weight;
    let used = 0;
    for (const { wish, height, weight } of items) {
      blocks.push({ sum: (wish - used) * weight, weight, count: 1 });
      used += height + gap;
      while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
        const last = blocks.pop();
        const before = blocks.at(-1);
        before.sum += last.sum;
        before.weight += last.weight;
        before.count += last.count;
      }
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
})((window.postil = window.postil || {}));
