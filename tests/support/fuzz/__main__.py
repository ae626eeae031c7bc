"""Coverage-guided fuzzing of note files with Atheris: `python -m tests.support.fuzz CORPUS -max_total_time=3600 …`.

Atheris is not among the project's requirements; install it beside them in an environment of its own:

    python3 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install -r requirements.txt atheris lxml
    nice -n 19 /tmp/fuzz/bin/python -m tests.support.fuzz /tmp/corpus -max_total_time=3600 -timeout=5 -rss_limit_mb=500

All options are libFuzzer's. An input is a list of fragments (see `promise`) and of bytes as they are; it stands as the
margin text of an otherwise good note, or is the whole file. Stops at the first broken promise and keeps the input in a
file `crash-…`, `timeout-…` or `oom-…`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["postil", "markdown_it", "mdit_py_plugins", "yaml"]):
    from postil.reading.notes import LARGEST
    from tests.support.edition import note
    from tests.support.fuzz.promise import FRAGMENTS, keep_promise
    from tests.support.fuzz.rendering import Renderer


def compose(data: bytes) -> str:
    """The note file that an input stands for, cut off where a note would be refused for its size."""
    provider = atheris.FuzzedDataProvider(data)
    whole = provider.ConsumeBool()
    parts = []
    while provider.remaining_bytes():
        choice = provider.ConsumeIntInRange(0, 255)
        literal = choice >= len(FRAGMENTS)
        parts.append(provider.ConsumeUnicodeNoSurrogates(choice % 8) if literal else FRAGMENTS[choice])
    text = "".join(parts)
    return (f"---\n{text}" if whole else note(margin=text))[:LARGEST]


def main() -> None:
    """Fuzz until libFuzzer's options say stop."""
    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(Path(folder))
        atheris.Setup(sys.argv, lambda data: keep_promise(compose(data), renderer) and None)
        atheris.Fuzz()


main()
