// The margin: cards beside their words where there is room, under their sentence where there is not.
(function (postil) {
  "use strict";

  var GAP = 2;               // px between cards
  var NEAR = 280;            // px that a card may stand from its words before fewer cards open by themselves
  var BELOW = 120;           // px that the last card may reach below the text before fewer cards open
  var ORDER = ["correction", "translation", "source", "context", "update", "question"];

  var main = document.querySelector("main");
  var cards = Array.from(document.querySelectorAll("[data-note]")).map(function (element) {
    var id = element.dataset.note;
    return {
      id: id,
      element: element,
      home: element.parentNode,
      next: element.nextElementSibling,
      mark: document.getElementById("mark-" + id),
      words: Array.from(document.querySelectorAll('[data-notes~="' + id + '"]')),
      rank: ORDER.indexOf(element.dataset.kind)
    };
  });
  var byId = new Map(cards.map(function (card) { return [card.id, card]; }));

  // Whether there is a margin to stand in: the style sheet knows.
  function roomy() {
    return !postil.has("present") && getComputedStyle(main).getPropertyValue("--roomy").trim() === "1";
  }

  function visible() {
    return cards.filter(function (card) { return card.element.offsetHeight > 0; });
  }

  function targetsOf(shown) {
    return shown.map(function (card) { return card.words[0].getClientRects()[0].top + window.scrollY; });
  }

  function heightsOf(shown) {
    return shown.map(function (card) { return card.element.offsetHeight; });
  }

  function layOut() {
    var shown = roomy() ? visible() : [];
    if (!shown.length) {
      main.style.removeProperty("min-height");
      cards.forEach(function (card) { card.element.style.removeProperty("top"); });
      return;
    }
    var origins = shown.map(function (card) { return card.home.getBoundingClientRect().top + window.scrollY; });
    var sizes = heightsOf(shown);
    var tops = postil.place(targetsOf(shown), sizes, GAP, origins[0]);
    shown.forEach(function (card, index) {
      card.element.style.top = tops[index] - origins[index] + "px";
    });
    var last = shown.length - 1;
    var end = tops[last] + sizes[last] - (main.getBoundingClientRect().top + window.scrollY);
    main.style.minHeight = Math.ceil(end) + "px";
  }

  function sealed(card) {
    return postil.has("seminar") && card.element.matches("[data-judges]:not([data-unsealed])");
  }

  // As many cards as fit near their words stand open, corrections first.
  function openWhatFits() {
    var shown = roomy() ? visible() : [];
    if (!shown.length) return;
    var wishes = targetsOf(shown);
    var closed = heightsOf(shown);
    shown.forEach(function (card) { card.element.open = true; });
    var open = heightsOf(shown);
    shown.forEach(function (card) { card.element.open = false; });
    var sizes = closed.slice();
    var passages = main.querySelectorAll(".passage");
    var limit = passages[passages.length - 1].getBoundingClientRect().bottom + window.scrollY + BELOW;

    function fits(tops) {
      var last = tops.length - 1;
      return tops[last] + sizes[last] <= limit && tops.every(function (top, index) {
        return Math.abs(top - wishes[index]) <= NEAR;
      });
    }

    shown.map(function (card, index) { return { card: card, index: index }; })
      .filter(function (candidate) { return !sealed(candidate.card); })
      .sort(function (a, b) { return a.card.rank - b.card.rank || a.index - b.index; })
      .forEach(function (candidate) {
        sizes[candidate.index] = open[candidate.index];
        if (fits(postil.place(wishes, sizes, GAP, wishes[0]))) candidate.card.element.open = true;
        else sizes[candidate.index] = closed[candidate.index];
      });
  }

  function goHome(card) {
    if (card.element.parentNode !== card.home) card.home.insertBefore(card.element, card.next);
  }

  function putUnderSentence(card) {
    var last = card.words[card.words.length - 1].closest(".sentence");
    while (last.nextElementSibling && last.nextElementSibling.matches("[data-note]")) last = last.nextElementSibling;
    last.after(card.element);
  }

  function setOpen(card, open) {
    if (!roomy() && open) putUnderSentence(card);
    card.element.open = open;
    card.words.forEach(function (word) { word.classList.toggle("open", open); });
    if (!open) goHome(card);
  }

  function light(ids, on) {
    ids.forEach(function (id) {
      var card = byId.get(id);
      if (!card) return;
      card.element.classList.toggle("lit", on);
      card.words.forEach(function (word) { word.classList.toggle("lit", on); });
    });
  }

  function idsAt(target) {
    if (!target.closest) return [];
    var card = target.closest("[data-note]");
    if (card) return [card.dataset.note];
    var mark = target.closest(".note-mark a");
    if (mark) return [mark.id.slice("mark-".length)];
    var words = target.closest("[data-notes]");
    return words ? words.dataset.notes.split(" ").filter(function (id) { return byId.get(id).mark.offsetWidth; }) : [];
  }

  function reveal(id) {
    var card = byId.get(id);
    setOpen(card, true);
    layOut();
    card.element.querySelector("summary").focus({ preventScroll: true });
    card.element.scrollIntoView({ block: "nearest" });
  }

  function close(card) {
    setOpen(card, false);
    layOut();
    card.mark.focus();
  }

  function toggleWords(ids) {
    var open = !ids.every(function (id) { return byId.get(id).element.open; });
    ids.forEach(function (id) { setOpen(byId.get(id), open); });
    layOut();
  }

  document.addEventListener("click", function (event) {
    var back = event.target.closest('.note a[href^="#mark-"]');
    var mark = event.target.closest(".note-mark a");
    if (mark) {
      event.preventDefault();
      var id = idsAt(mark)[0];
      if (!roomy() && byId.get(id).element.open) setOpen(byId.get(id), false);
      else reveal(id);
    } else if (back && !roomy()) {
      event.preventDefault();
      close(byId.get(idsAt(back)[0]));
    } else if (event.target.closest("[data-notes]") && String(window.getSelection()) === "") {
      toggleWords(idsAt(event.target));
    }
  });

  main.addEventListener("toggle", function (event) {
    var card = event.target.dataset && byId.get(event.target.dataset.note);
    if (card && event.target.open) event.target.setAttribute("data-unsealed", "");
    else if (card) goHome(card);
    layOut();
  }, true);

  [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]].forEach(function (pair) {
    main.addEventListener(pair[0], function (event) { light(idsAt(event.target), pair[1]); });
  });

  // The note that has the focus, or none.
  function current() {
    var ids = document.activeElement.closest && document.activeElement.closest("[data-note], .note-mark a")
      ? idsAt(document.activeElement) : [];
    return byId.get(ids[0]);
  }

  // Go on to the next note (1) or back to the one before (-1).
  postil.stepNote = function (step) {
    var shown = cards.filter(function (card) { return card.mark.offsetWidth; });
    if (!shown.length) return;
    var at = shown.indexOf(current());
    var from = at < 0 ? (step > 0 ? -1 : 0) : at;
    shown[(from + step + shown.length) % shown.length].mark.focus();
  };

  postil.closeNote = function () {
    var card = current();
    if (card && card.element.open) close(card);
  };

  function followAddress() {
    var id = location.hash.slice(1);
    if (!id.startsWith("note-")) return;
    if (byId.has(id.slice("note-".length))) reveal(id.slice("note-".length));
    else postil.missing(id.slice("note-".length));
  }

  function rearrange() {
    cards.forEach(goHome);
    cards.forEach(function (card) { setOpen(card, false); });
    openWhatFits();
    layOut();
  }

  // A new width may give a margin or take it away.
  function resize() {
    if (roomy() !== wasRoomy) rearrange();
    else layOut();
    wasRoomy = roomy();
  }

  var wasRoomy = roomy();
  openWhatFits();
  layOut();
  postil.settled();
  followAddress();
  document.addEventListener("postil:view", rearrange);
  window.addEventListener("resize", resize);
  window.addEventListener("hashchange", followAddress);
  if (document.fonts) document.fonts.ready.then(layOut);
  var observer = new ResizeObserver(layOut);
  main.querySelectorAll(".article").forEach(function (article) { observer.observe(article); });
})(window.postil);
