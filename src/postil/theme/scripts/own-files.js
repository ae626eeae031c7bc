// @ts-check
// Own notes as files: W3C Web Annotations and Markdown out; W3C annotations and what Hypothesis answers and exports in.
// A file is somebody else's: what is taken from it is text of bounded length, and shown as text.
((postil) => {
  "use strict";

  const { own, ownLists, say, sure } = postil;
  const LARGEST = 2 * 1024 * 1024; // bytes of a file
  const FILES = 60;
  const MOST = 2000; // notes of a file
  const DEEPEST = 12; // objects within one another

  const text = (/** @type {string} */ value, /** @type {string} */ purpose) => ({
    type: "TextualBody",
    value,
    format: "text/plain",
    purpose,
  });

  /** A note as an annotation of the Web Annotation Data Model (2017). */
  function annotationOf(/** @type {Placed} */ { note, sentence }) {
    const base =
      postil.addressOf("") && new URL(document.documentElement.dataset.root || "./", postil.addressOf("")).href;
    const source = (/** @type {string} */ address) => (base || "urn:x-postil:") + address;
    const about = ownLists.noteOf(note.about)?.address;
    return {
      id: `urn:uuid:${note.id}`,
      type: "Annotation",
      motivation: note.verdict ? "assessing" : note.text ? "commenting" : "highlighting",
      creator: { type: "Person", name: note.by || postil.kept("name") || say("a reader") },
      created: note.created,
      modified: note.modified,
      body: [
        ...(note.text ? [text(note.text, "commenting")] : []),
        ...(note.verdict ? [text(`verdict:${note.verdict}`, "tagging")] : []),
        ...note.tags.map((tag) => text(tag, "tagging")),
        ...(about ? [{ type: "SpecificResource", source: source(about), purpose: "linking" }] : []),
      ],
      target: {
        source: source(sentence ? sentence.address.split("#")[0] : ""),
        ...(note.colour ? { styleClass: note.colour } : {}),
        selector: [
          { type: "TextQuoteSelector", exact: note.exact, prefix: note.prefix, suffix: note.suffix },
          ...(sentence
            ? [{ type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc3236", value: sentence.id }]
            : []),
        ],
      },
    };
  }

  const today = () => new Date().toISOString().slice(0, 10);
  const titled = () => `${say("Notes on")} ${postil.quoted(sure(postil.edition).title)}`;

  function collection(/** @type {OwnNote[]} */ notes, /** @type {Sentence[]} */ sentences) {
    const items = notes.map((note) => annotationOf({ note, sentence: postil.quotes.sentenceOf(note, sentences) }));
    return {
      "@context": "http://www.w3.org/ns/anno.jsonld",
      id: `urn:uuid:${own.newId()}`,
      type: "AnnotationCollection",
      label: titled(),
      total: items.length,
      first: { type: "AnnotationPage", startIndex: 0, items },
    };
  }

  function markdown(/** @type {OwnNote[]} */ notes, /** @type {Sentence[]} */ sentences) {
    const name = postil.kept("name");
    const head = `# ${titled()}\n\n${name ? `${name}, ` : ""}${today()}`;
    const parts = ownLists.ordered(notes, sentences).map(({ note, sentence }) => {
      const where = sentence
        ? `${say("Sentence")} ${postil.quotes.numberOf(sentence.id)}`
        : say("Not in this text any more");
      const theirs = note.verdict && ownLists.noteOf(note.about)?.verdict;
      const label = [
        note.verdict && `${say("Judgement")}: ${postil.verdictLabel(note.verdict)}`,
        theirs && `${say("The edition")}: ${postil.verdictLabel(theirs)}`,
        note.tags.length && `${say("Tags")}: ${note.tags.join(", ")}`,
      ];
      return [`## ${where}`, note.exact.replace(/^/gm, "> "), note.text, ...label].filter(Boolean).join("\n\n");
    });
    return `${[head, ...parts].join("\n\n")}\n`;
  }

  const slug = (/** @type {string} */ name) =>
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40);

  /** Write the notes as a file that the reader keeps: `jsonld` or `md`. */
  postil.saveNotes = (form) => {
    postil.withEdition(() =>
      postil.quotes.withArticle((sentences) => {
        const name = ["notes", slug(postil.kept("name")), today()].filter(Boolean).join("-");
        if (form === "md") postil.download(`${name}.md`, markdown(own.all(), sentences), "text/markdown");
        else
          postil.download(
            `${name}.jsonld`,
            `${JSON.stringify(collection(own.all(), sentences), null, 1)}\n`,
            "application/ld+json",
          );
      }),
    );
  };

  /** @typedef {Record<string, unknown>} Fields of an object in a file */

  const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null;
  const fieldsOf = (/** @type {unknown} */ value) => /** @type {Fields} */ (isObject(value) ? value : {});
  const string = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  /** @returns {unknown[]} */
  const listed = (/** @type {unknown} */ value) => [value ?? []].flat();

  /** Every annotation in what a file holds, however pages and collections are nested. @returns {Fields[]} */
  function annotationsIn(/** @type {unknown} */ value, depth = 0) {
    if (depth > DEEPEST || !isObject(value)) return [];
    if (Array.isArray(value)) return value.slice(0, MOST).flatMap((item) => annotationsIn(item, depth + 1));
    const fields = fieldsOf(value);
    if ("target" in fields) return [fields];
    return ["items", "rows", "annotations", "@graph", "first", "next"].flatMap((name) =>
      annotationsIn(fields[name], depth + 1),
    );
  }

  /** @returns {Fields | null} */
  function quoteIn(/** @type {unknown} */ value, depth = 0) {
    if (depth > DEEPEST || !isObject(value)) return null;
    const fields = fieldsOf(value);
    if (fields.type === "TextQuoteSelector" && string(fields.exact).trim()) return fields;
    const inside = Array.isArray(value) ? value.slice(0, 50) : [fields.selector, fields.refinedBy, fields.items];
    for (const inner of inside) {
      const found = quoteIn(inner, depth + 1);
      if (found) return found;
    }
    return null;
  }

  function creatorOf(/** @type {Fields} */ value) {
    const [first] = listed(value.creator ?? value.user);
    const { name, nickname, id } = fieldsOf(first);
    return (string(first) || string(name) || string(nickname) || string(id))
      .replace(/^acct:([^@]*)@.*$/, "$1")
      .replace(/\s+/g, " ")
      .trim();
  }

  /** An annotation as a note; null where it quotes nothing. */
  function noteOf(/** @type {Fields} */ value, /** @type {string} */ fallback) {
    const quote = quoteIn(listed(value.target));
    if (!quote) return null;
    const bodies = listed(value.body).filter(isObject).slice(0, 100).map(fieldsOf);
    const tags = [
      ...bodies.filter((body) => body.purpose === "tagging").map((body) => string(body.value)),
      ...listed(value.tags).map(string),
    ];
    const said = bodies.filter((body) => body.purpose !== "tagging").map((body) => string(body.value));
    const links = bodies.map((body) => string(body.source));
    const words = [string(value.bodyValue), string(value.text), ...said].filter(Boolean).join("\n\n");
    const field = (/** @type {string} */ name) =>
      (tags.find((tag) => tag.startsWith(`${name}:`)) || "").slice(name.length + 1).trim();
    return own.clean({
      id: string(value.id).replace(/^urn:uuid:/, ""),
      exact: quote.exact,
      prefix: string(quote.prefix),
      suffix: string(quote.suffix),
      text: words,
      tags: tags.filter((tag) => !tag.startsWith("verdict:")),
      colour: string(fieldsOf(listed(value.target)[0]).styleClass),
      verdict: field("verdict"),
      about: links.map((address) => /#note-([\w-]+)$/.exec(address)?.[1]).find(Boolean) || "",
      by: creatorOf(value) || fallback,
      created: string(value.created),
      modified: string(value.modified) || string(value.updated),
    });
  }

  /** @returns {Promise<OpenedFile>} */
  async function read(/** @type {File} */ file) {
    const name = file.name.slice(0, 120);
    const refused = (/** @type {string} */ reason) => ({ name, notes: [], reason });
    if (file.size > LARGEST) return refused(say("is larger than 2 MB"));
    /** @type {unknown} */
    let data;
    try {
      data = JSON.parse((await file.text()).replace(/^\uFEFF/, ""));
    } catch {
      return refused(say("is not an annotation file: it is not JSON"));
    }
    const annotations = annotationsIn(data);
    const fallback = name.replace(/\.[^.]*$/, "");
    const notes = annotations.slice(0, MOST).flatMap((value) => noteOf(value, fallback) ?? []);
    if (!notes.length) return refused(say("holds no annotation on words of a text"));
    const lost = annotations.length - notes.length;
    return { name, notes, reason: lost ? `${lost} ${say("annotations quote nothing and were left out")}` : "" };
  }

  const folded = (/** @type {string} */ name) =>
    name
      .normalize("NFKC")
      .replace(/\p{Cf}/gu, "")
      .toLowerCase();

  /** Readers of two files have two names, though both gave one: nobody speaks for somebody else. */
  function tellApart(/** @type {OpenedFile[]} */ results) {
    const owners = /** @type {Map<string, OpenedFile>} */ (new Map());
    for (const result of results) {
      const file = result.name.replace(/\.[^.]*$/, "").slice(0, 20);
      for (const note of result.notes) {
        let name = note.by;
        for (let n = 1; (owners.get(folded(name)) || result) !== result; n += 1)
          name = `${note.by.slice(0, 50)} (${file}${n > 1 ? ` ${n}` : ""})`;
        owners.set(folded(name), result);
        note.by = name;
      }
    }
    return results;
  }

  /** Read files, one after the other; more than a class has are refused. */
  postil.readNotes = async (files) => {
    const results = /** @type {OpenedFile[]} */ ([]);
    for (const file of files.slice(0, FILES)) results.push(await read(file));
    for (const file of files.slice(FILES))
      results.push({ name: file.name.slice(0, 120), notes: [], reason: say("is more than 60 files at once") });
    return tellApart(results);
  };
})(window.postil);
