// Where cards stand in a margin: the order is kept, none covers another, and the sum of their distances from
// the words they belong to is the least possible. This is isotonic regression in the L1 norm, solved by
// keeping the largest values seen so far (R. E. Barlow et al., Statistical Inference under Order Restrictions).
(function (postil) {
  "use strict";

  function insert(sorted, value) {
    var low = 0, high = sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    sorted.splice(low, 0, value);
  }

  // targets, heights: numbers in px, one per card, in order; gap: px between cards; floor: least top.
  // Returns the tops.
  postil.place = function (targets, heights, gap, floor) {
    var used = 0, seen = [], level = [], above = [];
    targets.forEach(function (target, index) {
      var wish = target - used;
      insert(seen, wish);
      if (seen[seen.length - 1] > wish) {
        seen.pop();
        insert(seen, wish);
      }
      level.push(seen[seen.length - 1]);
      above.push(used);
      used += heights[index] + gap;
    });
    for (var index = level.length - 2; index >= 0; index -= 1) {
      level[index] = Math.min(level[index], level[index + 1]);
    }
    return level.map(function (value, index) {
      return Math.max(value, floor) + above[index];
    });
  };
})(window.postil);
