"""A preview of a small edition, in this process."""

from __future__ import annotations

import threading
import urllib.request

from postil.commands.serve import serve
from tests.support.edition import SmallEdition


class Running:
    """A preview in a thread: what it said, and a wait for its next build."""

    def __init__(self, small: SmallEdition) -> None:
        self.said: list[str] = []
        self.builds = serve(small.root, 0, self.said.append)

    def next_build(self) -> int:
        results: list[int] = []
        thread = threading.Thread(target=lambda: results.append(next(self.builds)), daemon=True)
        thread.start()
        thread.join(120)
        assert results, f"no build within two minutes: {self.said}"
        return results[0]

    def start(self) -> None:
        """Go on building at every change."""
        threading.Thread(target=list, args=(self.builds,), daemon=True).start()

    @property
    def address(self) -> str:
        return next(line for line in self.said if line.startswith("http://127.0.0.1:"))

    def page(self, name: str) -> str:
        with urllib.request.urlopen(self.address + name, timeout=120) as answer:  # noqa: S310
            return answer.read().decode()
