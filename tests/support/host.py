"""Another's Jupyter Book, into which the engine comes as a guest, and a build of it in this process."""

from __future__ import annotations

import gc
import json
from base64 import b64decode
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from jupyter_book.sphinx import build_sphinx
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.locale import translators

from tests.support.build import Result

_DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
_PLOTLY = {"application/vnd.plotly.v1+json": {"data": [], "layout": {}}, "text/html": ["<b>drawn elsewhere</b>"]}
_COVER = """# Of everything something

Mathematics $a^2$, a citation of nothing, and a picture:

![a dot](dot.png)

$$\ne = mc^2\n$$ (energy)

As {eq}`energy` says.[^1]

[^1]: A footnote.

:::{admonition} A box that opens
:class: dropdown
Within.
:::

::::{tab-set}
:::{tab-item} One
The first.
:::
:::{tab-item} Two
The second.
:::
::::

| a | b |
|---|---|
| 1 | 2 |

```python
print("copied")
```
"""


def cell(kind: str, source: str, *outputs: Any) -> dict[str, Any]:
    """A cell of a notebook; of code if it has outputs."""
    more = {"outputs": list(outputs), "execution_count": 1} if kind == "code" else {}
    return {"cell_type": kind, "id": f"c{len(source)}", "metadata": {}, "source": [source], **more}


def notebook(*cells: dict[str, Any], kernel: str = "python3") -> str:
    """A notebook as JSON."""
    spec = {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}}
    return json.dumps({"cells": list(cells), "metadata": spec, "nbformat": 4, "nbformat_minor": 5})


def output(data: dict[str, Any]) -> dict[str, Any]:
    """What a cell gave."""
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


class HostBook:
    """A Jupyter Book of all kinds of page, under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config: dict[str, Any] = {
            "title": "A book",
            "author": "Somebody",
            "copyright": "2026",
            "only_build_toc_files": True,
            "execute": {"execute_notebooks": "off"},
            "parse": {"myst_enable_extensions": ["colon_fence", "dollarmath", "amsmath", "deflist"]},
            "sphinx": {"config": {"suppress_warnings": ["mystnb.unknown_mime_type"]}},
        }
        self.write("index.md", _COVER)
        self.write("more.md", "# More\n\n```{note}\nA box.\n```\n\n{ref}`genindex`\n")
        frame = output({"text/html": ['<table class="dataframe"><tr><th></th></tr></table>'], "text/plain": ["1"]})
        self.write("cells.ipynb", notebook(cell("markdown", "# Cells\n"), cell("code", "1", frame, output(_PLOTLY))))
        self.write("_static/own.css", "h1 { color: teal }\n")
        self.write("_static/own.js", "window.own = true;\n")
        self.write("_toc.yml", "format: jb-book\nroot: index\nchapters:\n- file: more\n- file: cells\n")
        (root / "dot.png").write_bytes(_DOT)

    def write(self, name: str, text: str) -> Path:
        """Write a file, with its folders; returns its path."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def write_config(self) -> Path:
        """Write `_config.yml`."""
        return self.write("_config.yml", yaml.safe_dump(self.config))

    def extend(self, *extensions: str, **config: Any) -> HostBook:
        """Name extensions, and set values of Sphinx's, in `_config.yml`."""
        sphinx = self.config["sphinx"]
        sphinx["extra_extensions"] = [*sphinx.get("extra_extensions", []), *extensions]
        sphinx["config"] |= config
        return self


def retire_collectors() -> None:
    """Mark the collectors of earlier builds in this process as switched off.

    Else sphinx-external-toc 1.1, which looks through the process for collectors to switch off, takes other
    extensions' event handlers out of the next build.
    """
    for collector in gc.get_objects():
        if isinstance(collector, TocTreeCollector):
            collector.listener_ids = None


def jupyter_book(book: HostBook, builder: str = "html") -> Result:
    """Build as `jupyter-book build -W --keep-going` does, in this process."""
    book.write_config()
    return _run(book.root, builder)


def _run(root: Path, builder: str = "html") -> Result:
    retire_collectors()
    said = StringIO()
    with chdir(root), redirect_stdout(StringIO()), redirect_stderr(said):
        try:
            status = build_sphinx(
                root,
                root / "_build" / builder,
                noconfig=True,
                path_config=root / "_config.yml",
                confoverrides={"external_toc_path": "_toc.yml", "latex_individualpages": False},
                warningiserror=True,
                keep_going=True,
                builder=builder,
            )
        except SystemExit as end:
            status = 1
            said.write(f"{end.code}\n")
        finally:
            translators.clear()
    return Result(status if isinstance(status, int) else 2, said.getvalue())


def html_of(book: HostBook, builder: str = "html") -> Path:
    """Build what must build without a warning; returns the folder of the book."""
    book.write_config()
    return book_at(book.root, builder)


def book_at(root: Path, builder: str = "html") -> Path:
    """The same for any Jupyter Book whose `_config.yml` is written: a quarter of the command's processor time."""
    result = _run(root, builder)
    assert result == Result(0, ""), result.said
    return root / "_build" / builder
