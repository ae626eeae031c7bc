"""Two builds of the same edition are the same bytes, wherever and with whatever order of sets they are made."""

from __future__ import annotations

from pathlib import Path

from tests.support.build import digests, run_process
from tests.support.edition import SmallEdition, note
from tests.support.notebooks import add_notebook


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path) -> None:
    books = []
    for seed, place in ("1", "here"), ("2", "somewhere/else"):
        edition = add_notebook(SmallEdition(tmp_path / place))
        edition.note(
            "later", note("new bridge", kind="update", as_of="1902-02-03", verdict="confirmed", by="[b, a, c]")
        )
        edition.write(
            "book/index.md", "# Rivers\n\n```{claims}\n```\n\n```{credits}\n```\n\n```{bibliography}\n:all:\n```\n"
        )
        result = run_process(edition, {"PYTHONHASHSEED": seed})
        assert result.status == 0, result.said
        books.append(digests(edition.root / "_build/html"))
    assert "book/figures.html" in books[0]
    assert books[0] == books[1]
