// @ts-check
// The marks of a drawn chart as buttons over it: pointed at or reached by key they say what they are; Tab comes to the
// first, arrow keys go to the nearest in their direction, Page Up and Page Down in their order, Enter or a tap chooses.
// Of each it is said which of how many it is. What a mark without an entry says is pinned, and kept in the address.
((postil) => {
  "use strict";
  const SMALLEST = 22; // px across, for pointers

  /** What each mark says, line by line. @type {WeakMap<HTMLElement, string[]>} */
  const said = new WeakMap();

  /** @typedef {{ x: number, y: number, key: string | undefined, size: number, lines: string[] }} Mark */

  /** What a trace gives each of its points, or all of them. @template Given @param {Given | Given[]} given @param {number} index */
  const ofPoint = (given, index) => (Array.isArray(given) ? given[index] : given);

  /** Where plotly.js 3 put a point, in px from the corner of its drawing. `_fullLayout` and `calcdata` are internal;
   * the public interface tells no positions. @param {Drawing} place @param {Trace} trace @param {DrawnPoint} point */
  function position(place, trace, point) {
    const axes = place._fullLayout;
    const x = axes[`xaxis${(trace.xaxis || "x").slice(1)}`];
    const y = axes[`yaxis${(trace.yaxis || "y").slice(1)}`];
    const at = point.ct || [x.c2p(point.x), y.c2p(point.y)];
    return { x: x._offset + at[0], y: y._offset + at[1] };
  }

  /** @param {Trace} trace @param {number} index */
  function size(trace, index) {
    return Math.max(SMALLEST, ofPoint(trace.marker?.size, index) || 0);
  }

  /** What is said of a point, line by line. @param {Trace} trace @param {number} index @param {DrawnPoint} point */
  function lines(trace, index, point) {
    const words = trace.customdata?.[index] || ofPoint(trace.text, index);
    const at = (/** @type {"x" | "y"} */ axis) => trace[axis]?.[index] ?? point[axis] ?? "";
    const said = words && typeof words === "string" ? words : `${trace.name || ""} ${at("x")}: ${at("y")}`.trim();
    return said
      .split(/<br\s*\/?>/)
      .map((line) => {
        const holder = document.createElement("template");
        holder.innerHTML = line.replace(/<\/?[bi]>/g, "");
        return (holder.content.textContent || "").trim();
      })
      .filter(Boolean);
  }

  /** The points of a drawing that can be pointed at. @param {Drawing} place @returns {Mark[]} */
  function points(place) {
    return place.calcdata.flatMap((computed, number) => {
      const trace = { ...place._fullData[number], name: place.data?.[number].name }; // plotly.js calls nameless ones "trace 0"
      if (trace.hoverinfo === "skip" || trace.visible !== true || trace.type === "pie") return [];
      return computed
        .filter((point) => point.x !== undefined || point.p !== undefined)
        .map((point) => {
          const index = point.i ?? computed.indexOf(point);
          const at = position(place, trace, point);
          const key = trace.ids?.[index];
          return { ...at, key, size: size(trace, index), lines: lines(trace, index, point) };
        })
        .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    });
  }

  /** @param {Mark} point */
  function button(point) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "postil-chart-mark";
    made.tabIndex = -1;
    made.setAttribute("aria-label", point.lines.join(", "));
    made.setAttribute("aria-pressed", "false");
    if (point.key) made.dataset.key = point.key;
    made.style.left = `${point.x - point.size / 2}px`;
    made.style.top = `${point.y - point.size / 2}px`;
    made.style.width = made.style.height = `${point.size}px`;
    return made;
  }

  /** Show what a mark is, beside it and inside the drawing. @param {HTMLElement} layer @param {HTMLElement} mark @param {string[]} said */
  function tell(layer, mark, said) {
    const tip = /** @type {HTMLElement} */ (layer.querySelector(".postil-tip"));
    tip.replaceChildren(
      ...said.map((line) => {
        const part = document.createElement("span");
        part.textContent = line;
        return part;
      }),
    );
    tip.setAttribute("aria-hidden", "true"); // the mark's own name says the same
    tip.hidden = false;
    const left = mark.offsetLeft + mark.offsetWidth / 2 - tip.offsetWidth / 2;
    const above = mark.offsetTop - tip.offsetHeight - 10;
    tip.style.left = `${Math.max(0, Math.min(left, layer.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${above > -tip.offsetHeight / 2 ? above : mark.offsetTop + mark.offsetHeight + 10}px`;
  }

  const STEPS = /** @type {Record<string, number[]>} */ ({
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  });

  const TURNS = /** @type {Record<string, number>} */ ({ PageUp: -1, PageDown: 1 });

  /** The nearest mark in a direction; what lies aside counts double. @param {HTMLElement[]} marks @param {HTMLElement} from @param {number[]} step */
  function nearest(marks, from, step) {
    let best = null;
    let least = Infinity;
    marks
      .filter((mark) => !mark.hidden && mark !== from)
      .forEach((mark) => {
        const dx = mark.offsetLeft - from.offsetLeft;
        const dy = mark.offsetTop - from.offsetTop;
        const ahead = dx * step[0] + dy * step[1];
        const aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
        if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [mark, ahead + 2 * aside];
      });
    return /** @type {HTMLElement | null} */ (best);
  }

  /** Take what is told of a mark away; from a link in it, back to the mark. @param {HTMLElement} layer @param {HTMLElement} from */
  function leave(layer, from) {
    const tip = /** @type {HTMLElement} */ (layer.querySelector(".postil-tip"));
    if (tip.contains(from)) /** @type {HTMLElement} */ (layer.querySelector('[tabindex="0"]')).focus();
    if (pinned(layer)) pin(layer, null);
    tip.hidden = true;
  }

  /** The mark of which the words stay. @param {Element} layer @returns {HTMLElement | null} */
  const pinned = (layer) => layer.querySelector('.postil-chart-mark:not([data-key])[aria-pressed="true"]');

  /** Let the words of one mark of a page stay, or of none. @param {Element} layer @param {HTMLElement | null} mark */
  function pin(layer, mark) {
    for (const other of document.querySelectorAll(".postil-chart-mark:not([data-key])")) {
      other.classList.toggle("postil-chosen", other === mark);
      other.setAttribute("aria-pressed", String(other === mark));
    }
    const id = layer.closest("figure")?.id;
    const address = new URL(location.href);
    address.searchParams.delete("point");
    if (mark && id) {
      address.searchParams.set("point", mark.getAttribute("aria-label") || "");
      address.hash = id;
    }
    history.replaceState(null, "", address);
  }

  /** The mark that the address asks for, by its words. @param {HTMLElement} figure @param {HTMLElement[]} marks */
  function asked(figure, marks) {
    const words = location.hash === `#${figure.id}` && new URLSearchParams(location.search).get("point");
    return marks.find((mark) => !mark.dataset.key && mark.getAttribute("aria-label") === words);
  }

  /** @param {HTMLElement} layer @param {HTMLElement[]} marks */
  function keys(layer, marks) {
    layer.addEventListener("keydown", (event) => {
      const from = /** @type {HTMLElement} */ (event.target);
      const shown = marks.filter((mark) => !mark.hidden);
      const to = STEPS[event.key]
        ? nearest(marks, from, STEPS[event.key])
        : event.key === "Home"
          ? shown[0]
          : event.key === "End"
            ? shown[shown.length - 1]
            : shown[shown.indexOf(from) + (TURNS[event.key] || NaN)];
      if (event.key === "Escape") leave(layer, from);
      if (STEPS[event.key] || TURNS[event.key] || to) event.preventDefault();
      if (to) to.focus();
    });
  }

  /** @param {HTMLElement} figure @param {Mark} point @param {HTMLElement} mark @param {HTMLElement} layer */
  function listen(figure, point, mark, layer) {
    const tip = () => /** @type {HTMLElement} */ (layer.querySelector(".postil-tip"));
    const send = (/** @type {string} */ name, /** @type {string} */ key, byKey = false) =>
      figure.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { key, figure, byKey } }));
    const show = () => {
      tell(layer, mark, point.lines);
      send("postil:light", point.key || "");
    };
    const hide = () => {
      const kept = pinned(layer);
      if (kept) tell(layer, kept, /** @type {string[]} */ (said.get(kept)));
      else tip().hidden = true;
      send("postil:light", "");
    };
    said.set(mark, point.lines);
    mark.addEventListener("pointerenter", show);
    mark.addEventListener("pointerleave", () => {
      if (!tip().querySelector("a")) hide(); // a link in it is to be reached
    });
    mark.addEventListener("focus", () => {
      layer.querySelectorAll('.postil-chart-mark[tabindex="0"]').forEach((other) => {
        /** @type {HTMLElement} */ (other).tabIndex = -1;
      });
      mark.tabIndex = 0;
      show();
    });
    mark.addEventListener("blur", (event) => {
      if (!tip().contains(/** @type {Node | null} */ (event.relatedTarget))) hide();
    });
    mark.addEventListener("click", (event) => {
      show();
      if (point.key) send("postil:choose", point.key, event.detail === 0);
      else pin(layer, pinned(layer) === mark ? null : mark);
    });
  }

  /** Say of each mark that is shown which of how many it is, and let Tab come to one of them. @param {Element} figure */
  function settle(figure) {
    const marks = /** @type {HTMLElement[]} */ (Array.from(figure.querySelectorAll(".postil-chart-mark")));
    const shown = marks.filter((mark) => !mark.hidden);
    for (const [place, mark] of shown.entries())
      mark.setAttribute("aria-description", postil.say("%d of %d", place + 1, shown.length));
    const reached = shown.find((mark) => mark.tabIndex === 0) || shown[0];
    for (const mark of marks) mark.tabIndex = mark === reached ? 0 : -1;
  }

  /** Marks that are things of their own in the order of their places, along the side with more of them; points of lines
   * stay line by line. @param {Mark[]} found */
  function inOrder(found) {
    if (!found.every((point) => point.key)) return found;
    const places = (/** @type {"x" | "y"} */ side) => new Set(found.map((point) => Math.round(point[side]))).size;
    const down = places("y") > places("x");
    return found.sort((a, b) => (down ? a.y - b.y || a.x - b.x : a.x - b.x || b.y - a.y));
  }

  /** Put buttons over a drawing. @param {HTMLElement} figure */
  function cover(figure) {
    const place = /** @type {Drawing} */ (figure.querySelector(".postil-chart-drawing"));
    const found = inOrder(points(place));
    const focused = /** @type {HTMLElement | null} */ (place.querySelector(".postil-chart-mark:focus"));
    place.querySelector(".postil-chart-marks")?.remove();
    place.querySelector(".plot-container")?.setAttribute("aria-hidden", "true");
    if (!found.length) return;
    const layer = document.createElement("div");
    layer.className = "postil-chart-marks";
    const marks = found.map((point) => {
      const mark = button(point);
      listen(figure, point, mark, layer);
      return mark;
    });
    const tip = document.createElement("div");
    tip.className = "postil-tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    layer.append(...marks, tip);
    tip.addEventListener("focusout", () => {
      tip.hidden = true;
    });
    keys(layer, marks);
    place.append(layer);
    place.setAttribute("role", "group");
    place.setAttribute(
      "aria-description",
      postil.say("Arrow keys go from mark to mark, Page Up and Page Down in their order."),
    );
    place.removeAttribute("tabindex");
    settle(figure);
    const name = focused?.getAttribute("aria-label");
    const wanted = asked(figure, marks);
    if (wanted) {
      pin(layer, wanted);
      tell(layer, wanted, /** @type {string[]} */ (said.get(wanted)));
    }
    marks.find((/** @type {HTMLElement} */ mark) => mark.getAttribute("aria-label") === name)?.focus();
  }

  document.addEventListener("postil:drawn", (event) => cover(/** @type {HTMLElement} */ (event.target)));
  document.addEventListener("postil:filtered", (event) => settle(/** @type {Element} */ (event.target)));
})(window.postil);
