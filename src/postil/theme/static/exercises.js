// Exercises: what the reader marks, chooses and writes, kept in this browser, and compared with the edition when asked.
(function (postil) {
  "use strict";

  var KEPT = "answers " + location.pathname;
  var HALF = 0.5;  // of a claim's words: from here on it counts as found
  var kept = JSON.parse(postil.kept(KEPT) || "{}");
  var element = postil.element;

  function quoted(words) { return "“" + words.trim() + "”"; }

  // The words of a paragraph as a list of which some are chosen: by mouse, touch or keyboard (the multi-select list box
  // of the ARIA Authoring Practices). Calls `changed` after each change by the reader.
  function wordList(task, changed) {
    var box = task.querySelector(".tokens");
    var how = task.querySelector(".how");
    var words = Array.from(box.querySelectorAll(".token"));
    var stretch = null;  // while marking: the word it began with, what was marked before, and whether it marks or clears

    function marked() {
      return words.map(function (word) { return word.getAttribute("aria-selected") === "true"; });
    }

    function mark(states) {
      words.forEach(function (word, index) { word.setAttribute("aria-selected", String(Boolean(states[index]))); });
    }

    function begin(index) {
      var before = marked();
      stretch = { from: index, before: before, on: !before[index] };
    }

    function reach(index) {
      var first = Math.min(stretch.from, index), last = Math.max(stretch.from, index);
      mark(stretch.before.map(function (state, at) { return at >= first && at <= last ? stretch.on : state; }));
      changed();
    }

    function wordAt(event) {
      var target = document.elementFromPoint(event.clientX, event.clientY);
      return words.indexOf(target && target.closest(".token"));
    }

    function focus(index) {
      words.forEach(function (word, at) { word.tabIndex = at === index ? 0 : -1; });
      words[index].focus();
    }

    // Where a key leads from a word; undefined where it leads nowhere.
    function goal(key, index) {
      var sentences = Array.from(box.children);
      var at = sentences.indexOf(words[index].parentNode);
      var below = sentences[at + 1] || words[words.length - 1].parentNode;
      var above = sentences[Math.max(0, at - 1)];
      return {
        ArrowRight: Math.min(index + 1, words.length - 1),
        ArrowLeft: Math.max(index - 1, 0),
        ArrowDown: words.indexOf(below.firstElementChild),
        ArrowUp: words.indexOf(above.firstElementChild),
        Home: 0,
        End: words.length - 1
      }[key];
    }

    box.addEventListener("pointerdown", function (event) {
      var index = wordAt(event);
      if (index < 0 || event.button) return;
      event.preventDefault();
      focus(index);
      begin(index);
      reach(index);
    });
    document.addEventListener("pointermove", function (event) {
      var index = stretch && event.buttons ? wordAt(event) : -1;
      if (index >= 0) reach(index);
    });
    document.addEventListener("pointerup", function () { stretch = null; });
    document.addEventListener("pointercancel", function () {  // the finger scrolls: it did not mean to mark
      if (!stretch) return;
      mark(stretch.before);
      stretch = null;
      changed();
    });
    box.addEventListener("keydown", function (event) {
      var index = words.indexOf(event.target);
      var next = goal(event.key, index);
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
    document.addEventListener("keyup", function (event) { if (event.key === "Shift") stretch = null; });

    box.setAttribute("role", "listbox");
    box.setAttribute("aria-multiselectable", "true");
    box.setAttribute("aria-label", "Words of the paragraph");
    box.setAttribute("aria-describedby", how.id = task.id + "-how");
    Array.from(box.children).forEach(function (sentence, index) {
      sentence.setAttribute("role", "group");
      sentence.setAttribute("aria-label", "Sentence " + (index + 1));
    });
    words.forEach(function (word, index) {
      word.setAttribute("role", "option");
      word.tabIndex = index ? -1 : 0;
    });
    mark([]);
    return { words: words, marked: marked, mark: mark };
  }

  // The stretches of neighbouring marked words.
  function runsOf(states) {
    var runs = [];
    states.forEach(function (state, index) {
      if (state && states[index - 1]) runs[runs.length - 1].last = index;
      else if (state) runs.push({ first: index, last: index });
    });
    return runs;
  }

  // Mark the words that can be checked. An answer is the numbers of the marked words.
  function spot(task, changed) {
    var list = wordList(task, changed);
    var spans = Array.from(task.querySelectorAll("[data-first]")).map(function (item) {
      return {
        first: Number(item.dataset.first),
        last: Number(item.dataset.last),
        opinion: "opinion" in item.dataset,
        result: element("p", "", item)
      };
    });
    var strays = element("p", "", task.querySelector(".answer"));

    function wordsOf(run) {
      return quoted(list.words.slice(run.first, run.last + 1).map(function (word) { return word.textContent; }).join(""));
    }

    function result(span, share) {
      if (span.opinion) return share >= HALF ? "You marked it; the edition calls it opinion" : "You left it: opinion";
      return share >= HALF ? "Found" : share > 0 ? "Found in part" : "Missed";
    }

    function compare() {
      var states = list.marked();
      var claims = spans.filter(function (span) { return !span.opinion; });
      spans.forEach(function (span) {
        var inside = states.slice(span.first, span.last + 1);
        span.share = inside.filter(Boolean).length / inside.length;
        span.result.textContent = result(span, span.share);
        span.result.className = "result" + (!span.opinion && span.share >= HALF ? " found" : "");
        list.words.slice(span.first, span.last + 1).forEach(function (word) {
          word.classList.add(span.opinion ? "opinion" : "claim");
        });
      });
      var others = runsOf(states).filter(function (run) {
        return !spans.some(function (span) { return run.first <= span.last && span.first <= run.last; });
      });
      strays.textContent = others.length ? "You marked, and the edition makes no claim of it: " + others.map(wordsOf).join(", ") : "";
      var found = claims.filter(function (span) { return span.share >= HALF; }).length;
      return "You found " + found + " of " + claims.length + (claims.length === 1 ? " claim" : " claims") +
        " that the edition judges.";
    }

    return {
      hint: "Mark some words first.",
      answer: function () {
        var states = list.marked();
        return Array.from(states.keys()).filter(function (index) { return states[index]; });
      },
      restore: function (numbers) {
        list.mark(list.words.map(function (word, index) { return numbers.includes(index); }));
      },
      clear: function () { list.mark([]); },
      empty: function () { return !list.marked().includes(true); },
      complete: function () { return list.marked().includes(true); },
      compare: compare,
      lines: function () { return ["You marked: " + (runsOf(list.marked()).map(wordsOf).join(", ") || "nothing")]; }
    };
  }

  // Choose and write. An answer is what was chosen and the texts in their order.
  function fill(task, changed) {
    var fields = Array.from(task.querySelectorAll("input, textarea"));
    var radios = fields.filter(function (field) { return field.type === "radio"; });
    var texts = fields.filter(function (field) { return field.type !== "radio"; });

    function chosen() {
      var radio = radios.find(function (candidate) { return candidate.checked; });
      return radio ? radio.value : "";
    }

    task.addEventListener("input", changed);
    return {
      hint: radios.length ? "Choose a verdict first." : "Write your guess first.",
      answer: function () {
        return { chosen: chosen(), texts: texts.map(function (text) { return text.value; }) };
      },
      restore: function (answer) {
        radios.forEach(function (radio) { radio.checked = radio.value === answer.chosen; });
        texts.forEach(function (text, index) { text.value = answer.texts[index]; });
      },
      clear: function () {
        radios.forEach(function (radio) { radio.checked = false; });
        texts.forEach(function (text) { text.value = ""; });
      },
      empty: function () { return !chosen() && !texts.some(function (text) { return text.value; }); },
      complete: function () { return Boolean(radios.length ? chosen() : texts[0].value.trim()); },
      compare: function () {
        if (!radios.length) return "";
        var verdict = task.querySelector(".finding .postil-verdict").textContent;
        return chosen() === verdict ? "You and the edition agree: " + verdict + "." :
          "You said " + chosen() + "; the edition says " + verdict + ".";
      },
      lines: function () {
        return (radios.length ? ["Your verdict: " + (chosen() || "none")] : []).concat(texts.map(function (text) {
          return text.parentNode.firstElementChild.textContent.replace(/\w$/, "$&:") + " " + text.value;
        }));
      }
    };
  }

  function exercise(task) {
    var details = task.querySelector(".answer");
    var summary = details.firstElementChild;
    var status = element("p", "", task);
    var kind = task.matches(".spot") ? spot : fill;
    var own = kind(task, update);
    details.before(status);
    status.className = "difference";
    status.setAttribute("role", "status");

    function show() {
      task.classList.toggle("compared", details.open);
      status.textContent = details.open ? own.compare() : "";
    }

    function update() {
      if (details.open && !own.complete()) details.open = false;
      show();
      keep();
    }

    summary.addEventListener("click", function (event) {
      if (details.open || own.complete()) return;
      event.preventDefault();
      status.textContent = own.hint;
    });
    details.addEventListener("toggle", function () {
      show();
      keep();
    });

    return {
      id: task.id,
      answer: function () { return own.empty() ? undefined : { own: own.answer(), open: details.open }; },
      restore: function (answer) {
        own.restore(answer.own);
        details.open = answer.open && own.complete();
        show();
      },
      erase: function () {
        own.clear();
        details.open = false;
        show();
      },
      text: function () {
        var words = task.querySelector(".asked-words");
        return [task.querySelector(".exercise-heading").textContent].concat(
          words ? ["Words: " + words.textContent, "Sentence: " + words.parentNode.textContent] : [],
          own.lines(),
          details.open ? own.compare() || [] : []
        ).join("\n");
      }
    };
  }

  function keep() {
    var answers = {};
    exercises.forEach(function (one) { answers[one.id] = one.answer(); });
    var text = JSON.stringify(answers);
    postil.keep(KEPT, text === "{}" ? "" : text);
  }

  function save() {
    var page = document.querySelector("h1").firstChild.textContent;
    var edition = document.querySelector(".bar .edition").textContent;
    var head = page + "\n" + edition + "\n" + new Date().toISOString().slice(0, 10);
    var text = [head].concat(exercises.map(function (one) { return one.text(); })).join("\n\n") + "\n";
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "answers.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function erase() {
    exercises.forEach(function (one) { one.erase(); });
    keep();
  }

  function makeTools() {
    var tools = element("div", "");
    var status = element("p", "Your answers are kept in this browser and sent nowhere.", tools);
    tools.className = "exercise-tools";
    status.setAttribute("role", "status");
    [
      ["Save as a file", save, "Saved as a file."],
      ["Print", function () { window.print(); }, ""],
      ["Erase my answers", erase, "Your answers are erased."]
    ].forEach(function (tool) {
      var button = element("button", tool[0], tools);
      button.type = "button";
      button.addEventListener("click", function () {
        tool[1]();
        if (tool[2]) status.textContent = tool[2];
      });
    });
    document.querySelector("main").append(tools);
  }

  var exercises = Array.from(document.querySelectorAll(".exercise"), exercise);
  exercises.forEach(function (one) { if (kept[one.id]) one.restore(kept[one.id]); });
  makeTools();
})(window.postil);
