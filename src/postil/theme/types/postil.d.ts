// What the scripts of the pages share at `window.postil`. For the check in make lint alone: pages do not load it.

/** The words of a text, as the W3C's TextQuoteSelector names them. */
interface Quote {
  exact: string;
  prefix?: string;
  suffix?: string;
}

/** A place in the article on this page, in characters of its paragraph. */
interface Place {
  paragraph: HTMLElement;
  text: string;
  start: number;
  end: number;
}

/** A sentence of the article, on whatever page. */
interface Sentence {
  id: string;
  address: string;
  text: string;
  paragraph: string;
}

/** What the search finds; see search.py. */
interface Entry {
  kind: string;
  address: string;
  title: string;
  where: string;
  text: string;
  also?: string;
  later?: "all" | "words";
}

/** An entry, and the words that were found in it. */
interface Hit {
  entry: Entry;
  found: Set<string>;
  /** whether the article says it, in these words */
  said: boolean;
}

/** A reader's own note, or one from a file that the reader opened; see own-store.js. */
interface OwnNote {
  /** a UUID */
  id: string;
  /** the words, and what is before and after them */
  exact: string;
  prefix: string;
  suffix: string;
  /** what the reader writes; a mark alone has none */
  text: string;
  tags: string[];
  /** a word of COLOURS, or nothing */
  colour: string;
  /** the reader's judgement, or nothing, and the note of the edition that is judged */
  verdict: string;
  about: string;
  /** whose it is; empty for the reader's own */
  by: string;
  created: string;
  modified: string;
}

/** A verdict, and the names of those who gave it. */
type Counted = [verdict: string, names: string[]];

/** An own note that is being written. */
type Draft = Required<Quote> & Partial<OwnNote> & { id: string };

/** A note and the sentence in which its words begin; none where they are not in the text any more. */
interface Placed {
  note: OwnNote;
  sentence: Sentence | null;
}

/** What a file of notes holds, or why it cannot be read. */
interface OpenedFile {
  name: string;
  notes: OwnNote[];
  reason: string;
}

/** A kind of notes, and a verdict, of the edition. */
interface Kind {
  name: string;
  label: string;
  asks: boolean;
  later: boolean;
}
interface Verdict {
  name: string;
  label: string;
  meaning: string;
  offered: boolean;
}

/** What edition_data.py tells of the edition. */
interface EditionData {
  title: string;
  author: string;
  date: string;
  undated: boolean;
  published: string;
  name: string;
  editors: string;
  version: string;
  kinds: Kind[];
  verdicts: Verdict[];
  notes: Record<string, Noted>;
}

/** A note of the edition: its verdict, if any, on which words it is, and where it can be read. */
interface Noted {
  title: string;
  words: string;
  verdict: string;
  address: string;
}

/** Where notes that are no longer there lead, or why they were taken out; see former.py. */
interface Former {
  moved: Record<string, { address: string; title: string }>;
  gone: Record<string, { on: string; why: string }>;
}

/** A person or a term, as the card beside a mention shows it; see names_data.py. */
type Named = { name: string; says?: string } & (
  | { original?: undefined }
  | { original: string; spoken?: string; lang: string; dir: string }
);

/** What a source says in one place, and all that is known of a source; see source_data.py. */
type Passage = { id: string; says: string; where?: string } & (
  | { words?: undefined }
  | { words: string; means?: string; lang: string; dir: string }
);
interface Source {
  label: string;
  who: string;
  title?: string;
  gloss?: string;
  note?: string;
  date: string;
  url: string;
  archive: string;
  read: string;
  place: string;
  passages: Passage[];
  notes: { id: string; title: string; address: string }[];
}

/** A note of the edition on the page; see cards.js. */
interface PostilCard {
  element: HTMLElement;
  id: string;
  passage: HTMLElement;
  rest: HTMLDetailsElement | null;
  home: HTMLElement;
  next: Element | null;
  mark: HTMLElement;
  words: HTMLElement[];
  more: HTMLDetailsElement;
  title: HTMLElement;
  essential: boolean;
  side: string;
  opened: boolean;
  unsealed: boolean;
  readonly offered: boolean;
  readonly inMargin: boolean;
  readonly partial: boolean;
  level: number;
  readonly firstLine: DOMRect;
  readonly sentence: DOMRect;
  readonly line: number;
  showOpened(): void;
  goHome(): void;
  goToMargin(): void;
  goUnderSentence(): void;
}

/** What is beside its words in the margin: a card, or a guest of another script. */
interface InMargin {
  element: HTMLElement;
  passage: HTMLElement;
  side: string;
  essential: boolean;
  opened: boolean;
  level: number;
  readonly inMargin: boolean;
  readonly line: number;
}

/** What a card asks for: its top and its height at each level in px, the level that it would like, whether the reader opened it. */
interface Item {
  wish: number;
  heights: number[];
  level: number;
  pinned: boolean;
  essential: boolean;
}

/** A stop of a session path, with its times in minutes, and a path; see pages/seminar.py. */
interface Stop {
  address: string;
  start: number;
  minutes: number;
  title: string;
  say: string;
  tell: string;
}
interface SessionPath {
  title: string;
  plan: string;
  minutes: number;
  stops: Stop[];
}

/** What the wall tells the presenter's window; see stage.js. */
interface Stage {
  title: string;
  position: string;
  now: Pick<Stop, "title" | "say" | "tell"> | null;
  next: Pick<Stop, "title" | "say"> | null;
  elapsed: number;
  until: number;
  minutes: number;
  blank: boolean;
}

/** What the scripts read and write of a figure, and read of its drawing by plotly.js 3; see charts.js and marks.js. */
interface Trace {
  type?: string;
  name?: string;
  visible?: boolean | "legendonly";
  hoverinfo?: string;
  meta?: { size?: number };
  marker?: { size?: number | number[] };
  ids?: string[];
  text?: string | string[];
  customdata?: unknown[];
  x?: unknown[];
  y?: unknown[];
  xaxis?: string;
  yaxis?: string;
}
interface Axis {
  range?: [from: number, to: number];
  scaleanchor?: string;
  scaleratio?: number;
  gridcolor?: string;
  linecolor?: string;
  zerolinecolor?: string;
  tickcolor?: string;
  automargin?: boolean;
}
interface Layout {
  width?: number;
  height?: number;
  hovermode?: false;
  paper_bgcolor?: string;
  plot_bgcolor?: string;
  font?: { color?: string; family?: string };
  margin?: { l?: number; r?: number; t?: number; b?: number };
  shapes?: { line?: { color?: string } }[];
  annotations?: { font?: { family?: string } }[];
  meta?: { least?: number };
  [axis: `xaxis${string}` | `yaxis${string}`]: Axis | undefined;
}
/** A figure, with its form for narrow screens. */
interface Figure {
  data: Trace[];
  layout: Layout;
  narrow?: Figure | null;
}
interface DrawnPoint {
  i?: number;
  p?: number;
  x?: number;
  y?: number;
  ct?: [x: number, y: number];
}
interface Drawing extends HTMLElement {
  data?: Trace[];
  _fullData: Trace[];
  _fullLayout: Record<string, { c2p(value: number | undefined): number; _offset: number }>;
  calcdata: DrawnPoint[][];
}

interface Postil {
  // early.js
  words?: Record<string, string>;
  kept(key: string): string;
  keep(key: string, value: string): void;
  sure<Wanted>(found: Wanted | null | undefined): Wanted;
  part(selector: string, within?: ParentNode): HTMLElement;
  idAsked(): string;
  say(words: string, ...values: (string | number)[]): string;
  show(part: string, value: string): void;
  has(view: string): boolean;
  load(name: string, then: () => void): void;
  dress(then: () => void): void;
  settled(): void;
  addFaces(faces: [family: string, font: string, how: FontFaceDescriptors][]): void;
  // dialogs.js
  element<Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    text: string,
    parent?: Element | null,
  ): HTMLElementTagNameMap[Name];
  button(parent: Element, words: string, act: () => void): HTMLButtonElement;
  field<Name extends "input" | "select" | "textarea">(
    form: Element,
    label: string,
    name: Name,
    value?: string,
  ): HTMLElementTagNameMap[Name];
  dialog: {
    make(title: string): HTMLDialogElement;
    open(box: HTMLDialogElement): void;
    copyButton(source: Element, parent: Element): void;
  };
  quoted(words: string): string;
  download(name: string, content: string, type: string): void;
  addressOf(id: string): string;
  missAddress(address: string, box: HTMLElement): void;
  index(use: (entries: Entry[]) => void): void;
  // views.js
  withView(address: string): string;
  toggle(view: string): void;
  leavePresentation(): void;
  STARTED: string;
  HANDS: string;
  beginAnew(path: string): void;
  leaveViewsThatHide(card: HTMLElement): void;
  resize(step: number): void;
  // data of the build
  entries?: Entry[];
  sourceEntries?: Entry[];
  edition?: EditionData;
  former?: Former;
  noteFiles?: Record<string, string>;
  named?: Record<string, Named>;
  paths?: Record<string, SessionPath>;
  [sources: `sources${number}`]: Record<string, Source> | undefined;
  // quotes.js
  once(name: string, then: () => void): void;
  withEdition(use: () => void): void;
  quotes: {
    placeOf(range: Range): Place | null;
    rangeOf(place: Place): Range;
    sentencesOf(place: Place): HTMLElement[];
    numberOf(id: string): string;
    quoteOf(place: Place): Required<Quote>;
    here(quote: Quote): Place | null;
    withArticle(use: (sentences: Sentence[]) => void): void;
    sentenceOf(quote: Quote, sentences: Sentence[]): Sentence | null;
    selectorOf(place: Place, sentences: Sentence[]): Required<Quote>;
  };
  // cards.js, placement.js, margin.js, opening.js
  cards: PostilCard[];
  cardOf(id: string): PostilCard | undefined;
  cardsAt(target: EventTarget | null): PostilCard[];
  place(items: { wish: number; height: number; weight: number }[], gap: number, floor: number): number[];
  arrange<Wanted extends Item>(
    wanted: Wanted[],
    gap: number,
    floor: number,
    far: number,
  ): { item: Wanted; level: number; top: number }[];
  margin: {
    add(guest: { element: HTMLElement; range: Range }): void;
    clear(): void;
    layOut(): void;
  };
  margins(): number;
  layOut(): void;
  arrangeCards(): void;
  reveal(id: string, how?: { focus?: boolean; keep?: boolean }): void;
  stepNote?(step: number): void;
  closeNote?(): void;
  // selection.js, suggest.js
  showText(title: string, text: string): void;
  announce(words: string): void;
  offerSelection?(): void;
  citeSentence?(): boolean;
  suggest(place: Place, text?: string): void;
  improve(card: HTMLElement): void;
  // own-*.js, class-notes.js
  own: {
    newId(): string;
    all(): OwnNote[];
    keep(note: Partial<OwnNote>): boolean;
    remove(id: string): void;
    others(): OwnNote[];
    showOthers(notes: OwnNote[]): boolean;
    clean(value: unknown): OwnNote | null;
    COLOURS: string[];
    unkept(): number;
    edition: string;
  };
  verdictLabel(verdict: string): string;
  tally(notes: OwnNote[]): Counted[];
  counted(count: Counted): string;
  writeNote(place: Place | null, note?: Draft): void;
  noteText(note: OwnNote, parent: HTMLElement): void;
  saveNotes(form: "jsonld" | "md"): void;
  readNotes(files: File[]): Promise<OpenedFile[]>;
  printAlone(part: HTMLElement, title: string): void;
  ownLists: {
    ordered(notes: OwnNote[], sentences: Sentence[]): Placed[];
    entry(list: HTMLElement, placed: Placed): HTMLElement;
    noteOf(id: string): Noted | undefined;
  };
  showOwn(): void;
  showClass(): void;
  // search-*.js
  wordsOf(text: string): { term: string; start: number; end: number }[];
  foldedTitle(text: string): string;
  whenSearchable(use: () => void): void;
  find(query: string): Hit[];
  look(query: string): { hits: Hit[]; told: string };
  resultItem(hit: Hit): HTMLLIElement;
  // moved.js
  missing(id: string): void;
  // stage.js
  stage(): void;
  // charts.js; the figures are what embedding.py writes
  charts: {
    load(): Promise<unknown>;
    specification(figure: HTMLElement): Promise<Figure>;
    picture(spec: Figure, width: number, figure: HTMLElement, format: "svg" | "png", more?: object): Promise<string>;
  };
  figures: Record<string, { shared: unknown[]; now: unknown; then: unknown }>;
}

/** What search-engine.js uses of MiniSearch 7; documents are entries with the number that they have among all. */
interface SearchOptions {
  boost: Partial<Record<keyof Entry, number>>;
  boostDocument(id: number): number;
  prefix(term: string): boolean;
  fuzzy(term: string): number | false;
  tokenize(text: string): string[];
}
interface SearchHit {
  id: number;
  score: number;
  terms: string[];
  queryTerms: string[];
}
interface SearchIndex {
  addAll(documents: (Entry & { id: number })[]): void;
  search(query: string, options: Partial<SearchOptions>): SearchHit[];
}

/** What a box of sphinx-togglebutton says while it is open; the extension writes it into the page. */
declare const toggleHintHide: string;

interface Window {
  postil: Postil;
  Plotly: {
    react(place: HTMLElement, data: Trace[], layout: Layout, options: object): Promise<unknown>;
    toImage(figure: Figure, options: object): Promise<string>;
    restyle(place: Drawing, update: Record<string, unknown>, traces: number[]): Promise<unknown>;
  };
  MiniSearch: new (options: {
    fields: (keyof Entry)[];
    storeFields: (keyof Entry)[];
    tokenize(text: string): string[];
    processTerm(term: string): string;
  }) => SearchIndex;
}
