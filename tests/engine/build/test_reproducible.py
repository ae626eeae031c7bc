"""Two builds of the same edition are the same bytes, wherever and with whatever order of sets they are made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.engine.build.test_faults import COMMAND, digests, with_notebook
from tests.support.edition import SmallEdition, note


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path) -> None:
    books = []
    for seed, place in ("1", "here"), ("2", "somewhere/else"):
        edition = with_notebook(SmallEdition(tmp_path / place))
        edition.note(
            "later", note("new bridge", kind="update", as_of="1902-02-03", verdict="confirmed", by="[b, a, c]")
        )
        edition.write(
            "book/index.md", "# Rivers\n\n```{claims}\n```\n\n```{credits}\n```\n\n```{bibliography}\n:all:\n```\n"
        )
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "sphinx", *COMMAND], cwd=edition.root, env=environment, check=True)
        books.append(digests(edition.root / "_book"))
    assert "book/figures.html" in books[0]
    assert books[0] == books[1]
