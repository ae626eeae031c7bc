// @ts-check
// Exercises: what the reader marks, chooses and writes, kept among the reader's own notes, so that it is saved, opened and
// counted with them; and compared with the edition when asked.
((postil) => {
  "use strict";

  /**
   * What each kind of exercise can do.
   *
   * @typedef {object} Kind
   * @property {string} hint what to do before comparing
   * @property {() => Answer[]} answers
   * @property {(note: OwnNote) => boolean} owns whether a note is an answer to it
   * @property {(notes: OwnNote[]) => void} restore
   * @property {() => boolean} complete whether it can be compared
   * @property {() => string} compare
   *
   * @typedef {{on: Partial<OwnNote>, says: Partial<OwnNote>}} Answer on which words, and what of it can change
   * @typedef {{first: number, last: number}} Run numbers of words
   */
  const { element, own: store, part, quotes, say } = postil;
  const CLAIM = say("claim"); // the tag of words that were marked
  const HALF = 0.5; // of a claim's words: from here on it counts as found

  const quoted = (/** @type {string} */ words) => postil.quoted(words.trim());

  // The words of a paragraph as a list of which some are chosen: by mouse, touch or keyboard (the multi-select list box
  // of the ARIA Authoring Practices). Calls `changed` after each change by the reader.
  function wordList(/** @type {HTMLElement} */ task, /** @type {() => void} */ changed) {
    const box = part(".postil-tokens", task);
    const how = part(".postil-exercise-how", task);
    const words = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".postil-token")]);
    const sentences = [...box.children];
    // While marking: the word it began with, what was marked before, and whether it marks or clears.
    let stretch = /** @type {{from: number, before: boolean[], on: boolean} | null} */ (null);

    const marked = () => words.map((word) => word.getAttribute("aria-selected") === "true");
    const mark = (/** @type {boolean[]} */ states) => {
      for (const [index, word] of words.entries()) word.setAttribute("aria-selected", String(Boolean(states[index])));
    };

    function begin(/** @type {number} */ index, on = !marked()[index]) {
      stretch = { from: index, before: marked(), on };
    }

    function reach(/** @type {number} */ index) {
      if (!stretch) return;
      const { from, before, on } = stretch;
      const [first, last] = [Math.min(from, index), Math.max(from, index)];
      mark(before.map((state, at) => (at >= first && at <= last ? on : state)));
      changed();
    }

    const numberOf = (/** @type {Element | null | undefined} */ word) =>
      words.indexOf(/** @type {HTMLElement} */ (word));
    const wordAt = (/** @type {PointerEvent} */ event) =>
      numberOf(document.elementFromPoint(event.clientX, event.clientY)?.closest(".postil-token"));

    function focus(/** @type {number} */ index) {
      for (const [at, word] of words.entries()) word.tabIndex = at === index ? 0 : -1;
      words[index].focus();
    }

    // Where a key leads from a word; undefined where it leads nowhere.
    function goal(/** @type {string} */ key, /** @type {number} */ index) {
      const at = sentences.indexOf(/** @type {Element} */ (words[index].parentElement));
      const below = sentences[at + 1] || sentences.at(-1);
      const above = sentences[Math.max(0, at - 1)];
      /** @type {Record<string, number>} */
      const goals = {
        ArrowRight: Math.min(index + 1, words.length - 1),
        ArrowLeft: Math.max(index - 1, 0),
        ArrowDown: numberOf(below.firstElementChild),
        ArrowUp: numberOf(above.firstElementChild),
        Home: 0,
        End: words.length - 1,
      };
      return goals[key];
    }

    box.addEventListener("pointerdown", (event) => {
      const index = wordAt(event);
      if (index < 0 || event.button) return;
      event.preventDefault();
      focus(index);
      begin(index);
      reach(index);
    });
    document.addEventListener("pointermove", (event) => {
      const index = stretch && event.buttons ? wordAt(event) : -1;
      if (index >= 0) reach(index);
    });
    const end = () => {
      stretch = null;
    };
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", () => {
      // The finger scrolls: it did not mean to mark.
      if (!stretch) return;
      mark(stretch.before);
      end();
      changed();
    });
    box.addEventListener("keydown", (event) => {
      const index = numberOf(event.target instanceof Element ? event.target : null);
      if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const next = goal(event.key, index);
      if (next !== undefined) {
        if (event.shiftKey && !stretch) begin(index, true);
        if (event.shiftKey) reach(next);
        focus(next);
      } else if (event.key === " ") {
        begin(index);
        reach(index);
        end();
      } else {
        return;
      }
      event.preventDefault();
    });
    document.addEventListener("keyup", (event) => {
      if (event.key === "Shift") end();
    });

    how.id = `${task.id}-how`;
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-multiselectable", "true");
    box.setAttribute("aria-label", say("Words of the paragraph"));
    box.setAttribute("aria-describedby", how.id);
    for (const [index, sentence] of sentences.entries()) {
      sentence.setAttribute("role", "group");
      sentence.setAttribute("aria-label", `${say("Sentence")} ${index + 1}`);
    }
    for (const [index, word] of words.entries()) {
      word.setAttribute("role", "option");
      word.tabIndex = index ? -1 : 0;
    }
    mark([]);
    return { words, marked, mark };
  }

  // The stretches of neighbouring marked words.
  function runsOf(/** @type {boolean[]} */ states) {
    const runs = /** @type {Run[]} */ ([]);
    for (const [index, state] of states.entries()) {
      if (state && states[index - 1]) runs[runs.length - 1].last = index;
      else if (state) runs.push({ first: index, last: index });
    }
    return runs;
  }

  /** Mark the words that can be checked. An answer is the numbers of the marked words. @returns {Kind} */
  function spot(/** @type {HTMLElement} */ task, /** @type {() => void} */ changed) {
    const list = wordList(task, changed);
    const items = /** @type {HTMLElement[]} */ ([...task.querySelectorAll("[data-first]")]);
    const spans = items.map((item) => ({
      first: Number(item.dataset.first),
      last: Number(item.dataset.last),
      opinion: "opinion" in item.dataset,
      result: element("p", "", item),
    }));
    const strays = element("p", "", part(".postil-answer", task));

    const textOf = (/** @type {HTMLElement[]} */ words) => quoted(words.map((word) => word.textContent).join(""));
    const wordsOf = (/** @type {Run} */ run) => textOf(list.words.slice(run.first, run.last + 1));

    function resultOf(/** @type {boolean} */ opinion, /** @type {number} */ share) {
      if (opinion)
        return share >= HALF ? say("You marked it; the edition calls it opinion") : say("You left it: opinion");
      if (share >= HALF) return say("Found");
      return share > 0 ? say("Found in part") : say("Missed");
    }

    function compare() {
      const states = list.marked();
      let found = 0;
      for (const { first, last, opinion, result } of spans) {
        const inside = states.slice(first, last + 1);
        const share = inside.filter(Boolean).length / inside.length;
        const hit = !opinion && share >= HALF;
        if (hit) found += 1;
        result.textContent = resultOf(opinion, share);
        result.className = "postil-result";
        result.classList.toggle("postil-is-found", hit);
        for (const word of list.words.slice(first, last + 1))
          word.classList.add(opinion ? "postil-opinion" : "postil-claim");
      }
      const others = runsOf(states).filter(
        (run) => !spans.some((span) => run.first <= span.last && span.first <= run.last),
      );
      strays.textContent = others.length
        ? `${say("You marked, and the edition makes no claim of it:")} ${others.map(wordsOf).join(", ")}`
        : "";
      const claims = spans.filter((span) => !span.opinion).length;
      return claims === 1
        ? say("You found %d of %d claim that the edition judges.", found, claims)
        : say("You found %d of %d claims that the edition judges.", found, claims);
    }

    const text = list.words.map((word) => word.textContent).join("");
    const starts = list.words.map((_word, index) =>
      list.words.slice(0, index).reduce((sum, word) => sum + word.textContent.length, 0),
    );

    function answerOf(/** @type {Run} */ run) {
      const [start, end] = [starts[run.first], starts[run.last] + list.words[run.last].textContent.trimEnd().length];
      return { on: { ...quotes.quoteOf({ paragraph: task, text, start, end }), tags: [CLAIM] }, says: {} };
    }

    /** Where the words of a note begin and end in this paragraph; null where they are elsewhere. */
    function spanOf(/** @type {OwnNote} */ { prefix, exact, suffix }) {
      const at = text.indexOf(prefix + exact + suffix) + prefix.length;
      return at < prefix.length ? null : { start: at, end: at + exact.length };
    }

    return {
      hint: say("Mark some words first."),
      answers: () => runsOf(list.marked()).map(answerOf),
      owns: (note) => !note.about && note.tags.includes(CLAIM) && spanOf(note) !== null,
      restore: (notes) => {
        const spans = notes.flatMap((note) => spanOf(note) ?? []);
        list.mark(starts.map((at) => spans.some(({ start, end }) => start <= at && at < end)));
      },
      complete: () => list.marked().includes(true),
      compare,
    };
  }

  /** Choose and write about a note of the edition: one answer. @returns {Kind} */
  function fill(/** @type {HTMLElement} */ task, /** @type {() => void} */ changed) {
    const { about = "" } = task.dataset;
    const radios = /** @type {HTMLInputElement[]} */ ([...task.querySelectorAll("input")]);
    const box = /** @type {HTMLTextAreaElement} */ (part("textarea", task));
    const chosen = () => radios.find((radio) => radio.checked)?.value || "";
    const wordOf = (/** @type {HTMLInputElement | undefined} */ radio) => radio?.dataset.word || "";
    const wordChosen = () => wordOf(radios.find((radio) => radio.checked));

    function on() {
      const words = part(".postil-asked-words", task);
      const before = words.previousSibling?.textContent || "";
      const start = before.length;
      const end = start + words.textContent.length;
      const text = before + words.textContent + (words.nextSibling?.textContent || "").trimEnd();
      return { ...quotes.quoteOf({ paragraph: task, text, start, end }), about };
    }

    task.addEventListener("input", changed);
    return {
      hint: radios.length ? say("Choose a verdict first.") : say("Write your guess first."),
      answers: () => (chosen() || box.value ? [{ on: on(), says: { verdict: chosen(), text: box.value } }] : []),
      owns: (note) => note.about === about,
      restore: (notes) => {
        const { verdict = "", text = "" } = notes.at(-1) ?? {};
        for (const radio of radios) radio.checked = radio.value === verdict;
        box.value = text;
      },
      complete: () => Boolean(radios.length ? chosen() : box.value.trim()),
      compare: () => {
        if (!radios.length) return "";
        const { classList } = part(".postil-exercise-finding .postil-verdict", task);
        const given = radios.find((radio) => classList.contains(`postil-verdict-${radio.value}`));
        if (given?.checked) return say("You and the edition agree: %s.", wordOf(given));
        return say("You said %s; the edition says %s.", wordChosen(), wordOf(given));
      },
    };
  }

  // The answer to which a new one is the next: one about a note takes its place, one on words has the same words.
  const alike = (/** @type {OwnNote} */ note, /** @type {Answer} */ { on }) =>
    Boolean(note.about) || (note.exact === on.exact && note.prefix === on.prefix);

  // Keep what is answered now; @returns {boolean} whether the browser keeps it
  function keep(/** @type {OwnNote[]} */ before, /** @type {Answer[]} */ answers) {
    for (const old of before) if (!answers.some((answer) => alike(old, answer))) store.remove(old.id);
    return answers.every((answer) => {
      const old = before.findLast((note) => alike(note, answer));
      const said = /** @type {Partial<OwnNote>} */ ({ ...old, ...answer.says });
      if (old && old.verdict === said.verdict && old.text === said.text) return true;
      return store.keep({ id: store.newId(), ...answer.on, ...said, modified: new Date().toISOString() });
    });
  }

  // Which tasks of this page were compared with the edition already.
  const COMPARED = `compared ${location.pathname}`;
  const compared = () => new Set(postil.kept(COMPARED).split(" ").filter(Boolean));
  function remember(/** @type {string} */ id, /** @type {boolean} */ open) {
    const ids = compared();
    if (open) ids.add(id);
    else ids.delete(id);
    postil.keep(COMPARED, [...ids].join(" "));
  }

  function exercise(/** @type {HTMLElement} */ task) {
    const details = /** @type {HTMLDetailsElement} */ (part(".postil-answer", task));
    const summary = /** @type {HTMLElement} */ (details.firstElementChild);
    const status = element("p", "", task);
    const own = task.matches(".postil-exercise-spot") ? spot(task, update) : fill(task, update);
    const kept = () => store.all().filter(own.owns);
    let keeping = false;
    details.before(status);
    status.className = "postil-difference";
    status.setAttribute("role", "status");

    function show() {
      if (details.open && !own.complete()) details.open = false;
      task.classList.toggle("postil-is-compared", details.open);
      status.textContent = details.open ? own.compare() : "";
    }

    function update() {
      show();
      keeping = true;
      if (!keep(kept(), own.answers()))
        status.textContent = say("Not kept: this browser stores nothing more. Save your notes as a file.");
      keeping = false;
    }

    function restore() {
      if (keeping) return;
      own.restore(kept());
      show();
    }

    summary.addEventListener("click", (event) => {
      if (details.open || own.complete()) return;
      event.preventDefault();
      status.textContent = own.hint;
    });
    document.addEventListener("postil:own", restore);
    restore();
    details.open = compared().has(task.id);
    show();
    details.addEventListener("toggle", () => {
      show();
      remember(task.id, details.open);
    });
    return { erase: () => keep(kept(), []) };
  }

  function makeTools() {
    const tools = element("div", "");
    const status = element(
      "p",
      say("Your answers are kept in this browser, among your own notes, and sent nowhere."),
      tools,
    );
    tools.className = "postil-exercise-tools";
    status.setAttribute("role", "status");
    postil.button(tools, say("Save or open files…"), postil.showOwn);
    postil.button(tools, say("Print"), () => window.print());
    postil.button(tools, say("Erase my answers"), () => {
      for (const one of exercises) one.erase();
      status.textContent = say("Your answers are erased.");
    });
    part("main section").append(tools);
  }

  const exercises = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".postil-exercise")]).map(exercise);
  makeTools();
})(window.postil);
