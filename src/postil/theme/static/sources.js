// @ts-check
// The list of sources: narrowed by group, language, how often a source was read, and words. A source that the address
// names is opened. Without script each letter opens by itself.
((postil) => {
  "use strict";

  const MANY = 12; // sources shown at once without being folded
  const citations = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".postil-citation")]);
  const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('section[id^="sources-"]')]);
  const folds = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.postil-citations")]);

  // The source of the address, open and on the screen.
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target?.closest("details.postil-citations");
    if (!fold || /** @type {HTMLDetailsElement} */ (fold).open) return;
    /** @type {HTMLDetailsElement} */ (fold).open = true;
    target?.scrollIntoView();
  };

  openTarget();
  window.addEventListener("hashchange", openTarget);
  if (!folds.length) return;

  const form = document.createElement("form");
  form.className = "postil-narrow";
  form.setAttribute("role", "search");
  form.addEventListener("submit", (event) => event.preventDefault());

  const chooser = (/** @type {string} */ name, /** @type {[string, string][]} */ choices) => {
    const label = postil.element("label", `${name} `, form);
    const select = /** @type {HTMLSelectElement} */ (postil.element("select", "", label));
    for (const [value, words] of [["", postil.say("All")], ...choices]) select.add(new Option(words, value));
    select.addEventListener("change", show);
    return select;
  };
  const groupOf = (/** @type {HTMLElement} */ citation) => citation.closest('section[id^="sources-"]');
  const languages = [...new Set(citations.flatMap((citation) => citation.dataset.language || []))].sort((a, b) =>
    a.localeCompare(b),
  );

  const group = chooser(
    postil.say("Kind of source"),
    groups.map((section) => [section.id, postil.part("h2, h3, h4", section).firstChild?.textContent || ""]),
  );
  const language = chooser(
    postil.say("Language"),
    languages.map((name) => [name, name]),
  );
  const read = chooser(postil.say("Read by"), [
    ["2", postil.say("two or more")],
    ["1", postil.say("one")],
    ["0", postil.say("nobody yet")],
  ]);
  const label = postil.element("label", `${postil.say("With the words")} `, form);
  const words = /** @type {HTMLInputElement} */ (postil.element("input", "", label));
  words.type = "search";
  words.addEventListener("input", show);
  const status = postil.element("p", "", form);
  status.setAttribute("role", "status");
  groups[0].before(form);

  function show() {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const narrowed = Boolean(group.value || language.value || read.value || asked.length);
    let count = 0;
    for (const citation of citations) {
      const text = asked.length ? citation.textContent.toLowerCase() : "";
      const fits =
        (!group.value || groupOf(citation)?.id === group.value) &&
        (!language.value || citation.dataset.language === language.value) &&
        (!read.value || citation.dataset.read === read.value) &&
        asked.every((word) => text.includes(word));
      citation.hidden = !fits;
      count += Number(fits);
    }
    for (const part of [...folds, ...groups]) part.hidden = !part.querySelector(".postil-citation:not([hidden])");
    for (const fold of folds) fold.open = narrowed && count <= MANY * 5;
    status.textContent = postil.say("%d of %d").replace("%d", String(count)).replace("%d", String(citations.length));
  }

  show();
  openTarget();
})(window.postil);
