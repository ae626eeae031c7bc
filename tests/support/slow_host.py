"""A host on this machine whose pages come in two pieces, as over a slow network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAUSE = 0.3  # seconds between the pieces: long enough to paint the first


class _InPieces(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, cut = self.path.partition("?cut=")
        if not cut:
            super().do_GET()
            return
        whole = Path(self.translate_path(path)).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(whole[: int(cut)])
        self.wfile.flush()
        time.sleep(PAUSE)
        self.wfile.write(whole[int(cut) :])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def slow_host(built: Path) -> Iterator[str]:
    """The address of a book whose page `PATH?cut=BYTES` comes in two pieces of which the first has so many bytes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_InPieces, directory=str(built))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
