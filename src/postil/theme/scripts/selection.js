// @ts-check
// Selected words, or a sentence whose number is chosen: a bar with what can be done with them.
((postil) => {
  "use strict";

  const { part, say, sure, quotes, withEdition } = postil;
  const root = document.documentElement;
  const main = part("main");

  let shown = /** @type {{bar: HTMLElement, back: HTMLElement | null} | null} */ (null);

  const joined = (/** @type {string[]} */ parts) => parts.filter(Boolean).join(", ");

  // The article: whose it is, what it is called and when it could first be read.
  const ofArticle = () => {
    const { title, author, published } = sure(postil.edition);
    return joined([author || say("No author named"), postil.quoted(title), published]);
  };
  // The edition, told apart from the article; what it is is not said twice.
  const ofEdition = () => {
    const { editors, name, version } = sure(postil.edition);
    const kind = say("annotated reading edition");
    const called = name && postil.quoted(name);
    return joined([editors, editors.includes(kind) ? called : `${kind} ${called}`, version, root.dataset.year || ""]);
  };

  function about(/** @type {Place} */ place) {
    const sentences = quotes.sentencesOf(place);
    const [first, last] = [sentences[0], sure(sentences.at(-1))].map((sentence) => quotes.numberOf(sentence.id));
    const number = first === last ? first : `${first}–${last}`;
    const words = place.text.slice(place.start, place.end);
    const where = sentences[0].id.startsWith("s0-")
      ? first
      : `${sentences.length > 1 ? say("sentences") : say("sentence")} ${number}`;
    return { id: sentences[0].id, words, place: where, address: postil.addressOf(sentences[0].id) };
  }

  const COPIED = 1500; // ms for which a button says that it has copied

  function copy(/** @type {HTMLElement} */ button, /** @type {string} */ text, /** @type {string} */ done) {
    const bar = button.parentElement;
    const hideThis = () => shown?.bar === bar && hide();
    const refused = () => {
      hideThis();
      postil.showText(say("Copy this"), text);
    };
    const copied = () => {
      button.textContent = say("Copied");
      postil.announce(done);
      setTimeout(hideThis, COPIED);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(copied, refused);
    else refused();
  }

  // A text to be copied by hand, where the browser lets no script copy.
  postil.showText = (title, text) => {
    const box = postil.dialog.make(title);
    const shownText = postil.element("pre", text, box);
    shownText.tabIndex = 0;
    postil.dialog.open(box);
  };

  postil.announce = (words) => {
    part(".postil-tools [role=status]").textContent = words;
  };

  const quotation = (/** @type {Place} */ place) => {
    const { words, place: where, address } = about(place);
    return `${postil.quoted(words)} (${joined([ofArticle(), where])}${address ? `, ${address}` : ""})`;
  };

  function cite(/** @type {Place} */ place) {
    const { words, place: where, address, id } = about(place);
    const { title, author, date, undated, published } = sure(postil.edition);
    const plain = (/** @type {string} */ text) => text.replace(/[{}\\]/g, "");
    const field = (/** @type {string} */ name, /** @type {string} */ value) =>
      value ? `  ${name} = {${plain(value)}},\n` : "";
    const entry =
      `@misc{article-${id},\n${author ? `  author = {{${plain(author)}}},\n` : ""}${field("title", title)}${field("date", undated ? "" : date)}` +
      `${field("howpublished", ofEdition())}${field("note", joined([undated ? published : "", where]))}${field("url", address)}}`;
    const box = postil.dialog.make(say("Cite these words"));
    postil.element("blockquote", words, box).className = "postil-chosen-words";
    const ways = [
      [say("The article"), joined([ofArticle(), where])],
      [say("As read in the edition"), joined([ofArticle(), where, `${say("in:")} ${ofEdition()}`, address])],
      ["BibTeX", entry],
    ];
    for (const [name, text] of ways) {
      postil.element("h3", name, box);
      const shownText = postil.element("pre", text, box);
      shownText.tabIndex = 0;
      shownText.classList.toggle("postil-prose", name !== "BibTeX");
      postil.dialog.copyButton(shownText, box);
    }
    postil.missAddress(address, box);
    postil.dialog.open(box);
  }

  const hidden = (/** @type {(place: Place) => void} */ act) => (/** @type {Place} */ place) => {
    hide();
    act(place);
  };

  /** @typedef {[words: string, act: (place: Place, button: HTMLElement) => void]} Action */
  const LINK = /** @type {Action} */ ([
    say("Link"),
    (place, button) => copy(button, about(place).address, say("Link copied")),
  ]);

  /** @type {Action[]} */
  const ACTIONS = [
    [
      say("Copy quotation"),
      (place, button) => withEdition(() => copy(button, quotation(place), say("Quotation copied"))),
    ],
    ...(postil.addressOf("") ? [LINK] : []),
    [say("Cite"), hidden((place) => withEdition(() => cite(place)))],
    [say("Note"), hidden((place) => postil.writeNote(place))],
  ];

  function hide() {
    shown?.bar.remove();
    shown = null;
  }

  // Put the bar under a line, inside the page.
  function put(/** @type {HTMLElement} */ bar, /** @type {DOMRect} */ line) {
    const frame = main.getBoundingClientRect();
    const left = Math.min(line.right - 120, root.clientWidth - bar.offsetWidth - 8);
    bar.style.top = `${line.bottom - frame.top + 8}px`;
    bar.style.left = `${Math.max(8, left) - frame.left}px`;
  }

  // The bar under the last line of a place; none where the view hides the words. @returns its first button
  function show(/** @type {Place} */ place, /** @type {HTMLElement | null} */ back) {
    hide();
    const line = [...quotes.rangeOf(place).getClientRects()].at(-1);
    if (!line) return null;
    const bar = postil.element("div", "", main);
    bar.className = "postil-selection";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute(
      "aria-label",
      `${say("With the words")} ${postil.quoted(place.text.slice(place.start, place.end).slice(0, 60))}`,
    );
    bar.dataset.editorial = "";
    ACTIONS.forEach(([name, act], index) => {
      const button = postil.element("button", name, bar);
      button.type = "button";
      button.tabIndex = index ? -1 : 0;
      button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
      button.addEventListener("click", () => act(place, button));
    });
    shown = { bar, back };
    put(bar, line);
    bar.addEventListener("keydown", move);
    return /** @type {HTMLElement} */ (bar.firstElementChild);
  }

  // The toolbar pattern of the ARIA Authoring Practices: arrows within, Escape back.
  function move(/** @type {KeyboardEvent} */ event) {
    const { bar, back } = sure(shown);
    const buttons = /** @type {HTMLElement[]} */ ([...bar.children]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    /** @type {Record<string, number>} */
    const goals = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const next = goals[event.key];
    if (event.key === "Escape") {
      hide();
      back?.focus();
    } else if (next !== undefined) {
      const button = buttons[(next + buttons.length) % buttons.length];
      for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
      button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function selected() {
    const selection = window.getSelection();
    return selection?.rangeCount && !selection.isCollapsed ? quotes.placeOf(selection.getRangeAt(0)) : null;
  }

  function ofSentence(/** @type {Element | null} */ sentence) {
    const range = document.createRange();
    if (!sentence) return null;
    range.selectNodeContents(sentence);
    return quotes.placeOf(range);
  }

  // The words that the reader selected, or the sentence that has the focus, itself or in a note on it, or the address.
  function chosen() {
    const focused = document.activeElement;
    const card = /** @type {HTMLElement | null} */ (focused?.closest("[data-note]"));
    const words = card ? document.querySelector(`[data-notes~="${card.dataset.note}"]`) : focused;
    const sentence = words?.closest(".postil-sentence") || document.querySelector(".postil-sentence:target");
    return selected() || ofSentence(sentence);
  }

  /** Cite the sentence that the address names, as its bar does; false where it names none. */
  postil.citeSentence = () => {
    const place = ofSentence(document.querySelector(".postil-sentence:target"));
    if (place) withEdition(() => cite(place));
    return Boolean(place);
  };

  /** Open the bar for the chosen words and put the focus into it. */
  postil.offerSelection = () => {
    const place = chosen();
    if (!place) return;
    show(place, /** @type {HTMLElement} */ (document.activeElement))?.focus();
  };

  function follow() {
    const place = selected();
    if (place) show(place, null);
    else if (shown && !shown.bar.contains(document.activeElement)) hide();
  }

  // A sentence's number offers what can be done with the sentence; by keyboard the focus goes there.
  main.addEventListener("click", (event) => {
    const number = event.target instanceof Element && event.target.closest(".postil-place");
    if (!number) return;
    const place = ofSentence(number.closest(".postil-sentence"));
    if (!place) return;
    const first = show(place, /** @type {HTMLElement} */ (number));
    if (event.detail === 0) setTimeout(() => first?.focus()); // after the browser has gone to the sentence
  });
  document.addEventListener("pointerup", (event) => {
    if (event.target instanceof Element && event.target.closest(".postil-selection, .postil-place, dialog")) return;
    setTimeout(follow);
  });
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") follow();
  });
  document.addEventListener("selectionchange", () => {
    if (window.getSelection()?.isCollapsed && shown && !shown.back) hide();
  });
  window.addEventListener("resize", hide);
})(window.postil);
