// @ts-check
// The stage: sentence by sentence or, where the address names a session path, stop by stop from page to page; large enough
// for the last row, and driven by keyboard, by a presentation remote, by two buttons, or from the presenter's window.
((postil) => {
  "use strict";

  const { part, say, sure } = postil;
  const root = document.documentElement;
  const main = part("main");
  const places = /** @type {HTMLElement[]} */ ([
    ...document.querySelectorAll("main .postil-sentence, main figure.postil-chart"),
  ]);
  /** @type {Record<number, string>} */
  const pages = { "-1": "a.postil-previous", 1: "a.postil-next" };
  const LARGEST = 0.14; // of the height of the wall: a letter of the text
  const SMALLEST = 16; // px
  const LONGEST = 4 * 60 * 60 * 1000; // ms of a class

  let at = 0;
  let bar = /** @type {HTMLElement | null} */ (null);
  let end = /** @type {HTMLElement | null} */ (null);
  let path = /** @type {SessionPath & {id: string, at: number} | null} */ (null);

  const current = () => places[at];

  // A chart as large as the wall allows: it is drawn small and enlarged, so that its letters grow with it.
  function fitChart(/** @type {number} */ room) {
    const drawing = part(".postil-chart-drawing", current());
    const caption = current().querySelector("figcaption"); // an ordinary output of Plotly has none
    const around =
      parseFloat(getComputedStyle(main).paddingTop) * 2 + (caption ? caption.getBoundingClientRect().height : 0);
    const width = main.clientWidth - 2 * parseFloat(getComputedStyle(main).paddingLeft);
    const times = Math.min(width / drawing.offsetWidth, Math.max(0.5, (room - around) / drawing.offsetHeight));
    drawing.style.transform = `scale(${times})`;
    drawing.style.marginBlockEnd = `${drawing.offsetHeight * (times - 1)}px`;
    drawing.style.marginInlineStart = `${Math.max(0, (width - drawing.offsetWidth * times) / 2)}px`;
  }

  // The largest letters with which everything that is shown is on the wall. On a page that is not presented nothing but
  // the room of the bar, under which nothing that has the focus may be.
  function fit() {
    if (!bar) return;
    const room = window.innerHeight - bar.offsetHeight;
    root.style.setProperty("--bar", `${bar.offsetHeight}px`);
    if (!postil.has("present") || !places.length) return;
    if (current().matches("figure")) return fitChart(room);
    let [low, high] = [SMALLEST, Math.max(SMALLEST, Math.round(window.innerHeight * LARGEST))];
    const fits = (/** @type {number} */ size) => {
      root.style.setProperty("--letter", `${size}px`);
      return main.scrollHeight <= room && main.scrollWidth <= window.innerWidth;
    };
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
  }

  function show(/** @type {number} */ index) {
    at = index;
    for (const place of places) place.classList.toggle("postil-current", place === current());
    for (const holder of [main, ...document.querySelectorAll(".postil-article")])
      holder.classList.toggle("postil-holds-current", holder.contains(current()));
    root.toggleAttribute("data-chart-shown", current().matches("figure"));
    if (!path) report(`${at + 1} ${say("of")} ${places.length}`);
    fit();
    window.scrollTo(0, 0);
    tell();
  }

  function go(/** @type {string} */ address) {
    location.href = root.dataset.root + address;
  }

  function step(/** @type {number} */ by) {
    if (end) return by < 0 ? removeEnd() : undefined;
    if (path) {
      const next = path.stops[path.at + by];
      if (next) go(next.address);
      else if (by > 0) makeEnd();
      return;
    }
    const page = /** @type {HTMLAnchorElement | null} */ (document.querySelector(pages[by]));
    if (places[at + by]) show(at + by);
    else if (page) location.href = page.href;
    else if (by > 0) makeEnd();
  }

  function leave() {
    postil.beginAnew(path ? path.id : "");
    began = 0;
    if (path?.plan) return go(path.plan); // where the teacher came from
    delete root.dataset.path;
    path = null;
    removeEnd();
    postil.leavePresentation();
  }

  function report(/** @type {string} */ position, /** @type {string} */ words = "") {
    const status = part("[role=status]", sure(bar));
    status.textContent = position;
    if (words) postil.element("span", words, status).className = "postil-say";
  }

  function button(
    /** @type {string} */ text,
    /** @type {string} */ label,
    /** @type {() => void} */ act,
    parent = sure(bar),
  ) {
    const result = postil.button(parent, text, act);
    if (label) result.setAttribute("aria-label", label);
    return result;
  }

  function region(/** @type {string} */ kind, /** @type {string} */ label) {
    const result = postil.element("div", "", document.body);
    result.className = kind;
    result.setAttribute("role", "region");
    result.setAttribute("aria-label", label);
    return result;
  }

  function makeBar() {
    bar = region("postil-stage-bar", say("Presentation"));
    button("←", say("Back"), () => step(-1));
    postil.element("span", "", bar).setAttribute("role", "status");
    button("→", say("On"), () => step(1));
    postil.element("span", "", bar).className = "postil-time";
    button(say("Presenter"), say("Presenter’s window"), openWindow);
    button("✕", path ? say("Leave the path") : say("Leave the presentation"), leave);
  }

  function link(/** @type {string} */ words, /** @type {string} */ address, /** @type {HTMLElement} */ parent) {
    const result = postil.element("a", words, parent);
    result.href = address;
    return result;
  }

  // After the last stop: what has been shown, and the ways back.
  function makeEnd() {
    end = region("postil-end", say("The end"));
    postil.element(
      "p",
      path ? path.title : main.querySelector("h1")?.firstChild?.textContent || document.title,
      end,
    ).className = "postil-end-title";
    const ways = postil.element("p", "", end);
    const first = path?.plan
      ? link(say("Back to the plan"), root.dataset.root + path.plan, ways)
      : button(say("Leave the presentation"), "", leave, ways);
    if (path) link(say("From the beginning"), root.dataset.root + path.stops[0].address, ways).onclick = restart;
    button(say("One stop back"), "", removeEnd, ways);
    first.focus();
    tell();
  }

  function removeEnd() {
    end?.remove();
    end = null;
  }

  const blank = () => root.toggleAttribute("data-blank");

  // When this class began, in ms; kept for the tab, so that it goes on from page to page, but not into the next class.
  function started() {
    const key = postil.STARTED + (path ? path.id : "");
    try {
      const kept = Number(sessionStorage.getItem(key));
      if (kept && Date.now() - kept < LONGEST) return kept;
      sessionStorage.setItem(key, String(Date.now()));
    } catch {
      // Storage is forbidden: the time is that of this page.
    }
    return Date.now();
  }
  let began = 0;

  const clock = (/** @type {number} */ seconds) =>
    `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  function tick() {
    const time = bar?.querySelector(".postil-time");
    if (!time) return;
    time.textContent = clock((Date.now() - began) / 1000);
    time.setAttribute("aria-label", `${say("Time since the beginning")} ${time.textContent}`);
  }

  // The presenter's window asks, and is answered. It may be in another process, from disk too: messages are all that passes.
  const OURS = location.protocol === "file:" ? ["null", "file://"] : [location.origin];
  const trusted = (/** @type {MessageEvent} */ event) => OURS.includes(event.origin);
  const listeners = /** @type {Set<Window>} */ (new Set());

  /** @returns {Stage} */
  function state() {
    const stop = path?.stops[path.at];
    const next = path ? path.stops[path.at + 1] : places[at + 1] && { title: wordsOf(places[at + 1]), say: "" };
    return {
      title: path ? path.title : document.title,
      position: end
        ? say("The end")
        : `${(path ? path.at : at) + 1} ${say("of")} ${path ? path.stops.length : places.length}`,
      now: end
        ? null
        : {
            title: stop ? stop.title : current() ? wordsOf(current()) : "",
            say: stop?.say || "",
            tell: stop?.tell || "",
          },
      next: end || !next ? null : { title: next.title, say: next.say },
      elapsed: (Date.now() - began) / 1000,
      until: stop ? (stop.start + stop.minutes) * 60 : 0,
      minutes: path ? path.minutes : 0,
      blank: root.hasAttribute("data-blank"),
    };
  }

  function wordsOf(/** @type {HTMLElement} */ place) {
    const copy = /** @type {HTMLElement} */ (place.cloneNode(true));
    for (const other of copy.querySelectorAll("[data-editorial], details, figcaption p")) other.remove();
    return (place.querySelector(".postil-chart-title") || copy).textContent.trim();
  }

  function tell() {
    if (bar) for (const listener of listeners) listener.postMessage({ postil: "state", state: state() }, "*");
  }

  function openWindow() {
    window.open(postil.sure(root.dataset.presenter), "postil-presenter", "popup,width=960,height=720");
  }

  function restart() {
    postil.beginAnew(path ? path.id : "");
    began = started();
    tick();
  }

  /** @type {Record<string, () => void>} */
  const ORDERS = { on: () => step(1), back: () => step(-1), blank, again: restart };

  window.addEventListener("message", (event) => {
    if (!bar || !trusted(event) || !event.source) return;
    if (event.data?.postil === "ask") listeners.add(/** @type {Window} */ (event.source));
    else if (event.data?.postil === "do" && Object.hasOwn(ORDERS, event.data.order)) ORDERS[event.data.order]();
    else return;
    tell();
  });

  // The sentence or chart that the address names, or in which the words of its note end.
  function named() {
    const id = location.hash.slice(1).replace(/[^\w-]/g, "");
    const words = document.querySelectorAll(`[data-notes~="${id.replace(/^note-/, "")}"]`);
    const target = words.length ? words[words.length - 1] : document.getElementById(id);
    const around = target?.closest(".postil-sentence, figure.postil-chart");
    return places.indexOf(/** @type {HTMLElement} */ (around));
  }

  function update() {
    bar?.remove();
    bar = null;
    const large = postil.has("present");
    if (!large) {
      root.style.removeProperty("--letter");
      for (const drawing of /** @type {NodeListOf<HTMLElement>} */ (
        document.querySelectorAll(".postil-chart-drawing")
      )) {
        for (const part of ["transform", "margin-block-end", "margin-inline-start"]) drawing.style.removeProperty(part);
      }
      root.removeAttribute("data-blank");
      root.removeAttribute("data-chart-shown");
      removeEnd();
    }
    if (!large && !path) return;
    makeBar();
    began = began || started();
    if (path) {
      const stop = path.stops[path.at];
      report(
        `${say("Stop")} ${path.at + 1} ${say("of")} ${path.stops.length} · ${say("minute %d", stop.start)}`,
        stop.say,
      );
    }
    if (large && places.length) show(named() < 0 ? at : named());
    else fit();
    tick();
    tell();
  }

  // Keys as keyboards and remotes send them: a remote has Page Up and Page Down or the arrows, and B or a full stop.
  /** @type {Record<string, () => void>} */
  const KEYS = {
    ArrowRight: () => step(1),
    PageDown: () => step(1),
    ArrowLeft: () => step(-1),
    PageUp: () => step(-1),
    Escape: () => (root.hasAttribute("data-blank") ? blank() : leave()),
  };
  /** @type {Record<string, () => void>} */
  const SINGLE = { b: blank, B: blank, ".": blank };

  document.addEventListener("keydown", (event) => {
    if (
      !bar ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey ||
      event.defaultPrevented ||
      document.querySelector("dialog[open]")
    )
      return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, .postil-scroll")) return; // the key has a use there
    const act = KEYS[event.key] || (postil.kept("keys") !== "off" && SINGLE[event.key]);
    if (!act) return;
    event.preventDefault();
    if (root.hasAttribute("data-blank") && event.key !== "Escape") root.removeAttribute("data-blank");
    else act();
    tell();
  });

  /** Begin: show the stop that the address names, or the page. */
  postil.stage = () => {
    const asked = new URLSearchParams(location.search);
    const follow = () => {
      const id = asked.get("path") || "";
      const found = postil.paths && Object.hasOwn(postil.paths, id) ? postil.paths[id] : null;
      const index = Number(asked.get("stop")) - 1;
      if (found?.stops[index]) {
        path = { ...found, id, at: index };
        root.dataset.path = "";
      }
      update();
    };
    document.addEventListener("postil:view", update);
    window.addEventListener("resize", fit);
    window.addEventListener("hashchange", update);
    document.fonts?.ready.then(fit);
    document.addEventListener("postil:drawn", fit);
    new ResizeObserver(fit).observe(main);
    main.addEventListener("click", () => requestAnimationFrame(fit)); // a note may have opened
    setInterval(tick, 1000);
    if (asked.has("path")) postil.load("paths.js", follow);
    else follow();
  };
})(window.postil);
