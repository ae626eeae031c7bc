// @ts-check
// The ledger of claims: sort by a column, show some verdicts, find words; the address says which, so that it can be
// given to others: #verdict=one,another&words=…&sort=2&down; #verdict-one; #claim-… for one row among the others, and
// #claim=…,… for some rows alone. Without script it is a table.
((postil) => {
  "use strict";

  const { part, sure } = postil;
  const table = /** @type {HTMLTableElement} */ (part("table.postil-ledger"));
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...sure(table.tHead).rows[0].cells];
  const VERDICT = /postil-verdict-(\S+)/;
  const CLAIM = "claim-"; // before the note's id in the id of a row
  const COUNT = "verdict-"; // before the verdict in the id of a count

  const verdictOf = (/** @type {Element} */ element) =>
    sure(VERDICT.exec(part(".postil-verdict", element).className))[1];
  const verdicts = new Map(rows.map((row) => [row, verdictOf(row)]));

  /** What is shown: verdicts (none: all), words, the number of the column sorted by and whether downwards; the ids of the
   * rows that are asked for: one is pointed out, several are shown alone. */
  const view = { verdicts: new Set(), words: "", sort: 0, down: false, claims: /** @type {string[]} */ ([]) };

  const buttons = [...document.querySelectorAll(".postil-counts > li")].map((item) => {
    const button = document.createElement("button");
    button.type = "button";
    button.value = verdictOf(item);
    const words = sure(item.firstElementChild);
    button.append(...words.childNodes);
    words.replaceWith(button);
    button.addEventListener("click", () => {
      if (!view.verdicts.delete(button.value)) view.verdicts.add(button.value);
      change();
    });
    return button;
  });

  const sorters = heads.map((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent.trim();
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      view.down = view.sort === column && !view.down;
      view.sort = column;
      change();
    });
    return button;
  });

  const form = document.createElement("form");
  form.className = "postil-narrow";
  form.setAttribute("role", "search");
  const label = postil.element("label", `${postil.say("With the words")} `, form);
  const field = /** @type {HTMLInputElement} */ (postil.element("input", "", label));
  field.type = "search";
  const clear = postil.element("button", postil.say("Show all"), form);
  clear.type = "button";
  const status = postil.element("p", "", form);
  status.setAttribute("role", "status");
  table.before(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    view.words = field.value;
    change();
  });
  clear.addEventListener("click", () => {
    view.verdicts.clear();
    view.words = "";
    change();
  });

  const folded = (/** @type {string} */ text) => text.toLowerCase().replace(/[“”„"‘’‚]/g, "'");

  const alone = () => view.claims.length > 1;
  /** Whether a row may be shown in this view. */
  const known = (/** @type {Element} */ row) => !(postil.has("then") && row.matches(".postil-later"));

  function show() {
    const words = folded(view.words).split(/\s+/).filter(Boolean);
    table.toggleAttribute("data-wall", alone() && new URLSearchParams(location.search).has("path"));
    for (const row of rows) {
      const text = folded(row.textContent);
      row.hidden =
        !known(row) ||
        (alone() && !view.claims.includes(row.id)) ||
        (view.verdicts.size > 0 && !view.verdicts.has(verdicts.get(row))) ||
        !words.every((word) => text.includes(word));
      row.classList.toggle("postil-is-target", !alone() && view.claims.includes(row.id));
    }
    for (const button of buttons) button.setAttribute("aria-pressed", String(view.verdicts.has(button.value)));
    if (field.value !== view.words) field.value = view.words;
    clear.hidden = !view.verdicts.size && !words.length && !alone();
    sort();
    const count = rows.filter((row) => !row.hidden).length;
    status.textContent = postil.say("%d of %d", count, rows.filter(known).length);
  }

  // The first column is the order of the text, in which the rows came.
  function sort() {
    const text = (/** @type {HTMLTableRowElement} */ row) => row.cells[view.sort].textContent;
    const ordered = view.sort
      ? rows.toSorted((a, b) => text(a).localeCompare(text(b)) || rows.indexOf(a) - rows.indexOf(b))
      : [...rows];
    if (view.down) ordered.reverse();
    body.append(...ordered);
    heads.forEach((head, column) => {
      if (column === view.sort) head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  // Show what the reader chose, and write it into the address.
  function change() {
    view.claims = [];
    show();
    const asked = [];
    if (view.verdicts.size) asked.push(`verdict=${[...view.verdicts].join(",")}`);
    if (view.words) asked.push(`words=${encodeURIComponent(view.words)}`);
    if (view.sort) asked.push(`sort=${view.sort + 1}`);
    if (view.down) asked.push("down");
    history.replaceState(null, "", asked.length ? `#${asked.join("&")}` : location.pathname + location.search);
  }

  // Show what the address asks for; a verdict or a claim that there is not is passed over.
  function followAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const known = new Set(verdicts.values());
    const id = location.hash.slice(1);
    const named = id.startsWith(COUNT) ? id.slice(COUNT.length) : asked.get("verdict") || "";
    view.verdicts = new Set(named.split(",").filter((verdict) => known.has(verdict)));
    view.words = asked.get("words") || "";
    view.sort = Math.max(0, Math.min(sorters.length, Number(asked.get("sort")) || 1) - 1);
    view.down = asked.has("down");
    const claims = asked.get("claim") || (id.startsWith(CLAIM) ? id.slice(CLAIM.length) : "");
    const rowsAsked = claims.split(",").map((claim) => CLAIM + claim);
    view.claims = rowsAsked.filter((claim) => rows.some((row) => row.id === claim));
    show();
    const row = rows.find(({ id }) => id === view.claims[0]);
    if (!row) return;
    (alone() ? table : row).scrollIntoView({ block: alone() ? "start" : "center" });
    row.querySelector("a")?.focus({ preventScroll: true });
  }

  followAddress();
  document.addEventListener("postil:view", show);
  window.addEventListener("hashchange", followAddress);
  postil.settled();
})(window.postil);
