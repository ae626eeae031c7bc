"""Pages in a real browser, opened from disk, with every request watched: fixtures that any test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from postil.charts.browser import chromium

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page, *rules: str) -> dict[str, list[str]]:
    """What axe finds by all rules, or by those named: the beginnings of the first elements, by rule."""
    asked = {"type": "rule", "values": list(rules)} if rules else TAGS
    found = Axe().run(page, options={"runOnly": asked, "resultTypes": ["violations"]}).response["violations"]
    return {rule["id"]: [node["html"][:140] for node in rule["nodes"][:3]] for rule in found}


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
        self.context = context
        self.built = built
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))

    def open(self, name: str) -> Page:
        """A page by its path in the book, with query and fragment."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(f"{name}: {line.text}"))
        self.go(page, name)
        return page

    def go(self, page: Page, name: str) -> None:
        """Lead a page on to another."""
        path, query, words = name.partition("?")
        path, hash, fragment = path.partition("#")
        page.goto((self.built / path).as_uri() + query + words + hash + fragment)


@pytest.fixture
def reader_of(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Makes readers of a built book: `reader_of(folder, width=360, java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def make(built: Path, width: int = 1360, height: int = 900, **options) -> Reader:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, offline=True, **options))
        return Reader(contexts[-1], built)

    yield make
    for context in contexts:
        context.close()
