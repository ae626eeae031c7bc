// @ts-check
// What was found, as a list: the kind, the title and the words about the place, with what was found in them marked.
((postil) => {
  "use strict";

  const AROUND = 70; // characters before what was found
  const LENGTH = 220; // characters of an excerpt
  const { say } = postil;
  /** @type {Record<string, string>} */
  const KINDS = {
    text: say("The article"),
    note: say("Note"),
    person: say("Person or institution"),
    term: say("Term"),
    event: say("Event"),
    claim: say("Claim"),
    chart: say("Chart"),
    source: say("Source"),
    page: say("Page"),
  };

  const mark = (/** @type {HTMLElement} */ parent, /** @type {string} */ text, /** @type {Set<string>} */ found) => {
    let at = 0;
    for (const word of postil.wordsOf(text)) {
      if (!found.has(word.term) || word.end <= at) continue;
      const start = Math.max(at, word.start);
      parent.append(text.slice(at, start));
      const last = parent.lastChild;
      if (start === at && last instanceof HTMLElement && last.matches("mark")) last.append(text.slice(start, word.end));
      else postil.element("mark", text.slice(start, word.end), parent);
      at = word.end;
    }
    parent.append(text.slice(at));
  };

  const excerpt = (/** @type {string} */ text, /** @type {Set<string>} */ found) => {
    const first = postil.wordsOf(text).find((word) => found.has(word.term));
    const start = first ? Math.max(0, first.start - AROUND) : 0;
    const from = start ? text.indexOf(" ", start) + 1 || start : 0;
    const words = text.slice(from, from + LENGTH);
    return `${from ? "… " : ""}${from + LENGTH < text.length ? `${words.replace(/\s+\S*$/, "")} …` : words}`;
  };

  // The address of an entry, with a word on what to mark there.
  const addressOf = (/** @type {Entry} */ entry, /** @type {Set<string>} */ found) => {
    const [page, hash] = entry.address.split("#");
    return `${document.documentElement.dataset.root}${page}?found=${encodeURIComponent([...found].slice(0, 6).join(" "))}#${hash}`;
  };

  // How much was found, and how much of it is what the article says.
  const counted = (/** @type {Hit[]} */ hits) => {
    const places = `${hits.length} ${hits.length === 1 ? say("place found") : say("places found")}`;
    const said = hits.filter((hit) => hit.said).length;
    const inArticle = said ? say("%d in the article", said) : say("none in the article");
    if (hits.length) return `${places} · ${inArticle}`;
    return `${places}. ${say("Fewer words, or the beginning of one, may find more; the contents lead to every page.")}`;
  };

  /** What a query finds in the view that is on, and words on how much; as of the month of the text nothing later. */
  postil.look = (query) => {
    if (!query.trim()) return { hits: [], told: "" };
    const found = postil.find(query);
    const hits = postil.has("then") ? found.filter(({ entry }) => entry.later !== "all") : found;
    const told = counted(hits);
    const hidden = found.length - hits.length;
    return { hits, told: hidden ? `${told} · ${say("%d later, not shown", hidden)}` : told };
  };

  /** The list item of a hit. */
  postil.resultItem = ({ entry, found }) => {
    const item = document.createElement("li");
    const kind = postil.element("span", [KINDS[entry.kind], entry.where].filter(Boolean).join(" · "), item);
    kind.className = "postil-found-in";
    const link = /** @type {HTMLAnchorElement} */ (postil.element("a", "", item));
    link.href = addressOf(entry, found);
    link.dir = "auto";
    mark(link, entry.title, found);
    if (entry.later && postil.has("then")) return item; // its words tell of later things too
    const text = postil.element("p", "", item);
    text.dir = "auto";
    mark(text, excerpt(entry.text, found), found);
    return item;
  };
})(window.postil);
