"""What a page costs a reader: bytes over the wire and the time until something is painted, on a simulated slow phone.

Network and processor are throttled as Lighthouse's mobile preset does (150 ms round trip, 1.6 Mbit/s, 4 times slower).
"""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from postil.charts.browser import chromium

ROUND_TRIP_MS, BYTES_PER_SECOND, SLOWDOWN, RUNS = 150, 1_600_000 / 8, 4, 5
WATCH_SHIFTS = """window.shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) window.shift += entry.value;
  })).observe({type: "layout-shift", buffered: true})"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class Cost:
    """Bytes as compressed on the wire, requests (how many of them to other hosts), and times in ms since the start.

    `paint` is the first contentful paint; `drawn` is when a chart stood drawn before a reader who scrolled to it as
    soon as the page had loaded, or 0 where there was none to wait for. `shift` is the cumulative layout shift.
    """

    bytes: int
    requests: int
    foreign: int
    paint: float
    drawn: float
    shift: float


class Chart(NamedTuple):
    """Selectors of the place in a page at which a chart will stand, and of the chart when it is drawn."""

    place: str
    drawn: str


def page_cost(site: Path, page: str, chart: Chart | None = None) -> Cost:
    """The median cost of opening `page` of the built `site` with an empty cache, and of its first chart."""
    with serving(site) as (address, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        runs = []
        for _ in range(RUNS):
            sent.clear()
            requests, paint, drawn, shift = _visit(browser, f"{address}/{page}", chart)
            foreign = sum(not url.startswith((address, "data:", "blob:")) for url in requests)
            runs.append(Cost(sum(sent), len(requests), foreign, paint, drawn, shift))
        browser.close()
    return replace(
        runs[0],
        paint=median(run.paint for run in runs),
        drawn=median(run.drawn for run in runs),
        shift=max(run.shift for run in runs),
    )


def _visit(browser: Browser, url: str, chart: Chart | None) -> tuple[list[str], float, float, float]:
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=2)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"latency": ROUND_TRIP_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND / 2}
    session.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.add_init_script(WATCH_SHIFTS)
    page.goto(url, wait_until="load", timeout=60_000)
    drawn = 0.0
    if chart:
        page.keyboard.press("ArrowDown")
        page.locator(chart.place).first.evaluate("place => place.scrollIntoView()")
        page.wait_for_selector(chart.drawn, state="attached", timeout=60_000)
        drawn = page.evaluate("performance.now()")
    else:
        page.wait_for_timeout(1500)
    paint, shift = page.evaluate(PAINT), page.evaluate("window.shift")
    context.close()
    return requests, paint, drawn, shift


@contextmanager
def serving(site: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve `site` compressed, as hosts of static pages do; yields the address and the sizes of what was sent."""
    sent: list[int] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(site), sent=sent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()


@cache
def _compressed(path: Path) -> bytes:
    """A text as hosts keep it: what takes them no time is not to count as the page's."""
    return gzip.compress(path.read_bytes(), 6)


class _Compressed(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a connection stays open, as it does at hosts

    def __init__(self, *args, sent: list[int], **kwargs) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        text = path.suffix in {".html", ".css", ".js", ".json", ".svg", ".txt"}
        body = _compressed(path) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        self.sent.append(len(body))

    def log_message(self, *args) -> None:
        """Keep quiet."""
