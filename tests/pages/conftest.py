"""The built book in a real browser, opened from disk, with every request watched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from postil.edition import Edition, read_edition
from tests.conftest import ROOT

BUILT = ROOT / "_build/html"
PAGES = sorted(
    path.relative_to(BUILT).as_posix()
    for path in BUILT.glob("**/*.html")
    if 'http-equiv="Refresh"' not in path.read_text("utf-8")  # the page that leads to the cover
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def edition() -> Edition:
    found, problems = read_edition(ROOT)
    assert found and not problems
    return found


@pytest.fixture(scope="session")
def chapters(edition: Edition) -> list[str]:
    return list(dict.fromkeys(f"{piece.block.docname}.html" for piece in edition.pieces))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "Chromium is missing; run tools/ensure-chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
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
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(f"{name}: {line.text}"))
        path, query, words = name.partition("?")
        path, hash, fragment = path.partition("#")
        page.goto((self.built / path).as_uri() + query + words + hash + fragment)
        return page


@pytest.fixture
def reader(browser: Browser):
    """Makes readers: `reader(width=360, java_script_enabled=False)`; of the real book, where no other is given."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1360, height: int = 900, built: Path = BUILT, **options) -> Reader:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, offline=True, **options))
        return Reader(contexts[-1], built)

    yield make
    for context in contexts:
        context.close()
