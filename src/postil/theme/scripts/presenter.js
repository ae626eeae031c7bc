// @ts-check
// The presenter's window: what is on the wall, what to say, what comes next, and the time. It asks the window that opened it.
((postil) => {
  "use strict";

  const EVERY = 500; // ms
  const wall = window.opener;
  const place = (/** @type {string} */ name) => postil.part(`#presenter-${name}`);
  const clock = (/** @type {number} */ seconds) => {
    const whole = Math.round(Math.abs(seconds));
    return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  let heard = 0;

  function write(/** @type {string} */ name, /** @type {string} */ words) {
    if (place(name).textContent !== words) place(name).textContent = words;
  }

  function show(/** @type {Stage} */ state) {
    write("title", state.title);
    write("position", state.position);
    write("now", state.now?.title || "");
    write("say", state.now?.say || "");
    write("tell", state.now?.tell || "");
    write(
      "next",
      state.next
        ? [state.next.title, state.next.say].filter(Boolean).join(" · ")
        : postil.say("Nothing: this is the last"),
    );
    write("elapsed", clock(state.elapsed) + (state.minutes ? ` ${postil.say("of")} ${clock(state.minutes * 60)}` : ""));
    write("left", state.until ? clock(state.until - state.elapsed) : "–");
    place("left").classList.toggle("postil-is-over", Boolean(state.until) && state.until < state.elapsed);
    place("blank").setAttribute("aria-pressed", String(state.blank));
  }

  function order(/** @type {string | undefined} */ what) {
    wall?.postMessage({ postil: "do", order: what }, "*");
  }

  window.addEventListener("message", (event) => {
    if (event.source !== wall || event.data?.postil !== "state") return;
    heard = Date.now();
    show(event.data.state);
    postil.settled();
  });

  function ask() {
    wall?.postMessage({ postil: "ask" }, "*");
    const alone = !wall || wall.closed || (heard > 0 && Date.now() - heard > 4 * EVERY);
    document.documentElement.toggleAttribute("data-alone", alone);
    if (alone) postil.settled();
  }

  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-order]"))) {
    button.addEventListener("click", () => order(button.dataset.order));
  }
  /** @type {Record<string, string>} */
  const KEYS = { ArrowRight: "on", PageDown: "on", ArrowLeft: "back", PageUp: "back", b: "blank", ".": "blank" };
  document.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(KEYS, event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    order(KEYS[event.key]);
  });
  setInterval(ask, EVERY);
  ask();
})(window.postil);
