// @ts-check
// Exercises: what the reader marks, chooses and writes, kept in this browser, and compared with the edition when asked.
((postil) => {
  "use strict";

  /**
   * What each kind of exercise can do. `answer` is what is kept, and what `restore` gets back.
   *
   * @typedef {object} Kind
   * @property {string} hint what to do before comparing
   * @property {() => unknown} answer
   * @property {(answer: unknown) => void} restore
   * @property {() => void} clear
   * @property {() => boolean} empty
   * @property {() => boolean} complete whether it can be compared
   * @property {() => string} compare
   * @property {() => string[]} lines the answer in words
   *
   * @typedef {{first: number, last: number}} Run numbers of words
   */
  const { element, part, say } = postil;
  const KEPT = `answers ${location.pathname}`;
  const HALF = 0.5; // of a claim's words: from here on it counts as found
  /** @type {Record<string, {own: unknown, open: boolean}>} */
  const kept = JSON.parse(postil.kept(KEPT) || "{}");

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

    return {
      hint: say("Mark some words first."),
      answer: () => [...list.marked().entries()].filter(([, state]) => state).map(([index]) => index),
      restore: (answer) => {
        const numbers = /** @type {number[]} */ (answer);
        list.mark(list.words.map((_word, index) => numbers.includes(index)));
      },
      clear: () => list.mark([]),
      empty: () => !list.marked().includes(true),
      complete: () => list.marked().includes(true),
      compare,
      lines: () => [`${say("You marked:")} ${runsOf(list.marked()).map(wordsOf).join(", ") || say("nothing")}`],
    };
  }

  /** Choose and write. An answer is what was chosen and the texts in their order. @returns {Kind} */
  function fill(/** @type {HTMLElement} */ task, /** @type {() => void} */ changed) {
    const radios = /** @type {HTMLInputElement[]} */ ([...task.querySelectorAll("input")]);
    const texts = /** @type {HTMLTextAreaElement[]} */ ([...task.querySelectorAll("textarea")]);
    const chosen = () => radios.find((radio) => radio.checked)?.value || "";
    const wordOf = (/** @type {HTMLInputElement | undefined} */ radio) =>
      radio?.closest("label")?.querySelector("b")?.textContent || "";
    const wordChosen = () => wordOf(radios.find((radio) => radio.checked));
    const labelOf = (/** @type {HTMLElement} */ text) => text.parentElement?.firstElementChild?.textContent || "";

    task.addEventListener("input", changed);
    return {
      hint: radios.length ? say("Choose a verdict first.") : say("Write your guess first."),
      answer: () => ({ chosen: chosen(), texts: texts.map((text) => text.value) }),
      restore: (kept) => {
        const answer = /** @type {{chosen: string, texts: string[]}} */ (kept);
        for (const radio of radios) radio.checked = radio.value === answer.chosen;
        for (const [index, text] of texts.entries()) text.value = answer.texts[index] || "";
      },
      clear: () => {
        for (const radio of radios) radio.checked = false;
        for (const text of texts) text.value = "";
      },
      empty: () => !chosen() && !texts.some((text) => text.value),
      complete: () => Boolean(radios.length ? chosen() : texts[0].value.trim()),
      compare: () => {
        if (!radios.length) return "";
        const { classList } = part(".postil-exercise-finding .postil-verdict", task);
        const given = radios.find((radio) => classList.contains(`postil-verdict-${radio.value}`));
        if (given?.checked) return say("You and the edition agree: %s.", wordOf(given));
        return say("You said %s; the edition says %s.", wordChosen(), wordOf(given));
      },
      lines: () => [
        ...(radios.length ? [`${say("Your verdict:")} ${wordChosen() || say("none")}`] : []),
        ...texts.map((text) => `${labelOf(text).replace(/[\p{L}\p{N}]$/u, "$&:")} ${text.value}`),
      ],
    };
  }

  function exercise(/** @type {HTMLElement} */ task) {
    const details = /** @type {HTMLDetailsElement} */ (part(".postil-answer", task));
    const summary = /** @type {HTMLElement} */ (details.firstElementChild);
    const status = element("p", "", task);
    const own = task.matches(".postil-exercise-spot") ? spot(task, update) : fill(task, update);
    details.before(status);
    status.className = "postil-difference";
    status.setAttribute("role", "status");

    function show() {
      task.classList.toggle("postil-is-compared", details.open);
      status.textContent = details.open ? own.compare() : "";
    }

    function update() {
      if (details.open && !own.complete()) details.open = false;
      show();
      keep();
    }

    summary.addEventListener("click", (event) => {
      if (details.open || own.complete()) return;
      event.preventDefault();
      status.textContent = own.hint;
    });
    details.addEventListener("toggle", () => {
      show();
      keep();
    });

    return {
      id: task.id,
      answer: () => (own.empty() ? undefined : { own: own.answer(), open: details.open }),
      restore: (/** @type {{own: unknown, open: boolean}} */ answer) => {
        own.restore(answer.own);
        details.open = answer.open && own.complete();
        show();
      },
      erase: () => {
        own.clear();
        details.open = false;
        show();
      },
      text: () => {
        const words = task.querySelector(".postil-asked-words");
        const lines = [part(".postil-exercise-heading", task).textContent || ""];
        if (words)
          lines.push(
            `${say("Words:")} ${words.textContent}`,
            `${say("Sentence:")} ${words.parentElement?.textContent}`,
          );
        lines.push(...own.lines());
        if (details.open) lines.push(own.compare());
        return lines.filter(Boolean).join("\n");
      },
    };
  }

  function keep() {
    const answers = Object.fromEntries(exercises.map((one) => [one.id, one.answer()]));
    const text = JSON.stringify(answers);
    postil.keep(KEPT, text === "{}" ? "" : text);
  }

  function save() {
    const page = document.querySelector("h1")?.firstChild?.textContent;
    const edition = part(".postil-bar .postil-edition").textContent;
    const head = `${page}\n${edition}\n${new Date().toISOString().slice(0, 10)}`;
    const text = `${[head, ...exercises.map((one) => one.text())].join("\n\n")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "answers.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function erase() {
    for (const one of exercises) one.erase();
    keep();
  }

  function makeTools() {
    const tools = element("div", "");
    const status = element("p", say("Your answers are kept in this browser and sent nowhere."), tools);
    tools.className = "postil-exercise-tools";
    status.setAttribute("role", "status");
    const button = (/** @type {string} */ words, /** @type {() => void} */ act, done = "") => {
      const made = element("button", words, tools);
      made.type = "button";
      made.addEventListener("click", () => {
        act();
        if (done) status.textContent = done;
      });
    };
    button(say("Save as a file"), save, say("Saved as a file."));
    button(say("Print"), () => window.print());
    button(say("Erase my answers"), erase, say("Your answers are erased."));
    part("main").append(tools);
  }

  const exercises = [...document.querySelectorAll(".postil-exercise")].map((task) =>
    exercise(/** @type {HTMLElement} */ (task)),
  );
  for (const one of exercises) if (kept[one.id]) one.restore(kept[one.id]);
  makeTools();
})(window.postil);
