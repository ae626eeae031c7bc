// Exercises: what the reader marks, chooses and writes, kept in this browser, and compared with the edition when asked.
((postil) => {
  "use strict";

  const KEPT = `answers ${location.pathname}`;
  const HALF = 0.5;  // of a claim's words: from here on it counts as found
  const kept = JSON.parse(postil.kept(KEPT) || "{}");
  const element = postil.element;

  function quoted(words) { return `“${words.trim()}”`; }

  // The words of a paragraph as a list of which some are chosen: by mouse, touch or keyboard (the multi-select list box
  // of the ARIA Authoring Practices). Calls `changed` after each change by the reader.
  function wordList(task, changed) {
    const box = task.querySelector(".postil-tokens");
    const how = task.querySelector(".postil-exercise-how");
    const words = Array.from(box.querySelectorAll(".postil-token"));
    let stretch = null;  // while marking: the word it began with, what was marked before, and whether it marks or clears

    function marked() {
      return words.map((word) => word.getAttribute("aria-selected") === "true");
    }

    function mark(states) {
      words.forEach((word, index) => { word.setAttribute("aria-selected", String(Boolean(states[index]))); });
    }

    function begin(index) {
      const before = marked();
      stretch = { from: index, before: before, on: !before[index] };
    }

    function reach(index) {
      const first = Math.min(stretch.from, index), last = Math.max(stretch.from, index);
      mark(stretch.before.map((state, at) => at >= first && at <= last ? stretch.on : state));
      changed();
    }

    function wordAt(event) {
      const target = document.elementFromPoint(event.clientX, event.clientY);
      return words.indexOf(target?.closest(".postil-token"));
    }

    function focus(index) {
      words.forEach((word, at) => { word.tabIndex = at === index ? 0 : -1; });
      words[index].focus();
    }

    // Where a key leads from a word; undefined where it leads nowhere.
    function goal(key, index) {
      const sentences = Array.from(box.children);
      const at = sentences.indexOf(words[index].parentNode);
      const below = sentences[at + 1] || words[words.length - 1].parentNode;
      const above = sentences[Math.max(0, at - 1)];
      return {
        ArrowRight: Math.min(index + 1, words.length - 1),
        ArrowLeft: Math.max(index - 1, 0),
        ArrowDown: words.indexOf(below.firstElementChild),
        ArrowUp: words.indexOf(above.firstElementChild),
        Home: 0,
        End: words.length - 1
      }[key];
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
    document.addEventListener("pointerup", () => { stretch = null; });
    document.addEventListener("pointercancel", () => {  // the finger scrolls: it did not mean to mark
      if (!stretch) return;
      mark(stretch.before);
      stretch = null;
      changed();
    });
    box.addEventListener("keydown", (event) => {
      const index = words.indexOf(event.target);
      const next = goal(event.key, index);
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (next !== undefined) {
        if (event.shiftKey && !stretch) {
          begin(index);
          stretch.on = true;
        }
        if (event.shiftKey) reach(next);
        focus(next);
      } else if (event.key === " ") {
        begin(index);
        reach(index);
        stretch = null;
      } else {
        return;
      }
      event.preventDefault();
    });
    document.addEventListener("keyup", (event) => { if (event.key === "Shift") stretch = null; });

    box.setAttribute("role", "listbox");
    box.setAttribute("aria-multiselectable", "true");
    box.setAttribute("aria-label", "Words of the paragraph");
    how.id = `${task.id}-how`;
    box.setAttribute("aria-describedby", how.id);
    Array.from(box.children).forEach((sentence, index) => {
      sentence.setAttribute("role", "group");
      sentence.setAttribute("aria-label", `Sentence ${index + 1}`);
    });
    words.forEach((word, index) => {
      word.setAttribute("role", "option");
      word.tabIndex = index ? -1 : 0;
    });
    mark([]);
    return { words: words, marked: marked, mark: mark };
  }

  // The stretches of neighbouring marked words.
  function runsOf(states) {
    const runs = [];
    states.forEach((state, index) => {
      if (state && states[index - 1]) runs[runs.length - 1].last = index;
      else if (state) runs.push({ first: index, last: index });
    });
    return runs;
  }

  // Mark the words that can be checked. An answer is the numbers of the marked words.
  function spot(task, changed) {
    const list = wordList(task, changed);
    const spans = Array.from(task.querySelectorAll("[data-first]")).map((item) => ({
        first: Number(item.dataset.first),
        last: Number(item.dataset.last),
        opinion: "opinion" in item.dataset,
        result: element("p", "", item)
      }));
    const strays = element("p", "", task.querySelector(".postil-answer"));

    function wordsOf(run) {
      return quoted(list.words.slice(run.first, run.last + 1).map((word) => word.textContent).join(""));
    }

    function result(span, share) {
      if (span.opinion) return share >= HALF ? "You marked it; the edition calls it opinion" : "You left it: opinion";
      return share >= HALF ? "Found" : share > 0 ? "Found in part" : "Missed";
    }

    function compare() {
      const states = list.marked();
      const claims = spans.filter((span) => !span.opinion);
      spans.forEach((span) => {
        const inside = states.slice(span.first, span.last + 1);
        span.share = inside.filter(Boolean).length / inside.length;
        span.result.textContent = result(span, span.share);
        span.result.className = `postil-result${!span.opinion && span.share >= HALF ? " postil-is-found" : ""}`;
        list.words.slice(span.first, span.last + 1).forEach((word) => {
          word.classList.add(span.opinion ? "postil-opinion" : "postil-claim");
        });
      });
      const others = runsOf(states).filter((run) => !spans.some((span) => run.first <= span.last && span.first <= run.last));
      strays.textContent = others.length ? `You marked, and the edition makes no claim of it: ${others.map(wordsOf).join(", ")}` : "";
      const found = claims.filter((span) => span.share >= HALF).length;
      return "You found " + found + " of " + claims.length + (claims.length === 1 ? " claim" : " claims") +
        " that the edition judges.";
    }

    return {
      hint: "Mark some words first.",
      answer: () => {
        const states = list.marked();
        return Array.from(states.keys()).filter((index) => states[index]);
      },
      restore: (numbers) => {
        list.mark(list.words.map((_word, index) => numbers.includes(index)));
      },
      clear: () => { list.mark([]); },
      empty: () => !list.marked().includes(true),
      complete: () => list.marked().includes(true),
      compare: compare,
      lines: () => [`You marked: ${runsOf(list.marked()).map(wordsOf).join(", ") || "nothing"}`]
    };
  }

  // Choose and write. An answer is what was chosen and the texts in their order.
  function fill(task, changed) {
    const fields = Array.from(task.querySelectorAll("input, textarea"));
    const radios = fields.filter((field) => field.type === "radio");
    const texts = fields.filter((field) => field.type !== "radio");

    function chosen() {
      const radio = radios.find((candidate) => candidate.checked);
      return radio ? radio.value : "";
    }

    task.addEventListener("input", changed);
    return {
      hint: radios.length ? "Choose a verdict first." : "Write your guess first.",
      answer: () => ({ chosen: chosen(), texts: texts.map((text) => text.value) }),
      restore: (answer) => {
        radios.forEach((radio) => { radio.checked = radio.value === answer.chosen; });
        texts.forEach((text, index) => { text.value = answer.texts[index]; });
      },
      clear: () => {
        radios.forEach((radio) => { radio.checked = false; });
        texts.forEach((text) => { text.value = ""; });
      },
      empty: () => !chosen() && !texts.some((text) => text.value),
      complete: () => Boolean(radios.length ? chosen() : texts[0].value.trim()),
      compare: () => {
        if (!radios.length) return "";
        const verdict = task.querySelector(".postil-exercise-finding .postil-verdict").textContent;
        return chosen() === verdict ? `You and the edition agree: ${verdict}.` :
          `You said ${chosen()}; the edition says ${verdict}.`;
      },
      lines: () => (radios.length ? [`Your verdict: ${chosen() || "none"}`] : []).concat(texts.map((text) => `${text.parentNode.firstElementChild.textContent.replace(/\w$/, "$&:")} ${text.value}`))
    };
  }

  function exercise(task) {
    const details = task.querySelector(".postil-answer");
    const summary = details.firstElementChild;
    const status = element("p", "", task);
    const kind = task.matches(".postil-exercise-spot") ? spot : fill;
    const own = kind(task, update);
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
      answer: () => own.empty() ? undefined : { own: own.answer(), open: details.open },
      restore: (answer) => {
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
        return [task.querySelector(".postil-exercise-heading").textContent].concat(
          words ? [`Words: ${words.textContent}`, `Sentence: ${words.parentNode.textContent}`] : [],
          own.lines(),
          details.open ? own.compare() || [] : []
        ).join("\n");
      }
    };
  }

  function keep() {
    const answers = {};
    exercises.forEach((one) => { answers[one.id] = one.answer(); });
    const text = JSON.stringify(answers);
    postil.keep(KEPT, text === "{}" ? "" : text);
  }

  function save() {
    const page = document.querySelector("h1").firstChild.textContent;
    const edition = document.querySelector(".postil-bar .postil-edition").textContent;
    const head = `${page}\n${edition}\n${new Date().toISOString().slice(0, 10)}`;
    const text = `${[head].concat(exercises.map((one) => one.text())).join("\n\n")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "answers.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function erase() {
    exercises.forEach((one) => { one.erase(); });
    keep();
  }

  function makeTools() {
    const tools = element("div", "");
    const status = element("p", "Your answers are kept in this browser and sent nowhere.", tools);
    tools.className = "postil-exercise-tools";
    status.setAttribute("role", "status");
    [
      ["Save as a file", save, "Saved as a file."],
      ["Print", () => { window.print(); }, ""],
      ["Erase my answers", erase, "Your answers are erased."]
    ].forEach((tool) => {
      const button = element("button", tool[0], tools);
      button.type = "button";
      button.addEventListener("click", () => {
        tool[1]();
        if (tool[2]) status.textContent = tool[2];
      });
    });
    document.querySelector("main").append(tools);
  }

  const exercises = Array.from(document.querySelectorAll(".postil-exercise"), exercise);
  exercises.forEach((one) => { if (kept[one.id]) one.restore(kept[one.id]); });
  makeTools();
})(window.postil);
