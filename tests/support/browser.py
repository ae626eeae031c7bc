"""Pages in a real browser, opened from disk, with every request watched: fixtures that any test may ask for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from postil.charts.browser import chromium
from tests.support.notes import at_rest

PATIENCE = 120_000  # ms: a busy machine is no fault of a page
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    "--renderer-process-limit=1",  # of a context: a page that opens where another is needs no process of its own
]
GROUND = Path(__file__).with_name("ground.html")
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OF_COLOURS = ("color-contrast", "link-in-text-block")
# Contrast takes axe four fifths of its time, and most words of a page look like others: in `data-contrast` stands one
# element for all whose own letters are alike, on backgrounds, opacities and shadows that are alike up to the root. What
# is not shown has no style until one asks for it: so nothing is looked for in it.
_MARK = """() => {
  const behind = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "position", "zIndex"];
  const letters = ["color", "fontSize", "fontWeight", "textShadow", "webkitTextFillColor", "webkitTextStroke"];
  const pick = (style, names) => names.map((name) => style[name]).join();
  const looks = new Set();
  document.querySelectorAll("[data-contrast]").forEach((element) => element.removeAttribute("data-contrast"));
  const walk = (element, around) => {
    const style = getComputedStyle(element);
    const shown = element.checkVisibility();
    if (!shown && style.display !== "contents") return;
    const ground = `${around}|${pick(style, behind)}`;
    const said = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (shown && (said || element.matches("input, select, textarea"))) {
      const look = [ground, pick(style, letters), element.matches(":disabled, [aria-disabled='true']")].join("|");
      if (!looks.has(look)) element.setAttribute("data-contrast", "");
      looks.add(look);
    }
    for (const child of element.children) walk(child, ground);
  };
  walk(document.documentElement);
}"""
# A colour on its way to another has no contrast to speak of. It is not waited for: what is within a part that was just
# closed is on its way as long as that stays closed.
_SETTLE = """() => document.getAnimations()
  .filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity)
  .forEach((one) => one.finish())"""

# Before axe judges where things lie it asks for the place of each element, also in what is not shown, where it then
# finds none: half its time, where much is folded.
_RUN = """async (options) => {
  const shown = (element) => element.checkVisibility() || getComputedStyle(element).display === "contents";
  const passOver = (element) => (shown(element) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  document.createTreeWalker = (root, what, filter) => Document.prototype.createTreeWalker.call(
    document, root, what, filter ?? (what === NodeFilter.SHOW_ELEMENT ? passOver : null),
  );
  try {
    return (await axe.run(options)).violations;
  } finally {
    delete document.createTreeWalker;
  }
}"""


def violations(page: Page, *rules: str) -> dict[str, list[str]]:
    """What axe finds at rest by all rules, or by those named: the beginnings of the first elements, by rule."""
    asked = {"type": "rule", "values": list(rules)} if rules else TAGS
    if not page.evaluate("'axe' in window"):  # it is slow to come, and quicker the second time
        page.evaluate(Axe().axe_script)
        page.evaluate("axe.configure({rules: [{id: 'color-contrast', selector: '[data-contrast]'}]})")
    media = {"assets": ["media"]}  # and not the styles, which no page on a disk may read
    options = {"runOnly": asked, "resultTypes": ["violations"], "preload": media}
    at_rest(page)
    page.evaluate(_SETTLE)
    page.evaluate(_MARK)
    found = page.evaluate(_RUN, options)
    return {rule["id"]: [node["html"][:140] for node in rule["nodes"][:3]] for rule in found}


def at_widths(page: Page, *widths: int) -> Iterator[int]:
    """Make the window of a page as wide as each of these, one after the other."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        at_rest(page)
        yield width


def in_every_light(page: Page, *widths: int) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """What axe finds in windows as wide as each of these, light and dark, and where.

    In the dark only colours differ, which `test_opening` holds: so only the rules that judge them are asked again.
    """
    for width in at_widths(page, *widths):
        page.evaluate("scrollTo(0, 0)")  # axe calls a button too small of which a part is behind the bar
        for scheme, rules in (("light", ()), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            yield f"{width} px, {scheme}", violations(page, *rules)


def address(page: Page) -> str:
    """Where a page is, of which `page.url` hears later where a script changed it."""
    return page.evaluate("location.href")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


class Reader:
    """Opens pages of a book from disk and remembers what they asked for and complained of."""

    def __init__(self, context: BrowserContext, built: Path) -> None:
        self._context = context
        self.built = built
        self.untouched = True
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._hear)

    @property
    def context(self) -> BrowserContext:
        """Where its pages are. Who asks may change it for good, so that nobody else will be given it."""
        self.untouched = False
        return self._context

    def open(self, name: str) -> Page:
        """A page by its path in the book, with query and fragment."""
        page = self._context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(f"{name}: {line.text}"))
        self.go(page, name)
        return page

    def go(self, page: Page, name: str) -> None:
        """Lead a page on to another."""
        path, query, words = name.partition("?")
        path, hash, fragment = path.partition("#")
        page.goto((self.built / path).as_uri() + query + words + hash + fragment)

    def each(self, names: Sequence[str], view: str = "") -> Iterator[tuple[Page, str]]:
        """The pages of these paths in a view, one after the other in one window, each with its path."""
        page = self.open(f"{names[0]}{view}")
        for name in names:
            if name != names[0]:
                self.go(page, f"{name}{view}")
            yield page, name

    def leave(self, ground: Page) -> bool:
        """Leave a context with that page alone and nothing remembered; whether it is as it was."""
        self._context.remove_listener("request", self._hear)
        for page in self._context.pages:
            if page != ground:
                page.close()
        ground.evaluate("localStorage.clear()")
        return self.untouched

    def _hear(self, request: Request) -> None:
        self.requests.append(request.url)


def context_of(browser: Browser, width: int = 1360, height: int = 900, **options) -> BrowserContext:
    """A context with a window of that size, without network, and with settings of Playwright's."""
    context = browser.new_context(viewport={"width": width, "height": height}, **{"offline": True, **options})
    context.set_default_timeout(PATIENCE)
    return context


@contextmanager
def reading(browser: Browser, built: Path, *size: int, **options) -> Iterator[Reader]:
    """A reader of a built book, in a context of its own."""
    with context_of(browser, *size, **options) as context:
        yield Reader(context, built)


class Contexts:
    """Contexts that are lent again, each with a page in it that keeps its process: the next page opens at once."""

    KEPT = 4  # processes

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: OrderedDict[str, Page] = OrderedDict()

    @contextmanager
    def reading(self, built: Path, width: int = 1360, height: int = 900, **options) -> Iterator[Reader]:
        """A reader of a built book, as `reading` is; of a context that others had nothing is left."""
        settings = repr([width, height, sorted(options.items())])
        ground = self._free.pop(settings, None)
        if ground is None:
            ground = context_of(self._browser, width, height, **options).new_page()
            ground.goto(GROUND.as_uri())
        reader = Reader(ground.context, built)
        try:
            yield reader
        finally:
            if not ground.is_closed() and reader.leave(ground):
                self._free[settings] = ground
            else:
                ground.context.close()
            while len(self._free) > self.KEPT:
                self._free.popitem(last=False)[1].context.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def reader_of(contexts: Contexts) -> Iterator[Callable[..., Reader]]:
    """Makes readers of a built book: `reader_of(folder, width=360, java_script_enabled=False)`."""
    with ExitStack() as readers:
        yield lambda *book, **options: readers.enter_context(contexts.reading(*book, **options))
