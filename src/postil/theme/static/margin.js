// The margin: cards beside their words where there is room, under their sentence where there is not.
(function (postil) {
  "use strict";

  var GAP = 2;               // px between cards
  var TOLERANCE = 72;        // px that a card may stand from its words before fewer cards open by themselves
  var ORDER = ["correction", "translation", "source", "context", "update", "question"];

  var wide = window.matchMedia("(min-width: 68rem)");
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

  function targets() {
    return cards.map(function (card) {
      return card.words[0].getClientRects()[0].top + window.scrollY;
    });
  }

  function heights() {
    return cards.map(function (card) { return card.element.offsetHeight; });
  }

  function layOut() {
    if (!cards.length) return;
    if (!wide.matches) {
      cards.forEach(function (card) { card.element.style.removeProperty("top"); });
      main.style.removeProperty("min-height");
      return;
    }
    var origins = cards.map(function (card) { return card.home.getBoundingClientRect().top + window.scrollY; });
    var sizes = heights();
    var tops = postil.place(targets(), sizes, GAP, origins[0]);
    cards.forEach(function (card, index) {
      card.element.style.top = tops[index] - origins[index] + "px";
    });
    var last = cards.length - 1;
    var end = tops[last] + sizes[last] - (main.getBoundingClientRect().top + window.scrollY);
    main.style.minHeight = Math.ceil(end) + "px";
  }

  // As many cards as fit near their words stand open, corrections first.
  function openWhatFits() {
    if (!wide.matches) return;
    var wishes = targets();
    var closed = heights();
    cards.forEach(function (card) { card.element.open = true; });
    var open = heights();
    cards.forEach(function (card) { card.element.open = false; });
    var sizes = closed.slice();
    var limit = main.querySelector(".passage:last-of-type").getBoundingClientRect().bottom + window.scrollY + TOLERANCE;

    function fits(tops) {
      var last = tops.length - 1;
      return tops[last] + sizes[last] <= limit && tops.every(function (top, index) {
        return Math.abs(top - wishes[index]) <= TOLERANCE;
      });
    }

    cards.map(function (card, index) { return { card: card, index: index }; })
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
    last.after(card.element);
  }

  function setOpen(card, open) {
    if (!wide.matches && open) putUnderSentence(card);
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
    return words ? words.dataset.notes.split(" ") : [];
  }

  function reveal(id) {
    var card = byId.get(id);
    if (!card) return;
    setOpen(card, true);
    layOut();
    card.element.querySelector("summary").focus({ preventScroll: wide.matches });
    card.element.scrollIntoView({ block: "nearest" });
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
      if (!wide.matches && byId.get(id).element.open) setOpen(byId.get(id), false);
      else reveal(id);
    } else if (back && !wide.matches) {
      var card = byId.get(idsAt(back)[0]);
      setOpen(card, false);
      card.mark.focus();
      event.preventDefault();
    } else if (event.target.closest("[data-notes]") && String(window.getSelection()) === "") {
      toggleWords(idsAt(event.target));
    }
  });

  main.addEventListener("toggle", function (event) {
    var card = event.target.dataset && byId.get(event.target.dataset.note);
    if (card && !event.target.open) goHome(card);
    layOut();
  }, true);

  [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]].forEach(function (pair) {
    main.addEventListener(pair[0], function (event) { light(idsAt(event.target), pair[1]); });
  });

  function followAddress() {
    var id = decodeURIComponent(location.hash.slice(1));
    if (id.startsWith("note-")) reveal(id.slice("note-".length));
  }

  function rearrange() {
    cards.forEach(goHome);
    if (!wide.matches) cards.forEach(function (card) { card.element.open = false; });
    layOut();
  }

  openWhatFits();
  layOut();
  followAddress();
  wide.addEventListener("change", rearrange);
  window.addEventListener("resize", layOut);
  window.addEventListener("hashchange", followAddress);
  if (document.fonts) document.fonts.ready.then(layOut);
  new ResizeObserver(layOut).observe(main);
})((window.postil = window.postil || {}));
